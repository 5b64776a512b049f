"""What /help tells is what there is."""

import discord
from discord import app_commands
from simcord import ChannelHandle, Env, MemberActor

from bot.chat.answers import IN_OWN_WORDS
from bot.chat.commands import add_all
from bot.lookups.plain import plain
from bot.lookups.queries import HelpQuery
from bot.lookups.registry import Answers
from tests.chat.quiz_table import text_of
from tests.chat.reading import buttons, pick, seen, sent


def test_every_command_is_in_help(answers: Answers) -> None:
    tree = app_commands.CommandTree(discord.Client(intents=discord.Intents.none()))
    add_all(tree)
    commands = {f"/{it.name}" for it in tree.get_commands(type=discord.AppCommandType.chat_input)}
    words = set(plain(answers.answer(HelpQuery())).replace(":", " ").replace(";", " ").split())
    assert commands <= words
    assert {it for it in words if it[:1] == "/"} <= commands


async def test_help_leads_into_three_ways_to_begin(
    member: MemberActor, channel: ChannelHandle
) -> None:
    result = await member.slash(channel, "help")
    assert buttons(result) == ["Find my role", "Ask me anything", "Start a quiz", "Share"]
    form = await pick(member, result, "Ask me anything")
    answered = await member.submit_modal(form, {"question": "wat does an mle make"})
    assert answered.ephemeral
    assert "what it pays · ML Engineer" in seen(answered)
    form = await pick(member, result, "Start a quiz")
    started = await member.submit_modal(form, {"topic": ["Everything"], "questions": ["5"]})
    assert seen(started) == "The quiz is open below."
    assert "5 questions" in "".join(text_of(it) for it in channel.history(viewer=member))
    ways = await pick(member, result, "Find my role")
    assert "Career card" in seen(ways)


async def test_a_quiz_needs_a_server(env: Env) -> None:
    user = env.create_user("cleo")
    result = await user.slash("help")
    told = await user.click(sent(result), label="Start a quiz")
    assert "needs a channel of a server" in seen(told)


async def test_the_first_answer_ends_with_how_else_to_ask(
    env: Env, member: MemberActor, other: MemberActor, channel: ChannelHandle
) -> None:
    first = seen(await member.slash(channel, "tiers"))
    assert IN_OWN_WORDS in first
    assert IN_OWN_WORDS not in seen(await member.slash(channel, "tiers"))
    await env.restart_bot()
    assert IN_OWN_WORDS not in seen(await member.slash(channel, "about"))
    assert IN_OWN_WORDS in seen(await other.slash(channel, "about"))


async def test_a_title_that_nobody_knows_leads_to_the_map(
    member: MemberActor, channel: ChannelHandle
) -> None:
    result = await member.slash(channel, "role", title="flurb")
    assert "I don't know “flurb” as an AI job yet." in seen(result)
    assert buttons(result) == ["All roles on one map", "Ask for this to be added"]
    near = await member.slash(channel, "role", title="data analyst")
    assert "A data analyst reports on data" in seen(near)
    assert buttons(near)[0] == "Data Scientist"
