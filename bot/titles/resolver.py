"""From a title as people type it to the role it means, in steps from sure to likely.

1. The exact id or name of a role; a server's own word; an exact alias (an acronym is only exact).
2. What is left without level, place, employment and employer, as a name or alias.
3. The rules over the deciding noun and the tags beside it.
4. 2 and 3 once more with misspelt words corrected.
5. A whole title within a few slips of a known one.
6. All of it once more with glued words parted (`MLE2`, `DataEnginer`), and half words of a known
   title (`mach learn eng`).

Otherwise roles to choose from, or unknown.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

from bot.titles.index import Suggestions, TitleIndex, half_words, parted
from bot.titles.lexicon import (
    OTHER,
    Lexicon,
    ParsedTitle,
    StrippedWords,
    TitlePart,
    fits,
    parse_title,
)
from bot.titles.spelling import (
    MAX_LENGTH,
    SHORTEST_CORRECTED,
    normalize,
    segments,
    slips_allowed,
    squash,
)
from bot.titles.title_files import Employer, NearMiss, TitleFiles, TitleMeaning, TitleRule

LONGEST_ACRONYM = 4
LONG_WORD = 5
MAX_CANDIDATES = 5
SHORTEST_RANK = 4
_DEGREES = frozenset({"masters", "thesis", "master thesis", "promotion", "expert", "experienced"})
REMEMBERED = 2048
REMEMBERED_OF_A_SERVER = 256

Status = Literal["matched", "choose", "unknown"]
How = Literal["id", "name", "alias", "employer-alias", "server-alias", "cleaned", "fuzzy"]
SURE: Mapping[How, float] = {
    "id": 1.0,
    "name": 1.0,
    "alias": 0.98,
    "employer-alias": 0.9,
    "server-alias": 0.98,
    "cleaned": 0.85,
    "fuzzy": 0.7,
}


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a title means, how that was found, and what was left out of it."""

    title: str
    status: Status
    roles: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    how: How | None = None
    stripped: tuple[StrippedWords, ...] = ()
    employer: str | None = None
    matched: str | None = None
    alias_employers: tuple[str, ...] = ()
    alias_source: str | None = None
    alias_note: str | None = None
    near_miss: str | None = None
    other_trade: bool = False
    decided_by: tuple[str, ...] = ()
    """Where a rule decided: the noun, then the words that it looks for."""
    by_field: bool = False
    """There is no noun: this is the usual role of the field."""

    @property
    def final(self) -> bool:
        """This is another job, whatever slips of the pen the title holds."""
        return self.near_miss is not None or self.other_trade

    @property
    def sure(self) -> float:
        """From 0 to 1: how sure the step that decided is."""
        return SURE[self.how] if self.how is not None else 0.0


