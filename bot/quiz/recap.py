"""What is worth telling of a question that closed, and of a game that ended."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.quiz.game import Game
from bot.quiz.scoring import STREAK_FROM, Standing, gained, ranked


@dataclass(frozen=True, slots=True)
class RoundRecap:
    """What the question that closed last changed.

    `gained` gives the points won, `streaks` the right answers in a row that last, the most first;
    `risen` those who are further up than before, the first first; `standings` how all stand now.
    """

    right: tuple[int, ...]
    gained: Mapping[int, int]
    streaks: Mapping[int, int]
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
    right = tuple(it.member for it in game.round.counted if it.is_right)
    runs = {member: _streak(game, member) for member in right}
    streaks = {member: run for member, run in runs.items() if run >= STREAK_FROM}
    risen = tuple(_risen(earlier, now))
    return RoundRecap(right, _most_first(won), _most_first(streaks), risen, now)


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
    members = {it.member for _, answers in counted for it in answers}
    runs = {member: max(_runs(game, member), default=0) for member in sorted(members)}
    streak = max(runs.values(), default=0)
    return GameRecap(
        sum(it.counts for it in game.rounds),
        streak,
        tuple(it for it, run in runs.items() if run == streak) if streak >= STREAK_FROM else (),
        min(quick, key=lambda it: it.taken, default=None),
        min((it for it in hard if it.right < it.answered), key=_share_right, default=None),
    )


def _most_first(numbers: Mapping[int, int]) -> Mapping[int, int]:
    return dict(sorted(numbers.items(), key=lambda pair: -pair[1]))


def _risen(earlier: Sequence[Standing], now: Sequence[Standing]) -> Iterator[Standing]:
    before = {it.member: it.rank for it in earlier if earlier[0].points}
    for it in now:
        if it.points and it.rank < before.get(it.member, 0):
            yield it


def _share_right(question: HardQuestion) -> float:
    return question.right / question.answered


def _streak(game: Game, member: int) -> int:
    """Count the right answers in a row with which a member's latest questions end."""
    *_, last = 0, *_runs(game, member)
    return last


def _runs(game: Game, member: int) -> Iterator[int]:
    """Give, question by question, how many right answers in a row a member had by then."""
    run = 0
    for it in game.rounds:
        if it.counts:
            answer = it.answer_of(member)
            run = run + 1 if answer is not None and answer.is_right else 0
            yield run
