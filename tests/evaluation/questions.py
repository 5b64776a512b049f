"""How well questions are read: the understanding beside two simple baselines, on labelled ones.

    python -m tests.evaluation.questions FILE

FILE is a CSV with the columns question, intent, roles and note; every wrong row is printed.

Roles are right when exactly the labelled ones are found. A question in scope is wrongly declined
when nothing is answered and nothing asked back. Rows with DOUBT in their note are left out.
"""

import csv
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from bot.knowledge.asking import Intent
from bot.knowledge.base import Knowledge
from bot.knowledge.loader import load
from bot.knowledge.roles import FactKind
from bot.language.understanding import Understanding
from bot.titles.normalize import normalize
from tests.conftest import SHIPPED


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One labelled question."""

    question: str
    intent: str
    roles: frozenset[str]

    @property
    def in_scope(self) -> bool:
        """Tell whether the question is one to answer."""
        return self.intent != Intent.OUT_OF_SCOPE


@dataclass(frozen=True, slots=True)
class ReadingGuess:
    """What one way to understand makes of a question."""

    intent: str
    roles: frozenset[str]
    declined: bool


Guesser = Callable[[str], ReadingGuess]
DECLINED = ReadingGuess(Intent.OUT_OF_SCOPE, frozenset(), declined=True)


@dataclass(frozen=True, slots=True)
class QuestionScore:
    """Shares from 0 to 1, and the rows that were wrong, each with what was made of it."""

    rows: int
    intents: float
    roles: float
    declined: float
    wrongly_declined: float
    wrong: tuple[tuple[QuestionRow, ReadingGuess], ...]

    def __str__(self) -> str:
        return (
            f"intent right {self.intents:.1%}, roles right {self.roles:.1%}, out of scope declined "
            f"{self.declined:.1%}, in scope wrongly declined {self.wrongly_declined:.1%} "
            f"({self.rows} questions)"
        )


def read_rows(stream: TextIO) -> tuple[QuestionRow, ...]:
    """Read labelled questions from CSV with the columns question, intent, roles and note."""
    return tuple(
        QuestionRow(
            row["question"], row["intent"], frozenset(filter(None, row["roles"].split("|")))
        )
        for row in csv.DictReader(stream)
        if "DOUBT" not in (row.get("note") or "")
    )


def score(guess: Guesser, rows: Iterable[QuestionRow]) -> QuestionScore:
    """QuestionScore one way to understand questions."""
    pairs = [(row, guess(row.question)) for row in rows]
    inside = [pair for pair in pairs if pair[0].in_scope]
    outside = [pair for pair in pairs if not pair[0].in_scope]
    return QuestionScore(
        len(pairs),
        _share(row.intent == given.intent for row, given in pairs),
        _share(_roles_right(row, given) for row, given in inside),
        _share(given.declined for _, given in outside),
        _share(given.declined for _, given in inside),
        tuple((r, g) for r, g in pairs if r.intent != g.intent or not _roles_right(r, g)),
    )


def _roles_right(row: QuestionRow, given: ReadingGuess) -> bool:
    return not row.in_scope or row.roles == given.roles


def _share(facts: Iterable[bool]) -> float:
    listed = list(facts)
    return sum(listed) / max(len(listed), 1)


def ours(understanding: Understanding) -> Guesser:
    """ReadingGuess as the understanding does."""

    def guess(question: str) -> ReadingGuess:
        found = understanding.read(question)
        return ReadingGuess(found.intent, frozenset(found.roles), found.declined)

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
    """ReadingGuess by keywords, and by the best passage of BM25 alone."""
    titles = {f" {normalize(title)} ": role for title, role in knowledge.titles.titles()}

    def keywords(question: str) -> ReadingGuess:
        text = f" {normalize(question)} "
        roles = frozenset(role for title, role in titles.items() if title in text)
        for intent, words in KEYWORDS.items():
            if any(word in text for word in words):
                return ReadingGuess(intent, roles, declined=False)
        return ReadingGuess(Intent.ROLE, roles, declined=False) if roles else DECLINED

    def bm25(question: str) -> ReadingGuess:
        found = knowledge.passages.find(question.split(), limit=1)
        if not found:
            return DECLINED
        best = found[0]
        intent = KIND_INTENTS.get(best.kind, Intent.ROLE) if best.kind else Intent.TIER
        return ReadingGuess(intent, frozenset({best.role} - {None}), declined=False)  # type: ignore[arg-type]

    return {"keyword matching": keywords, "BM25 alone": bm25}


def main(file: Path) -> None:
    """Print every wrong row, and the scores."""
    knowledge = load(SHIPPED)
    with file.open(encoding="utf-8", newline="") as stream:
        rows = read_rows(stream)
    result = score(ours(Understanding.of(knowledge)), rows)
    for row, given in result.wrong:
        labelled = f"{row.intent} {'|'.join(sorted(row.roles))}".strip()
        found = f"{given.intent} {'|'.join(sorted(given.roles))}".strip()
        sys.stdout.write(f"{row.question!r}: {found}, not {labelled}\n")
    sys.stdout.write(f"this bot: {result}\n")
    for name, guess in baselines(knowledge).items():
        sys.stdout.write(f"{name}: {score(guess, rows)}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
