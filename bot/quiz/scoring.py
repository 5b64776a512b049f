"""Points and ranks, by the rules of a game; nothing else computes points."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from bot.quiz.items.base import FULL, Given


class Scoring(StrEnum):
    """How answers become points; at most 100 a question."""

    ACCURACY = "accuracy"
    SPEED = "speed"
    FIRST = "first"


SCORING_WORDS: Mapping[Scoring, str] = {
    Scoring.ACCURACY: "right answers count, speed does not",
    Scoring.SPEED: "right answers count, quick ones up to twice as much",
    Scoring.FIRST: "only the first of the best answers to a question counts",
}
LEADERBOARD_PEOPLE = 2
"""A game counts for leaderboards where at least so many people answered."""


class LeaderboardVisibility(StrEnum):
    """Where a member appears on leaderboards."""

    HIDDEN = "hidden"
    SERVER = "server"
    GLOBAL = "global"


DEFAULT_VISIBILITY = LeaderboardVisibility.SERVER


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

    @property
    def is_right(self) -> bool:
        return self.right or self.granted

    @property
    def worth(self) -> int:
        """Give the credit; an answer that was granted on appeal is wholly right."""
        return FULL if self.granted else self.credit


@dataclass(frozen=True, slots=True)
class Rules:
    """What decides how many points answers are worth; `seconds` is None without a timer."""

    scoring: Scoring
    seconds: int | None


@dataclass(frozen=True, slots=True)
class Standing:
    """A member's place in a game."""

    rank: int
    member: int
    points: int
    right: int


@dataclass(frozen=True, slots=True)
class TopicScore:
    """What one member answered in one game, on one topic or on all."""

    answered: int = 0
    right: int = 0
    points: int = 0

    def __add__(self, other: Self) -> Self:
        """Count both together."""
        return type(self)(
            self.answered + other.answered, self.right + other.right, self.points + other.points
        )


@dataclass(frozen=True, slots=True)
class TopicFigures:
    """How many questions of one topic a member answered, and how many rightly."""

    topic: str
    answered: int
    right: int


@dataclass(frozen=True, slots=True)
class MemberFigures:
    """What a member did in quizzes so far; `points` count in games for the leaderboard only."""

    games: int
    answered: int
    right: int
    points: int
    topics: tuple[TopicFigures, ...]


@dataclass(frozen=True, slots=True)
class ItemFigures:
    """How an item fared: answers, right ones, what was answered how often, and in what time.

    The times are averages in milliseconds over right and over wrong answers; None without any.
    """

    answered: int
    right: int
    given: tuple[tuple[str, int], ...]
    right_ms: int | None = None
    wrong_ms: int | None = None


def points(
    scoring: Scoring, answers: Sequence[LockedAnswer], seconds: int | None
) -> dict[int, int]:
    """Give the points of one question by member; `answers` stand in the order they came in.

    speed: half of the credit is certain, the other half melts over the time allowed.
    first: the best answer takes all; of equal ones the quickest, then the one that came first.
    """
    if scoring is Scoring.ACCURACY or (scoring is Scoring.SPEED and seconds is None):
        return {answer.member: answer.worth for answer in answers}
    if scoring is Scoring.SPEED:
        allowed = (seconds or 1) * 1000
        return {
            answer.member: answer.worth
            * (2 * allowed - min(answer.taken, allowed))
            // (2 * allowed)
            for answer in answers
        }
    best = min(answers, key=lambda answer: (-answer.worth, answer.taken), default=None)
    return {answer.member: 100 if answer is best and answer.worth > 0 else 0 for answer in answers}


def gained(
    rules: Rules, questions: Iterable[Sequence[LockedAnswer]]
) -> Iterator[Mapping[int, int]]:
    """Give the points by member of each question of a game, of the answers that count."""
    for answers in questions:
        yield points(rules.scoring, answers, rules.seconds)


def standings(
    rules: Rules, questions: Sequence[Sequence[LockedAnswer]], members: Iterable[int]
) -> tuple[Standing, ...]:
    """Rank all who joined by points; equal points share a rank, as in 1, 2, 2, 4."""
    total = Counter(dict.fromkeys(members, 0))
    right = Counter(dict.fromkeys(total, 0))
    for answers, points_of in zip(questions, gained(rules, questions), strict=True):
        total.update(points_of)
        right.update({answer.member: int(answer.is_right) for answer in answers})
    ordered = sorted(total, key=lambda member: (-total[member], -right[member], member))
    ranks = rank([total[member] for member in ordered])
    return tuple(
        Standing(place, member, total[member], right[member])
        for place, member in zip(ranks, ordered, strict=True)
    )


def scores_by_topic(
    rules: Rules, topics: Sequence[str], questions: Sequence[Sequence[LockedAnswer]]
) -> Mapping[int, Mapping[str, TopicScore]]:
    """Sum up what each member answered in a game, by the topics of its questions."""
    found: dict[int, dict[str, TopicScore]] = {}
    for topic, answers, points_of in zip(topics, questions, gained(rules, questions), strict=True):
        for answer in answers:
            own = found.setdefault(answer.member, {})
            one = TopicScore(1, int(answer.is_right), points_of.get(answer.member, 0))
            own[topic] = own.get(topic, TopicScore()) + one
    return found


def rank(falling: Sequence[int]) -> list[int]:
    """Give the rank of each of some falling numbers; equal ones share it."""
    return [falling.index(number) + 1 for number in falling]
