"""Facts that people ask for, and in how many clicks each is reached from the first reply.

`asked` in facts.csv is a question in people's words, or the code of what a command asks.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.lookups.by_title import Asked
from bot.lookups.model import Answer, Topic
from bot.lookups.plain import line_text
from bot.lookups.registry import Answers, decode
from bot.services.asking.asker import Asker
from bot.services.editing.snapshot import KnowledgeSnapshot

MOST_CLICKS = 2
LEAST_FACTS = 60
with (Path(__file__).parent / "facts.csv").open(encoding="utf-8") as file:
    FACTS = tuple(csv.DictReader(file))


@pytest.fixture(scope="module")
def asker(snapshot: KnowledgeSnapshot) -> Asker:
    return snapshot.asker


@pytest.mark.parametrize("fact", FACTS, ids=[f"{it['document']} {it['fact']}" for it in FACTS])
def test_a_fact_is_a_few_clicks_away(asker: Asker, answers: Answers, fact: dict[str, str]) -> None:
    words = fact["words"].split("|")
    clicks = next(
        (
            number
            for number, page in pages(asker, answers, fact["asked"])
            if all(it.casefold() in page.casefold() for it in words)
        ),
        None,
    )
    assert clicks is not None, f"{fact['asked']}: {fact['words']} is on no page"
    assert clicks <= int(fact["clicks"]), f"{fact['asked']}: {fact['words']} takes {clicks} clicks"


def test_the_facts_are_enough_and_of_all_documents() -> None:
    assert len(FACTS) >= LEAST_FACTS
    assert {it["document"] for it in FACTS} == {"000", "001", "002", "003", "004"}
    assert all(int(it["clicks"]) <= MOST_CLICKS for it in FACTS)


def pages(asker: Asker, answers: Answers, question: str) -> Iterator[tuple[int, str]]:
    """Give every page that a question leads to, with the clicks it takes, the nearest first."""
    query = decode(question)
    shown = Asked(query) if query is not None else asker.ask(question).shown
    first = answers.answer(shown.query) if isinstance(shown, Asked) else shown
    more = shown.more if isinstance(shown, Asked) else ()
    yield 0, card(first)
    yield from ((1, screen(topic)) for topic in first.topics)
    steps = (*first.steps, *first.more, *more)
    next_ones = [answers.answer(step.query) for step in steps]
    yield from ((1, card(it)) for it in next_ones)
    yield from ((2, screen(topic)) for it in next_ones for topic in it.topics)
    further = {step.query for it in next_ones for step in (*it.steps, *it.more)}
    yield from ((2, card(answers.answer(query))) for query in further)


def card(answer: Answer) -> str:
    """Write what is read without a click, without its picture."""
    said = (answer.headline, answer.text, *map(line_text, answer.lines), answer.provenance)
    return "\n".join(part for part in said if part)


def screen(topic: Topic) -> str:
    return "\n".join((topic.title, *map(line_text, topic.lines)))
