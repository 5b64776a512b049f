"""Score the understanding, and two simple baselines, on labelled questions.

Roles are right when exactly the labelled ones are found. A question in scope is wrongly declined
when nothing is answered and nothing asked back. Rows with DOUBT in their note are left out.
"""

import csv
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TextIO

from bot.knowledge.asking.files import Intent
from bot.knowledge.base import Knowledge
from bot.knowledge.roles import FactKind
from bot.language.understanding import Understanding
from bot.titles.normalize import normalize


@dataclass(frozen=True, slots=True)
class Row:
    """One labelled question."""

    question: str
    intent: str
    roles: frozenset[str]

    @property
    def in_scope(self) -> bool:
        """Tell whether the question is one to answer."""
        return self.intent != Intent.OUT_OF_SCOPE


@dataclass(frozen=True, slots=True)
class Guess:
    """What one way to understand makes of a question."""

    intent: str
    roles: frozenset[str]
    declined: bool


Guesser = Callable[[str], Guess]
DECLINED = Guess(Intent.OUT_OF_SCOPE, frozenset(), declined=True)


@dataclass(frozen=True, slots=True)
class Score:
    """Shares from 0 to 1, and the rows that were wrong, each with what was made of it."""

    rows: int
    intents: float
    roles: float
    declined: float
    wrongly_declined: float
    wrong: tuple[tuple[Row, Guess], ...]

    def __str__(self) -> str:
        return (
            f"intent right {self.intents:.1%}, roles right {self.roles:.1%}, out of scope declined "
            f"{self.declined:.1%}, in scope wrongly declined {self.wrongly_declined:.1%} "
            f"({self.rows} questions)"
        )


def read_rows(stream: TextIO) -> tuple[Row, ...]:
    """Read labelled questions from CSV with the columns question, intent, roles and note."""
    return tuple(
        Row(row["question"], row["intent"], frozenset(filter(None, row["roles"].split("|"))))
        for row in csv.DictReader(stream)
        if "DOUBT" not in (row.get("note") or "")
    )


def score(guess: Guesser, rows: Iterable[Row]) -> Score:
    """Score one way to understand questions."""
    pairs = [(row, guess(row.question)) for row in rows]
    inside = [pair for pair in pairs if pair[0].in_scope]
    outside = [pair for pair in pairs if not pair[0].in_scope]
    return Score(
        len(pairs),
        _share(row.intent == given.intent for row, given in pairs),
        _share(_roles_right(row, given) for row, given in inside),
        _share(given.declined for _, given in outside),
        _share(given.declined for _, given in inside),
        tuple((r, g) for r, g in pairs if r.intent != g.intent or not _roles_right(r, g)),
    )


def _roles_right(row: Row, given: Guess) -> bool:
    return not row.in_scope or row.roles == given.roles


def _share(facts: Iterable[bool]) -> float:
    listed = list(facts)
    return sum(listed) / max(len(listed), 1)


def ours(understanding: Understanding) -> Guesser:
    """Guess as the understanding does."""

    def guess(question: str) -> Guess:
        found = understanding.read(question)
        return Guess(found.intent, frozenset(found.roles), found.declined)

    return guess


KEYWORDS: Mapping[Intent, tuple[str, ...]] = {
    Intent.COMPARE: (" vs ", "difference", "compare", "versus"),
    Intent.SALARY: ("salary", "pay", "earn", "make"),
    Intent.INTERVIEW: ("interview", "leetcode", "rounds"),
    Intent.PHD: ("phd", "degree", "masters"),
    Intent.MARKET: ("market", "demand", "hiring"),
    Intent.LEVELS: ("level", "senior", "staff"),
    Intent.CULTURE: ("culture", "working at"),
    Intent.TIER: ("tier", "roles"),
    Intent.DAY_TO_DAY: ("day", "week"),
    Intent.TITLE_DECODE: ("title", "decode"),
    Intent.QUIZ: ("quiz", "practice"),
    Intent.PATH: ("become", "get into", "switch"),
    Intent.ROLE: ("what is", "what does", "skills"),
}
KIND_INTENTS: Mapping[FactKind, Intent] = {
    FactKind.DAY_TO_DAY: Intent.DAY_TO_DAY,
    FactKind.INTERVIEW: Intent.INTERVIEW,
    FactKind.DEGREE: Intent.PHD,
    FactKind.PHD: Intent.PHD,
    FactKind.PATH: Intent.PATH,
    FactKind.SUPPLY_DEMAND: Intent.MARKET,
    FactKind.COMPETITION: Intent.MARKET,
}


def baselines(knowledge: Knowledge) -> Mapping[str, Guesser]:
    """Guess by keywords, and by the best passage of BM25 alone."""
    titles = {f" {normalize(title)} ": role for title, role in knowledge.titles.titles()}

    def keywords(question: str) -> Guess:
        text = f" {normalize(question)} "
        roles = frozenset(role for title, role in titles.items() if title in text)
        for intent, words in KEYWORDS.items():
            if any(word in text for word in words):
                return Guess(intent, roles, declined=False)
        return Guess(Intent.ROLE, roles, declined=False) if roles else DECLINED

    def bm25(question: str) -> Guess:
        found = knowledge.passages.find(question.split(), limit=1)
        if not found:
            return DECLINED
        best = found[0]
        intent = KIND_INTENTS.get(best.kind, Intent.ROLE) if best.kind else Intent.TIER
        return Guess(intent, frozenset({best.role} - {None}), declined=False)  # type: ignore[arg-type]

    return {"keyword matching": keywords, "BM25 alone": bm25}
