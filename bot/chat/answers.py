"""Answers to what was asked, by a command or in anybody's words, as replies with pictures.

They are private or shared, new or in place. What the buttons under an answer do stands here, too;
what has no answer can be wanted by one.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from bot.chat.kit.actions import Action
from bot.chat.kit.components import card, literal, picture, text
from bot.chat.kit.context import OUTDATED, Context, on, on_choice, on_form
from bot.chat.kit.failures import SLOW_DOWN
from bot.chat.kit.forms import Field, Form
from bot.chat.kit.layout import PageRights
from bot.chat.kit.rendering import Wanted
from bot.chat.kit.reply import Attachment, Reply, Visibility
from bot.chat.page_ids import AsText, Open, OpenBeside, PageAction, PickPage, Remind, Share
from bot.chat.review import add_questions
from bot.language.reading import Missed
from bot.lookups.by_title import Asked, unknown_title
from bot.lookups.charts import Chart
from bot.lookups.model import Answer
from bot.lookups.plain import plain
from bot.lookups.queries import Query
from bot.lookups.registry import is_personal
from bot.lookups.title import TitleQuery
from bot.services.asking.conversations import Conversation
from bot.services.assessments import OutcomeKept, OutcomeLost
from bot.services.local_knowledge import LocalKnowledge
from bot.services.misses import RequestNoted, RequestRefused

MESSAGE_LIMIT = 2000
IN_OWN_WORDS = (
    "New here? /start shows you around. You can also ask in your own words: use /ask, mention me, "
    "or write to me."
)
"""Stands beneath the first answer that a member gets."""
FIELD = "question"
LONGEST = 1000
"""Characters of a question."""
SHOWN = 4
"""Earlier results that are named beside a new one."""
EXAMPLE = "Do I need a PhD to be a research engineer?"


@dataclass(frozen=True, slots=True)
class AskAnything(Action, prefix="task"):
    """Open a form with room for a question."""


@dataclass(frozen=True, slots=True)
class AskQuestion(Action, prefix="tasked"):
    """Answer the question that a form was filled in with."""


@dataclass(frozen=True, slots=True)
class WantAnswer(Action, prefix="twant"):
    """Count that the clicker wants something to be added."""

    kind: Missed
    text: str


async def send_answer(context: Context, asked: Asked | Answer) -> None:
    """Answer a command in a new message: the asker alone, or all where a server wants that so."""
    settings = context.services.servers.settings(context.guild)
    public = settings.replies == "public" and not (
        isinstance(asked, Asked) and is_personal(asked.query)
    )
    new = await context.services.welcome.is_new(context.member)
    rights = PageRights(share=False) if public else _rights(context)
    wanted = Wanted(asked, 0, rights, IN_OWN_WORDS if new else None)
    await _send(context, wanted, Visibility.PUBLIC if public else Visibility.PRIVATE)
    if new:
        await context.services.welcome.met(context.member)
    if (title := _unknown_title(asked, context.local)) is not None:
        conversations = context.services.conversations
        conversations.missed_title(context.local.asker, context.member, title)


async def send_privately(context: Context, asked: Asked | Answer, number: int = 0) -> None:
    """Answer in a new message that the asker alone reads."""
    await _send(context, Wanted(asked, number, _rights(context)), Visibility.PRIVATE)


async def turn_page(context: Context, asked: Asked, number: int = 0) -> None:
    """Show another answer in place of the one that was clicked.

    Only the clicker's own message is changed; a click on a shared one gets a private reply.
    """
    wanted = Wanted(asked, number, _rights(context))
    if not context.owns_message:
        await _send(context, wanted, Visibility.PRIVATE)
        return
    frame = await context.app.pages.frame(context.local, wanted, context.defer_update)
    await context.replace(frame.reply(wanted))


def _rights(context: Context) -> PageRights:
    """Tell what the asker may do with a page of their own; asked for again at every click."""
    operates = context.app.operators.known_at_hand(context.interaction)
    return PageRights(context.others_read, operates)


async def send_chart(context: Context, lines: Sequence[str], chart: Chart) -> None:
    """Send lines in Discord's markup to the asker alone, with a chart of what they say."""
    await context.defer()
    parts = [text("\n".join(lines))]
    file = await context.app.pages.picture(chart)
    if file is not None:
        parts.append(picture(file.name, chart.describe()))
    await context.send(Reply(card(parts), () if file is None else (file,)))


