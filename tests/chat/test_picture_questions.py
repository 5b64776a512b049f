"""A question that is drawn as well: its picture comes with it, and tells no more than its words."""

from dataclasses import replace
from pathlib import Path

import discord
import pytest
from simcord import ChannelHandle, Env, GuildHandle, InteractionResult, MemberActor

from bot.chat.client import CareersClient
from bot.knowledge.decks import ChoiceItem, ItemTopic
from bot.quiz.items import unshuffled
from bot.quiz.pool import Pool
from bot.services.editing.snapshot import KnowledgeSnapshot
from tests.chat.quiz_table import QuizTable, text_of
from tests.chat.reading import seen, sent
from tests.chat.test_quiz_faults import restarted
from tests.conftest import MovedClock


@pytest.fixture
def item(client: CareersClient) -> ChoiceItem:
    """The one item that there is."""
    repository = client.app.services.repository
    items = repository.snapshot.pool.items
    item = next(it for name, it in items.items() if name.startswith("week:") and ":whose." in name)
    assert isinstance(item, ChoiceItem)
    only = Pool.made_of({"weeks": (item,)})
    repository.snapshot = replace(repository.snapshot, make_pool=lambda: only)
    return item


def assert_drawn(shown: discord.Message | InteractionResult, item: ChoiceItem) -> None:
    """Tell whether a message has one picture, whose words give nothing away."""
    message = sent(shown) if isinstance(shown, InteractionResult) else shown
    said = seen(shown) if isinstance(shown, InteractionResult) else text_of(shown)
    chart = unshuffled(item).chart
    assert chart is not None
    assert item.right not in chart.describe()
    assert len(message.attachments) == 1
    assert chart.describe() in said


async def test_a_game_keeps_a_picture_to_the_answer_and_over_a_restart(
    env: Env,
    item: ChoiceItem,
    channel: ChannelHandle,
    member: MemberActor,
    other: MemberActor,
    snapshot: KnowledgeSnapshot,
    database_file: Path,
    clock: MovedClock,
) -> None:
    quiz = QuizTable(env, channel)
    await quiz.start(member, questions=1, seconds=60)
    await quiz.join(other)
    await quiz.begin(member)
    assert_drawn(quiz.last_with("Whose week is this"), item)
    await quiz.answer(member)
    await env.advance_time(2)
    counted = quiz.last_with("1 of 2 has answered")
    assert_drawn(counted, item)
    async with restarted(env, snapshot, database_file, clock):
        assert_drawn(quiz.last_with("Whose week is this"), item)
        await quiz.answer(other, right=False)
        await env.settle()
        told = quiz.last_with("Right answer: ")
        assert item.right in text_of(told)
        assert_drawn(told, item)
        assert told.id == counted.id
        assert_drawn(await other.slash(channel, "review start"), item)


async def test_lightning_and_an_exam_show_a_picture(
    env: Env, item: ChoiceItem, channel: ChannelHandle, member: MemberActor, client: CareersClient
) -> None:
    quiz = QuizTable(env, channel)
    await quiz.start(member, mode="lightning")
    await quiz.begin(member)
    assert_drawn(await member.click(quiz.last_with("Lightning"), label="Play"), item)
    exam = {"topic": ItemTopic.WEEKS, "questions": 3}
    await client.app.services.servers.change_setting(env.guild.id, "exams", [exam])
    shown = await member.slash(channel, "quiz exam")
    assert_drawn(await member.click(sent(shown), label="Start the working week exam"), item)


async def test_the_question_of_the_day_keeps_its_picture_to_the_answer(
    env: Env, item: ChoiceItem, home: GuildHandle, moderator: MemberActor
) -> None:
    channel = home.channels["which-job"]
    panel = await moderator.click(
        sent(await moderator.slash(channel, "quiz daily")), label="Set it up"
    )
    await moderator.select(sent(panel), [channel], custom_id="se:daily_channel:daily")
    await env.advance_time(86400)
    asked = QuizTable(env, channel).last_with("Question of the day")
    assert_drawn(asked, item)
    await env.advance_time(86400)
    told = next(it for it in channel.history() if it.id == asked.id)
    assert item.explanation in text_of(told)
    assert_drawn(told, item)
