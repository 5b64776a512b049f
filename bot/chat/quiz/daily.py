"""What clicks on a question of the day do, and how a member stands."""

from collections.abc import Mapping

from bot.chat.kit.components import button, card, literal, text
from bot.chat.kit.context import Context, on, on_form
from bot.chat.kit.forms import Field, Form
from bot.chat.kit.reply import Reply
from bot.chat.quiz import daily_screens
from bot.chat.quiz.daily_screens import AnswerDaily, SendDaily, ShowDaily, TypeDaily
from bot.chat.quiz.handlers import FIELD
from bot.chat.rights import manages_server, require_server
from bot.chat.settings_panel import ShowSettings
from bot.quiz.items.base import ANSWER_LIMIT, ByButton, DoubtfulAnswerError
from bot.services.servers.server_settings import SettingsPage


async def choose(context: Context, action: AnswerDaily) -> None:
    await _lock(context, action.question, action.letter)


async def type_answer(context: Context, action: TypeDaily) -> None:
    guild, number = require_server(context), action.question
    question = await context.services.daily_answers.question_of(guild, number)
    if isinstance(asked := question.answered, ByButton):
        await context.tell("Answer with one of the buttons.")
        return
    field = Field(FIELD, asked.label, hint=asked.hint, required=True, most=ANSWER_LIMIT)
    await context.open_form(Form(daily_screens.NAME, SendDaily(number), (field,)))


async def take_typed(context: Context, action: SendDaily, fields: Mapping[str, str]) -> None:
    await _lock(context, action.question, fields.get(FIELD, ""))


async def _lock(context: Context, number: int, typed: str) -> None:
    """Tell the member alone, and only once the answer is on disk; ask back what is doubtful."""
    guild, answers = require_server(context), context.services.daily_answers
    try:
        answer = await answers.answer(guild, number, context.member, typed)
    except DoubtfulAnswerError as doubt:
        buttons = [
            button(label, AnswerDaily(number, meant), primary=place == 0)
            for place, (label, meant) in enumerate(doubt.offers)
        ]
        await context.send(Reply(card([text(literal(doubt.message))], buttons)))
        return
    said = Reply(card([text(daily_screens.locked(answer))]))
    # Only what was asked back is the member's own message.
    await (context.replace(said) if context.owns_message else context.send(said))


async def _show(context: Context, action: ShowDaily) -> None:
    del action
    await show_daily(context)


async def show_daily(context: Context) -> None:
    """Show how the asker stands; who moderates the server can set it up from there."""
    guild = require_server(context)
    found = await context.services.daily_answers.status(guild, context.member)
    setup = [button("Set it up", ShowSettings(SettingsPage.DAILY))]
    buttons = setup if manages_server(context) else []
    lines = daily_screens.status(found, guild)
    await context.send(Reply(card([text("\n".join(lines))], buttons)))


ACTIONS = (
    on(AnswerDaily, choose),
    on(TypeDaily, type_answer),
    on_form(SendDaily, take_typed),
    on(ShowDaily, _show),
)
