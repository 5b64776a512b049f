"""/pay: what members of a server report to earn, kept apart from what is published."""

from discord import app_commands

from bot.chat.answers import send_answer
from bot.chat.kit.context import Context, takes_context
from bot.chat.kit.options import Title, employers, titles
from bot.chat.member_pay import SharePay, ask_pay, show_held, show_pay
from bot.chat.rights import IN_SERVERS, SERVER_CONTEXT, require_server
from bot.lookups.by_title import by_title, employer_by_name
from bot.lookups.model import Answer
from bot.lookups.queries import RoleQuery

UNKNOWN = "I don't know that employer. Choose one that is offered, or leave it out."

pay = app_commands.Group(
    name="pay",
    description="What members of this server earn, without names.",
    guild_only=True,
    allowed_contexts=SERVER_CONTEXT,
    allowed_installs=IN_SERVERS,
)


@pay.command()
@app_commands.describe(role="What you work as", employer="Where, if you like")
@app_commands.autocomplete(role=titles, employer=employers)
@takes_context
async def share(context: Context, role: Title, employer: Title | None = None) -> None:
    """Share what you earn, without your name; shown once five reports are alike."""
    context.services.pay_reports.require(require_server(context))
    if (found := await _role(context, role)) is not None:
        named, missing = employer_by_name(context.services.knowledge, employer)
        if missing:
            await context.tell(UNKNOWN)
            return
        await ask_pay(context, SharePay(found, named))


@pay.command()
@app_commands.describe(role="A job title as people write it")
@app_commands.autocomplete(role=titles)
@takes_context
async def show(context: Context, role: Title) -> None:
    """What members here report: median and middle half of five or more, never with names."""
    context.services.pay_reports.require(require_server(context))
    if (found := await _role(context, role)) is not None:
        await show_pay(context, found)


@pay.command()
@takes_context
async def held(context: Context) -> None:
    """Reports that are far from what is known, for this server's moderators to look at."""
    await show_held(context)


async def _role(context: Context, typed: str) -> str | None:
    """Find the role that a title means; None where it was asked back instead."""
    asked = by_title(context.local.knowledge, typed, RoleQuery)
    if not isinstance(asked, Answer) and isinstance(asked.query, RoleQuery):
        return asked.query.role
    await send_answer(context, asked)
    return None