async def _send(context: Context, wanted: Wanted, visibility: Visibility) -> None:
    async def ask_for_time() -> None:
        await context.defer(visibility)

    frame = await context.app.pages.frame(context.local, wanted, ask_for_time)
    await context.send(replace(frame.reply(wanted), visibility=visibility))


def _unknown_title(asked: Asked | Answer, known: LocalKnowledge) -> str | None:
    """Give the title that was asked for in vain."""
    if isinstance(asked, Answer):
        return asked.missed
    if isinstance(asked.query, TitleQuery):
        titles = known.knowledge.titles
        return unknown_title(titles.resolve(asked.query.text, asked.query.employer))
    return None


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
    """Post an answer where everyone here can read it, with the name of who shared it."""
    if (query := await _query(context, action)) is not None:
        footer = f"Shared by {context.user_name}"
        wanted = Wanted(Asked(query), action.page, PageRights(share=False), footer)
        await _send(context, wanted, Visibility.PUBLIC)


async def as_text(context: Context, action: AsText) -> None:
    """Send the plain-text form, which can be copied on a phone; as a file where it is long."""
    if (query := await _query(context, action)) is None:
        return
    words = plain(context.local.answers.answer(query))
    if len(escaped := literal(words)) <= MESSAGE_LIMIT:
        await context.send(Reply(escaped))
    else:
        file = Attachment("answer.txt", words.encode())
        await context.send(Reply("The whole answer as text:", (file,)))


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


async def slowed_down(context: Context) -> bool:
    """Ask for patience where a member asked too much in a minute; say whether that was so."""
    place = Conversation(context.member, context.channel)
    if wait := context.services.conversations.admit(place):
        seconds = max(1, math.ceil(wait.total_seconds()))
        await context.tell(SLOW_DOWN.format(seconds=seconds))
    return bool(wait)


async def answer_question(context: Context, question: str) -> None:
    """Answer a question, or ask for patience where there were too many."""
    if await slowed_down(context):
        return
    place = Conversation(context.member, context.channel)
    asker = context.local.asker
    answered = await context.services.conversations.ask(asker, place, question)
    await send_answer(context, answered.shown)


async def _open_form(context: Context, action: AskAnything) -> None:
    del action
    field = Field(FIELD, "Your question", hint=EXAMPLE, long=True, required=True, most=LONGEST)
    await context.open_form(Form("Ask me anything about AI jobs", AskQuestion(), (field,)))


async def _asked(context: Context, action: AskQuestion, fields: Mapping[str, str]) -> None:
    del action
    await answer_question(context, fields.get(FIELD, ""))


async def want(context: Context, action: WantAnswer) -> None:
    if await slowed_down(context):
        return
    asker = context.local.asker
    outcome = await context.services.misses.want(asker, context.member, action.text, action.kind)
    await context.tell(_told(outcome))


def _told(outcome: RequestNoted | RequestRefused) -> str:
    match outcome:
        case RequestNoted(wanted, is_new=True):
            others = f" {wanted} members want it by now." if wanted > 1 else ""
            return f"Noted: the people who look after what I know see your request.{others}"
        case RequestNoted():
            return "You asked for this already, and it still counts."
        case RequestRefused.SETTLED:
            return "The people who look after what I know have looked at this one already."
        case RequestRefused.NOTHING_KEPT:
            return (
                "I keep only words of the field and found none in this. Ask with the name of a "
                "job, a level or a lab, and I can pass it on."
            )
        case _:
            assert_never(outcome)


ACTIONS = (
    on(Open, open_page),
    on(OpenBeside, open_beside),
    on_choice(PickPage),
    on(Share, share),
    on(AsText, as_text),
    on(Remind, add_reminders),
    on(AskAnything, _open_form),
    on_form(AskQuestion, _asked),
    on(WantAnswer, want),
)
