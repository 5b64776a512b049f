"""From a title as people type it to the role it means, in steps from sure to likely.

The exact id or name, then an exact alias (an acronym is only ever exact), then what is left
without level, place, employment and employer, then the rules over the deciding noun, then the
same once more with misspelt words corrected. Otherwise choices, or unknown.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.titles.files import AliasGroup, Employer, Meaning, NearMiss, TitleFiles
from bot.titles.lexicon import Lexicon
from bot.titles.normalize import MAX_LENGTH, normalize, segments, squash
from bot.titles.parsing import OTHER, Part, Reading, Stripped, fits, read
from bot.titles.resolution import How, Resolution
from bot.titles.spelling import SHORTEST_CORRECTED, slips_allowed
from bot.titles.suggestions import Suggestions

LONGEST_ACRONYM = 4
LONG_WORD = 5
MAX_CANDIDATES = 5
REMEMBERED = 2048


@dataclass(frozen=True, slots=True)
class _Alias:
    """An alias as its file writes it."""

    text: str
    group: AliasGroup


class TitleResolver:
    """Resolve titles; immutable once built."""

    def __init__(
        self,
        roles: Iterable[tuple[str, str, str]],
        employers: Iterable[Employer],
        files: TitleFiles,
    ) -> None:
        listed, employed = list(roles), list(employers)
        self._files = files
        self._names = {normalize(name): role for role, name, _ in listed}
        self._ids = {role: role for role, _, _ in listed}
        self._role_names = {role: name for role, name, _ in listed}
        self._employers = {item.id: item for item in employed}
        leading = [rule for rule in files.rules.rules if rule.roles]
        telling = {tag for rule in leading for tag in (*rule.main, *rule.any)}
        self._lexicon = Lexicon(files.words, employed, telling)
        self._aliases: dict[str, list[_Alias]] = defaultdict(list)
        for group in files.aliases.aliases:
            for text in group.titles:
                for form in self._forms(text):
                    self._aliases[form].append(_Alias(text, group))
        self._squashed = self._squash()
        self._rules = {
            head: [rule for rule in files.rules.rules if rule.head in (head, "any")]
            for head in (*files.words.heads, "none")
        }
        self._context_tags = frozenset(tag for rule in files.rules.rules for tag in rule.any)
        self._near = {
            form: miss
            for miss in files.near_misses.near_misses
            for text in miss.titles
            for form in self._forms(text)
        }
        shorts = ((normalize(short), role) for role, _, short in listed)
        self._suggestions = Suggestions(self.titles(), shorts)
        self._remembered = lru_cache(REMEMBERED)(self.resolve_anew)
        self._employer_suggestions = Suggestions(
            (normalize(name), item.id) for item in employed for name in (item.name, *item.aliases)
        )

    def resolve(self, title: str, employer: str | None = None) -> Resolution:
        """Resolve a title; `employer` is an employer's id where it is known beforehand.

        The latest titles are remembered: people ask for the same ones again and again.
        """
        return self._remembered(title[:MAX_LENGTH], employer)

    def resolve_anew(self, title: str, employer: str | None = None) -> Resolution:
        """Resolve a title without looking whether it was asked before."""
        blank = Resolution(title[:MAX_LENGTH], "unknown", employer=employer)
        key = normalize(title)
        if not key:
            return blank
        if (found := self._exact(key, blank)) is not None:
            return found
        parts = segments(title)
        reading = read(self._lexicon, parts)
        first = self._read(reading, blank, "cleaned")
        if first is not None and first.final:
            return first
        # A title that has a role already is doubted only for a long word that looks misspelt.
        shortest = SHORTEST_CORRECTED if first is None or first.status != "matched" else LONG_WORD
        second = None
        if reading.has_unknown(shortest):
            mended = read(self._lexicon, parts, shortest)
            second = self._read(mended, blank, "fuzzy") if mended.mended else None
        if second is not None and second.status == "matched":
            same = first is not None and first.roles == second.roles
            return first if same and first is not None else second
        if first is not None and first.status == "matched":
            return first
        third = self._nearest(key, blank, reading)
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
        if text in self._employers:
            return self._employers[text]
        exact = self._employer_suggestions.exact(normalize(text))
        return self._employers[exact] if exact is not None else None

    def suggest_employers(self, text: str, limit: int = 25) -> tuple[str, ...]:
        """Rank employers for a half-typed name."""
        key = normalize(text)
        found = self._employer_suggestions.beginning(key) or self._employer_suggestions.alike(key)
        return found[:limit]

    def meanings_of(self, resolution: Resolution) -> Iterator[Meaning]:
        """Give the titles with several meanings that a resolved title is one of."""
        keys = {normalize(resolution.title), normalize(resolution.matched or "")}
        keys |= {normalize(self._role_names[role]) for role in resolution.roles[:1]}
        for meaning in self._files.meanings.meanings:
            if keys & {normalize(text) for text in (meaning.title, *meaning.also)}:
                yield meaning

    @property
    def lexicon(self) -> Lexicon:
        """Give the words that titles are read with."""
        return self._lexicon

    def titles(self) -> Iterator[tuple[str, str]]:
        """Give every known title with the role it most likely means."""
        yield from self._names.items()
        for key, aliases in self._aliases.items():
            yield key, aliases[0].group.roles[0]

    def _forms(self, text: str) -> set[str]:
        """Give the keys of a title: as written, and spelt out as it is left once it is read.

        A single word is not enough to go by once it is spelt out: `evals`, but not `evaluation`.
        """
        key = normalize(text)
        spelt = self._lexicon.spell_out(key.split())
        return {key, " ".join(spelt)} if len(spelt) > 1 else {key}

    def _squash(self) -> dict[str, str]:
        """Map titles written without spaces to their keys, where just one fits."""
        groups: dict[str, set[str]] = defaultdict(set)
        for key in (*self._names, *self._aliases):
            groups[squash(key)].add(key)
        return {short: next(iter(keys)) for short, keys in groups.items() if len(keys) == 1}

    def _exact(self, key: str, blank: Resolution) -> Resolution | None:
        """Find a title that stands in the files as it is."""
        if (role := self._ids.get(blank.title.strip())) is not None:
            return replace(blank, status="matched", roles=(role,), how="id", matched=role)
        if (role := self._names.get(key)) is not None:
            name = self._role_names[role]
            return replace(blank, status="matched", roles=(role,), how="name", matched=name)
        return self._alias(key, blank) or self._alias(self._squashed.get(squash(key), ""), blank)

    def _alias(self, key: str, blank: Resolution) -> Resolution | None:
        """Find an alias; one that holds at the employer goes before one that holds anywhere."""
        aliases = self._aliases.get(key, ())
        if not aliases:
            role = self._names.get(key)
            if role is None:
                return None
            name = self._role_names[role]
            return replace(blank, status="matched", roles=(role,), how="alias", matched=name)
        here = [item for item in aliases if blank.employer in item.group.employers]
        anywhere = [item for item in aliases if not item.group.employers]
        fitting = here or anywhere or aliases
        chosen = next((item for item in fitting if normalize(item.text) == key), fitting[0])
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

    def _read(self, reading: Reading, blank: Resolution, how: How) -> Resolution | None:
        """Decide by a title that was read: cleaned titles first, then the rules."""
        heads = reading.heads
        blank = replace(
            blank,
            stripped=_unique([*reading.stripped, *self._teams(reading, heads)]),
            employer=blank.employer or reading.employer,
        )
        whole = " ".join(filter(None, (part.words for part in reading.parts)))
        if whole in self._near:
            return self._miss(self._near[whole], blank)
        main = heads[0].words if heads else reading.parts[0].words
        for words in (whole, main):
            if words != whole and self._context_decides(reading, heads):
                continue
            if (found := self._exact(words, blank)) is not None:
                if found.status != "matched" or found.how == "employer-alias":
                    return found
                return replace(found, how=how)
        return self._by_rules(reading, heads, blank, how)

    def _teams(self, reading: Reading, heads: list[Part]) -> Iterator[Stripped]:
        """Give the parts that only name a team or a field, and decide nothing."""
        if heads and not heads[0].bare and not self._context_decides(reading, heads):
            for part in reading.parts:
                if part.head is None and part.words:
                    yield Stripped("team", part.words)

    def _context_decides(self, reading: Reading, heads: list[Part]) -> bool:
        """Tell whether a rule looks at what stands beyond the part with the deciding noun."""
        beyond = reading.tags - (heads[0].tags if heads else frozenset[str]())
        return bool(beyond & self._context_tags)

    def _by_rules(
        self, reading: Reading, heads: list[Part], blank: Resolution, how: How
    ) -> Resolution | None:
        """Apply the rules to the deciding noun; a slash offers another where it has no role."""
        first = self._by_rule(reading, heads[0] if heads else None, blank, how)
        if first is not None and first.status == "matched":
            return first
        for part in heads[1:]:
            found = self._by_rule(reading, part, blank, how) if part.before == "/" else None
            if found is not None and found.status == "matched":
                return found
        return first

    def _by_rule(
        self, reading: Reading, part: Part | None, blank: Resolution, how: How
    ) -> Resolution | None:
        """Apply the first rule that fits one noun and what stands beside it."""
        every = reading.tags
        part = part or Part("", [], None, every)
        if part.head == OTHER:
            return replace(self._miss(self._near.get(part.words), blank), other_trade=True)
        beside = every if part.bare else part.tags
        for rule in self._rules[part.head or "none"]:
            if not fits(rule, beside, every):
                continue
            if rule.roles:
                matched = part.words or None
                return replace(blank, status="matched", roles=rule.roles, how=how, matched=matched)
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

    def _nearest(self, key: str, blank: Resolution, reading: Reading) -> Resolution:
        """Match a whole title with slips in it, or name what comes nearest."""
        blank = replace(
            blank,
            stripped=_unique(reading.stripped),
            employer=blank.employer or reading.employer,
        )
        words = " ".join(filter(None, (part.words for part in reading.parts))) or key
        near = self._suggestions.near(
            words, slips_allowed(len(words)), self._lexicon.spelling.knows
        )
        roles = tuple(dict.fromkeys(role for _, _, role in near))
        if len(roles) == 1 and len(words) > LONGEST_ACRONYM:
            return replace(blank, status="matched", roles=roles, how="fuzzy", matched=near[0][1])
        offered = roles or self._suggestions.alike(words)
        return replace(blank, candidates=offered[:MAX_CANDIDATES])


def _unique(stripped: Iterable[Stripped]) -> tuple[Stripped, ...]:
    return tuple(dict.fromkeys(stripped))
