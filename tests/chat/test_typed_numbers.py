"""A number that is hardly meant is asked back, and locked by a button."""

from dataclasses import replace

from simcord import ChannelHandle, Env, MemberActor

from bot.chat.client import CareersClient
from bot.knowledge.decks import ITEM
from bot.quiz.pool import Pool
from tests.chat.quiz_table import QuizTable
from tests.chat.reading import seen, sent
from tests.quiz.test_judging import PAY


async def test_a_doubtful_number_is_locked_by_a_button(
    env: Env, client: CareersClient, channel: ChannelHandle, member: MemberActor
) -> None:
    repository = client.app.services.repository
    small = Pool.made_of({"pay": (ITEM.validate_python(PAY),)})
    repository.snapshot = replace(repository.snapshot, make_pool=lambda: small)
    quiz = QuizTable(env, channel)
    await quiz.start(member, questions=1, seconds=60)
    await quiz.begin(member)
    form = await member.click(quiz.last_with("Question 1 of"), label="Type your answer")
    doubt = await member.submit_modal(form, {"answer": "1.1"})
    assert "Did you mean 1,100,000 USD a year?" in seen(doubt)
    assert not quiz.table.game.round.answers
    done = await member.click(sent(doubt), label="1,100,000")
    assert "Locked in: 1,100,000 USD a year" in seen(done)
    assert [str(it.given) for it in quiz.table.game.round.answers] == ["number:1100000 USD a year"]
