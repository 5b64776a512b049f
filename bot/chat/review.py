"""A member's own review on Discord, always private: the question, then how well it was known."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from bot.chat.kit.actions import Action
from bot.chat.kit.components import Component, Layout, button, card, literal, moment, rows, text
from bot.chat.kit.context import Context, on
from bot.chat.kit.reply import Reply
from bot.chat.quiz.question_screens import Drawing, drawing_of, source_line
from bot.knowledge.base import Knowledge
from bot.knowledge.prompts import PracticeProblem
from bot.lookups.charts import CountChart
from bot.lookups.queries import Query
from bot.lookups.registry import roles_of
from bot.lookups.wording import plural
from bot.quiz.items.base import ByButton, Question
from bot.quiz.pool import TOPIC_NAMES
from bot.quiz.repetition import Recall, interval_words
from bot.services.reviews import (
    CardBack,
    CardFront,
    DailyCapReached,
    NextReview,
    NothingDue,
    ReviewForecast,
    ReviewQuestion,
    ReviewsPaused,
)

ADDED = 5
"""Questions that one click on “Remind me of this” adds."""
RECALL_NAMES = {
    Recall.AGAIN: "Again",
    Recall.HARD: "Hard",
    Recall.GOOD: "Good",
    Recall.EASY: "Easy",
}


@dataclass(frozen=True, slots=True)
class NextCard(Action, prefix="vn"):
    """Show what is due."""


@dataclass(frozen=True, slots=True)
class ShowAnswer(Action, prefix="vs"):
    """Turn a card over."""

    card: int


@dataclass(frozen=True, slots=True)
class ChooseCard(Action, prefix="vc"):
    """Answer a card by a letter, in the order of options that it was shown with."""

    card: int
    reviews: int
    letter: str


@dataclass(frozen=True, slots=True)
class GradeCard(Action, prefix="vr"):
    """Say how well a card was known; it holds for the review that it was shown with."""

    card: int
    reviews: int
    recall: Recall


@dataclass(frozen=True, slots=True)
class DropCard(Action, prefix="vd"):
    """Take a card out of the reviews."""

    card: int


async def show_next(context: Context) -> None:
    """Show what is due, in a new private message."""
    shown = await context.services.reviews.next(context.member)
    await context.send(await _reply(context, shown))


async def _next(context: Context, action: NextCard) -> None:
    del action
    await show_next(context)


async def _show_answer(context: Context, action: ShowAnswer) -> None:
    shown = await context.services.reviews.show_answer(context.member, action.card)
    await context.replace(await _reply(context, shown))


async def _choose(context: Context, action: ChooseCard) -> None:
    shown = await context.services.reviews.show_answer(context.member, action.card)
    if isinstance(shown, CardBack) and shown.reviews != action.reviews:
        shown = await context.services.reviews.next(context.member)
    await context.replace(await _reply(context, shown, action.letter))


async def _grade(context: Context, action: GradeCard) -> None:
    shown = await context.services.reviews.grade(
        context.member, action.card, action.reviews, action.recall
    )
    await context.replace(await _reply(context, shown))


async def _drop(context: Context, action: DropCard) -> None:
    shown = await context.services.reviews.drop(context.member, action.card)
    await context.replace(await _reply(context, shown))


async def add_questions(context: Context, query: Query) -> None:
    """Put a few questions about the roles of an answer into the asker's reviews."""
    seed = f"{context.member} {context.now.date()}"
    new = await context.services.reviews.add_about(context.member, roles_of(query), ADDED, seed)
    if new is None:
        await context.tell("I have no questions about this yet.")
    else:
        await context.tell(
            f"{plural(new, 'question')} about this are in your reviews now; only you see them. "
            "`/review start` begins."
        )


ACTIONS = (
    on(NextCard, _next),
    on(ShowAnswer, _show_answer),
    on(ChooseCard, _choose),
    on(GradeCard, _grade),
    on(DropCard, _drop),
)


async def _reply(
    context: Context, shown: NextReview | CardBack, chosen: str | None = None
) -> Reply:
    """Show a card from its front or its back, with its picture, or why none is asked."""
    match shown:
        case CardFront():
            drawn = await _drawn(shown.question, context)
            return Reply(_front(shown, drawn.parts), drawn.files)
        case CardBack():
            drawn = await _drawn(shown.question, context)
            return Reply(_back(shown, context, chosen, drawn.parts), drawn.files)
        case ReviewsPaused(until):
            lines = [f"Your reviews rest until {moment(until)}. `/review resume` wakes them."]
        case DailyCapReached(reviewed):
            lines = [
                f"That was {reviewed} for today, your daily cap. The rest comes back tomorrow."
            ]
        case NothingDue(cards, next_at):
            lines = _nothing_due(cards, next_at)
        case _:
            assert_never(shown)
    return Reply(card([text("\n".join(lines))]))


