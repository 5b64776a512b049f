"""A whole quiz as members play it, in moved time."""

import discord
import pytest
from simcord import ChannelHandle, Env, MemberActor

from bot.quiz.items.base import ByButton
from bot.quiz.phases import Phase
from bot.store import scores
from tests.chat.quiz_table import QuizTable
from tests.chat.reading import assert_within_limits, seen, sent
from tests.conftest import store_of


@pytest.fixture
def quiz(env: Env, channel: ChannelHandle) -> QuizTable:
    return QuizTable(env, channel)


@pytest.fixture
def third(env: Env) -> MemberActor:
    return env.guild.add_member(env.create_user("cem"))


def phase(quiz: QuizTable) -> Phase:
    return quiz.table.game.phase


async def stored_points(quiz: QuizTable, game: int) -> dict[int, int]:
    places = await store_of(quiz.client).read(lambda c: scores.standings(c, game))
    return {place.member: place.points for place in places}


async def test_a_whole_game(
    env: Env, quiz: QuizTable, member: MemberActor, other: MemberActor
) -> None:
    opened = await quiz.start(member, questions=3, seconds=20)
    assert seen(opened) == "The quiz is open below."
    await quiz.join(other)
    await env.advance_time(2)
    assert f"In (2): {member.mention}, {other.mention}" in quiz.texts()[-1]
    await quiz.begin(member)
    names = quiz.client.app.services.knowledge.role_names
    for number in range(3):
        game = quiz.table.game
        assert game.number == number
        locked = await quiz.answer(member)
        assert "Locked in" in seen(locked)
        assert locked.response is not None
        assert locked.response.ephemeral
        await env.advance_time(1.6)
        assert "1 of 2 has answered" in quiz.texts()[-1]
        await quiz.answer(other, right=False)
        await env.settle()
        first, asked, *rest = quiz.texts()[-1].split("\n")
        assert first == f"Right answer: {quiz.question.right_words(names)}"
        assert f"Question {number + 1} of 3" in asked
        assert any(it.startswith("Source:") for it in rest)
        won = "+120" if number == 2 else "+100"
        assert any(member.mention in it and won in it for it in rest)
        await env.advance_time(10)
    assert not quiz.is_open
    said = quiz.texts()
    assert len(said) == 4, "a message a question, and the end"
    end = said[-1].split("\n")
    assert end[0] == f"🏆 {member.mention} wins with 3 of 3"
    assert f"1. {member.mention} 320 points, 3 right" in end
    assert f"Best streak: {member.mention}, 3 in a row" in end
    assert "[picture: Quiz: Everything · 3 questions: 1. ann, 320 points" in said[-1]
    assert "practice" not in said[-1]
    assert (await stored_points(quiz, 1))[member.id] == 320
    shown = await other.slash(quiz.channel, "quiz leaderboard")
    assert f"1. {member.mention} – 320 points" in seen(shown)
    assert "You are 2nd of 2 members." in seen(shown)
    assert_within_limits(sent(shown).components)
    week = await other.select(sent(shown), ["lb:week:::server"], custom_id="lc:when")
    assert "Leaderboard: this week" in seen(week)
    assert "320 points" in seen(week)
    labs = await other.select(sent(week), ["lb:week::guide:server"], custom_id="lc:topic")
    assert "Leaderboard: this week, Guidance" in seen(labs)
    everywhere = await other.click(sent(labs), label="All servers")
    assert "You are seen in your servers alone" in seen(everywhere)


async def test_messages_stay_within_limits_and_ping_nobody(
    env: Env, quiz: QuizTable, member: MemberActor, other: MemberActor
) -> None:
    await quiz.start(member, questions=4, seconds=20)
    await quiz.join(other)
    await quiz.begin(member)
    while quiz.is_open:
        for who in (member, other):
            await quiz.answer(who, right=who is member)
        await env.advance_time(12)
    for request in env.http_requests:
        if request.method in ("POST", "PATCH") and "/messages" in request.path:
            body = request.json or {}
            assert body["allowed_mentions"]["parse"] == [], request
    for message in quiz.channel.history():
        assert_within_limits([item.to_dict() for item in message.components])


