"""A bridge for commands that have not been moved to `bot.chat.page_replies` yet."""

from bot.chat.context import Context
from bot.chat.kit.context import Context as NewContext
from bot.chat.kit.context import Interaction
from bot.chat.page_replies import send_answer
from bot.lookups.by_title import Asked
from bot.lookups.model import Answer


async def reply(context: Context, interaction: Interaction, asked: Asked | Answer) -> None:
    del context
    await send_answer(NewContext.of(interaction), asked)
