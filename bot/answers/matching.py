"""Find a role by answers: which spoke for what, the runner-up, what would tip it, how sure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.knowledge.models import Week
from bot.knowledge.tools import END, MatchOption, MatchQuestion, Way

SURE, LIKELY = 0.5, 0.25
"""Shares of the lead over the runner-up from which a result is called clear, or likely."""


@dataclass(frozen=True, slots=True)
class Given:
    """A question and the option that was chosen."""

    question: MatchQuestion
    option: MatchOption


@dataclass(frozen=True, slots=True)
class Tip:
    """One answer that, given otherwise, would make another role win."""

    given: Given
    instead: MatchOption
    winner: str


@dataclass(frozen=True, slots=True)
class Result:
    """Roles by points, the best first, and how the answers led there."""

    ranking: tuple[tuple[str, int], ...]
    given: tuple[Given, ...]
    tip: Tip | None

    @property
    def sure(self) -> str:
        """Say how far the first role is ahead of the second."""
        first = self.ranking[0][1]
        second = self.ranking[1][1] if len(self.ranking) > 1 else 0
        lead = (first - second) / first
        if lead >= SURE:
            return "clear"
        return "likely" if lead >= LIKELY else "close"


def walk(way: Way, digits: str) -> tuple[tuple[Given, ...], MatchQuestion | None]:
    """Follow answers through a way; give them, and the question that is open, None at the end.

    Raise ValueError where a digit is no option of its question, or comes after the end.
    """
    given: list[Given] = []
    question: MatchQuestion | None = way.questions[0] if way.questions else None
    for digit in digits:
        if question is None or not digit.isdigit() or int(digit) >= len(question.options):
            raise ValueError(f"{digit} answers nothing")
        option = question.options[int(digit)]
        given.append(Given(question, option))
        question = _following(way, question, option)
    return tuple(given), question


def _following(way: Way, question: MatchQuestion, option: MatchOption) -> MatchQuestion | None:
    if option.next == END:
        return None
    later = way.questions[way.questions.index(question) + 1 :]
    wanted = (it for it in later if option.next in (None, it.id))
    return next(wanted, None)


def result_of(way: Way, given: Sequence[Given]) -> Result | None:
    """Sum the points of a finished way; None where the answers speak for no role."""
    ranking = _ranking(given)
    return Result(ranking, tuple(given), _tip(way, given, ranking)) if ranking else None


def _ranking(given: Sequence[Given]) -> tuple[tuple[str, int], ...]:
    points: dict[str, int] = {}
    for it in given:
        for role, weight in it.option.speaks_for.items():
            points[role] = points.get(role, 0) + weight
    # Of equal roles the one that was spoken for first comes first.
    return tuple(sorted(points.items(), key=lambda item: -item[1]))


def _tip(way: Way, given: Sequence[Given], ranking: Sequence[tuple[str, int]]) -> Tip | None:
    """Find the last single answer that would have changed the winner, on the same path."""
    for number in range(len(given) - 1, -1, -1):
        for other in given[number].question.options:
            changed = _with(way, given, number, other)
            if changed is None:
                continue
            winner = _ranking(changed)
            if winner and winner[0][0] != ranking[0][0]:
                return Tip(given[number], other, winner[0][0])
    return None


def _with(way: Way, given: Sequence[Given], number: int, other: MatchOption) -> list[Given] | None:
    """Give the answers with one changed, where the rest of the path stays the same."""
    question, option = given[number].question, given[number].option
    if other is option:
        return None
    before, after = _following(way, question, option), _following(way, question, other)
    if before is not after:
        return None
    return [*given[:number], Given(question, other), *given[number + 1 :]]


def nearest(weeks: Mapping[str, Week], wished: Sequence[int]) -> tuple[tuple[str, int], ...]:
    """Rank roles by how far their week is from the wished one, the nearest first.

    The distance is the share of the week, in percent, that would have to be spent otherwise: half
    of the sum of the differences.
    """
    return tuple(
        sorted(
            ((role, _distance(week, wished)) for role, week in weeks.items()), key=lambda it: it[1]
        )
    )


def _distance(week: Week, wished: Sequence[int]) -> int:
    return sum(abs(share - want) for (_, share), want in zip(week.parts, wished, strict=True)) // 2


def paths(way: Way, digits: str = "") -> Iterator[str]:
    """Give the digits of every way through."""
    _, question = walk(way, digits)
    if question is None:
        yield digits
        return
    for number in range(len(question.options)):
        yield from paths(way, f"{digits}{number}")
