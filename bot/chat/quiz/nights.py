"""Planning a quiz for later, and what clicks on one do."""

from bot.chat.kit.actions import read_number
from bot.chat.kit.context import Context, on, on_menu
from bot.chat.kit.reply import Reply
from bot.chat.quiz import night_screens
from bot.chat.quiz.night_screens import AnnounceNight, CancelNight, RemindNight
from bot.chat.rights import lacking, parent_channel, require_server
from bot.knowledge.decks import Difficulty
from bot.quiz.rules import USUAL_RULES, Mode
from bot.services.nights.planning import NightGoneError
from bot.services.quizzes import QuizOrder


async def plan_night(  # noqa: PLR0913, PLR0917 - what a host may choose
    context: Context,
    when: str,
    topic: str | None,
    questions: int,
    difficulty: Difficulty | None,
    mode: Mode,
) -> None:
    """Show the asker when a quiz would be, for them to announce it."""
    guild = require_server(context)
    order = QuizOrder(
        guild,
        context.channel,
        parent_channel(context),
        lacking(context),
        context.player,
        topic,
        questions,
        difficulty,
        USUAL_RULES.in_mode(mode),
    )
    planned = await context.services.nights.plan(order, when)
    mine = context.interaction.app_permissions
    zone = context.services.servers.settings(guild).time_zone
    view = night_screens.draft(planned, zone, event=mine.manage_events or mine.create_events)
    await context.send(Reply(view))


async def list_nights(context: Context) -> None:
    """Show the quizzes to come, to the asker alone."""
    guild, member = require_server(context), context.player
    found = await context.services.nights.listed(guild)
    own = [it for it in found if member.may_lead(it.night.host)]
    await context.send(Reply(night_screens.listed(found, own)))


async def announce(context: Context, action: AnnounceNight) -> None:
    guild = require_server(context)
    nights, member = context.services.nights, context.player
    night = await nights.announce(guild, action.night, member, event=bool(action.event))
    await context.replace(Reply(f"Announced in <#{night.channel}>."))


async def remind(context: Context, action: RemindNight) -> None:
    guild = require_server(context)
    if await context.services.nights.remind(guild, action.night, context.member):
        await context.tell("I'll send you a message ten minutes before. Press again to undo.")
    else:
        await context.tell("You are off the list; I won't remind you.")


async def cancel(context: Context, action: CancelNight, chosen: tuple[str, ...]) -> None:
    del action
    guild, member = require_server(context), context.player
    try:
        number = read_number(chosen[0])
    except ValueError:
        raise NightGoneError from None
    await context.services.nights.cancel(guild, number, member)
    found = await context.services.nights.listed(guild)
    own = [it for it in found if member.may_lead(it.night.host)]
    await context.replace(Reply(night_screens.listed(found, own)))


ACTIONS = (
    on(AnnounceNight, announce),
    on(RemindNight, remind),
    on_menu(CancelNight, cancel),
)
