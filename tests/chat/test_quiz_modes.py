"""A whole game in each mode through its buttons, with a hint, a final and a break."""

import pytest
from simcord import ChannelHandle, Env, InteractionResult, MemberActor

from bot.quiz.phases import Outcome, PauseReason
from bot.quiz.rules import LIGHTNING_SECONDS
from bot.store import saved_games
from tests.chat.quiz_table import QuizTable
from tests.chat.reading import seen, sent
from tests.conftest import store_of


@pytest.fixture
def quiz(env: Env, channel: ChannelHandle) -> QuizTable:
    return QuizTable(env, channel)


@pytest.fixture
def third(env: Env) -> MemberActor:
    return env.guild.add_member(env.create_user("cem"))


async def begin(quiz: QuizTable, *members: MemberActor, **options: object) -> None:
    """Open a game by the first, let the others in, and open the first question."""
    await quiz.start(members[0], topic="labs", seconds=20, **options)
    for who in members[1:]:
        await quiz.join(who)
    await quiz.begin(members[0])


def is_resting(quiz: QuizTable) -> bool:
    return quiz.table.game.paused is PauseReason.IDLE


async def play(env: Env, quiz: QuizTable, right: MemberActor, *wrong: MemberActor) -> None:
    """Let all answer the open question, and wait for the next one."""
    await quiz.answer(right)
    for who in wrong:
        await quiz.answer(who, right=False)
    await env.settle()
    await env.advance_time(10)


async def test_survival(
    env: Env, quiz: QuizTable, member: MemberActor, other: MemberActor, third: MemberActor
) -> None:
    await begin(quiz, member, other, third, questions=8, mode="survival")
    await play(env, quiz, member, other, third)
    await play(env, quiz, third, other, member)
    assert f"Lives left: ❤️❤️ {member.mention}" in quiz.last_said("Right answer: ")
    await play(env, quiz, member, other, third)
    assert f"💀 {other.mention} is out" in quiz.last_said("is out")
    assert "no lives left" in seen(await quiz.answer(other))
    await play(env, quiz, member, third)
    assert not quiz.is_open
    assert f"{member.mention} is the last one standing" in quiz.texts()[-1]


async def test_teams(
    env: Env, quiz: QuizTable, member: MemberActor, other: MemberActor, third: MemberActor
) -> None:
    await begin(quiz, member, other, third, questions=2, mode="teams", final=True)
    await play(env, quiz, member, other, third)
    assert "the final and counts double" in quiz.last_said("The next one is")
    assert {it.team for it in quiz.table.game.team_standings()} == {0, 1}
    await play(env, quiz, member, other, third)
    end = quiz.texts()[-1]
    assert "wins with" in end
    assert "points on average" in end
    assert f"1. {member.mention} 300 points" in end


async def test_lightning(
    env: Env, quiz: QuizTable, member: MemberActor, other: MemberActor, third: MemberActor
) -> None:
    await begin(quiz, member, other, third, mode="lightning")
    game = quiz.table.game
    assert len(quiz.texts()) == 1, "the board takes the place of the lobby"
    board = quiz.last_with("Lightning")

    async def pick(who: MemberActor, shown: InteractionResult, number: int) -> InteractionResult:
        letter = game.questions[number].right_letters
        return await who.click(sent(shown), label=letter)

    for who, times in ((member, 3), (other, 1)):
        shown = await who.click(board, label="Play")
        assert sent(shown).ephemeral
        for number in range(times):
            assert f"Question {number + 1}" in seen(shown)
            shown = await pick(who, shown, number)
        assert "Locked in" in seen(shown)
    again = await member.click(board, label="Play")
    assert "Question 4" in seen(again)
    await env.advance_time(2)
    assert "4 answers from 2 members" in quiz.last_said("Lightning")
    await env.advance_time(LIGHTNING_SECONDS)
    assert not quiz.is_open
    end = quiz.texts()[-1]
    assert f"1. {member.mention} 3 right, 320 points" in end
    assert f"2. {other.mention} 1 right, 100 points" in end
    assert "Time is up" in quiz.last_said("Lightning")


async def test_classic_with_a_hint_and_a_break(
    env: Env, quiz: QuizTable, member: MemberActor, other: MemberActor, third: MemberActor
) -> None:
    await begin(quiz, member, other, third, questions=3)
    number = quiz.table.game.id
    hint = await third.click(quiz.last_with("Question 1 of"), label="Hint")
    letter = quiz.question.right_letters
    await third.click(sent(hint), label=letter)
    await play(env, quiz, member, other)
    await env.advance_time(30)
    await env.advance_time(20)
    assert is_resting(quiz)
    await env.advance_time(2)
    await other.click(quiz.last_with("Paused: the last two"), label="Continue")
    assert not is_resting(quiz)
    await env.advance_time(20)
    assert is_resting(quiz)
    await env.advance_time(600)
    assert not quiz.is_open
    saved = await store_of(quiz.client).read(lambda it: saved_games.read_game(it, number))
    assert saved is not None
    assert saved.game.outcome is Outcome.DESERTED
    assert [(it.member, it.points) for it in saved.game.standings()] == [
        (member.id, 100),
        (third.id, 50),
        (other.id, 0),
    ]
