"""Tell what a question was read as: for people in a terminal, and for machines."""

import json
from collections.abc import Iterator

from bot.lookups.by_title import Asked
from bot.lookups.model import Answer
from bot.lookups.plain import plain
from bot.lookups.registry import Answers
from bot.services.asking.asker import QuestionReply


def as_json(question: str, reply: QuestionReply) -> str:
    """One JSON object: the question, its band, intent, roles, and which answer."""
    reading = reply.reading
    return json.dumps(
        {
            "question": question,
            "band": reading.band,
            "intent": reading.intent,
            "roles": reading.roles,
            "answer": reply.name,
        },
        ensure_ascii=False,
    )


def as_text(reply: QuestionReply, answers: Answers) -> str:
    """Return the whole reply in plain text, as a member would read it."""
    shown = reply.shown
    answer: Answer = answers.answer(shown.query) if isinstance(shown, Asked) else shown
    lead = shown.lead if isinstance(shown, Asked) else ()
    more = [f"You also asked: {step.label}" for step in shown.more] if lead else []
    return "\n".join([*lead, plain(answer), *more])


def why(reply: QuestionReply) -> Iterator[str]:
    """Say line by line what led to a reading."""
    reading = reply.reading
    yield f"band {reading.band}, intent {reading.intent}, roles {', '.join(reading.roles) or '-'}"
    for mention in reading.mentions:
        marks = [mark for mark in ("negated", "background", "likened") if getattr(mention, mark)]
        notes = f" ({', '.join(marks)})" if marks else ""
        yield f"  names {mention.kind}: {mention.text} → {', '.join(mention.values) or '-'}{notes}"
    for found in sorted(reading.found, key=lambda one: -one.weight):
        yield f"  phrase of {found.key}, weight {found.weight}: {found.phrase}"
    if reading.why:
        yield f"  scores: {', '.join(reading.why)}"
    if reading.talk is not None:
        yield f"  decided by: {reading.talk}"
    yield f"  answer: {reply.name}"
