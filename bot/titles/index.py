"""Titles that stand in the files: found as they are, by beginnings, by likeness, glued or short."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from bot.titles.lexicon import Lexicon
from bot.titles.spelling import SHORTEST_CORRECTED, normalize, slips_allowed, squash
from bot.titles.title_files import AliasGroup, Employer, TitleFiles

ALIKE_CUTOFF = 60
HALF_WORD = 3
SHORTEST_GLUED = 8
"""Letters of a title without spaces that is compared with known ones, slips allowed."""
_CODE = re.compile(r"\b([A-Za-z]{2,4})(\d)\b")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{3})")


@dataclass(frozen=True, slots=True)
class KnownAlias:
    """An alias as its file writes it, and the key of that."""

    text: str
    key: str
    group: AliasGroup


class TitleIndex:
    """What all resolvers of one version share, built once from the files; nothing in it changes."""

    def __init__(
        self,
        roles: Iterable[tuple[str, str, str]],
        employers: Iterable[Employer],
        files: TitleFiles,
    ) -> None:
        """Index `roles`, each by its id, name and short name, and what the files say of titles."""
        listed, employed = list(roles), list(employers)
        self.names = {normalize(name): role for role, name, _ in listed}
        self.role_names = {role: name for role, name, _ in listed}
        self.employers = {item.id: item for item in employed}
        self.meanings = files.meanings.meanings
        rules = files.rules.rules
        telling = {tag for rule in rules if rule.roles for tag in (*rule.main, *rule.any)}
        self.lexicon = Lexicon(files.words, employed, telling)
        self.aliases: dict[str, list[KnownAlias]] = defaultdict(list)
        for group in files.aliases.aliases:
            for text in group.titles:
                alias = KnownAlias(text, normalize(text), group)
                for form in self._forms(text):
                    self.aliases[form].append(alias)
        self.squashed = self._squash()
        self.rules = {
            head: [rule for rule in rules if rule.head in (head, "any")]
            for head in (*files.words.heads, "none")
        }
        for head, others in (("field", ("field", "none")), ("rank", ("rank", "field", "none"))):
            self.rules[head] = [rule for rule in rules if rule.head in (*others, "any")]
        self.context_tags = frozenset(tag for rule in rules for tag in rule.any)
        self.near_misses = {
            form: miss
            for miss in files.near_misses.near_misses
            for text in miss.titles
            for form in self._forms(text)
        }
        shorts = ((normalize(short), role) for role, _, short in listed)
        self.suggestions = Suggestions(self.titles(), shorts)
        self.glued = Suggestions((squash(key), role) for key, role in self.titles())
        self.employer_suggestions = Suggestions(
            (normalize(name), item.id) for item in employed for name in (item.name, *item.aliases)
        )

    def titles(self) -> Iterator[tuple[str, str]]:
        """Yield every known title with the role it most likely means."""
        yield from self.names.items()
        for key, aliases in self.aliases.items():
            yield key, aliases[0].group.roles[0]

    def _forms(self, text: str) -> set[str]:
        """Return the keys of a title: as written, and spelt out as it is left once it is read.

        A single word is not enough to go by once it is spelt out: `evals`, but not `evaluation`.
        """
        key = normalize(text)
        spelt = self.lexicon.spell_out(key.split())
        return {key, " ".join(spelt)} if len(spelt) > 1 else {key}

    def _squash(self) -> dict[str, str]:
        """Map titles written without spaces to their keys, where just one fits."""
        groups: dict[str, set[str]] = defaultdict(set)
        for key in (*self.names, *self.aliases):
            groups[squash(key)].add(key)
        return {short: next(iter(keys)) for short, keys in groups.items() if len(keys) == 1}


class Suggestions:
    """Keys and what each stands for, indexed by beginnings and by shape."""

    def __init__(
        self, entries: Iterable[tuple[str, str]], hints: Iterable[tuple[str, str]] = ()
    ) -> None:
        """Index entries; hints are offered to whoever types them, and are like nothing else."""
        self._meaning: dict[str, str] = {}
        for key, value in entries:
            self._meaning.setdefault(key, value)
        self._keys = list(self._meaning)
        for key, value in hints:
            self._meaning.setdefault(key, value)
        self._order = tuple(dict.fromkeys(self._meaning.values()))
        self._by_shape: dict[tuple[str, int], list[str]] = defaultdict(list)
        self._by_initials: dict[str, list[str]] = defaultdict(list)
        self._beginnings: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for key in self._keys:
            self._by_shape[key[:1], len(key)].append(key)
            self._by_initials[_initials(key)].append(key)
        for key in self._meaning:
            squashed = key, squash(key)
            for letter in {word[:1] for word in (key, *key.split())}:
                self._beginnings[letter].append(squashed)

    def exact(self, key: str) -> str | None:
        return self._meaning.get(key)

    def beginning(self, text: str) -> tuple[str, ...]:
        """Rank values by titles that begin so, then by words that do; all where text is empty."""
        if not text:
            return self._order
        keys, word, short = self._beginnings.get(text[0], ()), f" {text}", squash(text)
        found = [key for key, squashed in keys if squashed.startswith(short) or word in key]
        begins = [key for key in found if key.startswith(text)]
        return tuple(dict.fromkeys(self._meaning[key] for key in (*begins, *found)))

    def alike(self, text: str) -> tuple[str, ...]:
        """Rank values by the likeness of their keys as wholes."""
        if len(text) < SHORTEST_CORRECTED:
            return ()
        found = process.extract(
            text, self._keys, scorer=fuzz.ratio, score_cutoff=ALIKE_CUTOFF, limit=10
        )
        return tuple(dict.fromkeys(self._meaning[key] for key, _, _ in found))

    def shortened(self, text: str) -> dict[str, str]:
        """Find the keys whose words begin as the words of a text, with what they stand for.

        Half a word is one of three letters or more: `mach learn`.
        """
        typed = text.split()
        if len(typed) < 2:  # noqa: PLR2004 - one word is too little to go by
            return {}
        return {
            key: self._meaning[key]
            for key in self._by_initials.get(_initials(text), ())
            if key != text
            and all(
                known == half or (len(half) >= HALF_WORD and known.startswith(half))
                for half, known in zip(typed, key.split(), strict=True)
            )
        }

    def near(
        self, text: str, slips: int, knows: Callable[[str], bool]
    ) -> list[tuple[int, str, str]]:
        """List the keys within the fewest slips of the pen, with what they stand for.

        A word that `knows` knows is no slip: `project scientist` is not `product scientist`.
        """
        found = []
        for length in range(len(text) - slips, len(text) + slips + 1):
            for key in self._by_shape.get((text[:1], length), ()):
                distance = OSA.distance(text, key, score_cutoff=slips)
                if distance <= slips and _word_by_word(text, key, knows):
                    found.append((distance, key, self._meaning[key]))
        found.sort()
        return [item for item in found if item[0] == found[0][0]]


def parted(title: str, index: TitleIndex, suggestions: Suggestions) -> str:
    """Part an acronym from a level, written out, and words at their capitals."""

    def spelt(found: re.Match[str]) -> str:
        known = normalize(found[1])
        if (role := suggestions.exact(known)) is not None:
            return f"{index.role_names[role]} {found[2]}"
        return f"{known} {found[2]}" if index.lexicon.abbreviates(known) else found[0]

    return _CAMEL.sub(" ", _CODE.sub(spelt, title))


def half_words(words: str, index: TitleIndex, suggestions: Suggestions) -> tuple[str, str] | None:
    """Find the one role that half words, or words without spaces and with slips, name.

    Return the known title and the role; None where there is none, or more than one.
    """
    known = suggestions.shortened(words)
    if not known and " " not in words and len(words) >= SHORTEST_GLUED:
        near = index.glued.near(words, slips_allowed(len(words)), index.lexicon.knows)
        known = {key: role for _, key, role in near}
    return next(iter(known.items())) if len(set(known.values())) == 1 else None


def _initials(key: str) -> str:
    return "".join(word[0] for word in key.split())


def _word_by_word(text: str, key: str, knows: Callable[[str], bool]) -> bool:
    """Compare word by word: `it engineer` is no slip for `ai engineer`."""
    typed, known = text.split(), key.split()
    return len(typed) == len(known) and all(
        one == other or (_is_near(one, other) and not knows(one))
        for one, other in zip(typed, known, strict=True)
    )


def _is_near(typed: str, known: str) -> bool:
    slips = slips_allowed(len(known))
    return 0 < slips >= OSA.distance(typed, known, score_cutoff=slips)
