"""What /help tells is what there is."""

import discord
from discord import app_commands

from bot.chat.commands import add_all
from bot.lookups.plain import plain
from bot.lookups.queries import HelpQuery
from bot.lookups.registry import Answers


def test_every_command_is_in_help(answers: Answers) -> None:
    tree = app_commands.CommandTree(discord.Client(intents=discord.Intents.none()))
    add_all(tree)
    commands = {f"/{it.name}" for it in tree.get_commands(type=discord.AppCommandType.chat_input)}
    words = set(plain(answers.answer(HelpQuery())).replace(":", " ").replace(";", " ").split())
    assert commands <= words
    assert {it for it in words if it[:1] == "/"} <= commands
