"""Tell the operators' channel what needs them."""

import io
import logging

import discord

from bot.chat.client import CareersClient
from bot.chat.knowledge.problems import listed
from bot.services.editing.changes import LoadFailure
from bot.services.editing.repository import TellOperators

log = logging.getLogger(__name__)
TROUBLE = (
    "**The knowledge files on disk do not load.** I go on with version `{version}`; nothing was "
    "changed."
)
AGAIN = "The knowledge files load again: version `{version}` is live."


def tell_operators(client: CareersClient) -> TellOperators:
    """Make what tells the operators' channel; without one, the log has it all."""

    async def tell(trouble: LoadFailure | None) -> None:
        version = client.context.repository.snapshot.version
        if trouble is None:
            await _send(client, AGAIN.format(version=version), None)
            return
        for problem in trouble.problems:
            log.warning("knowledge files: %s", problem)
        text, rest = listed(trouble.problems)
        await _send(client, f"{TROUBLE.format(version=version)}\n{text}", rest)

    return tell


async def _send(client: CareersClient, text: str, rest: str | None) -> None:
    channel = client.context.operators.channel
    if channel is None or client.is_closed() or not client.is_ready():
        return
    files = [] if rest is None else [discord.File(io.BytesIO(rest.encode()), "problems.txt")]
    try:
        await client.get_partial_messageable(channel).send(
            text, files=files, allowed_mentions=discord.AllowedMentions.none()
        )
    except discord.HTTPException as error:
        log.warning("the operators' channel %d could not be told: %s", channel, error)
