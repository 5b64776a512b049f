"""Read a posting: title, employer, level, pay, the work it describes, and what to be wary of.

A posting is read once and kept nowhere. The work decides the role where it is clear; else the
title does, and the work chooses among what a title may mean.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.knowledge.base import Knowledge
from bot.titles.resolver import Resolution
from bot.tools.postings.duties import DutyIndex, RoleFit
from bot.tools.postings.flags import RedFlag, Suspect, differs, red_flags
from bot.tools.postings.pay import StatedPay, stated_pay

LONGEST = 20_000
"""Characters of a posting that are read."""
TOP_LINES = 15
"""Lines in which a title is looked for."""
FIRST_LINES = 3
"""Lines in which a title of another trade is taken for the posting's own."""
TITLE_WORDS = 14
UNTITLED = 4.0
"""Points from which the work alone names a role, where no title says anything."""
AS_GOOD = 0.6
"""A title's first meaning stands from this share of the points of its best one."""

_LABEL = re.compile(r"\s*(?:job\s+)?(?:title|role|position)\s*[:–-]\s*(.+)", re.IGNORECASE)
_SOUGHT = re.compile(
    r"\b(?:hiring|looking for|seeking|searching for)\s+(?:an?|our|the)?\s*(.+?)"
    r"(?:\s+(?:to|who|that|for|at|with|on|in)\b|[.,;!]|$)",
    re.IGNORECASE,
)
_EMPLOYER = re.compile(
    r"(?:company|employer|organi[sz]ation)\s*[:–-]\s*(.+)|(?:about|join|why)\s+(.+?)[:?]?$"
    r"|(.+?)\s+is\s+(?:hiring|looking|seeking)\b",
    re.IGNORECASE,
)
_LEVEL = re.compile(r"\b(?:L|E|IC)[3-9]\b")
_SEGMENT = re.compile(r"\s[–—|-]\s|\s\(|\.\s")
_BOLD = re.compile(r"\*\*|__")
_EDGES = " \t\r*#•-–·>|_"


@dataclass(frozen=True, slots=True)
class PostingReading:
    """What was read in a posting; what is absent was not found.

    `role` is the best reading; `fits` are the roles that its work speaks for, the best first.
    """

    role: str | None
    title: Resolution | None
    fits: tuple[RoleFit, ...]
    employer: str | None
    levels: tuple[str, ...]
    pay: StatedPay | None
    flags: tuple[RedFlag, ...]


class PostingReader:
    """Read postings by one version of the knowledge; immutable once built."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._titles = knowledge.titles
        self._rules = knowledge.posting.flags
        self._duties = DutyIndex(knowledge.posting)

    def read(self, text: str) -> PostingReading:
        text = text[:LONGEST]
        lines = [it for line in text.splitlines() if (it := _BOLD.sub("", line).strip(_EDGES))]
        title = self._title(lines)
        fits = self._duties.fits(text.splitlines())
        role = _decide(title, fits)
        called = title.roles if title is not None else ()
        return PostingReading(
            role,
            title,
            fits,
            self._employer(lines, title),
            _levels(title, lines),
            stated_pay(lines),
            tuple(red_flags(self._rules, Suspect(text, role, called, fits))),
        )

    def _title(self, lines: Sequence[str]) -> Resolution | None:
        """Find the title: as labelled, else the first line that is one, else who is sought."""
        top = lines[:TOP_LINES]
        cut = [_SEGMENT.split(it)[0] for it in top[:FIRST_LINES]]
        labelled = (match[1] for line in top if (match := _LABEL.match(line)))
        sought = (match[1] for line in lines if (match := _SOUGHT.search(line)))
        known = (it for texts in (labelled, top, cut, sought) for it in self._titles_in(texts))
        first = [self._titles.resolve(it) for it in (*top[:FIRST_LINES], *cut)]
        other = (it for it in first if it.final)
        return next(known, next(other, None))

    def _titles_in(self, texts: Iterable[str]) -> Iterator[Resolution]:
        for text in texts:
            if len(text.split()) <= TITLE_WORDS:
                found = self._titles.resolve(text)
                if found.status == "matched":
                    yield found

    def _employer(self, lines: Sequence[str], title: Resolution | None) -> str | None:
        if title is not None and title.employer is not None:
            return title.employer
        named = (match for line in lines if (match := _EMPLOYER.match(line)))
        texts = (text for match in named for text in match.groups() if text)
        known = (it for text in (*texts, *lines[:3]) if (it := self._titles.employer(text)))
        return next((it.id for it in known), None)


def _decide(title: Resolution | None, fits: Sequence[RoleFit]) -> str | None:
    called = title.roles if title is not None else ()
    if title is not None and title.final:
        return None
    if not called:
        return fits[0].role if fits and fits[0].points >= UNTITLED else None
    if differs(called, fits):
        return fits[0].role
    points = {fit.role: fit.points for fit in fits}
    best = max(called, key=lambda it: points.get(it, 0))
    first = called[0]
    return first if points.get(first, 0) >= AS_GOOD * points.get(best, 0) else best


def _levels(title: Resolution | None, lines: Iterable[str]) -> tuple[str, ...]:
    """Give the words of the title that name a level, else codes as L5 anywhere."""
    stripped = title.stripped if title is not None else ()
    if named := tuple(it.text for it in stripped if it.kind == "level"):
        return named
    return tuple(dict.fromkeys(code for line in lines for code in _LEVEL.findall(line)))[:2]
