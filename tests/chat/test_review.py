"""Review, reminders and privacy, as members use them."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import Enum

import pytest
from simcord import ChannelHandle, Env, InteractionResult, MemberActor

from bot.chat.client import CareersClient
from bot.chat.privacy import TABLE_NAMES, VISIBILITY_NAMES
from bot.chat.reminders import notice_screen
from bot.chat.review import RECALL_NAMES
from bot.knowledge.decks import ChoiceItem
from bot.quiz.repetition import Recall
from bot.quiz.scoring import LeaderboardVisibility
from bot.services.reminders import Notice, ReminderId, ReminderKind
from bot.store import cards, privacy
from bot.store.connection import Connection
from bot.store.tables import METADATA
from tests.chat.quiz_table import QuizTable, text_of
from tests.chat.reading import pick, seen, sent
from tests.conftest import NOW, store_of


@pytest.fixture
def quiz(env: Env, channel: ChannelHandle) -> QuizTable:
    return QuizTable(env, channel)


@pytest.fixture
def client(quiz: QuizTable) -> CareersClient:
    return quiz.client


async def miss_some(quiz: QuizTable, member: MemberActor, count: int = 2) -> list[str]:
    """Play a game alone, and get everything wrong."""
    await quiz.start(member, questions=count, seconds=20, topic="labs")
    await quiz.begin(member)
    missed = []
    while quiz.is_open:
        missed.append(quiz.question.item.id)
        await quiz.answer(member, right=False)
        await quiz.env.advance_time(11)
    return missed


async def test_what_was_missed_comes_back(
    env: Env, quiz: QuizTable, member: MemberActor, client: CareersClient
) -> None:
    missed = await miss_some(quiz, member)
    first = await member.click(quiz.last_with("The quiz is over"), label="Practise my misses")
    assert sent(first).ephemeral
    item = client.app.services.items.pool.items[missed[0]]
    assert item.question in seen(first)
    assert item.explanation not in str(sent(first).components)
    back = await member.click(sent(first), label="Show answer")
    assert item.explanation in seen(back)
    second = await member.click(sent(back), label=button(back, "Good"))
    assert client.app.services.items.pool.items[missed[1]].question in seen(second)
    other = client.app.services.items.pool.items[missed[1]]
    assert isinstance(other, ChoiceItem)
    right = letter_of(second, other.right)
    shown = await member.click(sent(second), label=right)
    assert "[button: Again" not in seen(shown)
    done = await member.click(sent(shown), label=button(shown, "Easy"))
    assert "Nothing is due" in seen(done)
    for _ in range(6):
        await env.advance_time(timedelta(days=10).total_seconds())
    assert "Review –" in seen(await member.slash(quiz.channel, "review start"))


def letter_of(result: InteractionResult, option: str) -> str:
    """The letter beside an option."""
    return next(it[0] for it in seen(result).splitlines() if it[1:] == f". {option}")


def button(result: InteractionResult, name: str) -> str:
    """The label of a button that says more than its name."""
    found = [line for line in seen(result).split("[button: ") if line.startswith(name)]
    return found[0].split("]")[0]


async def test_remind_me_of_this_adds_questions_about_an_answer(
    member: MemberActor, channel: ChannelHandle, client: CareersClient
) -> None:
    profile = await member.slash(channel, "role", title="Research Engineer")
    added = await pick(member, profile, "Remind me of this")
    assert "5 questions about this" in seen(added)
    again = await pick(member, profile, "Remind me of this")
    assert "0 questions" in seen(again)
    card = await store_of(client).read(lambda c: cards.next_due(c, member.id, NOW))
    assert card is not None
    assert "research-engineer" in client.app.services.items.pool.items[card.item].roles


async def test_the_daily_cap_ends_a_day(env: Env, quiz: QuizTable, member: MemberActor) -> None:
    missed = await miss_some(quiz, member, 3)
    item = quiz.client.app.services.items.pool.items[missed[0]]
    assert isinstance(item, ChoiceItem)
    await member.slash(quiz.channel, "review cap", questions=1)
    first = await member.slash(quiz.channel, "review start")
    wrong, right = (letter_of(first, it) for it in (item.wrong[0], item.right))
    back = await member.click(sent(first), label=wrong)
    assert f"You chose {wrong}. Right is {right}. {item.right}" in seen(back)
    assert "[button: Good" not in seen(back)
    done = await member.click(sent(back), label=button(back, "Again"))
    assert "your daily cap" in seen(done)
    await env.advance_time(timedelta(days=1).total_seconds())
    assert "Review –" in seen(await member.slash(quiz.channel, "review start"))


async def test_pause_and_resume(env: Env, quiz: QuizTable, member: MemberActor) -> None:
    await miss_some(quiz, member, 1)
    await member.slash(quiz.channel, "review pause", days=3)
    assert "rest until" in seen(await member.slash(quiz.channel, "review start"))
    await env.advance_time(timedelta(days=3, seconds=1).total_seconds())
    assert "Review –" in seen(await member.slash(quiz.channel, "review start"))
    await member.slash(quiz.channel, "review pause")
    await member.slash(quiz.channel, "review resume")
    assert "Review –" in seen(await member.slash(quiz.channel, "review start"))


async def test_the_forecast_is_a_chart_with_its_numbers_in_words(
    quiz: QuizTable, member: MemberActor
) -> None:
    assert "Nothing is in your reviews" in seen(await member.slash(quiz.channel, "review forecast"))
    await miss_some(quiz, member, 2)
    shown = await member.slash(quiz.channel, "review forecast")
    assert "2 questions in your review" in seen(shown)
    assert "Sat 21 Nov: 2" in seen(shown)
    assert len(sent(shown).attachments) == 1


async def test_stats_have_a_chart_by_topic(
    quiz: QuizTable, member: MemberActor, other: MemberActor
) -> None:
    assert "No counted answers" in seen(await member.slash(quiz.channel, "quiz stats"))
    await miss_some(quiz, member, 2)
    shown = await member.slash(quiz.channel, "quiz stats")
    assert "2 answers, 0 right (0 %)" in seen(shown)
    assert "Labs: 0 of 2 right" in seen(shown)
    assert len(sent(shown).attachments) == 1
    await member.click(
        sent(await member.slash(quiz.channel, "privacy")), label="Hide me on leaderboards"
    )
    refused = await other.slash(quiz.channel, "quiz stats", member=member)
    assert "chose not to be shown" in seen(refused)


async def test_a_reminder_comes_once_a_day_and_stops_after_three(
    env: Env, quiz: QuizTable, member: MemberActor
) -> None:
    await miss_some(quiz, member, 1)
    told = await member.slash(quiz.channel, "review remind", at="20:30", zone="Europe/Berlin")
    assert "direct message when something is due" in seen(told)
    for _ in range(6):
        await env.advance_time(timedelta(hours=12).total_seconds())
    notices = dms(member)
    assert len(notices) == 3
    assert "1 question is due in your review" in notices[0]
    assert "the last one" in notices[2]
    assert "the last one" not in notices[1]
    for _ in range(6):
        await env.advance_time(timedelta(hours=12).total_seconds())
    assert len(dms(member)) == 3


def dms(member: MemberActor) -> list[str]:
    return [text_of(message) for message in member.user.dm_channel.history()]


async def test_who_answers_a_reminder_is_reminded_on(
    env: Env, quiz: QuizTable, member: MemberActor
) -> None:
    await miss_some(quiz, member, 1)
    await member.slash(quiz.channel, "review remind", at="7 pm", zone="UTC")
    for _ in range(5):
        await env.advance_time(timedelta(days=1).total_seconds())
        await member.slash(quiz.channel, "review start")
    assert len(dms(member)) == 5
    await member.slash(quiz.channel, "review remind", at="off")
    await env.advance_time(timedelta(days=3).total_seconds())
    assert len(dms(member)) == 5


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"at": "half past nine"}, "cannot read that time"),
        ({"at": "25:00"}, "cannot read that time"),
        ({"at": "9:00", "zone": "Mars/Olympus"}, "don't know that time zone"),
    ],
)
async def test_a_reminder_that_cannot_be_read_is_refused(
    member: MemberActor, channel: ChannelHandle, options: dict[str, str], words: str
) -> None:
    assert words in seen(await member.slash(channel, "review remind", **options))


async def test_time_zones_are_offered(member: MemberActor, channel: ChannelHandle) -> None:
    offered = await member.autocomplete(channel, "review remind", "zone", "berlin", at="9:00")
    assert [choice["value"] for choice in offered] == ["Europe/Berlin"]


async def test_privacy_shows_exports_and_deletes_everything(
    env: Env, quiz: QuizTable, member: MemberActor, other: MemberActor, client: CareersClient
) -> None:
    overview = await member.slash(quiz.channel, "privacy")
    assert "Nothing." in seen(overview)
    await quiz.start(member, questions=1, seconds=20, topic="labs")
    await quiz.join(other)
    await quiz.begin(member)
    await quiz.answer(member)
    await quiz.answer(other, right=False)
    await env.advance_time(11)
    await member.slash(quiz.channel, "review remind", at="9:00", zone="UTC")
    await member.slash(quiz.channel, "review cap", questions=5)
    profile = await member.slash(quiz.channel, "role", title="RE")
    await pick(member, profile, "Remind me of this")
    overview = await member.slash(quiz.channel, "privacy")
    assert "5 × questions in your reviews" in seen(overview)
    exported = await member.click(sent(overview), label="Export")
    data = json.loads(await sent(exported).attachments[0].read())
    assert data["member"] == member.id
    assert {"games", "players", "answers", "cards", "reminders", "reviewers"} <= set(data["stored"])
    asked = await member.click(sent(overview), label="Delete everything")
    assert "cannot be undone" in seen(asked)
    gone = await member.click(sent(asked), label="Delete everything for good")
    assert "Nothing." in seen(gone)
    assert await store_of(client).read(lambda c: privacy.export_member(c, member.id)) == {}
    board = seen(await other.slash(quiz.channel, "quiz leaderboard"))
    assert member.mention not in board
    assert other.mention in board


async def test_who_is_forgotten_in_the_middle_of_a_game_loses_the_name_not_the_game(
    quiz: QuizTable, member: MemberActor, other: MemberActor
) -> None:
    await quiz.start(member, questions=2, seconds=60, topic="labs")
    await quiz.join(other)
    await quiz.begin(member)
    await quiz.answer(other)
    overview = await other.slash(quiz.channel, "privacy")
    asked = await other.click(sent(overview), label="Delete everything")
    await other.click(sent(asked), label="Delete everything for good")
    assert other.id not in quiz.table.people
    assert len(quiz.table.game.round.answers) == 1
    await member.slash(quiz.channel, "quiz skip")


def test_every_column_that_names_a_member_says_what_becomes_of_it() -> None:
    known = {(table.name, column.name) for table, column, _ in privacy.personal_columns()}
    for table in METADATA.sorted_tables:
        for column in table.columns:
            names_a_member = column.name in ("member_id", "host_id") or column.name.endswith("_by")
            assert ((table.name, column.name) in known) == names_a_member


def test_everything_that_is_stored_about_a_member_has_a_name() -> None:
    stored = {table.name for table, _, _ in privacy.personal_columns()}
    assert stored == set(TABLE_NAMES)


@pytest.mark.parametrize(
    ("names", "cases"),
    [
        (RECALL_NAMES, Recall),
        (VISIBILITY_NAMES, LeaderboardVisibility),
    ],
)
def test_every_case_has_a_name(names: Mapping[Enum, str], cases: type[Enum]) -> None:
    assert set(names) == set(cases)


@pytest.mark.parametrize("kind", ReminderId)
def test_every_reminder_leads_on_and_says_how_it_is_stopped(kind: ReminderId) -> None:
    async def nothing(connection: Connection, member: int, now: datetime) -> None:
        del connection, member, now

    reminder = ReminderKind(kind, f"/{kind} remind", nothing)
    for last in (False, True):
        said = str(notice_screen(Notice(reminder, "Something is due.", "once", last)).components)
        assert ("switches them on again" in said) is last
        assert (f"/{kind} remind off" in said) is not last
        assert "custom_id" in said
