"""What a member sees of their review: the question, then the answer and how well it was known."""

from datetime import datetime

from bot.chat.kit.components import button, card, text
from bot.chat.kit.layout import FrameView
from bot.chat.kit.markup import literal
from bot.chat.quiz.screens import TOPIC_NAMES, source_line
from bot.chat.review.ids import Code, Verb
from bot.knowledge.base import Knowledge
from bot.quiz.items.base import Question
from bot.quiz.review import Recall, interval_words
from bot.store.cards import Card

RECALL_NAMES = {
    Recall.AGAIN: "Again",
    Recall.HARD: "Hard",
    Recall.GOOD: "Good",
    Recall.EASY: "Easy",
}


def front(shown: Card, question: Question, waiting: int) -> FrameView:
    """Show what is asked, and nothing of the answer."""
    buttons = [
        button("Show answer", str(Code(Verb.SHOW, shown.id, shown.reviews)), primary=True),
        button("Take it out", str(Code(Verb.DROP, shown.id, shown.reviews))),
    ]
    count = f"{waiting} due" if waiting > 1 else "the last one that is due"
    return card([text("\n".join([*_asked(question), f"-# {count}"]))], buttons)


def back(shown: Card, question: Question, knowledge: Knowledge, now: datetime) -> FrameView:
    """Show the answer, why, and four ways to say how well it was known."""
    item = question.item
    names = {role.id: role.name for role in knowledge.roles.values()}
    lines = [
        *_asked(question),
        f"### {literal(question.right_words(names))}",
        literal(item.explanation),
        f"-# {literal(source_line(item, knowledge.sources.get(item.source)))}",
        "How well did you know it?",
    ]
    buttons = []
    for recall, name in RECALL_NAMES.items():
        due = shown.memory.after(recall, now).due
        code = Code(Verb.RATE, shown.id, shown.reviews, recall)
        buttons.append(button(f"{name} ({interval_words(due, now)})", str(code)))
    return card([text("\n".join(lines))], buttons)


def _asked(question: Question) -> list[str]:
    item = question.item
    lines = [f"-# Review – {TOPIC_NAMES[item.topic]}", f"**{literal(item.question)}**"]
    lines += [f"**{letter}.** {literal(option)}" for letter, option in question.lettered]
    if question.recall_prompt is not None:
        lines.append(literal(question.recall_prompt))
    return lines


def done(text_lines: list[str]) -> FrameView:
    """Say that nothing is due, and what comes when."""
    return card([text("\n".join(text_lines))])
