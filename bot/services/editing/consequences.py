"""What a change leads to: which answers and quiz items differ, and how one of them reads."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher
from itertools import chain, islice

from bot.knowledge.asking import Intent
from bot.knowledge.base import Knowledge
from bot.knowledge.files import EXAMPLES
from bot.language.flips import Flips, flips_between
from bot.lookups.model import Answer, Section, Topic
from bot.lookups.plain import claim_text, source_text
from bot.lookups.queries import RoleQuery, SalaryQuery
from bot.lookups.registry import COMMANDS, LOOKUPS, Answers
from bot.lookups.title import TitleQuery
from bot.services.editing.snapshot import KnowledgeSnapshot

ASKED = 3
"""Questions in anybody's words that are asked of each intent and of each topic."""
_NOTHING = Answer("")
_TELLING = (SalaryQuery, RoleQuery, TitleQuery)
"""Of several answers that a change touches the first of one of these is shown before others."""


@dataclass(frozen=True, slots=True)
class Consequences:
    """Which answers a change touches, command by command; which items; and one answer's lines.

    `preview` holds the lines of the first touched answer that go and come, marked - and +.
    """

    commands: tuple[tuple[str, tuple[str, ...]], ...]
    items_new: int
    items_gone: int
    items_changed: int
    preview_of: str | None
    preview: tuple[str, ...]
    questions: Flips | None = None
    """Which labelled questions are read otherwise; None where no example changed."""


def consequences(before: KnowledgeSnapshot, after: KnowledgeSnapshot, today: date) -> Consequences:
    """Ask all that can be asked of both versions, and compare; takes part of a second."""
    touched: dict[str, dict[str, None]] = {}
    shown: tuple[str, tuple[str, ...]] | None = None
    pages = _pages(before.knowledge, after.knowledge, today)
    for command, about, one, other in chain(pages, _questions(before, after, today)):
        if one == other:
            continue
        touched.setdefault(command, {})[about] = None
        if shown is None and (lines := tuple(_changed_lines(one, other))):
            shown = f"{command} {about}".strip(), lines
    items = before.pool.items, after.pool.items
    shared = items[0].keys() & items[1].keys()
    return Consequences(
        tuple((command, tuple(about)) for command, about in touched.items()),
        len(items[1].keys() - shared),
        len(items[0].keys() - shared),
        sum(items[0][key] != items[1][key] for key in shared),
        shown[0] if shown else None,
        shown[1] if shown else (),
        flips_between(before.asker.understanding, after.asker.understanding),
    )


def _changed_lines(before: Answer, after: Answer) -> Iterator[str]:
    """Return the lines that go, marked -, each followed by what comes in its place, marked +."""
    old, new = list(_lines(before)), list(_lines(after))
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield from (f"- {line}" for line in old[a:b])
            yield from (f"+ {line}" for line in new[c:d])


def _lines(answer: Answer) -> Iterator[str]:
    """Return what an answer says, line by line, without the numbers that sources have in it.

    What a chart shows stands in the lines beside it as well, and is easier to read there.
    """
    card = (answer.name, answer.headline, *answer.lead, answer.text)
    yield from (part for part in card if part)
    yield from (claim_text(line, {}) for line in answer.lines)
    for topic in answer.topics:
        yield topic.title
        yield from _topic_lines(topic)
    yield from map(source_text, answer.sources)
    yield from (step.label for step in (*answer.steps, *answer.more))


def _topic_lines(topic: Topic) -> Iterator[str]:
    for block in topic.blocks:
        if isinstance(block, Section) and block.heading:
            yield block.heading
        yield from (claim_text(line, {}) for line in block.lines)


def _pages(
    old: Knowledge, new: Knowledge, today: date
) -> Iterator[tuple[str, str, Answer, Answer]]:
    """Return what members can read, by command and what it is about, of both versions."""
    before, after = Answers(old, today), Answers(new, today)
    ranks = {kind: rank for rank, kind in enumerate(_TELLING)}
    for lookup in sorted(LOOKUPS, key=lambda it: ranks.get(it.query, len(ranks))):
        for query, about in {**dict(lookup.samples(old)), **dict(lookup.samples(new))}.items():
            yield lookup.command, about, before.answer(query), after.answer(query)
    for it in COMMANDS:
        pages = [{about: page for page, about in it.pages(known)} for known in (old, new)]
        for about in {**pages[0], **pages[1]}:
            one, other = (known.get(about, _NOTHING) for known in pages)
            yield it.command, about, one, other


def _questions(
    before: KnowledgeSnapshot, after: KnowledgeSnapshot, today: date
) -> Iterator[tuple[str, str, Answer, Answer]]:
    """Ask some questions in anybody's words, where the files of how people ask changed.

    What other examples change is judged for all of them (`bot.language.flips`).
    """
    asking = [
        {
            name: body
            for name, body in it.raw.items()
            if name.startswith("asking/") and not EXAMPLES.fits(name)
        }
        for it in (before, after)
    ]
    if asking[0] == asking[1]:
        return
    for question in dict.fromkeys((*_examples(before.knowledge), *_examples(after.knowledge))):
        yield "/ask", question, _answer(before, question, today), _answer(after, question, today)


def _examples(known: Knowledge) -> Iterator[str]:
    for intent in Intent:
        own = (example.ask for example in known.asking.examples if example.intent is intent)
        yield from islice(own, ASKED)
    for talk in (*known.asking.small_talk.talk, *known.asking.out_of_scope.topics):
        yield from talk.examples[:ASKED]


def _answer(known: KnowledgeSnapshot, question: str, today: date) -> Answer:
    shown = known.asker.ask(question).shown
    if isinstance(shown, Answer):
        return shown
    answer = Answers(known.knowledge, today).answer(shown.query)
    return replace(answer, lead=(*shown.lead, *answer.lead))
