"""What happens to a whole game: how it is set up, its phases, its clock."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, assert_never

from bot.quiz import errors
from bot.quiz.modes import lightning, teams
from bot.quiz.moves import (
    Abandon,
    Advance,
    Begin,
    ClockMove,
    Close,
    DrawTeams,
    LobbyMove,
    Pause,
    RestartClock,
    Resume,
    Revive,
    SetQuestions,
    SetRules,
    Stop,
    Tick,
)
from bot.quiz.phases import Ending, Outcome, PauseReason, Phase
from bot.quiz.rounds import Round
from bot.quiz.rules import Mode, Rules

if TYPE_CHECKING:
    from bot.quiz.game import Game

LEAST_LEFT = timedelta(seconds=5)
"""Time that a question still has after a pause or a restart, at the least."""
IDLE_ENDS = timedelta(minutes=10)
"""A game that rests since nobody plays ends after this."""


def set_up(game: "Game", move: LobbyMove, now: datetime) -> "Game":
    """Set a game up in its lobby, which has all its time again."""
    game.check_running()
    if game.phase is not Phase.LOBBY:
        raise errors.NotInLobbyError
    match move:
        case SetRules(rules):
            changed = _with_rules(game, rules)
        case SetQuestions(wish, rules, questions):
            changed = replace(_with_rules(game, rules), wish=wish, questions=questions)
        case DrawTeams(drawn):
            return replace(game, teams={**game.teams, **drawn})
        case _:
            assert_never(move)
    return replace(changed, due=now + changed.rules.pace.lobby)


def _with_rules(game: "Game", rules: Rules) -> "Game":
    """Take other rules; who chose a team that there is no more has none."""
    rules = rules.settled()
    count = rules.teams if rules.mode is Mode.TEAMS else 0
    kept = {member: team for member, team in game.teams.items() if team < count}
    return replace(game, rules=rules, teams=kept)


def apply(game: "Game", move: ClockMove, now: datetime) -> "Game":  # noqa: C901, PLR0911 - one a move
    """Make a move of the whole game; raise a MoveError where it is not allowed now."""
    match move:
        case Begin():
            return _begin(game, now)
        case Close(ending):
            return _close(game, ending, now)
        case Advance():
            return _advance(game, now)
        case Tick():
            return _tick(game, now)
        case Pause(reason):
            return _pause(game, reason, now)
        case Resume():
            return _resume(game, now)
        case Revive():
            return _revive(game, now)
        case RestartClock():
            return _restart_clock(game, now)
        case Stop():
            return _finish(game, Outcome.STOPPED)
        case Abandon():
            return _finish(game, Outcome.ABANDONED)
        case _:
            assert_never(move)


def _begin(game: "Game", now: datetime) -> "Game":
    game.check_running()
    if game.phase is not Phase.LOBBY:
        raise errors.NotInLobbyError
    if game.rules.mode is not Mode.TEAMS:
        return _open_next(game, now)
    seated = teams.filled(game.teams, game.members, game.rules.teams)
    return _open_next(replace(game, teams=seated), now)


def _open_next(game: "Game", now: datetime) -> "Game":
    count = len(game.questions)
    if game.rules.mode is Mode.LIGHTNING:
        rounds = lightning.opened(count, now)
    else:
        weight = game.rules.weight(len(game.rounds), count)
        rounds = (*game.rounds, Round(now, weight=weight))
    opened = replace(game, phase=Phase.OPEN, rounds=rounds, votes=frozenset())
    full = _full_time(opened)
    return replace(opened, due=None if full is None else now + full)


def _close(game: "Game", ending: Ending, now: datetime) -> "Game":
    game.check_open()
    if game.rules.mode is Mode.LIGHTNING:
        if ending is Ending.SKIPPED:
            raise errors.OwnPaceError
        return _finish(game, Outcome.PLAYED, ending)
    closed = game.change_round(game.number, lambda it: replace(it, ending=ending))
    due = now + game.rules.pace.between
    return replace(closed, phase=Phase.CLOSED, due=due, votes=frozenset())


def _advance(game: "Game", now: datetime) -> "Game":
    game.check_running()
    if game.phase is Phase.OPEN:
        raise errors.QuestionStillOpenError
    if game.phase is Phase.LOBBY:
        raise errors.NoQuestionOpenError
    return _finish(game, Outcome.PLAYED) if game.is_last else _open_next(game, now)


def _tick(game: "Game", now: datetime) -> "Game":  # noqa: PLR0911 - one a phase
    if game.due is None or now < game.due:
        return game
    if game.paused is PauseReason.IDLE:
        return _finish(game, Outcome.DESERTED)
    match game.phase:
        case Phase.LOBBY:
            return _begin(game, now)
        case Phase.OPEN if _nobody_plays(game):
            return _pause(game, PauseReason.IDLE, now)
        case Phase.OPEN:
            return _close(game, Ending.TIME, now)
        case Phase.CLOSED:
            return _advance(game, now)
        case Phase.FINISHED:
            return game
        case _:
            assert_never(game.phase)


def _nobody_plays(game: "Game") -> bool:
    """Whether the open question and the one before it had no answer."""
    if game.rules.mode is Mode.LIGHTNING:
        return False
    latest = game.rounds[-2:]
    return len(latest) > 1 and latest[0].counts and not any(it.answers for it in latest)


def _pause(game: "Game", reason: PauseReason, now: datetime) -> "Game":
    game.check_running()
    left = None if game.due is None else max(game.due - now, timedelta())
    due = now + IDLE_ENDS if reason is PauseReason.IDLE else None
    return replace(game, paused=reason, left=left, due=due, paused_at=now)


def _resume(game: "Game", now: datetime) -> "Game":
    """Let the clock run on; where nobody played, what is open has all its time."""
    game.check_not_over()
    if not game.paused or game.paused_at is None:
        raise errors.GameNotPausedError
    due = None if game.left is None else now + max(game.left, LEAST_LEFT)
    rested = max(now - game.paused_at, timedelta())
    resumed = replace(game, paused=None, left=None, paused_at=None, due=due)
    if game.paused is PauseReason.IDLE:
        return _restart_clock(resumed, now)
    return _moved(resumed, rested)


def _moved(game: "Game", by: timedelta) -> "Game":
    """Let what is open have opened so much later."""
    rounds = tuple(
        replace(it, opened=it.opened + by) if it.ending is None else it for it in game.rounds
    )
    return replace(game, rounds=rounds)


def _revive(game: "Game", now: datetime) -> "Game":
    """Take the clock up; one that was set back meanwhile leaves no more time than there was."""
    revived = game
    if game.phase is Phase.OPEN and not game.paused:
        revived = _moved(game, min(timedelta(), now - game.round.opened))
    full = _full_time(game)
    if game.due is None or full is None:
        return revived
    due = min(game.due, now + max(full, LEAST_LEFT))
    return replace(revived, due=max(due, now + LEAST_LEFT))


def _restart_clock(game: "Game", now: datetime) -> "Game":
    if game.paused or game.phase is Phase.FINISHED:
        return game
    full = _full_time(game)
    restarted = replace(game, due=None if full is None else now + full)
    if game.phase is not Phase.OPEN:
        return restarted
    return _moved(restarted, now - game.round.opened)


def _full_time(game: "Game") -> timedelta | None:
    """Give how long what is open lasts before the game moves by itself; None for ever."""
    pace = game.rules.pace
    if game.paused is PauseReason.IDLE:
        return IDLE_ENDS
    match game.phase:
        case Phase.LOBBY:
            return pace.lobby
        case Phase.OPEN:
            return None if pace.seconds is None else timedelta(seconds=pace.seconds)
        case Phase.CLOSED:
            return pace.between
        case Phase.FINISHED:
            return None
        case _:
            assert_never(game.phase)


def _finish(game: "Game", outcome: Outcome, ending: Ending = Ending.HOST) -> "Game":
    """End a game: an open question counts for nobody, in lightning what was answered counts."""
    game.check_not_over()
    over = game
    if game.phase is Phase.OPEN and game.rules.mode is Mode.LIGHTNING:
        over = replace(game, rounds=lightning.closed(game.rounds, ending))
    elif game.phase is Phase.OPEN:
        over = game.change_round(game.number, lambda it: replace(it, ending=Ending.SKIPPED))
    return replace(
        over,
        phase=Phase.FINISHED,
        outcome=outcome,
        due=None,
        paused=None,
        paused_at=None,
        left=None,
        votes=frozenset(),
    )
