"""What the buttons and menus under an answer do."""

from dataclasses import replace
from typing import assert_never

from bot.chat.answers import send_as_text, send_privately, share_page, turn_page
from bot.chat.kit.context import OUTDATED, Context, on, on_choice
from bot.chat.page_ids import AsText, Open, OpenBeside, PageAction, PickPage, Remind, Share
from bot.chat.review import add_questions
from bot.lookups.by_title import Asked
from bot.lookups.queries import Query
from bot.services.asking.conversations import Conversation
from bot.services.assessments import OutcomeKept, OutcomeLost

SHOWN = 4
"""Earlier results that are named beside a new one."""


async def open_page(context: Context, action: Open) -> None:
    if (query := await _query(context, action)) is None:
        return
    context.services.conversations.chose(Conversation(context.member, context.channel), query)
    asked = Asked(query)
    if action.page == 0:
        kept = await context.services.assessments.keep(context.member, query)
        asked = replace(asked, lead=_kept_lines(kept))
    await turn_page(context, asked, action.page)


async def open_beside(context: Context, action: OpenBeside) -> None:
    if (query := await _query(context, action)) is not None:
        await send_privately(context, Asked(query), action.page)


async def share(context: Context, action: Share) -> None:
    if (query := await _query(context, action)) is not None:
        await share_page(context, Asked(query), action.page)


async def as_text(context: Context, action: AsText) -> None:
    if (query := await _query(context, action)) is not None:
        await send_as_text(context, context.local.answers.answer(query))


async def add_reminders(context: Context, action: Remind) -> None:
    if (query := await _query(context, action)) is not None:
        await add_questions(context, query)


async def _query(context: Context, action: PageAction) -> Query | None:
    """Read the query of an action; say so where this version of the bot knows none such."""
    if (query := action.query) is None:
        await context.tell(OUTDATED)
    return query


def _kept_lines(kept: OutcomeKept | OutcomeLost | None) -> tuple[str, ...]:
    """Say whether a result was kept, and what came before; nothing where there was none to keep."""
    match kept:
        case None:
            return ()
        case OutcomeLost():
            return ("This result could not be kept just now.",)
        case OutcomeKept(earlier=()):
            return ("Kept.",)
        case OutcomeKept(earlier):
            said = ", ".join(f"{it.text} ({it.at:%d %b %Y})" for it in earlier[-SHOWN:])
            return (f"Kept. Earlier: {said}.",)
        case _:
            assert_never(kept)


ACTIONS = (
    on(Open, open_page),
    on(OpenBeside, open_beside),
    on_choice(PickPage),
    on(Share, share),
    on(AsText, as_text),
    on(Remind, add_reminders),
)
