"""The pages of an answer, written out: the card, its topics, its sources.

What an answer says keeps within a phone's screen by itself. Where what somebody typed, or a file
of knowledge, made it longer than one message holds, a page is cut. A message holds 4,000
characters and 40 components (Components V2), and fails at about 10 kB.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import ceil

from bot.chat.kit.markup import (
    HEADING,
    claim_lines,
    heading_text,
    line_text,
    one_line,
    section_lines,
    small,
    source_lines,
)
from bot.lookups.charts import Chart
from bot.lookups.model import SOURCES_PAGE, Answer, Block, Figure, Topic
from bot.lookups.plain import claims_of, marked_once, numbers_of

BUDGET = 2700
"""Characters of a page, which leaves room for a chart in words and for lines put in later."""
SOURCES_BUDGET = 3500
BYTES_A_CHARACTER = 2.4
MOST_PARTS = 10
CUT = "…and more: *As text* in the menu has all of it."
Parts = tuple[str | Chart, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One message's worth of an answer: its number, its heading, what follows, the last line."""

    number: int
    heading: str
    parts: Parts
    provenance: str = ""


def page_of(answer: Answer, number: int) -> Page:
    """Write out a page; a number that is none, from before facts changed, gives the nearest."""
    if number >= SOURCES_PAGE and answer.sources:
        return Page(SOURCES_PAGE, f"{HEADING}Sources", _fitted([_sources(answer)], SOURCES_BUDGET))
    number = min(number, len(answer.topics))
    if number == 0:
        provenance = small(answer.provenance) if answer.provenance else ""
        return Page(0, heading_text(answer)[:BUDGET], _fitted(_card(answer), BUDGET), provenance)
    topic = answer.topics[number - 1]
    heading = f"{small(answer.name or answer.headline)}\n{HEADING}{one_line(topic.title)}"
    provenance = small(topic.provenance) if topic.provenance else ""
    return Page(number, heading, _fitted(_topic(topic), BUDGET), provenance)


def _card(answer: Answer) -> Iterator[str | Chart]:
    if answer.figure is not None:
        yield from _figure(answer.figure)
    # A single statement without a label is a sentence, not a list.
    bullet = len(answer.lines) > 1 or any(line.label for line in answer.lines)
    yield "\n".join(line_text(line, bullet=bullet) for line in marked_once(answer.lines))


def _topic(topic: Topic) -> Iterator[str | Chart]:
    for block in topic.blocks:
        yield from _block(block)


def _block(block: Block) -> Iterator[str | Chart]:
    if isinstance(block, Figure):
        yield from _figure(block)
    else:
        yield "\n".join(section_lines(block))


def _figure(figure: Figure) -> Iterator[str | Chart]:
    yield figure.chart
    yield from (small(line.text) for line in figure.lines)


def _sources(answer: Answer) -> str:
    numbers = numbers_of(answer)
    lines = [it for source in answer.sources for it in source_lines(source, numbers[source.id])]
    if claims := claims_of(answer):
        lines.append("**Every claim, with where and when it holds**")
        lines += (it for claim in claims for it in claim_lines(claim, numbers))
    return "\n".join(lines)


def _fitted(parts: Iterable[str | Chart], budget: int) -> Parts:
    """Join texts that follow each other, and cut what a message does not hold."""
    kept: list[str | Chart] = []
    for part in parts:
        if not part:
            continue
        if not isinstance(part, str):
            if len(kept) < MOST_PARTS:
                kept.append(part)
            continue
        text, whole = _cut(part, budget)
        budget -= _cost(text)
        if text and kept and isinstance(kept[-1], str):
            kept[-1] = f"{kept[-1]}\n{text}"
        elif text:
            kept.append(text)
        if not whole:
            break
    return tuple(kept)


def _cut(text: str, budget: int) -> tuple[str, bool]:
    """Keep the lines that fit, and tell whether these are all."""
    if _cost(text) <= budget:
        return text, True
    kept: list[str] = []
    for line in text.split("\n"):
        budget -= _cost(line) + 1
        if budget < len(CUT):
            break
        kept.append(line)
    return "\n".join([*kept, CUT]), False


def _cost(text: str) -> int:
    """Count characters; those that take many bytes count as more."""
    return max(len(text), ceil(len(text.encode()) / BYTES_A_CHARACTER))