class TitleResolver:
    """Resolve titles by a shared index, and perhaps a server's own words; immutable once built.

    A server's own words for roles win over the shared ones, and over nothing else.
    """

    def __init__(self, index: TitleIndex, own: Mapping[str, str] = MappingProxyType({})) -> None:
        """Take the server's words as `own`: title to role id."""
        self._index = index
        self._lexicon = index.lexicon
        self._own = {normalize(title): (title, role) for title, role in own.items()}
        self._own_squashed = {squash(key): key for key in self._own}
        self._near, self._suggestions = index.near_misses, index.suggestions
        if own:
            self._near = {key: miss for key, miss in self._near.items() if key not in self._own}
            self._suggestions = Suggestions(self.titles())
        remembered = REMEMBERED_OF_A_SERVER if own else REMEMBERED
        self._remembered = lru_cache(remembered)(self.resolve_anew)

    @classmethod
    def of(
        cls,
        roles: Iterable[tuple[str, str, str]],
        employers: Iterable[Employer],
        files: TitleFiles,
    ) -> "TitleResolver":
        """Index `roles` (id, name, short name each), employers and files, and resolve by that."""
        return cls(TitleIndex(roles, employers, files))

    def with_own(self, own: Mapping[str, str]) -> "TitleResolver":
        """Return one that resolves a server's own words, title to role id, and shares all else."""
        return TitleResolver(self._index, own)

    def resolve(self, title: str, employer: str | None = None) -> Resolution:
        """Resolve a title; `employer` is an employer's id where it is known beforehand.

        The latest titles are remembered: people ask for the same ones again and again.
        """
        return self._remembered(title[:MAX_LENGTH], employer)

    def resolve_anew(self, title: str, employer: str | None = None) -> Resolution:
        """Resolve a title without looking whether it was asked before."""
        blank = Resolution(title[:MAX_LENGTH], "unknown", employer=employer)
        found = self._resolved(blank)
        if found.status == "matched" or found.final:
            return found
        if (spaced := parted(blank.title, self._index, self._suggestions)) != blank.title:
            again = self._resolved(replace(blank, title=spaced))
            if again.status == "matched":
                return replace(again, title=blank.title)
        return self._shortened(blank, found) or found

    def _resolved(self, blank: Resolution) -> Resolution:
        title = blank.title
        key = normalize(title)
        if not key:
            return blank
        if (found := self._exact(key, blank) or self._own_word(key, blank)) is not None:
            return found
        parts = segments(title)
        parsed = parse_title(self._lexicon, parts)
        first = self._read(parsed, blank, "cleaned")
        if first is not None and first.final:
            return first
        # A title that has a role already is doubted only for a long word that looks misspelt.
        shortest = SHORTEST_CORRECTED if first is None or first.status != "matched" else LONG_WORD
        second = None
        if parsed.has_unknown(shortest):
            mended = parse_title(self._lexicon, parts, shortest)
            second = self._read(mended, blank, "fuzzy") if mended.mended else None
        if second is not None and second.status == "matched":
            same = first is not None and first.roles == second.roles
            return first if same and first is not None else second
        if first is not None and first.status == "matched":
            return first
        third = self._nearest(key, blank, parsed)
        return third if third.status == "matched" else first or second or third

    def suggest(self, text: str, limit: int = 25) -> tuple[str, ...]:
        """Rank roles for a half-typed title: what it means as it stands, then what begins so.

        Only where nothing begins so is the title read in full, and what is alike offered.
        """
        key = normalize(text)
        exact = self._exact(key, Resolution(text, "unknown")) if key else None
        found = dict.fromkeys(exact.roles if exact is not None else ())
        found |= dict.fromkeys(self._suggestions.beginning(key))
        if not found:
            resolved = self.resolve(text)
            found = dict.fromkeys((*resolved.roles, *resolved.candidates))
        return tuple(found or self._suggestions.alike(key))[:limit]

    def employer(self, text: str) -> Employer | None:
        """Find an employer by id, name or alias."""
        if text in self._index.employers:
            return self._index.employers[text]
        exact = self._index.employer_suggestions.exact(normalize(text))
        return self._index.employers[exact] if exact is not None else None

    def suggest_employers(self, text: str, limit: int = 25) -> tuple[str, ...]:
        """Rank employers for a half-typed name."""
        key = normalize(text)
        known = self._index.employer_suggestions
        return (known.beginning(key) or known.alike(key))[:limit]

    def meanings_of(self, resolution: Resolution) -> Iterator[TitleMeaning]:
        """Yield the titles with several meanings that a resolved title is one of."""
        keys = {normalize(resolution.title), normalize(resolution.matched or "")}
        keys |= {normalize(self._index.role_names[role]) for role in resolution.roles[:1]}
        for meaning in self._index.meanings:
            if keys & {normalize(text) for text in (meaning.title, *meaning.also)}:
                yield meaning

    @property
    def lexicon(self) -> Lexicon:
        """The words that titles are read with."""
        return self._lexicon

    def titles(self) -> Iterator[tuple[str, str]]:
        """Yield every known title with the role it most likely means; a server's own first."""
        yield from ((key, role) for key, (_, role) in self._own.items())
        yield from self._index.titles()

    def _exact(self, key: str, blank: Resolution) -> Resolution | None:
        """Find a title as it stands: an id or name, a server's own word, an alias."""
        index = self._index
        if (role := blank.title.strip()) in index.role_names:
            return replace(blank, status="matched", roles=(role,), how="id", matched=role)
        if (found := index.names.get(key)) is not None:
            return self._named(found, "name", blank)
        squashed = squash(key)
        own = self._own.get(key) or self._own.get(self._own_squashed.get(squashed, ""))
        if own is not None:
            title, role = own
            return replace(
                blank, status="matched", roles=(role,), how="server-alias", matched=title
            )
        return self._alias(key, blank) or self._alias(index.squashed.get(squashed, ""), blank)

    def _shortened(self, blank: Resolution, found: Resolution) -> Resolution | None:
        parsed = parse_title(self._lexicon, segments(blank.title))
        words = " ".join(filter(None, (part.words for part in parsed.parts)))
        if (known := half_words(words, self._index, self._suggestions)) is None:
            return None
        matched, role = known
        return replace(
            found, status="matched", roles=(role,), candidates=(), how="fuzzy", matched=matched
        )

    def _own_word(self, key: str, blank: Resolution) -> Resolution | None:
        """Find a server's own word beside nothing but a level, a place and the like."""
        for word, (title, role) in self._own.items():
            before, found, after = f" {key} ".partition(f" {word} ")
            if not found:
                continue
            rest = parse_title(self._lexicon, segments(f"{before} {after}"))
            if not any(part.words for part in rest.parts):
                stripped = _unique(rest.stripped)
                return replace(
                    blank,
                    status="matched",
                    roles=(role,),
                    how="server-alias",
                    matched=title,
                    stripped=stripped,
                )
        return None

    def _named(self, role: str, how: How, blank: Resolution) -> Resolution:
        name = self._index.role_names[role]
        return replace(blank, status="matched", roles=(role,), how=how, matched=name)

    def _alias(self, key: str, blank: Resolution) -> Resolution | None:
        """Find an alias; one that holds at the employer goes before one that holds anywhere."""
        aliases = self._index.aliases.get(key, ())
        if not aliases:
            role = self._index.names.get(key)
            return None if role is None else self._named(role, "alias", blank)
        here = [item for item in aliases if blank.employer in item.group.employers]
        anywhere = [item for item in aliases if not item.group.employers]
        fitting = here or anywhere or aliases
        chosen = next((item for item in fitting if item.key == key), fitting[0])
        group = chosen.group
        if blank.employer is not None and group.employers and not here:
            return replace(blank, status="choose", candidates=group.roles, matched=chosen.text)
        return replace(
            blank,
            status="matched",
            roles=group.roles,
            how="employer-alias" if group.employers else "alias",
            matched=chosen.text,
            alias_employers=group.employers,
            alias_source=group.source,
            alias_note=group.note,
        )

    def _read(self, parsed: ParsedTitle, blank: Resolution, how: How) -> Resolution | None:
        """Decide by a title that was read: cleaned titles first, then the rules."""
        heads = parsed.heads
        blank = replace(
            blank,
            stripped=_unique([*parsed.stripped, *self._teams(parsed, heads)]),
            employer=blank.employer or parsed.employer,
        )
        whole = " ".join(filter(None, (part.words for part in parsed.parts)))
        if whole in self._near:
            return self._miss(self._near[whole], blank)
        main = heads[0].words if heads else parsed.parts[0].words
        for words in (whole, main):
            if words != whole and self._context_decides(parsed, heads):
                continue
            if (found := self._exact(words, blank)) is not None:
                if found.status != "matched" or found.how == "employer-alias":
                    return found
                return replace(found, how=how)
        return self._by_rules(parsed, heads, blank, how)

    def _teams(self, parsed: ParsedTitle, heads: list[TitlePart]) -> Iterator[StrippedWords]:
        """Yield the parts that only name a team or a field, and decide nothing."""
        if heads and not heads[0].bare and not self._context_decides(parsed, heads):
            for part in parsed.parts:
                if part.head is None and part.words:
                    yield StrippedWords("team", part.words)

    def _context_decides(self, parsed: ParsedTitle, heads: list[TitlePart]) -> bool:
        """Find out whether a rule looks beyond the part with the deciding noun."""
        beyond = parsed.tags - (heads[0].tags if heads else frozenset[str]())
        return bool(beyond & self._index.context_tags)

    def _by_rules(
        self, parsed: ParsedTitle, heads: list[TitlePart], blank: Resolution, how: How
    ) -> Resolution | None:
        """Apply the rules to the deciding noun; a slash offers another where it has no role."""
        first = self._by_rule(parsed, heads[0] if heads else None, blank, how)
        if first is not None and first.status == "matched":
            return first
        for part in heads[1:]:
            found = self._by_rule(parsed, part, blank, how) if part.before == "/" else None
            if found is not None and found.status == "matched":
                return found
        return first

    def _by_rule(
        self, parsed: ParsedTitle, part: TitlePart | None, blank: Resolution, how: How
    ) -> Resolution | None:
        """Apply the first rule that fits one noun and what stands beside it."""
        every = parsed.tags
        part = part or TitlePart("", [], None, every)
        if part.head == OTHER:
            return replace(self._miss(self._near.get(part.words), blank), other_trade=True)
        beside = every if part.bare else part.tags
        for rule in self._index.rules[part.head or _instead_of_noun(parsed)]:
            if not fits(rule, beside, every):
                continue
            if rule.roles:
                matched = part.words or None
                return replace(
                    blank,
                    status="matched",
                    roles=rule.roles,
                    how=how,
                    matched=matched,
                    decided_by=_deciding(rule, part, parsed),
                    by_field=part.head is None,
                )
            if rule.choose:
                return replace(blank, status="choose", candidates=rule.choose)
            return self._miss(self._near.get(part.words), blank)
        near = self._near.get(part.words)
        return self._miss(near, blank) if near is not None else None

    def _miss(self, miss: NearMiss | None, blank: Resolution) -> Resolution:
        """Say that a title is none of our roles, and what it is where that is known."""
        if miss is None:
            return blank
        return replace(blank, candidates=miss.nearest, near_miss=miss.text)

    def _nearest(self, key: str, blank: Resolution, parsed: ParsedTitle) -> Resolution:
        """Match a whole title with slips in it, or name what comes nearest."""
        blank = replace(
            blank,
            stripped=_unique(parsed.stripped),
            employer=blank.employer or parsed.employer,
        )
        words = " ".join(filter(None, (part.words for part in parsed.parts))) or key
        near = self._suggestions.near(
            words, slips_allowed(len(words)), self._lexicon.spelling.knows
        )
        roles = tuple(dict.fromkeys(role for _, _, role in near))
        if len(roles) == 1 and len(words) > LONGEST_ACRONYM:
            return replace(blank, status="matched", roles=roles, how="fuzzy", matched=near[0][1])
        offered = roles or self._suggestions.alike(words)
        return replace(blank, candidates=offered[:MAX_CANDIDATES])


def _instead_of_noun(parsed: ParsedTitle) -> Literal["none", "field", "rank"]:
    """Say what stands in a title without a noun, whose words are all known."""
    if any(part.telling and part.has_unknown(SHORTEST_CORRECTED) for part in parsed.parts):
        return "none"
    levels = (it.text for it in parsed.stripped if it.kind == "level")
    if any(len(text) >= SHORTEST_RANK and text not in _DEGREES for text in levels):
        return "rank"
    return "field" if parsed.employer is not None else "none"


def _unique(stripped: Iterable[StrippedWords]) -> tuple[StrippedWords, ...]:
    return tuple(dict.fromkeys(stripped))


def _deciding(rule: TitleRule, part: TitlePart, parsed: ParsedTitle) -> tuple[str, ...]:
    """Give the words that a rule went by: the noun first, then what bears its tags."""
    wanted = {*rule.main, *rule.any}
    every = [piece for it in (part, *parsed.parts) for piece in it.pieces]
    noun = next((it.text for it in every if it.meaning is not None and it.meaning.head), "")
    bearing = (it.text for it in every if it.meaning is not None and wanted & it.meaning.tags)
    return tuple(dict.fromkeys(filter(None, (noun, *bearing))))
