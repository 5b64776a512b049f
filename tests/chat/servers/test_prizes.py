"""Exams and seasons of a server: set up by a moderator, sat, won, and rewarded."""

import discord
from simcord import ChannelHandle, Env, GuildHandle, InteractionResult, MemberActor

from bot.chat.client import CareersClient
from tests.chat.operators.acts import submit
from tests.chat.quiz_table import QuizTable, answer_question
from tests.chat.reading import assert_within_limits, buttons, seen, sent


async def prizes_panel(moderator: MemberActor, place: ChannelHandle) -> InteractionResult:
    shown = await moderator.slash(place, "settings show")
    return await moderator.click(sent(shown), label="Seasons and exams")


def has_role(env: Env, home: GuildHandle, member: MemberActor, role: int) -> bool:
    return role in env.backend.get_member(home.id, member.id).role_ids


async def test_an_exam_is_set_up_sat_and_passed(
    env: Env,
    home: GuildHandle,
    moderator: MemberActor,
    member: MemberActor,
    place: ChannelHandle,
    client: CareersClient,
) -> None:
    assert "This server has none" in seen(await member.slash(place, "quiz exam"))
    graduate = home.create_role("Graduate")
    police = home.create_role("Police", permissions=discord.Permissions(ban_members=True))
    panel = await prizes_panel(moderator, place)
    exams = await moderator.click(sent(panel), label="Exams…")
    form = await moderator.click(sent(exams), label="Add an exam…")
    fields = {"topic": "salary", "questions": "3", "pass_mark": "60 %", "tries": "1"}
    wrong = await submit(moderator, form, **{**fields, "pass_mark": "most"})
    assert "and whole numbers" in seen(wrong)
    form = await moderator.click(sent(exams), label="Add an exam…")
    exams = await submit(moderator, form, **fields)
    assert "Pay: 3 questions, 2 right to pass, 1 attempt a week; no role" in seen(exams)
    assert_within_limits(sent(exams).components)
    refused = await moderator.select(sent(exams), [police], custom_id="eg:pay")
    assert "it may moderate" in seen(refused)
    exams = await moderator.select(sent(exams), [graduate], custom_id="eg:pay")
    assert f"<@&{graduate.id}> for who passes" in seen(exams)
    result = await sit(member, place, client)
    assert "You passed: 3 of 3 right" in seen(result)
    assert "passed the exam Pay (3 of 3 questions right)" in seen(result)
    assert sent(result).ephemeral
    assert_within_limits(sent(result).components)
    assert has_role(env, home, member, graduate.id)
    after = await member.slash(place, "quiz exam")
    assert "You passed" in seen(after)
    assert "Start the Pay exam" not in buttons(after)
    exams = await moderator.click(sent(exams), label="Remove Pay")
    assert "Pay" not in seen(exams)


async def sit(
    member: MemberActor,
    place: ChannelHandle,
    client: CareersClient,
    does: str = "Start",
    attempt: int = 1,
) -> InteractionResult:
    """Sit the exam on pay, with right answers alone the first time and wrong ones after it."""
    shown = await member.slash(place, "quiz exam")
    shown = await member.click(sent(shown), label=f"{does} the Pay exam")
    for number in range(3):
        assert f"question {number + 1} of 3" in seen(shown)
        asked = await client.app.services.exams.question(attempt, member.id)
        assert asked.question.item.explanation not in seen(shown)
        shown = await answer_question(
            client, member, sent(shown), asked.question, right=attempt == 1
        )
    return shown


async def test_who_fails_an_exam_reads_when_to_try_again(
    home: GuildHandle, member: MemberActor, place: ChannelHandle, client: CareersClient
) -> None:
    exam = {"topic": "pay", "questions": 3, "pass_mark": 60, "tries": 2}
    await client.app.services.servers.change_setting(home.id, "exams", [exam])
    result = seen(await sit(member, place, client))
    assert "You passed" in result
    failed = seen(await sit(member, place, client, "Retake", 2))
    assert "You need 2 of 3 right." in failed
    assert "You have used both attempts this week; you can try again" in failed
    assert "Your earlier pass still counts." in failed


async def test_moderators_are_told_where_a_role_cannot_be_given(
    env: Env,
    home: GuildHandle,
    moderator: MemberActor,
    member: MemberActor,
    place: ChannelHandle,
    client: CareersClient,
) -> None:
    graduate = home.create_role("Graduate")
    notes = home.create_text_channel("notes")
    exam = {"topic": "pay", "questions": 3, "pass_mark": 60, "role": str(graduate.id)}
    servers = client.app.services.servers
    await servers.change_setting(home.id, "exams", [exam])
    panel = seen(await prizes_panel(moderator, place))
    assert "Choose a channel for notes" in panel
    await servers.change_setting(home.id, "notes_channel", (str(notes.id),))
    env.backend.edit_role(
        home.id, graduate.id, {"permissions": discord.Permissions(kick_members=True).value}
    )
    await env.settle()
    panel = seen(await prizes_panel(moderator, place))
    assert f"I cannot give out <@&{graduate.id}>: it may moderate" in panel
    result = await sit(member, place, client)
    assert "You passed" in seen(result)
    assert "could not" not in seen(result)
    assert not has_role(env, home, member, graduate.id)
    (note,) = notes.history()
    assert f"<@{member.id}> passed the exam Pay, but I could not give" in note.content


async def test_a_season_is_opened_played_and_closed(
    env: Env,
    place: ChannelHandle,
    home: GuildHandle,
    moderator: MemberActor,
    member: MemberActor,
    other: MemberActor,
) -> None:
    quiz, champion = QuizTable(env, place), home.create_role("Champion")
    panel = await prizes_panel(moderator, quiz.channel)
    panel = await moderator.select(sent(panel), [champion], custom_id="se:season_role:prizes")
    assert f"The first three of a season get: <@&{champion.id}>." in seen(panel)
    seasons = await moderator.click(sent(panel), label="Seasons…")
    form = await moderator.click(sent(seasons), label="Open a season…")
    seasons = await moderator.submit_modal(form, {"name": "Spring 2027"})
    assert "Spring 2027 is open (since" in seen(seasons)
    await quiz.start(member, questions=1, seconds=20)
    await quiz.join(other)
    await quiz.begin(member)
    await quiz.answer(member)
    await quiz.answer(other, right=False)
    await env.advance_time(30)
    assert not quiz.is_open
    board = seen(await other.slash(quiz.channel, "quiz leaderboard", period="season"))
    assert "Leaderboard: Spring 2027" in board
    assert f"1. {member.mention} – 100 points" in board
    closed = await moderator.click(sent(seasons), label="Close it")
    said = seen(closed)
    assert not sent(closed).ephemeral
    assert "Spring 2027 is over" in said
    assert f"1. {member.mention} – 100 points" in said
    assert "came first in the season Spring 2027" in said
    assert_within_limits(sent(closed).components)
    assert has_role(env, home, member, champion.id)
    assert not has_role(env, home, other, champion.id)
    again = await moderator.click(sent(seasons), label="Close it")
    assert "There is no such season" in seen(again)