async def test_the_right_answer_is_in_nothing_that_is_sent_before_the_close(
    env: Env, quiz: QuizTable, member: MemberActor, other: MemberActor
) -> None:
    """Two games that differ only in which option is right send the same custom ids."""
    await quiz.start(member, questions=5, seconds=20, topic="labs")
    await quiz.join(other)
    await quiz.begin(member)
    while quiz.is_open:
        game = quiz.table.game
        message = quiz.last_with(f"Question {game.number + 1} of")
        ids = [
            child.custom_id
            for row in message.components
            for child in getattr(row, "children", [])
            if getattr(child, "custom_id", None)
        ]
        letters = [letter for letter, _ in quiz.question.lettered]
        expected = [f"qc:{game.id}:{game.number}:{letter}" for letter in letters]
        assert ids == [*expected, *(f"{it}:{game.id}:{game.number}" for it in ("qh", "qs"))]
        sent = str(message.components)
        assert quiz.question.item.id not in sent
        assert quiz.question.item.explanation not in sent
        locked = [await quiz.answer(who, right=who is member) for who in (member, other)]
        # Right or wrong, the words around the answer are the same.
        assert all(seen(it).startswith("Locked in: ") for it in locked), [seen(it) for it in locked]
        await env.advance_time(12)


async def test_a_first_answer_is_locked(
    quiz: QuizTable, member: MemberActor, other: MemberActor
) -> None:
    await quiz.start(member, questions=1, seconds=20, topic="labs")
    await quiz.join(other)
    await quiz.begin(member)
    await quiz.answer(member, right=False)
    again = await quiz.answer(member, right=True)
    assert "first answer is locked" in seen(again)
    assert len(quiz.table.game.round.answers) == 1


async def test_an_answer_after_the_close_does_not_count(
    env: Env, quiz: QuizTable, member: MemberActor, other: MemberActor
) -> None:
    await quiz.start(member, questions=2, seconds=5, topic="labs")
    await quiz.join(other)
    await quiz.begin(member)
    await env.advance_time(5)
    assert quiz.table.game.phase is Phase.CLOSED
    letter = quiz.question.right_letters
    code = f"qc:{quiz.table.game.id}:0:{letter}"
    table = quiz.table
    # The question's buttons are gone; a phone that was slow to see that still sends the click.
    with pytest.raises(Exception, match="omponent"):
        await other.click(quiz.last_with("Question 1 of"), custom_id=code)
    assert not table.game.round.answers


async def test_somebody_who_joins_late_just_answers(
    env: Env, quiz: QuizTable, member: MemberActor, other: MemberActor, third: MemberActor
) -> None:
    await quiz.start(member, questions=2, seconds=20, topic="labs")
    await quiz.join(other)
    await quiz.begin(member)
    await quiz.answer(third)
    assert third.id in quiz.table.game.members
    for who in (member, other):
        await quiz.answer(who)
    await env.settle()
    assert quiz.table.game.phase is Phase.CLOSED


@pytest.mark.breaks_something
async def test_two_starts_at_once_open_one_game(
    quiz: QuizTable, member: MemberActor, other: MemberActor
) -> None:
    await quiz.start(member, questions=2)
    second = await quiz.start(other, questions=2)
    assert "open in this channel already" in seen(second)
    assert quiz.client.app.services.games.running == 1


async def test_a_member_who_leaves_is_not_waited_for(
    env: Env, quiz: QuizTable, member: MemberActor, other: MemberActor
) -> None:
    await quiz.start(member, questions=2, seconds=60, topic="labs")
    await quiz.join(other)
    lobby = quiz.last_with("Quiz: ")
    left = await other.click(lobby, label="Leave")
    assert "You are out" in seen(left)
    await quiz.begin(member)
    await quiz.answer(member)
    await env.settle()
    assert quiz.table.game.phase is Phase.CLOSED


async def test_the_channel_is_deleted_in_the_middle(
    env: Env, quiz: QuizTable, member: MemberActor, other: MemberActor
) -> None:
    await quiz.start(member, questions=2, seconds=20, topic="labs")
    await quiz.join(other)
    await quiz.begin(member)
    await quiz.answer(member)
    env.backend.delete_channel(quiz.channel.id)
    await env.settle()
    assert quiz.client.app.services.games.running == 0
    assert await stored_points(quiz, 1) == {member.id: 0, other.id: 0}


