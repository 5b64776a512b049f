"""Answer messages: mentions in a channel, briefly; direct messages, in full."""

import logging
import math
import re
import secrets
from datetime import timedelta
from functools import partial

import discord

from bot.chat.kit.context import AppClient
from bot.chat.kit.delivery import post, sending
from bot.chat.kit.failures import SLOW_DOWN, SORRY
from bot.chat.kit.layout import PageRights
from bot.chat.kit.rendering import Wanted
from bot.chat.kit.reply import Reply
from bot.lookups.by_title import Asked
from bot.lookups.model import Answer
from bot.lookups.plain import brief
from bot.lookups.queries import HelpQuery
from bot.services.asking.conversations import Conversation
from bot.services.local_knowledge import LocalKnowledge
from bot.services.sending import PassingSendError, SendError

log = logging.getLogger(__name__)
_KINDS = (discord.MessageType.default, discord.MessageType.reply)


async def answer_message(client: AppClient, message: discord.Message) -> None:
    """Answer a message that is for the bot; errors of events reach no other handler."""
    if not _is_for(client, message):
        return
    client.running.note()
    try:
        await _answer(client, message)
    except SendError as error:
        log.info("no answer in channel %d: %s", message.channel.id, error)
    except Exception:
        number = secrets.token_hex(3)
        log.exception("failure %s in a message", number)
        await _say(message, SORRY.format(number=number))


def _is_for(client: AppClient, message: discord.Message) -> bool:
    """Tell whether a person speaks to the bot: directly, or by its own name in a channel."""
    if message.author.bot or message.webhook_id is not None or message.type not in _KINDS:
        return False
    return message.guild is None or client.user in message.mentions


async def _answer(client: AppClient, message: discord.Message) -> None:
    services = client.app.services
    place = Conversation(message.author.id, message.channel.id)
    if wait := services.conversations.admit(place):
        await _slow_down(client, message, wait)
        return
    text = re.sub(r"<@!?\d+>", " ", message.content).strip()
    known = services.local_knowledge.at(message.guild.id if message.guild else None)
    if not text:
        await _send(client, message, Asked(HelpQuery()), known)
        return
    answered = await services.conversations.ask(known.asker, place, text)
    await _send(client, message, answered.shown, known)


async def _slow_down(client: AppClient, message: discord.Message, wait: timedelta) -> None:
    """Ask for patience, once a minute; silence does the rest."""
    services = client.app.services
    told = services.conversations.told
    if not told.wait(message.author.id):
        told.count_in(message.author.id)
        await _say(message, SLOW_DOWN.format(seconds=max(1, math.ceil(wait.total_seconds()))))


async def _send(
    client: AppClient, message: discord.Message, shown: Asked | Answer, known: LocalKnowledge
) -> None:
    if message.guild is not None and isinstance(shown, Asked):
        answer = known.answers.answer(shown.query)
        shown = brief(answer, shown)
    wanted = Wanted(shown, rights=PageRights(share=False))
    frame = await client.app.pages.frame(known, wanted, message.channel.typing)
    await _post(message, frame.reply(wanted))


async def _say(message: discord.Message, text: str) -> None:
    """Reply one sentence; one that cannot be sent is logged."""
    try:
        await _post(message, Reply(text))
    except SendError as error:
        log.warning("could not answer in channel %d: %s", message.channel.id, error)


async def _post(message: discord.Message, reply: Reply) -> None:
    """Reply to a message; what may be lost on the way is sent once more, and arrives once."""
    nonce = f"{message.id}{'' if isinstance(reply.view, str) else 'c'}"
    send = partial(post, message.channel, reply, message, nonce)
    try:
        await sending(send)
    except PassingSendError as error:
        log.info("a reply is sent once more: %s", error)
        await sending(send)
