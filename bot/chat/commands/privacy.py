"""/privacy: what is stored about me."""

from discord import app_commands

from bot.chat.kit.context import Context, takes_context
from bot.chat.kit.reply import Reply
from bot.chat.privacy import privacy_screen


@app_commands.command()
@takes_context
async def privacy(context: Context) -> None:
    """What I store about you: see it, export it, delete it, choose where you appear."""
    stored = await context.services.privacy.overview(context.member)
    await context.send(Reply(privacy_screen(stored)))
