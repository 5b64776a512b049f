"""A question that was opened, and the answers to it."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.quiz.items.base import FULL, Given
from bot.quiz.phases import Ending


@dataclass(frozen=True, slots=True)
class LockedAnswer:
    """A locked answer.

    `taken` is the time from the question to it, in milliseconds; `read_as` says how typed words
    were understood, where they were not taken as they stand.
    """

    member: int
    given: Given
    right: bool
    credit: int
    taken: int
    granted: bool = False
    read_as: str | None = None
    hinted: bool = False
    """Whether it was given after a hint, which costs half of what it is worth."""

    @property
    def is_right(self) -> bool:
        return self.right or self.granted

    @property
    def worth(self) -> int:
        """Give the credit; an answer that was granted on appeal is wholly right."""
        return self.share(FULL if self.granted else self.credit)

    def share(self, points: int) -> int:
        """Give what is left of points after a hint."""
        return points // 2 if self.hinted else points


@dataclass(frozen=True, slots=True)
class Round:
    """A question that was opened, and the answers to it in the order they came in.

    `hinted` are those who had a hint; `weight` is 2 where it counts double.
    """

    opened: datetime
    ending: Ending | None = None
    answers: tuple[LockedAnswer, ...] = ()
    hinted: frozenset[int] = field(default_factory=frozenset)
    weight: int = 1

    def answer_of(self, member: int) -> LockedAnswer | None:
        for answer in self.answers:
            if answer.member == member:
                return answer
        return None

    @property
    def counts(self) -> bool:
        """Whether it counts: it is closed, and was not skipped."""
        return self.ending not in (None, Ending.SKIPPED)

    @property
    def counted(self) -> tuple[LockedAnswer, ...]:
        """The answers that count: all of a closed question, none of a skipped one."""
        return self.answers if self.counts else ()
