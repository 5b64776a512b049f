"""Games as rows: written move by move, and read back whole after a restart."""

from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import assert_never

from sqlalchemy import (
    ColumnElement,
    Insert,
    Table,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.sql.dml import ReturningInsert

from bot.quiz.errors import AlreadyAnsweredError, ForgottenError
from bot.quiz.game import Game
from bot.quiz.items import dump_question
from bot.quiz.moves import (
    Abandon,
    Advance,
    Begin,
    ChooseTeam,
    Close,
    DrawTeams,
    Grant,
    Join,
    Leave,
    Move,
    Pause,
    Record,
    RestartClock,
    Resume,
    Revive,
    SetQuestions,
    SetRules,
    Stop,
    TakeHint,
    Tick,
    VoteSkip,
)
from bot.quiz.phases import Phase
from bot.quiz.pool import Wish
from bot.quiz.rounds import LockedAnswer
from bot.quiz.rules import Mode, Rules
from bot.quiz.saved import GamePlan
from bot.store import cards, marks, reports, scores
from bot.store.connection import Connection
from bot.store.saved_games import MILLISECOND
from bot.store.tables.quizzes import ANSWERS, GAMES, HINTS, PLAYERS, ROUNDS, SKIP_VOTES


class ChannelTakenError(Exception):
    """A game is open in this channel already."""


async def create(connection: Connection, plan: GamePlan, now: datetime) -> Game:
    """Write a new game with its lobby; raise ChannelTakenError where one is open there."""
    game = Game.open(0, plan.host, plan.questions, plan.rules, plan.wish, now)
    row = {
        "guild_id": plan.place.guild,
        "channel_id": plan.place.channel,
        "host_id": plan.host,
        "phase": Phase.LOBBY,
        "created_at": now,
        **_wish_row(game.wish),
        **_rules_row(game.rules),
    }
    try:
        result = await connection.execute(insert(GAMES).values(row).returning(GAMES.c.id))
    except IntegrityError:
        raise ChannelTakenError from None
    game = replace(game, id=int(result.scalar_one()))
    await _add_questions(connection, game)
    await save(connection, game, now)
    await let_in(connection, game.id, plan.host, now)
    return game


def _wish_row(wish: Wish) -> dict[str, object]:
    return {"topic": wish.topic, "difficulty": wish.difficulty, "wished": wish.count}


def _rules_row(rules: Rules) -> dict[str, object]:
    return {
        "mode": rules.mode,
        "scoring": rules.scoring,
        "seconds": rules.pace.seconds,
        "streak_bonus": rules.streak_bonus,
        "final_double": rules.final_double,
        "hints": rules.hints,
        "teams": rules.teams,
    }


async def _add_questions(connection: Connection, game: Game) -> None:
    await connection.execute(
        insert(ROUNDS),
        [
            {
                "game_id": game.id,
                "number": index,
                "item_id": question.item.id,
                "topic": question.item.topic,
                "question": dump_question(question),
            }
            for index, question in enumerate(game.questions)
        ],
    )


async def _set_up(connection: Connection, game: Game, *, drawn: bool) -> None:
    """Write what a host chose in the lobby; `drawn` where there are other questions."""
    chosen = {**_wish_row(game.wish), **_rules_row(game.rules), "due": game.due}
    await connection.execute(update(GAMES).where(GAMES.c.id == game.id).values(chosen))
    if drawn:
        await connection.execute(delete(ROUNDS).where(ROUNDS.c.game_id == game.id))
        await _add_questions(connection, game)


async def write_move(  # noqa: C901 - one a move
    connection: Connection, before: Game, move: Move, after: Game, now: datetime
) -> None:
    """Write what a move changed; what was missed in a question enters the members' reviews."""
    match move:
        case Join(member):
            await let_in(connection, after.id, member, now)
        case Leave(member):
            await let_go(connection, after.id, member)
        case Record(answer, number):
            is_in = answer.member in before.members
            await lock_answer(connection, after.id, number, answer, now, is_in=is_in)
        case VoteSkip(member):
            await add_vote(connection, after.id, after.number, member, now)
        case TakeHint(member, number):
            await add_hint(connection, after.id, number, member, now)
        case ChooseTeam(member):
            await let_in(connection, after.id, member, now)
        case Grant(member, number, judge):
            await reports.decide(connection, after.id, number, member, judge, now, granted=True)
        case SetRules() | SetQuestions():
            await _set_up(connection, after, drawn=isinstance(move, SetQuestions))
        case (
            Begin()
            | Close()
            | Advance()
            | Tick()
            | Pause()
            | Resume()
            | Revive()
            | RestartClock()
            | Stop()
            | Abandon()
        ):
            await save(connection, after, now)
            if before.phase is Phase.OPEN and after.phase is not Phase.OPEN:
                await cards.add(connection, _missed(before, after), now)
        case DrawTeams():
            pass
        case _:
            assert_never(move)
    await _seat(connection, before, after)


def _missed(before: Game, after: Game) -> list[tuple[int, str]]:
    """List who answered what wrongly in the rounds that a move closed.

    Who was forgotten plays on under a negative number, and has no reviews.
    """
    closed = (
        (question.item.id, now)
        for question, then, now in zip(after.questions, before.rounds, after.rounds, strict=False)
        if then.ending is None
    )
    return [
        (answer.member, item)
        for item, round_ in closed
        for answer in round_.counted
        if not answer.right and answer.member > 0
    ]


async def _seat(connection: Connection, before: Game, after: Game) -> None:
    """Write the teams of those who changed it."""
    for member in {*before.teams, *after.teams}:
        team = after.teams.get(member)
        if before.teams.get(member) != team:
            await connection.execute(
                update(PLAYERS)
                .where(PLAYERS.c.game_id == after.id, _is_player(member))
                .values(team=team)
            )


def _is_player(member: int) -> ColumnElement[bool]:
    """Hold for the row of a member, who has a negative number once they were forgotten."""
    return PLAYERS.c.member_id == member if member > 0 else PLAYERS.c.id == -member


async def save(connection: Connection, game: Game, now: datetime) -> None:
    """Write where a game is: its phase and clock, and what is open, or was last."""
    await connection.execute(
        update(GAMES)
        .where(GAMES.c.id == game.id)
        .values(
            phase=game.phase,
            outcome=game.outcome,
            due=game.due,
            paused_at=game.paused_at,
            pause_reason=game.paused,
            left_ms=None if game.left is None else game.left // MILLISECOND,
            ended_at=now if game.phase is Phase.FINISHED else None,
        )
    )
    first = 0 if game.rules.mode is Mode.LIGHTNING else max(game.number, 0)
    for number, round_ in enumerate(game.rounds[first:], first):
        await connection.execute(
            update(ROUNDS)
            .where(ROUNDS.c.game_id == game.id, ROUNDS.c.number == number)
            .values(opened_at=round_.opened, ending=round_.ending, weight=round_.weight)
        )
    if game.phase is Phase.FINISHED:
        await marks.drop_marks(connection, game.id)
        await scores.recompute(connection, game.id)


async def let_in(connection: Connection, game: int, member: int, now: datetime) -> int:
    """Let a member in, or in again; give their number as a player. Raise ForgottenError."""
    if await marks.is_marked(connection, game, member):
        raise ForgottenError
    row = {"game_id": game, "member_id": member, "is_in": True, "joined_at": now}
    return int((await connection.execute(_let_in(), row)).scalar_one())


async def let_go(connection: Connection, game: int, member: int) -> None:
    """Let a member go with their votes to skip; what they answered stays."""
    own = and_(PLAYERS.c.game_id == game, PLAYERS.c.member_id == member)
    await connection.execute(update(PLAYERS).where(own).values(is_in=False))
    player = select(PLAYERS.c.id).where(own).scalar_subquery()
    voted = and_(SKIP_VOTES.c.game_id == game, SKIP_VOTES.c.player_id == player)
    await connection.execute(delete(SKIP_VOTES).where(voted))


async def lock_answer(  # noqa: PLR0913 - one row, and who gives it
    connection: Connection,
    game: int,
    number: int,
    answer: LockedAnswer,
    now: datetime,
    *,
    is_in: bool = False,
) -> None:
    """Write an answer; raise AlreadyAnsweredError where there is one, whatever was remembered.

    Who is not in the game (`is_in`) is let in first. Raise ForgottenError as `let_in` does, also
    where the member was forgotten since they were let in.
    """
    if not is_in:
        await let_in(connection, game, answer.member, now)
    row = {
        "in_game": game,
        "by_member": answer.member,
        "number": number,
        "given": answer.given,
        "right": answer.right,
        "credit": answer.credit,
        "taken_ms": answer.taken,
        "read_as": answer.read_as,
        "hinted": answer.hinted,
        "at": now,
    }
    try:
        written = await connection.execute(_insert_answer(), row)
    except IntegrityError:
        raise AlreadyAnsweredError from None
    if written.rowcount == 0:
        raise ForgottenError


@cache
def _insert_answer() -> Insert:
    """Build the statement of the busiest moment once: a row by a member's number as a player."""
    given = ("number", "given", "right", "credit", "taken_ms", "read_as", "hinted", "at")
    values = [bindparam(name, type_=ANSWERS.c[name].type) for name in given]
    player = select(PLAYERS.c.game_id, PLAYERS.c.id, *values).where(
        PLAYERS.c.game_id == bindparam("in_game"), PLAYERS.c.member_id == bindparam("by_member")
    )
    return insert(ANSWERS).from_select(["game_id", "player_id", *given], player)


@cache
def _let_in() -> ReturningInsert[int]:
    statement = upsert(PLAYERS).on_conflict_do_update(
        index_elements=["game_id", "member_id"], set_={"is_in": True}
    )
    return statement.returning(PLAYERS.c.id)


async def add_vote(
    connection: Connection, game: int, number: int, member: int, now: datetime
) -> None:
    """Write a vote to skip a question."""
    await _add(connection, SKIP_VOTES, game, number, member, now)


async def add_hint(
    connection: Connection, game: int, number: int, member: int, now: datetime
) -> None:
    """Write that a member had a hint to a question."""
    await _add(connection, HINTS, game, number, member, now)


async def _add(  # noqa: PLR0913, PLR0917 - one row
    connection: Connection, table: Table, game: int, number: int, member: int, now: datetime
) -> None:
    player = await let_in(connection, game, member, now)
    row = {"game_id": game, "number": number, "player_id": player}
    await connection.execute(upsert(table).values(row).on_conflict_do_nothing())


async def remember_message(
    connection: Connection, game: int, number: int | None, message: int
) -> None:
    """Write which message shows the lobby (number None) or a question."""
    if number is None:
        statement = update(GAMES).where(GAMES.c.id == game).values(lobby_message_id=message)
    else:
        statement = (
            update(ROUNDS)
            .where(ROUNDS.c.game_id == game, ROUNDS.c.number == number)
            .values(message_id=message)
        )
    await connection.execute(statement)


async def mark_shown(connection: Connection, game: int, number: int | None) -> None:
    """Write that the end of a game (number None) or the result of a question was shown."""
    if number is None:
        statement = update(GAMES).where(GAMES.c.id == game).values(end_shown=True)
    else:
        statement = (
            update(ROUNDS)
            .where(ROUNDS.c.game_id == game, ROUNDS.c.number == number)
            .values(result_shown=True)
        )
    await connection.execute(statement)


async def open_of_host(connection: Connection, host: int) -> int:
    """Count the games that a member started and that have not ended."""
    statement = (
        select(func.count())
        .select_from(GAMES)
        .where(GAMES.c.host_id == host, GAMES.c.ended_at.is_(None))
    )
    return int((await connection.execute(statement)).scalar_one())


async def recent_items(connection: Connection, guild: int, since: datetime) -> set[str]:
    """List the items that were asked in a server since some time.

    In lightning all questions are opened, and few are reached.
    """
    reached = exists().where(
        ANSWERS.c.game_id == ROUNDS.c.game_id, ANSWERS.c.number == ROUNDS.c.number
    )
    statement = (
        select(ROUNDS.c.item_id)
        .join(GAMES, GAMES.c.id == ROUNDS.c.game_id)
        .where(GAMES.c.guild_id == guild, ROUNDS.c.opened_at >= since)
        .where(or_(GAMES.c.ended_at >= since, GAMES.c.ended_at.is_(None)))
        .where(or_(GAMES.c.mode != Mode.LIGHTNING, reached))
        .distinct()
    )
    return set((await connection.execute(statement)).scalars())
