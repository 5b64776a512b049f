"""What a member practised: grades, which prompt comes next, and which round is the weakest."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.knowledge.prompts import PracticeLoop, PracticeProblem, PromptRound
from bot.records.fields import LabelledEnum


class Grade(LabelledEnum):
    """What an answer is worth."""

    STRONG = "strong", "Strong"
    LEAN = "lean", "Partly"
    NO = "no", "Not yet"


class AttemptMode(StrEnum):
    """How a problem was met: alone, or in a mock loop."""

    SINGLE = "single"
    MOCK = "mock"


POINTS: Mapping[Grade | None, float] = {Grade.STRONG: 2, Grade.LEAN: 1, Grade.NO: 0, None: 0}
UNTRIED = 1.0
"""A round that was never practised stands between those that went well and those that did not."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try at a problem; without a grade its answer was looked at instead."""

    problem: str
    grade: Grade | None
    mode: AttemptMode
    at: datetime

    @property
    def missed(self) -> bool:
        return self.grade in (None, Grade.NO)


@dataclass(frozen=True, slots=True)
class RoundProgress:
    """How a member stands in a round, by the latest attempt at each of its problems."""

    round: PromptRound
    problems: int
    latest: tuple[Attempt, ...]

    @property
    def points(self) -> float:
        """The mean, from 0 (all missed) to 2 (all strong)."""
        if not self.latest:
            return UNTRIED
        return sum(POINTS[it.grade] for it in self.latest) / len(self.latest)

    @property
    def last(self) -> datetime | None:
        return max((it.at for it in self.latest), default=None)

    def count(self, grade: Grade | None) -> int:
        return sum(it.grade is grade for it in self.latest)


def progress(loop: PracticeLoop, attempts: Iterable[Attempt]) -> tuple[RoundProgress, ...]:
    """Tell how a member stands, the weakest round first; `attempts` come the oldest first."""
    latest = {it.problem: it for it in attempts}
    found = []
    for it in loop.rounds:
        problems = loop.of((it.id,))
        tried = tuple(latest[one.id] for one in problems if one.id in latest)
        found.append(RoundProgress(it, len(problems), tried))
    return tuple(sorted(found, key=lambda it: it.points))


def next_problem(
    problems: Sequence[PracticeProblem], met: Mapping[str, datetime], after: str | None = None
) -> PracticeProblem:
    """Choose the first one that was never met, or else the one met longest ago.

    It is looked for behind the problem `after`, which itself comes last. `met` tells when each
    was met.
    """
    place = next((at for at, it in enumerate(problems, 1) if it.id == after), 0)
    order = (*problems[place:], *problems[:place])
    others = [it for it in order if it.id != after] or list(order)
    new = (it for it in others if it.id not in met)
    return next(new, None) or min(others, key=lambda it: met[it.id])


def mock_problems(loop: PracticeLoop, met: Mapping[str, datetime]) -> tuple[PracticeProblem, ...]:
    """Choose one problem of each round, in the order of the loop."""
    return tuple(next_problem(loop.of((it.id,)), met) for it in loop.rounds)
