"""A quiz in trouble: restarts, a database that fails, a channel that closes."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import discord
import pytest
from simcord import ChannelHandle, Env, MemberActor

from bot.bootstrap import Wiring, open_client
from bot.chat.client import CareersClient
from bot.quiz.phases import Phase
from bot.services.editing.snapshot import KnowledgeSnapshot
from bot.services.games.display import GOES_ON, RESTARTING
from bot.store import scores
from bot.store.backup import back_up
from tests.chat.quiz_table import QuizTable
from tests.chat.reading import assert_within_limits, seen, sent
from tests.conftest import MovedClock, QuickEnv, store_of


@pytest.fixture
def quiz(env: Env, channel: ChannelHandle) -> QuizTable:
    return QuizTable(env, channel)


@asynccontextmanager
async def restarted(
    env: Env, snapshot: KnowledgeSnapshot, file: Path, clock: MovedClock
) -> AsyncIterator[CareersClient]:
    """Stop the bot, and start another on what it stored."""
    old = env.bot
    await old.close()
    copy = file.with_name("after-restart.sqlite3")
    back_up(file, copy)
    async with open_client(snapshot, copy, Wiring(clock, monotonic=clock.monotonic)) as client:
        await env.restart_bot(client)
        await env.settle()
        yield client


async def test_a_restart_in_the_middle_goes_on_where_it_was(
    env: Env,
    quiz: QuizTable,
    member: MemberActor,
    other: MemberActor,
    snapshot: KnowledgeSnapshot,
    database_file: Path,
    clock: MovedClock,
) -> None:
    await quiz.start(member, questions=2, seconds=20, topic="labs")
    await quiz.join(other)
    await quiz.begin(member)
    await env.advance_time(8)
    await quiz.answer(member)
    before = quiz.table.game
    async with restarted(env, snapshot, database_file, clock) as client:
        assert RESTARTING in quiz.texts()
        assert quiz.texts().count(GOES_ON) == 1
        table = client.app.services.games.session_in(quiz.channel.id)
        assert table is not None
        assert table.game == before
        again = await member.click(
            quiz.last_with("Question 1 of"), label=before.question.right_letters
        )
        assert "locked in" in seen(again)
        wrong = next(x for x, _ in before.question.lettered if x != before.question.right_letters)
        await other.click(quiz.last_with("Question 1 of"), label=wrong)
        await env.settle()
        assert table.game.phase is Phase.CLOSED
        stored = await store_of(client).read(lambda c: scores.standings(c, before.id))
        assert [(it.member, it.points) for it in stored] == [(member.id, 100), (other.id, 0)]
        assert stored == table.game.standings()


async def test_the_lobby_is_deleted_once_even_over_a_restart(
    env: Env,
    quiz: QuizTable,
    member: MemberActor,
    snapshot: KnowledgeSnapshot,
    database_file: Path,
    clock: MovedClock,
) -> None:
    await quiz.start(member, questions=2, seconds=20, topic="labs")
    await quiz.begin(member)
    async with restarted(env, snapshot, database_file, clock):
        await member.slash(quiz.channel, "quiz stop")
        assert "ended early" in quiz.texts()[-1]
        deleted = [it.path for it in env.http_requests if it.method == "DELETE"]
        assert len(deleted) == 1


async def test_a_question_that_ran_out_meanwhile_has_five_seconds_left(
    env: Env,
    quiz: QuizTable,
    member: MemberActor,
    snapshot: KnowledgeSnapshot,
    database_file: Path,
    clock: MovedClock,
) -> None:
    # The simulation waits for timers that are nearer than this; the one here has 5 s.
    env.settle_timeout = 4
    await quiz.start(member, questions=1, seconds=5, topic="labs")
    await quiz.begin(member)
    await env.advance_time(4)
    async with restarted(env, snapshot, database_file, clock) as client:
        table = client.app.services.games.session_in(quiz.channel.id)
        assert table is not None
        assert table.game.phase is Phase.OPEN
        assert table.game.due is not None
        assert 4 < (table.game.due - clock()).total_seconds() <= 5


@pytest.mark.breaks_something
async def test_a_stopped_bot_opens_no_games(quiz: QuizTable, member: MemberActor) -> None:
    await quiz.client.app.services.games.rest()
    said = await quiz.start(member, questions=1)
    assert "about to restart" in seen(said)


@pytest.mark.breaks_something
async def test_permissions_removed_in_the_middle_pause_the_game(
    env: Env, quiz: QuizTable, member: MemberActor, other: MemberActor
) -> None:
    await quiz.start(member, questions=3, seconds=20, topic="labs")
    await quiz.join(other)
    await quiz.begin(member)
    await quiz.answer(member)
    await env.advance_time(2)
    env.inject_error("PATCH", "/channels/*/messages/*", status=403, code=50013)
    await env.advance_time(18)
    game = quiz.table.game
    assert game.paused
    assert game.phase is Phase.CLOSED
    refused = await other.slash(quiz.channel, "quiz scores")
    assert f"{member.mention} – 100 points" in seen(refused)
    await member.slash(quiz.channel, "quiz resume")
    await env.advance_time(10)
    assert "Question 2 of" in quiz.texts()[-1]


async def test_missing_permissions_are_said_before_the_game_starts(
    env: Env, member: MemberActor
) -> None:
    everyone = env.guild.default_role
    closed = env.guild.create_text_channel(
        "announcements", overwrites={everyone: discord.PermissionOverwrite(send_messages=False)}
    )
    said = seen(await member.slash(closed, "quiz start", questions=1))
    assert "I need Send Messages" in said


@pytest.mark.breaks_something
@pytest.mark.usefixtures("busy_at_once")
async def test_a_locked_database_delays_the_game_and_says_so(
    env: Env,
    quiz: QuizTable,
    member: MemberActor,
    other: MemberActor,
    database_file: Path,
) -> None:
    await quiz.start(member, questions=2, seconds=20, topic="labs")
    await quiz.join(other)
    await quiz.begin(member)
    await quiz.answer(member)
    rival = sqlite3.connect(database_file, isolation_level=None)
    rival.execute("BEGIN IMMEDIATE")
    try:
        refused = await quiz.answer(other)
        assert "cannot store anything just now" in seen(refused)
        assert "locked" in seen(refused)
        assert "# " not in seen(await other.slash(quiz.channel, "role", title="RE"))[:2]
        await env.advance_time(20)
        await env.advance_time(5)
        assert quiz.table.game.phase == Phase.OPEN.value
        said = [text for text in quiz.texts() if "cannot store anything" in text]
        assert len(said) == 1
    finally:
        rival.execute("ROLLBACK")
        rival.close()
    await env.advance_time(6)
    assert quiz.table.game.phase == Phase.CLOSED.value
    assert [it.points for it in quiz.table.game.standings()] == [100, 0]


@pytest.fixture
def busy_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.store.files.BUSY_MS", 20)


@pytest.mark.breaks_something
async def test_look_ups_work_without_a_database(
    snapshot: KnowledgeSnapshot, tmp_path: Path
) -> None:
    file = tmp_path / "careers.sqlite3"
    file.write_bytes(b"this is no database, but somebody put it here" * 100)
    async with open_client(snapshot, file) as client:
        env = QuickEnv(client)
        await env.start()
        guild = env.create_guild("Careers")
        channel = guild.create_text_channel("which-job")
        member = guild.add_member(env.create_user("ann"))
        await env.settle()
        try:
            profile = await member.slash(channel, "role", title="MTS", section="overview")
            assert "Research Engineer" in seen(profile)
            for command in ("quiz start", "quiz leaderboard", "review start", "privacy"):
                said = seen(await member.slash(channel, command))
                assert "the file is not a database" in said
                assert "Look-ups such as /role still work" in said
        finally:
            await env.shutdown()


async def test_any_typed_answer_gets_one_useful_sentence(
    env: Env, quiz: QuizTable, member: MemberActor, other: MemberActor
) -> None:
    await quiz.start(member, questions=4, seconds=0, topic="weeks")
    await quiz.join(other)
    await quiz.begin(member)
    hostile = [
        "@everyone",
        "<@ann> **bold**",
        "🙂" * 50,
        "\u202exyz",
        "x" * 100,
        "'; DROP TABLE games",
    ]
    while quiz.is_open:
        message = quiz.last_with(f"Question {quiz.table.game.number + 1} of")
        if any("Type your answer" in str(row) for row in message.components):
            for text in hostile:
                shown = await other.click(message, label="Type your answer")
                said = await other.submit_modal(shown, {"answer": text})
                assert "Nothing is locked in yet" in seen(said)
                assert_within_limits(sent(said).components)
                assert "@everyone" not in seen(said)
        await member.click(message, label="Skip")
        await env.advance_time(10)
