"""What a failure of Discord means: whether the same may work in a moment, or never here."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

import aiohttp
import discord

from bot.services.sending import ForbiddenSendError, GoneSendError, PassingSendError, SendError

_Result = TypeVar("_Result")
UNKNOWN_CHANNEL, UNKNOWN_GUILD, UNKNOWN_MESSAGE = 10003, 10004, 10008
ARCHIVED_THREAD, LOCKED_THREAD = 50083, 160005
UNKNOWN_INTERACTION, ANSWERED_ALREADY, BAD_TOKEN = 10062, 40060, 50027

CONNECTION_FAULTS = (aiohttp.ClientError, OSError)
"""A request that broke off. Timeouts are OSErrors; what aiohttp raises mostly is none."""
UNREADABLE = (ValueError, TypeError, KeyError, AttributeError, RuntimeError)
"""What discord.py stumbles over when an answer is not the JSON it should be, or it was closed."""


class MessageGoneError(SendError):
    """The message to be changed was removed."""


async def sending(call: Callable[[], Awaitable[_Result]]) -> _Result:
    """Call Discord; raise a SendError that says what its refusal means.

    Only what Discord says by a code of its own is final: a bare 404 comes from whatever stands
    before it, and passes.
    """
    try:
        return await call()
    except discord.HTTPException as error:
        raise meaning(error.status, error.code)(str(error)) from error
    except CONNECTION_FAULTS as error:
        raise PassingSendError(f"Discord cannot be reached: {error!r}") from error
    except (*UNREADABLE, discord.DiscordException) as error:
        raise PassingSendError(f"Discord's answer cannot be read: {error!r}") from error


def meaning(status: int, code: int) -> type[SendError]:
    """Name what an error of Discord means, by its status and its own code (0: none)."""
    if code == UNKNOWN_MESSAGE:
        return MessageGoneError
    if code in (UNKNOWN_CHANNEL, UNKNOWN_GUILD):
        return GoneSendError
    if status == 403 or code in (ARCHIVED_THREAD, LOCKED_THREAD):  # noqa: PLR2004 - "Forbidden"
        return ForbiddenSendError
    return PassingSendError


def came_too_late(error: BaseException) -> bool:
    """Tell whether an interaction can no longer be answered, or was answered already."""
    late = (UNKNOWN_INTERACTION, ANSWERED_ALREADY, BAD_TOKEN)
    return isinstance(error, discord.HTTPException) and error.code in late
