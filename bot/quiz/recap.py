"""What is worth telling of a question that closed, and of a game that ended."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.quiz.game import Game
from bot.quiz.rounds import LockedAnswer, Round
from bot.quiz.scoring import STREAK_FROM, Standing, gained, ranked


@dataclass(frozen=True, slots=True)
class RoundRecap:
    """What the question that closed last changed.

    `gained` gives the points won, `streaks` the right answers in a row that last and `ended` those
    that are over, the most first; `quickest` is of several who were right. `risen` are those who
    are further up than before, the first first; `standings` says how all stand now.
    """

    right: tuple[int, ...]
    gained: Mapping[int, int]
    streaks: Mapping[int, int]
    ended: Mapping[int, int]
    quickest: LockedAnswer | None
    risen: tuple[Standing, ...]
    standings: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class QuickAnswer:
    """The right answer that took the least time, in milliseconds."""

    member: int
    number: int
    taken: int


@dataclass(frozen=True, slots=True)
class HardQuestion:
    """The question that the smallest share of those who answered it had right."""

    number: int
    right: int
    answered: int


@dataclass(frozen=True, slots=True)
class GameRecap:
    """What a whole game is remembered for; what there was none of is None or empty.

    `asked` counts the questions that count; `streak` is the most right answers in a row, by
    `streakers`.
    """

    asked: int
    streak: int
    streakers: tuple[int, ...]
    quickest: QuickAnswer | None
    hardest: HardQuestion | None


def recap_round(game: Game) -> RoundRecap:
    """Tell what the question that closed last changed."""
    gains = tuple(gained(game.rules, game.rounds))
    now = ranked(game.rules, game.rounds, gains, game.members)
    earlier = ranked(game.rules, game.rounds[:-1], gains[:-1], game.members)
    won = {member: gain.total for member, gain in gains[-1].items() if gain.total}
    right = [it for it in game.round.counted if it.is_right]
    before: Mapping[int, int] = {}
    runs: Mapping[int, int] = {}
    for after in _runs(game.rounds) if game.round.counts else ():
        before, runs = runs, after
    ended = {member: run for member, run in before.items() if member not in runs}
    return RoundRecap(
        tuple(it.member for it in right),
        _most_first(won),
        _streaks(runs),
        _streaks(ended),
        min(right, key=lambda it: it.taken) if len(right) > 1 else None,
        tuple(_risen(earlier, now)),
        now,
    )


def recap_game(game: Game) -> GameRecap:
    """Tell what a game is remembered for."""
    counted = [(number, it.counted) for number, it in enumerate(game.rounds) if it.counted]
    quick = [
        QuickAnswer(it.member, number, it.taken)
        for number, answers in counted
        for it in answers
        if it.right
    ]
    hard = [
        HardQuestion(number, sum(it.is_right for it in answers), len(answers))
        for number, answers in counted
    ]
    longest: dict[int, int] = {}
    for runs in _runs(game.rounds):
        longest.update({it: run for it, run in runs.items() if run > longest.get(it, 0)})
    streak = max(longest.values(), default=0)
    return GameRecap(
        sum(it.counts for it in game.rounds),
        streak,
        tuple(sorted(it for it, run in longest.items() if run == streak >= STREAK_FROM)),
        min(quick, key=lambda it: it.taken, default=None),
        min((it for it in hard if it.right < it.answered), key=_share_right, default=None),
    )


def _most_first(numbers: Mapping[int, int]) -> Mapping[int, int]:
    return dict(sorted(numbers.items(), key=lambda pair: -pair[1]))


def _streaks(runs: Mapping[int, int]) -> Mapping[int, int]:
    return _most_first({member: run for member, run in runs.items() if run >= STREAK_FROM})


def _risen(earlier: Sequence[Standing], now: Sequence[Standing]) -> Iterator[Standing]:
    before = {it.member: it.rank for it in earlier if earlier[0].points}
    for it in now:
        if it.points and it.rank < before.get(it.member, 0):
            yield it


def _share_right(question: HardQuestion) -> float:
    return question.right / question.answered


def _runs(rounds: Sequence[Round]) -> Iterator[Mapping[int, int]]:
    """Give, for each question that counts, how many right answers in a row members had by then."""
    runs: Mapping[int, int] = {}
    for round_ in rounds:
        if round_.counts:
            right = [it.member for it in round_.answers if it.is_right]
            runs = {member: runs.get(member, 0) + 1 for member in right}
            yield runs
