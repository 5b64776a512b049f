"""Which roles the work in a posting speaks for, by the words that it is told in."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from bot.knowledge.posting import PostingFile
from bot.titles.spelling import normalize, stem

HEADING_WORDS = 7
MORE_WORDS, MOST_WORDS = 0.4, 4
"""What each further word of a group adds to its points, up to so many words."""
_WORD = re.compile(r"[^\W_]+(?:[+#]+(?!\w))?")
_HEADING = re.compile(r"\s*(?:#+\s|\*\*)?[^\W_].*[^.,;]\s*$")
"""A heading begins with a word, not with a list's mark, and ends no sentence."""
Stems = tuple[str, ...]
Group = tuple[str, int]
"""A role, and the number of a group of words among its duties."""


@dataclass(frozen=True, slots=True)
class RoleFit:
    """How far the work in a posting is a role's: its points, and the words that speak for it."""

    role: str
    points: float
    words: tuple[str, ...]


class DutyIndex:
    """The words of all duties, to be found in postings; immutable once built."""

    def __init__(self, file: PostingFile) -> None:
        self._words = _words_of(file)
        self._boilerplate = [_stems(it) for it in file.boilerplate]
        self._points: Mapping[Group, int] = {
            (entry.role, number): duty.points
            for entry in file.roles
            for number, duty in enumerate(entry.duties)
        }

    def fits(self, lines: Iterable[str]) -> tuple[RoleFit, ...]:
        """Rank roles by the groups whose words stand in a posting, the best first.

        A group's points count once, and a little more with each further word; a word that
        several roles share counts for each by its share.
        """
        found: dict[Group, dict[Stems, str]] = {}
        for line in self._work(lines):
            for phrase, typed in self._spotted(line):
                for group in self._words[phrase[0]][phrase]:
                    found.setdefault(group, {}).setdefault(phrase, typed)
        shares = {
            phrase: 1 / sum(phrase in words for words in found.values())
            for words in found.values()
            for phrase in words
        }
        roles = dict.fromkeys(role for role, _ in found)
        fits = (self._fit(role, found, shares) for role in roles)
        return tuple(sorted(fits, key=lambda it: -it.points))

    def _fit(
        self,
        role: str,
        found: Mapping[Group, Mapping[Stems, str]],
        shares: Mapping[Stems, float],
    ) -> RoleFit:
        total, worth = 0.0, dict[str, float]()
        for group, words in found.items():
            if group[0] != role:
                continue
            weights = sorted((shares[it] for it in words), reverse=True)[:MOST_WORDS]
            total += self._points[group] * (weights[0] + MORE_WORDS * sum(weights[1:]))
            worth |= {typed: self._points[group] * shares[it] for it, typed in words.items()}
        return RoleFit(role, total, tuple(sorted(worth, key=lambda it: -worth[it])))

    def _work(self, lines: Iterable[str]) -> Iterator[str]:
        """Leave out what stands under headings that tell nothing of the work."""
        telling = True
        for line in lines:
            words = _stems(line)
            if 0 < len(words) <= HEADING_WORDS and _HEADING.match(line):
                telling = not any(_holds(words, it) for it in self._boilerplate)
            if telling:
                yield line

    def _spotted(self, line: str) -> Iterator[tuple[Stems, str]]:
        """Find known words in a line, the longest first, each with how they are typed."""
        places = list(_WORD.finditer(line))
        stems = [stem(normalize(it[0])) for it in places]
        at = 0
        while at < len(stems):
            here = self._words.get(stems[at], {})
            match = next((it for it in here if tuple(stems[at : at + len(it)]) == it), None)
            if match is None:
                at += 1
                continue
            end = at + len(match)
            yield match, line[places[at].start() : places[end - 1].end()]
            at = end


def _words_of(file: PostingFile) -> Mapping[str, Mapping[Stems, tuple[Group, ...]]]:
    """Index the words by their first stem, the longest first, with the groups they stand in."""
    groups: dict[Stems, dict[Group, None]] = {}
    for entry in file.roles:
        for number, duty in enumerate(entry.duties):
            for words in duty.words:
                groups.setdefault(_stems(words), {})[entry.role, number] = None
    found: dict[str, dict[Stems, tuple[Group, ...]]] = {}
    for phrase in sorted(groups, key=len, reverse=True):
        found.setdefault(phrase[0], {})[phrase] = tuple(groups[phrase])
    return MappingProxyType(found)


def _stems(text: str) -> Stems:
    return tuple(stem(word) for word in normalize(text).split())


def _holds(words: Sequence[str], phrase: Sequence[str]) -> bool:
    size = len(phrase)
    return any(words[at : at + size] == phrase for at in range(len(words) - size + 1))
