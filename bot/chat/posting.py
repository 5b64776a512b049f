"""/posting: a posting is pasted, sent as a file or stands in a message; the brief is private."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.chat.answers import send_privately, slowed_down
from bot.chat.kit.actions import Action
from bot.chat.kit.context import Context, on, on_form
from bot.chat.kit.forms import Field, Form
from bot.lookups.posting import posting_brief, questions_to_ask, why_this_role

FIELD = "posting"
MOST_PASTED = 4000
"""Characters that Discord lets a form take."""
MOST_BYTES = 80 * 1024
NO_TEXT = "There is no text in that posting. Use /posting and paste it."


@dataclass(frozen=True, slots=True)
class PostingForm(Action, prefix="postf"):
    """Read the posting that was pasted."""


@dataclass(frozen=True, slots=True)
class WhyThisRole(Action, prefix="tpostwhy"):
    """Say which words of a posting speak for which role."""

    key: str


@dataclass(frozen=True, slots=True)
class QuestionsToAsk(Action, prefix="tpostask"):
    """Say what to ask the recruiter of a posting."""

    key: str


async def ask_for_posting(context: Context) -> None:
    """Open the form to paste a posting into."""
    field = Field(
        FIELD,
        "The posting, as much of it as you have",
        hint="Paste it here. I read it once and store nothing.",
        long=True,
        required=True,
        most=MOST_PASTED,
    )
    await context.open_form(Form("Brief me on a posting", PostingForm(), (field,)))


async def brief(context: Context, text: str) -> None:
    """Answer with what a posting says, in brief."""
    if not text.strip():
        await context.tell(NO_TEXT)
        return
    if await slowed_down(context):
        return
    knowledge = context.local.knowledge
    read = context.services.postings.read(context.member, text, knowledge)
    await send_privately(context, posting_brief(read.reading, knowledge, read.key))


async def _pasted(context: Context, action: PostingForm, fields: Mapping[str, str]) -> None:
    del action
    await brief(context, fields.get(FIELD, ""))


async def _why(context: Context, action: WhyThisRole) -> None:
    reading = context.services.postings.again(context.member, action.key)
    await send_privately(context, why_this_role(reading, context.local.knowledge))


async def _ask(context: Context, action: QuestionsToAsk) -> None:
    reading = context.services.postings.again(context.member, action.key)
    await send_privately(context, questions_to_ask(reading, context.local.knowledge))


ACTIONS = (
    on_form(PostingForm, _pasted),
    on(WhyThisRole, _why),
    on(QuestionsToAsk, _ask),
)
