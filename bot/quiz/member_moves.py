"""What members do in a game, made to it."""

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, assert_never

from bot.quiz import errors
from bot.quiz.moves import ChooseTeam, Grant, Join, Leave, MemberMove, Record, TakeHint, VoteSkip
from bot.quiz.phases import Phase
from bot.quiz.rules import Mode

if TYPE_CHECKING:
    from bot.quiz.game import Game


def apply(game: "Game", move: MemberMove, now: datetime) -> "Game":  # noqa: PLR0911 - one a move
    """Make a move of one member; raise a MoveError where it is not allowed now."""
    match move:
        case Join(member):
            return _join(game, member)
        case Leave(member):
            return _leave(game, member)
        case Record():
            return _record(game, move)
        case VoteSkip(member):
            return _vote_skip(game, member)
        case TakeHint(member, number):
            return _take_hint(game, member, number, now)
        case ChooseTeam(member, team):
            return _choose_team(game, member, team)
        case Grant(member, number):
            return _grant(game, member, number)
        case _:
            assert_never(move)


def _join(game: "Game", member: int) -> "Game":
    game.check_running()
    if member in game.members:
        raise errors.AlreadyJoinedError
    game.check_alive(member)
    return _let_in(game, member, game.team_for(member))


def _let_in(game: "Game", member: int, team: int | None) -> "Game":
    """Let a member in who is not, into a team where there are some."""
    teams = game.teams if team is None else {**game.teams, member: team}
    members = game.members if member in game.members else (*game.members, member)
    return replace(game, members=members, teams=teams)


def _leave(game: "Game", member: int) -> "Game":
    game.check_running()
    if member not in game.members:
        raise errors.NotJoinedError
    members = tuple(other for other in game.members if other != member)
    return replace(game, members=members, votes=game.votes - {member})


def _record(game: "Game", move: Record) -> "Game":
    answer, number = move.answer, move.number
    if game.phase is not Phase.OPEN:
        raise errors.NoQuestionOpenError
    if game.rounds[number].answer_of(answer.member) is not None:
        raise errors.AlreadyAnsweredError
    changed = game.change_round(number, lambda it: replace(it, answers=(*it.answers, answer)))
    return _let_in(changed, answer.member, move.team)


def _vote_skip(game: "Game", member: int) -> "Game":
    game.check_open()
    if game.rules.mode is Mode.LIGHTNING:
        raise errors.OwnPaceError
    if member not in game.members:
        raise errors.NotJoinedError
    game.check_alive(member)
    if member in game.votes:
        raise errors.AlreadyVotedError
    return replace(game, votes=game.votes | {member})


def _take_hint(game: "Game", member: int, number: int, now: datetime) -> "Game":
    if not game.rules.hints:
        raise errors.NoHintsError
    game.check_answer(member, number, now)
    game.check_running()
    changed = game.change_round(number, lambda it: replace(it, hinted=it.hinted | {member}))
    return _let_in(changed, member, game.team_for(member))


def _choose_team(game: "Game", member: int, team: int) -> "Game":
    game.check_running()
    if game.phase is not Phase.LOBBY:
        raise errors.NotInLobbyError
    if game.rules.mode is not Mode.TEAMS or not 0 <= team < game.rules.teams:
        raise errors.NoSuchTeamError
    return _let_in(game, member, team)


def _grant(game: "Game", member: int, number: int) -> "Game":
    answer = game.wrong_answer(member, number)
    granted = replace(answer, granted=True)
    return game.change_round(
        number,
        lambda it: replace(
            it, answers=tuple(granted if other is answer else other for other in it.answers)
        ),
    )
