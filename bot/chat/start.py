"""/start: three steps for members, a set-up for who manages the server; and the first greeting."""

import logging
from dataclasses import dataclass

import discord

from bot.chat.answers import AskAnything
from bot.chat.kit.actions import Action
from bot.chat.kit.components import Component, Layout, button, card, text
from bot.chat.kit.context import Context, on
from bot.chat.kit.delivery import post, sending
from bot.chat.kit.reply import Reply
from bot.chat.page_ids import OpenBeside, page_id
from bot.chat.quiz.starting import PlanQuiz
from bot.chat.review import NextCard
from bot.chat.rights import manages_server
from bot.chat.settings_panel import ShowSettings
from bot.lookups.match import MatchQuery
from bot.services.sending import SendError
from bot.services.servers.server_settings import SETUP

log = logging.getLogger(__name__)
FIND = "**1. Find** your role: seven questions, then a card of your own and a plan."
ASK = "**2. Ask** in your own words: *do I need a PhD for RE?*, *is 420k good for L5 MLE?*"
PLAY = "**3. Play** a quiz with others here."
REVIEW = "**3. Play** alone: questions come back when you are about to forget them."
SMALL = "-# You alone see my answers until you press Share. `/help` has the rest."
MANAGES = (
    "**You manage this server:** two minutes set it up: who sees answers, where quizzes are "
    "played, a question every day."
)
GREETING = (
    "## Hello! I know AI jobs: what they are, what they pay and how to get one.\n"
    "Press the button or type `/start`: three steps show you around. Who manages this server sets "
    "it up there, in two minutes."
)


@dataclass(frozen=True, slots=True)
class OpenStart(Action, prefix="go"):
    """Show the three steps to who clicks."""


async def show_start(context: Context) -> None:
    """Show the three steps, and the set-up to who may do it."""
    here = context.guild is not None
    await context.send(Reply(start_screen(in_server=here, manages=manages_server(context))))
    await context.services.welcome.met(context.member)


def start_screen(*, in_server: bool, manages: bool) -> Layout:
    lines = [
        "## I know AI jobs. Three steps to begin:",
        *(FIND, ASK, PLAY if in_server else REVIEW),
        *([MANAGES] if manages else []),
        SMALL,
    ]
    play = button("Start a quiz", PlanQuiz()) if in_server else button("Review", NextCard())
    buttons = [_find(), button("Ask me anything", AskAnything()), play]
    if manages:
        buttons.append(button("Set up this server", ShowSettings(SETUP[0])))
    return card([text("\n".join(lines))], buttons)


async def greet(guild: discord.Guild) -> None:
    """Say hello in a server that the bot came to, where that server has such news."""
    channel = guild.system_channel or guild.public_updates_channel
    if channel is None or not channel.permissions_for(guild.me).send_messages:
        return
    layout = card([text(GREETING)], [button("Show me around", OpenStart(), primary=True)])
    try:
        await sending(lambda: post(channel, Reply(layout), nonce=f"hello-{guild.id}"))
    except SendError as error:
        log.info("server %d could not be greeted: %s", guild.id, error)


async def _open(context: Context, action: OpenStart) -> None:
    del action
    await show_start(context)


def _find() -> Component:
    code = page_id(OpenBeside, MatchQuery())
    if code is None:
        raise ValueError("the way to a role has no code")
    return button("Find my role", code, primary=True)


ACTIONS = (on(OpenStart, _open),)