async def _drawn(asked: ReviewQuestion, context: Context) -> Drawing:
    if isinstance(asked, PracticeProblem):
        return Drawing()
    return await drawing_of(asked, context.app.pages)


def _nothing_due(cards: int, next_at: datetime | None) -> list[str]:
    if next_at is not None:
        return ["## Nothing is due", f"{cards} wait for you; the next comes {moment(next_at)}."]
    return [
        "## Nothing to review",
        (
            "What you miss in a quiz or in `/practice` comes here by itself. “Remind me of this” "
            "under an answer adds questions about it."
        ),
    ]


def _front(shown: CardFront, drawn: Sequence[Component]) -> Layout:
    count = f"{shown.waiting} due" if shown.waiting > 1 else "the last one that is due"
    asked, card_id, reviews = shown.question, shown.card, shown.reviews
    answered = asked.answered if isinstance(asked, Question) else None
    letters = answered.letters if isinstance(answered, ByButton) else ()
    options = [button(it, ChooseCard(card_id, reviews, it), primary=True) for it in letters]
    others = [
        button("Show answer", ShowAnswer(card_id), primary=not options),
        button("Take it out", DropCard(card_id)),
    ]
    lines = [*_asked(asked), f"-# {count}"]
    return card([text("\n".join(lines)), *drawn], options, rows(others))


def _back(
    shown: CardBack, context: Context, chosen: str | None, drawn: Sequence[Component]
) -> Layout:
    """Show the answer, why, and ways to say how well it was known.

    Who chose a letter knew it or did not; of the grades, those are left that go with it.
    """
    asked, knowledge = shown.question, context.services.knowledge
    was_right = isinstance(asked, Question) and chosen == asked.right_letters
    lines = [
        *_answer(asked, knowledge, chosen),
        "How well did you know it?" if chosen is None or was_right else "It comes back soon.",
    ]
    buttons = [
        button(
            f"{RECALL_NAMES[recall]} ({interval_words(due, context.now)})",
            GradeCard(shown.card, shown.reviews, recall),
        )
        for recall, due in shown.comes_back.items()
        if chosen is None or (recall is not Recall.AGAIN) == was_right
    ]
    return card([text("\n".join(_asked(asked))), *drawn, text("\n".join(lines))], buttons)


def _role_names(knowledge: Knowledge) -> dict[str, str]:
    return {role.id: role.name for role in knowledge.roles.values()}


def _answer(asked: ReviewQuestion, knowledge: Knowledge, chosen: str | None) -> list[str]:
    if isinstance(asked, PracticeProblem):
        shows = [f"- {literal(it)}" for it in asked.shows]
        return ["**A good answer**", literal(asked.answer), *shows, ""]
    item, right = asked.item, asked.right_words(_role_names(knowledge))
    was_right = chosen == asked.right_letters
    mark = "" if chosen is None else "✅ " if was_right else f"❌ You chose {chosen}. Right is "
    return [
        f"### {mark}{literal(right)}",
        literal(item.explanation),
        f"-# {literal(source_line(item, knowledge.sources.get(item.source)))}",
    ]


def _asked(question: ReviewQuestion) -> list[str]:
    if isinstance(question, PracticeProblem):
        name = question.round.name if question.round is not None else question.title
        return [
            f"-# Review – practice: {literal(name)}",
            f"### {literal(question.title)}",
            literal(question.ask),
            "Answer aloud or on paper, then look.",
        ]
    item = question.item
    lines = [f"-# Review – {TOPIC_NAMES[item.topic]}", f"**{literal(item.question)}**"]
    lines += [f"**{letter}.** {literal(option)}" for letter, option in question.lettered]
    if question.recall_prompt is not None:
        lines.append(literal(question.recall_prompt))
    return lines


def forecast_page(found: ReviewForecast) -> tuple[list[str], CountChart]:
    """Lay out what falls due on each of the next days, in words and as a chart."""
    lines = [f"## {found.cards} questions in your review"]
    lines += [f"- {day:%a %d %b}: {count}" for day, count in found.days if count]
    if found.later:
        lines.append(f"- later: {found.later}")
    counts = tuple((f"{day:%a %d %b}", count) for day, count in found.days)
    return lines, CountChart("Reviews due", "questions a day", counts)
