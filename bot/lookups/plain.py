"""An answer as plain text, pictures included; and in a few lines, for where others read along."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from bot.knowledge.roles import Source
from bot.lookups.by_title import Asked
from bot.lookups.model import Answer, Figure, Line, Mark, Section, Step, Topic
from bot.lookups.queries import HelpQuery
from bot.lookups.wording import ADD, spoken

MOST_LINES = 3
SHOW_ALL = "Show all"


def plain(answer: Answer) -> str:
    """Write an answer as text that reads well in a terminal, a log and a screen reader."""
    parts = [card_text(answer), *map(topic_text, answer.topics), sources_text(answer)]
    return "\n\n".join(part for part in parts if part)


def card_text(answer: Answer) -> str:
    """Write the card: what is read without a click."""
    name = answer.name.upper() if answer.name else None
    parts = (name, answer.headline, *answer.lead, answer.text)
    lines = [part for part in parts if part]
    if answer.figure is not None:
        lines += _figure(answer.figure)
    lines += _bullets(marked_once(answer.lines))
    if answer.provenance:
        lines.append(answer.provenance)
    return "\n".join(lines)


def topic_text(topic: Topic) -> str:
    """Write one topic with its heading."""
    lines = [topic.title.upper()]
    for block in topic.blocks:
        match block:
            case Figure():
                lines += _figure(block)
            case Section(heading, said):
                if heading:
                    lines.append(heading)
                lines += _bullets(said)
    if topic.provenance:
        lines.append(topic.provenance)
    return "\n".join(lines)


def sources_text(answer: Answer) -> str:
    """Write the documents by their numbers, and what holds only somewhere or is in doubt."""
    if not answer.sources:
        return ""
    numbers = numbers_of(answer)
    lines = ["SOURCES"]
    for source in answer.sources:
        lines.append(f"[{numbers[source.id]}] {source_text(source)}")
        lines += (f"    {it}" for it in (source.url, source.inferred) if it)
    lines += (f"- {claim_text(line, numbers)}" for line in claims_of(answer))
    return "\n".join(lines)


def source_text(source: Source) -> str:
    """Name a source with its author, date and scope."""
    return f"{source.title} · {source.by} · {spoken(source.date)} · {source.scope}"


def claims_of(answer: Answer) -> tuple[Line, ...]:
    """Give everything said that has a source, each once."""
    return tuple(dict.fromkeys(line for line in answer.all_lines if line.sources))


def claim_text(line: Line, numbers: Mapping[str, int]) -> str:
    """Write a claim with the numbers of its sources, where and when it holds, and its doubts."""
    cites = "".join(f" [{numbers[source]}]" for source in line.sources if source in numbers)
    marks = "".join(f" [{mark}{f': {why}' if why else ''}]" for mark, why in line.marks)
    note = f" ({line.note})" if line.note else ""
    return f"{said(line)}{note}{marks}{cites}"


def line_text(line: Line) -> str:
    """Write a line as the card has it: label, statement, and a word of caution where one is due."""
    marks = "".join(f" ({mark})" for mark, _ in line.marks)
    return f"{said(line)}{marks}"


def marked_once(lines: Iterable[Line]) -> Iterator[Line]:
    """Leave out a word of caution that stands beside an earlier line."""
    used: set[Mark] = set()
    for line in lines:
        marks = tuple(it for it in line.marks if it[0] not in used)
        used |= {kind for kind, _ in marks}
        yield replace(line, marks=marks)


def said(line: Line) -> str:
    """Write what a line says, without any of its cautions."""
    label = line.label or ""
    colon = ":" if label and label[-1] not in ".:?!" else ""
    return f"{label}{colon}{' ' if label else ''}{line.text}{cells_text(line)}"


def cells_text(line: Line) -> str:
    """Write what a line says of several roles, one after the other."""
    return " · ".join(f"{name} {text}" for name, text in line.cells)


def numbers_of(answer: Answer) -> dict[str, int]:
    """Each source of an answer its number, from 1."""
    return {source.id: number for number, source in enumerate(answer.sources, 1)}


def _bullets(lines: Iterable[Line]) -> Iterator[str]:
    return (f"- {line_text(line)}" for line in lines)


def _figure(figure: Figure) -> Iterator[str]:
    yield f"Chart. {figure.chart.describe()}"
    yield from map(line_text, figure.lines)


def brief(answer: Answer, asked: Asked) -> Answer:
    """Cut a card to its headline and first lines; the rest is one button away.

    An answer that nothing asks for again stays whole, and so does what can be asked.
    """
    lead, actions = (*asked.lead, *answer.lead), (*asked.actions, *answer.actions)
    if answer.query is None or isinstance(answer.query, HelpQuery):
        return replace(answer, lead=lead, steps=(*answer.steps, *asked.more), actions=actions)
    return Answer(
        answer.headline,
        name=answer.name,
        text=answer.text,
        lines=answer.lines[:MOST_LINES],
        provenance=answer.provenance,
        lead=lead,
        steps=(Step(SHOW_ALL, answer.query), *asked.more),
        actions=tuple(it for it in actions if it.label == ADD),
    )
