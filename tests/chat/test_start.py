"""/start: three steps for everybody, and a set-up for who manages the server."""

from simcord import ChannelHandle, Env, GuildHandle, MemberActor

from bot.chat.client import CareersClient
from bot.services.servers.server_settings import SETTINGS, SETUP, ServerSettings
from tests.chat.quiz_table import text_of
from tests.chat.reading import assert_within_limits, buttons, options, pick, seen, sent


async def test_three_steps_do_what_they_say(
    env: Env, member: MemberActor, channel: ChannelHandle
) -> None:
    begun = await member.slash(channel, "start")
    assert sent(begun).ephemeral
    assert buttons(begun) == ["Find my role", "Ask me anything", "Start a quiz"]
    assert "Career card: question 1" in seen(await pick(member, begun, "Find my role"))
    form = await pick(member, begun, "Ask me anything")
    asked = await member.submit_modal(form, {"question": "i have an RE onsite in two weeks"})
    said = seen(asked)
    assert "2 weeks is less than the 6 to 10 weeks that one document speaks of" in said
    assert buttons(asked) == ["Practise a round", "Whole loop", "Plan these 2 weeks", "Share"]
    assert "A plan for Research Engineer" in seen(await pick(member, asked, "Plan these"))
    user = env.create_user("cleo")
    alone = await user.slash("start")
    assert "Nothing to review" in seen(await user.click(sent(alone), label="Review"))


async def test_a_server_is_set_up_step_by_step(
    moderator: MemberActor, channel: ChannelHandle, client: CareersClient, home: GuildHandle
) -> None:
    shown = await moderator.slash(channel, "start")
    shown = await pick(moderator, shown, "Set up this server")
    assert "Set-up 1 of 4" in seen(shown)
    shown = await moderator.select(sent(shown), ["public"], custom_id="sc:replies:setup-answers")
    shown = await pick(moderator, shown, "Next")
    shown = await moderator.select(
        sent(shown), [channel], custom_id="se:quiz_channels:setup-quizzes"
    )
    shown = await pick(moderator, shown, "Next")
    shown = await moderator.select(sent(shown), [channel], custom_id="se:daily_channel:setup-daily")
    zones = "sc:time_zone:setup-daily"
    form = await moderator.select(sent(shown), ["other"], custom_id=zones)
    shown = await moderator.submit_modal(form, {"time": "lisbon"})
    assert "Europe/Lisbon" in seen(shown)
    assert "Europe/Lisbon" in [value for menu, value, _ in options(shown) if menu == zones]
    form = await pick(moderator, shown, "Another time")
    assert "cannot read that time" in seen(await moderator.submit_modal(form, {"time": "soon"}))
    form = await pick(moderator, shown, "Another time")
    shown = await moderator.submit_modal(form, {"time": "9 am"})
    assert "Next question: " in seen(shown)
    assert_within_limits(sent(shown).components)
    shown = await pick(moderator, shown, "Next")
    assert "can change what I know, in every server" in seen(shown)
    shown = await pick(moderator, shown, "Next")
    said = seen(shown)
    for name, setting in SETTINGS.items():
        is_out = name == "quiz_roles"
        assert (f"{setting.label}: " in said) == (setting.setup is not None and not is_out)
    assert "settings show" in said
    found = client.app.services.servers.settings(home.id)
    assert found == ServerSettings.model_validate(
        {
            "replies": "public",
            "quiz_channels": (str(channel.id),),
            "time_zone": "Europe/Lisbon",
            "daily_channel": (str(channel.id),),
            "daily_time": "09:00",
        }
    )
    assert "Settings of this server" in seen(await pick(moderator, shown, "All settings"))


def test_every_step_of_the_set_up_asks_for_something() -> None:
    asked = {it.setup for it in SETTINGS.values()}
    assert asked == {None, *SETUP[:-1]}


async def test_a_server_is_greeted_where_it_hears_of_newcomers(
    env: Env,
    home: GuildHandle,
    client: CareersClient,
    member: MemberActor,
    moderator: MemberActor,
    channel: ChannelHandle,
) -> None:
    guild = client.get_guild(home.id)
    assert guild is not None
    await client.on_guild_join(guild)
    assert list(channel.history(viewer=member)) == []
    await guild.edit(system_channel=client.get_channel(channel.id))  # type: ignore[arg-type]
    await env.settle()
    await client.on_guild_join(guild)
    (greeting,) = channel.history(viewer=member)
    assert "/start" in text_of(greeting)
    theirs = await member.click(greeting, label="Show me around")
    assert sent(theirs).ephemeral
    assert "Set up this server" not in buttons(theirs)
    assert "Set up this server" in buttons(await moderator.click(greeting, label="Show me around"))