async def test_the_message_is_deleted_in_the_middle(
    env: Env, quiz: QuizTable, member: MemberActor, other: MemberActor
) -> None:
    moderator = env.guild.add_member(
        env.create_user("mod"),
        roles=[env.guild.create_role("Mods", permissions=discord.Permissions(administrator=True))],
    )
    await quiz.start(member, questions=2, seconds=20, topic="labs")
    await quiz.join(other)
    await quiz.begin(member)
    await moderator.delete(quiz.last_with("Question 1 of"))
    await env.settle()
    assert "Question 1 of" in quiz.texts()[-1]
    await quiz.answer(member)


async def test_a_moderator_may_stop_and_a_member_may_not(
    env: Env, quiz: QuizTable, member: MemberActor, other: MemberActor
) -> None:
    moderator = env.guild.add_member(
        env.create_user("mod"),
        roles=[env.guild.create_role("Mods", permissions=discord.Permissions(manage_guild=True))],
    )
    await quiz.start(member, questions=2, topic="labs")
    refused = await other.slash(quiz.channel, "quiz stop")
    assert "Only the host or a moderator" in seen(refused)
    assert "stopped" in seen(await moderator.slash(quiz.channel, "quiz stop"))
    assert "ended before its first question" in quiz.texts()[-1]
    assert not quiz.is_open


@pytest.mark.breaks_something
async def test_members_skip_by_majority(
    env: Env, quiz: QuizTable, member: MemberActor, other: MemberActor, third: MemberActor
) -> None:
    await quiz.start(member, questions=2, seconds=60, topic="labs")
    for who in (other, third):
        await quiz.join(who)
    await quiz.begin(member)
    first = await other.slash(quiz.channel, "quiz skip")
    assert "1 of 2 needed" in seen(first)
    twice = await other.slash(quiz.channel, "quiz skip")
    assert "counted already" in seen(twice)
    await env.advance_time(1.6)
    await third.click(quiz.last_with("Question 1 of"), label="Skip 1 of 2")
    await env.settle()
    assert quiz.texts()[-1].startswith("Skipped: ")


async def test_pause_stops_the_clock(
    env: Env, quiz: QuizTable, member: MemberActor, other: MemberActor
) -> None:
    await quiz.start(member, questions=2, seconds=20, topic="labs")
    await quiz.join(other)
    await quiz.begin(member)
    await env.advance_time(8)
    await member.slash(quiz.channel, "quiz pause")
    await env.advance_time(300)
    refused = await quiz.answer(other)
    assert "paused" in seen(refused)
    await member.slash(quiz.channel, "quiz resume")
    await env.advance_time(11)
    assert phase(quiz) is Phase.OPEN
    await env.advance_time(2)
    assert phase(quiz) is Phase.CLOSED


async def test_a_game_of_one_is_practice(env: Env, quiz: QuizTable, member: MemberActor) -> None:
    await quiz.start(member, questions=1, seconds=20, topic="labs")
    await quiz.begin(member)
    await quiz.answer(member)
    await env.advance_time(11)
    assert "practice" in quiz.texts()[-1]
    assert "Nobody yet" in seen(await member.slash(quiz.channel, "quiz leaderboard"))


async def test_an_appeal_of_a_typed_answer_corrects_the_scores_at_once(
    env: Env, quiz: QuizTable, member: MemberActor, other: MemberActor
) -> None:
    await quiz.start(member, questions=20, seconds=0, topic="deck:two-tracks")
    await quiz.join(other)
    await quiz.begin(member)
    while isinstance(quiz.question.answered, ByButton):
        asked = quiz.last_with("Question ")
        await member.click(asked, label="Skip")
        assert "My answer should count" not in str(quiz.last_with("Skipped: ").components)
        await member.click(quiz.last_with("Skipped: "), label="Next")
    number = quiz.table.game.number
    await quiz.answer(member)
    await quiz.answer(other, right=False)
    await env.settle()
    result = quiz.last_with(f"Question {number + 1} of")
    nothing = await member.click(result, label="My answer should count")
    assert "You gave no wrong answer" in seen(nothing)
    await other.click(result, label="My answer should count")
    appeal = quiz.last_with("should count:")
    refused = await other.click(appeal, label="Count it")
    assert "Only the host or a moderator" in seen(refused)
    await member.click(appeal, label="Count it")
    assert f"{other.mention} – 100 points" in quiz.texts()[-1]
    assert (await stored_points(quiz, 1))[other.id] == 100
    assert {p.member: p.points for p in quiz.table.game.standings()} == await stored_points(quiz, 1)


