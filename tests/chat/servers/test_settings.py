"""How the bot behaves in a server, set by its moderators; and its end."""

from datetime import timedelta

from simcord import ChannelHandle, Env, GuildHandle, MemberActor

from bot.chat.client import CareersClient
from bot.services.servers.server_service import ServerService
from bot.services.servers.server_settings import ServerSettings, export_settings, import_settings
from bot.store import servers
from tests.chat.quiz_table import QuizTable
from tests.chat.reading import assert_within_limits, seen, sent
from tests.chat.servers.test_decks import deck
from tests.conftest import store_of


async def test_all_settings_are_shown_and_changed(
    moderator: MemberActor,
    member: MemberActor,
    place: ChannelHandle,
    stranger: MemberActor,
    elsewhere: ChannelHandle,
    client: CareersClient,
    home: GuildHandle,
) -> None:
    shown = await moderator.slash(place, "settings show")
    assert_within_limits(sent(shown).components)
    said = seen(shown)
    assert "Answers to commands: Private" in said
    assert "Quizzes are played: everywhere." in said
    assert "Everybody may start a quiz" in said
    assert "Time zone: UTC" in said
    assert "Leaderboards: on." in said
    changed = await moderator.select(sent(shown), ["public"], custom_id="sc:replies:general")
    assert "Public: everybody sees them" in seen(changed)
    answer = await member.slash(place, "role", title="RE")
    assert not sent(answer).ephemeral
    assert "[button: Share]" not in seen(answer)
    own = await member.slash(place, "assess start")
    assert sent(own).ephemeral, "what somebody asks about themselves stays theirs"
    private = await stranger.slash(elsewhere, "role", title="RE")
    assert sent(private).ephemeral
    off = await moderator.click(sent(shown), label="Leaderboards off")
    assert "Leaderboards: off." in seen(off)
    said = seen(await member.slash(place, "quiz leaderboard"))
    assert "switched off in this server" in said
    zone = await moderator.slash(place, "settings time-zone", zone="Europe/Berlin")
    assert "Europe/Berlin" in seen(zone)
    wrong = await moderator.slash(place, "settings time-zone", zone="Mars/Olympus")
    assert "is no time zone" in seen(wrong)
    assert client.app.services.servers.settings(home.id).time_zone == "Europe/Berlin"
    reset = await moderator.click(sent(shown), label="Everything as elsewhere")
    assert "Leaderboards: on." in seen(reset)


async def test_who_may_start_a_quiz_and_where(
    env: Env,
    home: GuildHandle,
    moderator: MemberActor,
    member: MemberActor,
    place: ChannelHandle,
) -> None:
    games = home.create_text_channel("games")
    hosts = home.create_role("Hosts")
    host = home.add_member(env.create_user("hans"), roles=[hosts])
    await env.settle()
    shown = await moderator.slash(place, "settings show")
    changed = await moderator.select(sent(shown), [games], custom_id="se:quiz_channels:general")
    assert f"<#{games.id}>" in seen(changed)
    refused = await QuizTable(env, place).start(member)
    assert f"quizzes are played in <#{games.id}>" in seen(refused)
    changed = await moderator.select(sent(shown), ["roles"], custom_id="sc:quiz_starters:general")
    assert "none chosen yet" in seen(changed)
    await moderator.select(sent(shown), [hosts], custom_id="se:quiz_roles:general")
    refused = await QuizTable(env, games).start(member)
    assert "decided who may start a quiz" in seen(refused)
    await QuizTable(env, games).start(host)
    assert QuizTable(env, games).is_open
    await moderator.select(sent(shown), [], custom_id="se:quiz_channels:general")
    await moderator.select(sent(shown), ["moderators"], custom_id="sc:quiz_starters:general")
    refused = await QuizTable(env, place).start(host)
    assert "decided who may start a quiz" in seen(refused)
    await QuizTable(env, place).start(moderator)
    assert QuizTable(env, place).is_open


async def test_rights_are_asked_for_again_at_the_click(
    env: Env,
    home: GuildHandle,
    moderator: MemberActor,
    place: ChannelHandle,
    client: CareersClient,
) -> None:
    shown = await moderator.slash(place, "settings show")
    await env.bot.http.remove_role(home.id, moderator.id, home.roles["Mods"].id)
    await env.settle()
    clicked = await moderator.click(sent(shown), label="Leaderboards off")
    assert "Only moderators of this server" in seen(clicked)
    chosen = await moderator.select(sent(shown), ["public"], custom_id="sc:replies:general")
    assert "Only moderators of this server" in seen(chosen)
    assert client.app.services.servers.settings(home.id) == ServerSettings()


