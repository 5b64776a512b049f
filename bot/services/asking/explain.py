"""Tell what a question was read as: for people in a terminal, and for machines."""

import json
from collections.abc import Iterator

from bot.language.explaining import explain
from bot.language.understanding import Understanding
from bot.lookups.by_title import Asked
from bot.lookups.model import Answer
from bot.lookups.plain import card_text, plain
from bot.lookups.registry import Answers
from bot.services.asking.asker import QuestionReply

MOST_NAMED = 5


def as_json(question: str, reply: QuestionReply) -> str:
    """One JSON object: the question, its band, intent, roles, and which answer."""
    reading = reply.reading
    return json.dumps(
        {
            "question": question,
            "band": reading.band,
            "intent": reading.intent,
            "second": reading.second,
            "roles": reading.roles,
            "employer": reading.employer,
            "level": reading.level,
            "place": reading.place,
            "answer": reply.name,
        },
        ensure_ascii=False,
    )


def as_text(reply: QuestionReply, answers: Answers, *, whole: bool) -> str:
    """Return the reply in plain text: its first screen as a member reads it, or the whole of it."""
    shown = reply.shown
    answer: Answer = answers.answer(shown.query) if isinstance(shown, Asked) else shown
    lead = shown.lead if isinstance(shown, Asked) else ()
    offered = [*answer.steps, *shown.more]
    more = [f"Buttons: {' · '.join(step.label for step in offered)}"] if offered else []
    return "\n".join([*lead, plain(answer) if whole else card_text(answer), *more, ""])


def why(understanding: Understanding, reply: QuestionReply) -> Iterator[str]:
    """Say line by line what led to a reading."""
    reading = reply.reading
    yield f"band {reading.band}, intent {reading.intent}, roles {', '.join(reading.roles) or '-'}"
    for mention in reading.mentions:
        marks = [mark for mark in ("negated", "background", "likened") if getattr(mention, mark)]
        notes = f" ({', '.join(marks)})" if marks else ""
        yield f"  names {mention.kind}: {mention.text} → {', '.join(mention.values) or '-'}{notes}"
    likely = (f"{intent} {share:.2f}" for intent, share in reading.shares[:3])
    yield f"  shares: {', '.join(likely)}"
    decided = explain(understanding, reading.question, reading.shares[0][0], MOST_NAMED)
    for word, lost in decided.words:
        yield f"  without {word}: {lost:.2f} less"
    for example, likeness in decided.examples:
        yield f"  like {example.intent} of {example.voice}, {likeness:.2f}: {example.ask}"
    if reading.talk is not None:
        yield f"  decided by: {reading.talk}"
    yield f"  answer: {reply.name}"
