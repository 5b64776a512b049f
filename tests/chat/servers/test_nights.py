"""A quiz night in a server: planned, echoed, announced, reminded of, opened."""

import discord
from simcord import ChannelHandle, Env, GuildHandle, MemberActor

from bot.chat.client import CareersClient
from tests.chat.quiz_table import QuizTable, text_of
from tests.chat.reading import assert_within_limits, buttons, options, seen, sent
from tests.conftest import NOW

MINUTE = 60


async def test_a_night_from_the_plan_to_its_lobby(
    env: Env,
    home: GuildHandle,
    member: MemberActor,
    other: MemberActor,
    place: ChannelHandle,
    client: CareersClient,
) -> None:
    wrong = await member.slash(place, "quiz schedule", when="teatime")
    assert "I cannot read when that is" in seen(wrong)
    none = await member.slash(place, "quiz schedule")
    assert "None is planned" in seen(none)
    plan = {"when": "in 90 minutes", "topic": "labs", "questions": 2, "mode": "survival"}
    drafted = await member.slash(place, "quiz schedule", **plan)
    moment = f"<t:{int(NOW.timestamp()) + 90 * MINUTE}:F>"
    assert moment in seen(drafted)
    assert sent(drafted).ephemeral
    assert buttons(drafted) == ["Announce it", "Announce it with an event"]
    before = len(list(place.history()))
    announced = await member.click(sent(drafted), label="Announce it with an event")
    assert f"Announced in <#{place.id}>" in seen(announced)
    [message] = list(place.history())[before:]
    assert moment in text_of(message)
    assert "2 questions about Labs, survival" in text_of(message)
    [event] = await client.get_guild(home.id).fetch_scheduled_events()  # type: ignore[union-attr]
    assert (event.name, event.location) == ("Quiz: Labs", "#which-job")
    for who in (member, other):
        assert "ten minutes before" in seen(await who.click(message, label="Remind me"))
    listed = await member.slash(place, "quiz schedule")
    assert "2 members to be reminded" in seen(listed)
    assert len(options(listed)) == 1
    assert options(await other.slash(place, "quiz schedule")) == []
    await env.advance_time(80 * MINUTE)
    for who in (member, other):
        [told] = who.user.dm_channel.history()
        assert f"in <#{place.id}>" in text_of(told)
    await env.advance_time(10 * MINUTE)
    assert "It is open below." in text_of(list(place.history())[before])
    quiz = QuizTable(env, place)
    assert quiz.is_open
    assert "From 3 right in a row on" in quiz.last_said("Survival: ")
    assert "A hint costs half" in quiz.last_said("Survival: ")
    assert_within_limits([it.to_dict() for it in message.components])


async def test_who_planned_it_calls_it_off_with_its_event(
    member: MemberActor, place: ChannelHandle, client: CareersClient, home: GuildHandle
) -> None:
    drafted = await member.slash(place, "quiz schedule", when="in 2 hours")
    await member.click(sent(drafted), label="Announce it with an event")
    listed = await member.slash(place, "quiz schedule")
    [(menu, value, _)] = options(listed)
    left = await member.select(sent(listed), [value], custom_id=menu)
    assert "None is planned" in seen(left)
    assert "It was called off." in text_of(list(place.history())[-1])
    guild = client.get_guild(home.id)
    assert isinstance(guild, discord.Guild)
    assert await guild.fetch_scheduled_events() == []