async def test_three_reports_take_an_item_out_of_play(
    env: Env, quiz: QuizTable, member: MemberActor, other: MemberActor, third: MemberActor
) -> None:
    await quiz.start(member, questions=1, seconds=20, topic="titles")
    await quiz.join(other)
    await quiz.join(third)
    await quiz.begin(member)
    item = quiz.question.item.id
    nothing = await member.slash(quiz.channel, "quiz report")
    assert "not answered that question" in seen(nothing)
    for who in (member, other, third):
        await quiz.answer(who)
    await env.settle()
    assert "Reported, thank you." in seen(await member.slash(quiz.channel, "quiz report"))
    result = quiz.last_with("Question 1 of")
    said = [
        seen(await who.click(result, label="Something wrong?")) for who in (member, other, third)
    ]
    assert "already" in said[0]
    assert "out of play" in said[2]
    await env.advance_time(11)
    for _ in range(3):
        await quiz.start(member, questions=30, topic="titles")
        assert item not in [question.item.id for question in quiz.table.game.questions]
        await member.slash(quiz.channel, "quiz stop")


async def test_a_game_without_a_timer_waits_for_the_host(
    env: Env, quiz: QuizTable, member: MemberActor, other: MemberActor
) -> None:
    await quiz.start(member, questions=1, seconds=0, topic="labs")
    await quiz.join(other)
    await quiz.begin(member)
    await env.advance_time(3600)
    await quiz.answer(member)
    message = quiz.last_with("Question 1 of")
    refused = await other.click(message, label="Close question")
    assert "Only the host" in seen(refused)
    await member.click(message, label="Close question")
    await env.settle()
    assert quiz.texts()[-1].startswith("Right answer: ")
    assert "+100" in quiz.texts()[-1]


async def test_a_start_that_cannot_work_is_refused_with_the_reason(
    quiz: QuizTable, member: MemberActor
) -> None:
    for options, reason in (
        ({"seconds": 3}, "5 to 120 seconds"),
        ({"seconds": 0, "scoring": "speed"}, "needs a timer"),
        ({"topic": "cooking"}, "no questions about that"),
    ):
        assert reason in seen(await quiz.start(member, **options))
    assert "No quiz is open" in seen(await member.slash(quiz.channel, "quiz stop"))
    assert quiz.client.app.services.games.running == 0


async def test_topics_are_offered_by_name(quiz: QuizTable, member: MemberActor) -> None:
    offered = await member.autocomplete(quiz.channel, "quiz start", "topic", "pay")
    assert any(choice["value"] == "pay" for choice in offered)
    assert len(await member.autocomplete(quiz.channel, "quiz start", "topic", "zzz")) == 0


async def test_the_count_is_edited_at_most_once_in_a_second_and_a_half(
    env: Env, quiz: QuizTable, member: MemberActor, other: MemberActor, third: MemberActor
) -> None:
    def edits() -> int:
        return sum(it.method == "PATCH" and "/messages/" in it.path for it in env.http_requests)

    fourth = env.guild.add_member(env.create_user("dan"))
    await quiz.start(member, questions=1, seconds=60, topic="labs")
    for who in (other, third, fourth):
        await quiz.join(who)
    await env.advance_time(2)
    await quiz.begin(member)
    env.settle_timeout = 1  # shorter than the pause between edits, so that it is not waited for
    before = edits()
    for who in (other, third, fourth):
        await quiz.answer(who)
    # None at once: the question itself was shown less than a second and a half ago.
    assert edits() - before == 0
    await env.advance_time(1.6)
    assert edits() - before == 1
    assert "3 of 4 have answered" in quiz.texts()[-1]


HOSTILE = [
    "@everyone",
    "`" * 50,
    "🙂" * 40,
    "\u202e" * 30,
    "'; DROP TABLE games; --",
    "deck:",
]


@pytest.mark.parametrize("text", HOSTILE)
async def test_any_text_in_any_option_gets_a_sentence(
    quiz: QuizTable, member: MemberActor, text: str
) -> None:
    said = [
        await quiz.start(member, topic=text),
        await member.slash(quiz.channel, "review remind", at=text[:20]),
        await member.slash(quiz.channel, "review remind", at="9:00", zone=text[:60]),
    ]
    for result in said:
        assert seen(result).endswith(".")
        assert text.strip() not in seen(result) or not text.strip()
    assert not quiz.is_open
