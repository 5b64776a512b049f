"""The question of the day in a server: set up by a moderator, asked, answered, told."""

import discord
from simcord import ChannelHandle, Env, GuildHandle, MemberActor

from bot.chat.client import CareersClient
from bot.quiz.items.base import Question
from bot.store import daily
from tests.chat.quiz_table import answer_question, text_of
from tests.chat.reading import assert_within_limits, buttons, seen, sent
from tests.conftest import store_of

HOUR, DAY = 3600, 86400


async def asked_last(client: CareersClient, guild: int) -> Question:
    found = await store_of(client).read(lambda c: daily.latest(c, guild))
    assert found is not None
    assert found.question is not None
    return found.question


async def test_a_question_a_day_from_set_up_to_the_reveal(
    env: Env,
    home: GuildHandle,
    moderator: MemberActor,
    member: MemberActor,
    place: ChannelHandle,
    client: CareersClient,
) -> None:
    fans = home.create_role("Quiz fans", mentionable=True)
    closed = home.create_text_channel(
        "closed",
        overwrites={home.default_role: discord.PermissionOverwrite(send_messages=False)},
    )
    nothing = await member.slash(place, "quiz daily")
    assert "None is asked in this server" in seen(nothing)
    assert "Set it up" not in buttons(nothing)
    shown = await moderator.slash(place, "quiz daily")
    panel = await moderator.click(sent(shown), label="Set it up")
    assert "Asked in: no channel, so it is off." in seen(panel)
    panel = await moderator.select(sent(panel), [closed], custom_id="se:daily_channel:daily")
    assert f"I cannot ask in <#{closed.id}>: I need Send Messages there." in seen(panel)
    await moderator.select(sent(panel), [place], custom_id="se:daily_channel:daily")
    form = await moderator.click(sent(panel), label="Another time")
    wrong = await moderator.submit_modal(form, {"time": "teatime"})
    assert "I cannot read that time" in seen(wrong)
    form = await moderator.click(sent(panel), label="Another time")
    await moderator.submit_modal(form, {"time": "7 pm"})
    panel = await moderator.select(sent(panel), [fans], custom_id="se:daily_role:daily")
    said = seen(panel)
    assert "Asked at: 19:00, UTC" in said
    assert "Next question: " in said
    assert "I cannot" not in said
    assert_within_limits(sent(panel).components)
    before = len(list(place.history()))
    await env.advance_time(HOUR)
    [message] = list(place.history())[before:]
    assert env.backend.get_message(place.id, message.id).ping_role_ids == [fans.id]
    asked = await asked_last(client, home.id)
    assert asked.item.question in text_of(message)
    assert asked.item.explanation not in text_of(message)
    locked = await answer_question(client, member, message, asked)
    assert "Locked in: " in seen(locked)
    assert "1 day in a row." in seen(locked)
    assert sent(locked).ephemeral
    assert "Your answer stands" in seen(await answer_question(client, member, message, asked))
    status = seen(await member.click(message, label="My streak"))
    assert ") is open. You answered" in status
    await env.advance_time(DAY)
    told, new = list(place.history())[before:]
    names = client.app.services.knowledge.role_names
    right = asked.right_words(names)
    for after in (told, new):
        assert asked.item.explanation in text_of(after)
        assert f"{right}. 1 of 1 had it." in text_of(after)
    assert "Yesterday: " in text_of(new)
    assert_within_limits([it.to_dict() for it in new.components])
