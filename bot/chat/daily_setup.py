"""What moderators have to know beside the settings of the question of the day."""

from collections.abc import Iterator

import discord

from bot.chat.kit.components import moment
from bot.chat.kit.context import Context
from bot.chat.rights import NEEDED
from bot.services.servers.server_settings import ServerSettings


async def setup_notes(context: Context, guild: int, settings: ServerSettings) -> list[str]:
    """Say when the next question comes, and what stands in its way."""
    if not settings.daily_channel:
        return ["Choose a channel, and I ask one question a day there. Answers are private."]
    comes = await context.services.daily_answers.comes(guild)
    first = [f"The next one comes {moment(comes)}."] if comes is not None else []
    here = context.interaction.guild
    return first if here is None else [*first, *_lacking(here, settings)]


def _lacking(here: discord.Guild, settings: ServerSettings) -> Iterator[str]:
    for number in settings.daily_channel:
        channel = here.get_channel(int(number))
        mine = discord.Permissions.none() if channel is None else channel.permissions_for(here.me)
        missing = [label for name, label in NEEDED if not getattr(mine, name)]
        if missing:
            yield f"**I cannot ask in <#{number}>:** I need {', '.join(missing)} there."
    for number in settings.daily_role:
        role = here.get_role(int(number))
        if role is not None and not (
            role.mentionable or here.me.guild_permissions.mention_everyone
        ):
            yield (
                f"**I cannot ping <@&{number}>:** let anyone mention that role, or give me "
                "Mention Everyone."
            )
