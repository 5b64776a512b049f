"""Points and ranks, by the rules of a game; nothing else computes points."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Self, assert_never

from bot.quiz.items.base import FULL
from bot.quiz.modes import survival
from bot.quiz.rounds import LockedAnswer, Round
from bot.quiz.rules import Mode, Rules, Scoring

LEADERBOARD_PEOPLE = 2
"""A game counts for leaderboards where at least so many people answered."""
STREAK_FROM = 3
"""From so many right answers in a row on, each earns more."""
STREAK_BONUS = 20


class LeaderboardVisibility(StrEnum):
    """Where a member appears on leaderboards."""

    HIDDEN = "hidden"
    SERVER = "server"
    GLOBAL = "global"


DEFAULT_VISIBILITY = LeaderboardVisibility.SERVER


@dataclass(frozen=True, slots=True)
class Gain:
    """What a member gained in one round: by the answer, and for a streak."""

    points: int
    bonus: int

    @property
    def total(self) -> int:
        return self.points + self.bonus


@dataclass(frozen=True, slots=True)
class Standing:
    """A member's place in a game."""

    rank: int
    member: int
    points: int
    right: int


@dataclass(frozen=True, slots=True)
class Board:
    """The first of a leaderboard, the asker's own place on it, and how many people it has."""

    places: tuple[Standing, ...]
    own: Standing | None
    people: int


@dataclass(frozen=True, slots=True)
class Season:
    """A stretch of time that a server named, by which its leaderboards begin anew.

    `closed` is None while it is open.
    """

    id: int
    name: str
    opened: datetime
    closed: datetime | None


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


def points(rules: Rules, answers: Sequence[LockedAnswer]) -> dict[int, int]:
    """Give the points of one question by member; `answers` stand in the order they came in.

    speed: half of the credit is certain, the other half melts over the time allowed.
    first: the best answer takes all; of equal ones the quickest, then the one that came first.
    """
    match rules.scoring:
        case Scoring.SPEED if rules.pace.seconds is not None:
            allowed = rules.pace.seconds * 1000
            return {
                it.member: it.worth * (2 * allowed - min(it.taken, allowed)) // (2 * allowed)
                for it in answers
            }
        case Scoring.ACCURACY | Scoring.SPEED:
            return {it.member: it.worth for it in answers}
        case Scoring.FIRST:
            best = min(answers, key=lambda it: (-it.worth, it.taken), default=None)
            return {it.member: it.share(FULL) if it is best and it.worth else 0 for it in answers}
        case _:
            assert_never(rules.scoring)


def gained(rules: Rules, rounds: Iterable[Round]) -> Iterator[Mapping[int, Gain]]:
    """Give what each who answered gained in each round, nothing in one that does not count.

    A round without a right answer ends a streak; a skipped one does not.
    """
    streaks: Mapping[int, int] = {}
    for round_ in rounds:
        if not round_.counts:
            yield {}
            continue
        right = [it.member for it in round_.answers if it.is_right]
        streaks = {member: streaks.get(member, 0) + 1 for member in right}
        yield {
            member: Gain(own * round_.weight, _bonus(rules, streaks.get(member, 0)))
            for member, own in points(rules, round_.answers).items()
        }


def _bonus(rules: Rules, streak: int) -> int:
    return STREAK_BONUS if rules.pays_streaks and streak >= STREAK_FROM else 0


def standings(
    rules: Rules, rounds: Sequence[Round], members: Iterable[int]
) -> tuple[Standing, ...]:
    """Rank all who joined or answered as the mode does; equals share a rank, as in 1, 2, 2, 4."""
    return ranked(rules, rounds, tuple(gained(rules, rounds)), members)


def ranked(
    rules: Rules,
    rounds: Sequence[Round],
    gains: Sequence[Mapping[int, Gain]],
    members: Iterable[int],
) -> tuple[Standing, ...]:
    """Rank them by what was gained in each round."""
    total = dict.fromkeys(members, 0)
    right = dict.fromkeys(total, 0)
    for played, gain in zip(rounds, gains, strict=True):
        for it in played.counted:
            total[it.member] = total.get(it.member, 0) + gain[it.member].total
            right[it.member] = right.get(it.member, 0) + it.is_right
    merits = {member: (*_merit(rules, rounds, member), total[member]) for member in total}
    ordered = sorted(sorted(total), key=lambda it: (merits[it], right[it]), reverse=True)
    ranks = rank([merits[member] for member in ordered])
    return tuple(
        Standing(place, member, total[member], right[member])
        for place, member in zip(ranks, ordered, strict=True)
    )


def _merit(rules: Rules, rounds: Sequence[Round], member: int) -> tuple[int, ...]:
    """Give what ranks members before their points."""
    match rules.mode:
        case Mode.SURVIVAL:
            return survival.merit(member, rounds)
        case Mode.CLASSIC | Mode.TEAMS | Mode.LIGHTNING:
            return ()
        case _:
            assert_never(rules.mode)


def scores_by_topic(
    rules: Rules, topics: Sequence[str], rounds: Sequence[Round]
) -> Mapping[int, Mapping[str, TopicScore]]:
    """Sum up what each member answered in a game, by the topics of its questions."""
    found: dict[int, dict[str, TopicScore]] = {}
    for topic, played, gains in zip(topics, rounds, gained(rules, rounds), strict=True):
        for answer in played.counted:
            own = found.setdefault(answer.member, {})
            one = TopicScore(1, int(answer.is_right), gains[answer.member].total)
            own[topic] = own.get(topic, TopicScore()) + one
    return found


def rank(falling: Sequence[object]) -> list[int]:
    """Give the rank of each of some falling values; equal ones share it."""
    return [falling.index(value) + 1 for value in falling]
