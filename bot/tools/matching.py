"""Find a role by answers: which spoke for what, the runner-up, what would tip it, how sure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from bot.knowledge.exercises import END, MatchOption, MatchQuestion, Way
from bot.knowledge.roles import Week

SURE, LIKELY = 0.5, 0.25
"""Shares of the lead over the runner-up from which a result is called clear, or likely."""
MOST_PATHS = 60
"""Paths looked at behind another answer; a way that branches more is not walked to its ends."""


@dataclass(frozen=True, slots=True)
class ChosenOption:
    """A question and the option that was chosen."""

    question: MatchQuestion
    option: MatchOption


@dataclass(frozen=True, slots=True)
class Tip:
    """One answer that, given otherwise, would make another role win.

    Where the other answer leads on to questions not yet answered, `open` is true, and the winners
    are all that can follow.
    """

    given: ChosenOption
    instead: MatchOption
    winners: tuple[str, ...]
    open: bool


@dataclass(frozen=True, slots=True)
class MatchResult:
    """Roles by points, the best first, and how the answers led there."""

    ranking: tuple[tuple[str, int], ...]
    given: tuple[ChosenOption, ...]
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


def walk(way: Way, digits: str) -> tuple[tuple[ChosenOption, ...], MatchQuestion | None]:
    """Follow answers through a way; give them, and the question that is open, None at the end.

    Raise ValueError where a digit is no option of its question, or comes after the end.
    """
    given: list[ChosenOption] = []
    question: MatchQuestion | None = way.questions[0] if way.questions else None
    for digit in digits:
        if question is None or not digit.isdigit() or int(digit) >= len(question.options):
            raise ValueError(f"{digit} answers nothing")
        option = question.options[int(digit)]
        given.append(ChosenOption(question, option))
        question = _following(way, question, option)
    return tuple(given), question


def _following(way: Way, question: MatchQuestion, option: MatchOption) -> MatchQuestion | None:
    if option.next == END:
        return None
    later = way.questions[way.questions.index(question) + 1 :]
    wanted = (it for it in later if option.next in (None, it.id))
    return next(wanted, None)


def result_of(way: Way, given: Sequence[ChosenOption]) -> MatchResult | None:
    """Sum the points of a finished way; None where the answers speak for no role."""
    ranking = _ranking(given)
    return MatchResult(ranking, tuple(given), _tip(way, given, ranking)) if ranking else None


def _ranking(given: Sequence[ChosenOption]) -> tuple[tuple[str, int], ...]:
    points: dict[str, int] = {}
    for it in given:
        for role, weight in it.option.speaks_for.items():
            points[role] = points.get(role, 0) + weight
    # Of equal roles the one that was spoken for first comes first.
    return tuple(sorted(points.items(), key=lambda item: -item[1]))


def _tip(way: Way, given: Sequence[ChosenOption], ranking: Sequence[tuple[str, int]]) -> Tip | None:
    """Find the last single answer that, given otherwise, would have changed the winner."""
    for number in range(len(given) - 1, -1, -1):
        for other in given[number].question.options:
            if other is given[number].option:
                continue
            rankings = [_ranking(it) for it in _with(way, given, number, other)]
            winners = tuple(dict.fromkeys(it[0][0] for it in rankings if it))
            if winners and ranking[0][0] not in winners:
                return Tip(given[number], other, winners, len(rankings) > 1)
    return None


def _with(
    way: Way, given: Sequence[ChosenOption], number: int, other: MatchOption
) -> list[Sequence[ChosenOption]]:
    """Return the answers with one changed: one list on the same path, else each path behind it."""
    question, option = given[number].question, given[number].option
    if _following(way, question, option) is _following(way, question, other):
        return [[*given[:number], ChosenOption(question, other), *given[number + 1 :]]]
    chosen = [it.question.options.index(it.option) for it in given[:number]]
    start = "".join(map(str, [*chosen, question.options.index(other)]))
    found = list(islice(paths(way, start), MOST_PATHS + 1))
    return [walk(way, digits)[0] for digits in found] if len(found) <= MOST_PATHS else []


def max_points(way: Way, role: str) -> int:
    """Sum what the answers of a way can speak for a role at most, one a question."""
    return sum(
        max(option.speaks_for.get(role, 0) for option in question.options)
        for question in way.questions
    )


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
    """Return the digits of every way through."""
    _, question = walk(way, digits)
    if question is None:
        yield digits
        return
    for number in range(len(question.options)):
        yield from paths(way, f"{digits}{number}")


def steps_and_ends(way: Way) -> Iterator[str]:
    """Give digits that lead to each question once, and through each of its options to an end.

    A way with many options has more paths than can be walked; these are as many as its options.
    """
    queue = [("", way.questions[0])]
    for digits, asked in queue:
        yield digits
        for number in range(len(asked.options)):
            behind = f"{digits}{number}"
            yield next(paths(way, behind))
            _, following = walk(way, behind)
            if following is not None and all(following is not it for _, it in queue):
                queue.append((behind, following))
