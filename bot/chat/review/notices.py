"""Deliver reminders by direct message."""

import discord

from bot.chat.kit.components import button, card, text
from bot.chat.kit.markup import literal
from bot.services.reminders import Deliver, Notice, UndeliverableError

LAST = "This is the third reminder without an answer, so it is the last one. “Review now”, and "
AGAIN = "`/review remind` switches them on again."


def deliver_by(client: discord.Client) -> Deliver:
    """Make what sends a member a direct message."""

    async def deliver(member: int, notice: Notice) -> None:
        lines = [literal(notice.text)]
        if notice.last:
            lines.append(f"-# {LAST}{AGAIN}")
        lines.append("-# `/review remind off` stops this.")
        view = card([text("\n".join(lines))], [button(notice.label, notice.code, primary=True)])
        try:
            channel = await client.create_dm(discord.Object(member))
            await channel.send(view=view)
        except (discord.HTTPException, OSError) as error:
            raise UndeliverableError(str(error)) from error

    return deliver
