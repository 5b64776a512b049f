"""What a person reads when something fails, and what the log keeps of it."""

import logging
import secrets
from typing import Any

import discord
from discord import app_commands

from bot.chat.kit.components import literal
from bot.chat.kit.delivery import Delivery, came_too_late, is_lost
from bot.errors import UserFacingError

log = logging.getLogger(__name__)

SORRY = (
    "Something went wrong on my side, and I could not finish this. Try it once more; if it fails "
    "again, tell a moderator this number: `{number}`"
)
SLOW_DOWN = "That was a little fast. Try again in {seconds} s."
UNKNOWN = "I no longer know this command. Discord may need a minute to forget it; try /help."


async def answer_failure(interaction: discord.Interaction[Any], error: BaseException) -> None:
    """Answer what a command or click raised: a sentence where it was expected, else a number."""
    if isinstance(error, UserFacingError):
        if error.logged:
            log.error("%s: %s", type(error).__name__, error)
        await Delivery.of(interaction).tell(literal(error.message))
    else:
        await say_sorry(interaction, error)


async def say_sorry(interaction: discord.Interaction[Any], error: BaseException) -> None:
    """Log a failure under a number and tell the person that number, however far a reply got."""
    if came_too_late(error):
        log.info("an interaction was not answered: %s", error)
        return
    number = secrets.token_hex(3)
    where = interaction.command.qualified_name if interaction.command else interaction.type.name
    if is_lost(error):
        log.warning("failure %s in %s: a reply did not arrive: %s", number, where, error)
    else:
        log.error("failure %s in %s", number, where, exc_info=error)
    await Delivery.of(interaction).tell(SORRY.format(number=number))


class CareersTree(app_commands.CommandTree[discord.Client]):
    """The command tree; whatever its commands raise ends here."""

    async def on_error(
        self, interaction: discord.Interaction, error: app_commands.AppCommandError, /
    ) -> None:
        """Answer expected mistakes with what to do next, and everything else with a number."""
        if interaction.type is discord.InteractionType.autocomplete:
            log.error("autocomplete failed", exc_info=error)
            return
        cause: BaseException = error
        if isinstance(error, app_commands.CommandInvokeError):
            cause = error.original
        elif isinstance(error, app_commands.TransformerError) and error.__cause__ is not None:
            cause = error.__cause__
        if isinstance(cause, app_commands.CommandOnCooldown):
            await Delivery.of(interaction).tell(
                SLOW_DOWN.format(seconds=max(1, round(cause.retry_after)))
            )
        elif isinstance(
            cause, app_commands.CommandNotFound | app_commands.CommandSignatureMismatch
        ):
            log.warning("a command that is registered but unknown: %s", cause)
            await Delivery.of(interaction).tell(UNKNOWN)
        else:
            await answer_failure(interaction, cause)
