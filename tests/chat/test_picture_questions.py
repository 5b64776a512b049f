"""A question that is drawn as well: its picture comes with it, and tells no more than its words."""

from dataclasses import replace

from simcord import ChannelHandle, Env, MemberActor

from bot.chat.client import CareersClient
from bot.knowledge.decks import ChoiceItem
from bot.quiz.pool import Pool
from tests.chat.quiz_table import QuizTable, text_of


async def test_whose_week_a_chart_is(
    env: Env,
    client: CareersClient,
    channel: ChannelHandle,
    member: MemberActor,
    other: MemberActor,
) -> None:
    repository = client.app.services.repository
    items = repository.snapshot.pool.items
    item = next(it for name, it in items.items() if name.startswith("week:") and ":whose." in name)
    assert isinstance(item, ChoiceItem)
    repository.snapshot = replace(repository.snapshot, pool=Pool.made_of({"weeks": (item,)}))
    quiz = QuizTable(env, channel)
    await quiz.start(member, questions=1, seconds=60)
    await quiz.join(other)
    await quiz.begin(member)
    asked = quiz.last_with("Whose week is this")
    assert len(asked.attachments) == 1
    shown = str([it.to_dict() for it in asked.components])
    described = quiz.question.chart
    assert described is not None
    assert described.describe() in shown
    assert item.right not in described.describe()
    await quiz.answer(member)
    await env.advance_time(2)
    assert "1 of 2 has answered" in text_of(quiz.last_with("Whose week is this"))
    await quiz.answer(other)
    assert item.right in text_of(quiz.last_with("✅"))