async def test_settings_go_out_and_come_in_as_one_file(
    env: Env,
    moderator: MemberActor,
    place: ChannelHandle,
    client: CareersClient,
    home: GuildHandle,
) -> None:
    wanted = ServerSettings(
        replies="public",
        quiz_channels=(str(place.id),),
        quiz_starters="moderators",
        time_zone="Asia/Tokyo",
        leaderboards=False,
    )
    body = export_settings(wanted)
    assert import_settings(body) == wanted
    taken = await moderator.slash(place, "settings import", attachment=("settings.yaml", body))
    assert "Taken from the file" in seen(taken)
    assert client.app.services.servers.settings(home.id) == wanted
    export = await moderator.slash(place, "settings export")
    assert [it.filename for it in sent(export).attachments] == ["settings.yaml"]
    wrong = b'replies: loud\nquiz_channels: ["12"]\nleaderboards: maybe\ntime_zone: Mars\n'
    refused = await moderator.slash(place, "settings import", attachment=("s.yaml", wrong))
    said = seen(refused)
    assert "loud is not known here" in said
    assert "Mars is no time zone" in said
    assert "settings.yaml:3" in said
    foreign = b'quiz_channels: ["12"]\nquiz_roles: ["13"]\n'
    said = seen(await moderator.slash(place, "settings import", attachment=("s.yaml", foreign)))
    assert "this server has no channel 12" in said
    assert "this server has no role 13" in said
    assert client.app.services.servers.settings(home.id) == wanted
    del env


async def test_settings_outlive_a_restart(
    moderator: MemberActor, place: ChannelHandle, client: CareersClient, home: GuildHandle
) -> None:
    shown = await moderator.slash(place, "settings show")
    await moderator.select(sent(shown), ["public"], custom_id="sc:replies:general")
    await moderator.slash(place, "aliases add", title="Wizard", role="RE")
    await moderator.slash(place, "deck upload", attachment=("ours.yaml", deck()))
    services = client.app.services
    fresh = ServerService(store_of(client), services.repository, services.clock)
    await fresh.open()
    assert fresh.settings(home.id).replies == "public"
    assert fresh.aliases(home.id) == {"Wizard": "research-engineer"}
    assert [it.title for it in fresh.deck_titles(home.id).values()] == ["Friday night"]


async def test_a_server_that_was_left_is_forgotten_after_thirty_days(
    env: Env,
    moderator: MemberActor,
    other: MemberActor,
    place: ChannelHandle,
    client: CareersClient,
    home: GuildHandle,
) -> None:
    await moderator.slash(place, "aliases add", title="Wizard", role="RE")
    await moderator.slash(place, "deck upload", attachment=("ours.yaml", deck(1)))
    quiz = QuizTable(env, place)
    await quiz.start(moderator, topic="Friday night", questions=1, seconds=20)
    await quiz.join(other)
    await quiz.begin(moderator)
    await quiz.answer(other)
    await quiz.answer(moderator)
    await env.advance_time(60)
    guild = env.bot.get_guild(home.id)
    assert guild is not None
    await guild.leave()
    await env.settle()
    for _ in range(29):
        await env.advance_time(timedelta(days=1).total_seconds())
    assert home.id in await store_of(client).read(servers.known_servers)
    assert client.app.services.servers.aliases(home.id)
    for _ in range(2):
        await env.advance_time(timedelta(days=1).total_seconds())
    assert home.id not in await store_of(client).read(servers.known_servers)
    assert not client.app.services.servers.aliases(home.id)
    assert not client.app.services.servers.deck_titles(home.id)


async def test_a_server_that_the_bot_comes_back_to_is_kept(
    client: CareersClient, moderator: MemberActor, place: ChannelHandle, home: GuildHandle
) -> None:
    await moderator.slash(place, "aliases add", title="Wizard", role="RE")
    await client.app.services.server_cleanup.note_left(home.id)
    assert await store_of(client).read(servers.first_left) == client.app.services.clock()
    await client.app.services.server_cleanup.note_back(home.id)
    assert await store_of(client).read(servers.first_left) is None


async def test_servers_left_while_nobody_looked_are_noted_at_the_start(
    env: Env, client: CareersClient, moderator: MemberActor, place: ChannelHandle
) -> None:
    await moderator.slash(place, "aliases add", title="Wizard", role="RE")
    await client.app.services.server_cleanup.note_present([])
    assert await store_of(client).read(servers.first_left) == client.app.services.clock()
    await client.app.services.server_cleanup.note_present([env.guild.id])
    assert await store_of(client).read(servers.first_left) is None
