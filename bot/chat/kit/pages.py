"""The pages of an answer, written out: the card, its topics, its sources.

What an answer says keeps within a phone's screen by itself. Where what somebody typed, or a file
of knowledge, made it longer than one message holds, a page is cut. A message holds 4,000
characters and 40 components (Components V2), and fails at about 10 kB.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from math import ceil

from bot.chat.kit.components import literal, one_line, small
from bot.knowledge.roles import Source
from bot.lookups.charts import Chart
from bot.lookups.model import SOURCES_PAGE, Answer, Block, Figure, Line, Section, Topic
from bot.lookups.plain import cells_text, claims_of, marked_once, numbers_of
from bot.lookups.wording import spoken

BUDGET = 2700
"""Characters of a page, which leaves room for a chart in words and for lines put in later."""
SOURCES_BUDGET = 3500
BYTES_A_CHARACTER = 2.4
MOST_PARTS = 10
CUT = "…and more: *As text* in the menu has all of it."
CELLS_LIMIT = 120
"""Characters that cells take on one line; longer ones stand beneath each other."""
HEADING = "### "
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
        return Page(0, _heading_text(answer)[:BUDGET], _fitted(_card(answer), BUDGET), provenance)
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
        yield "\n".join(_section_lines(block))


def _figure(figure: Figure) -> Iterator[str | Chart]:
    yield figure.chart
    yield from (small(line.text) for line in figure.lines)


def _sources(answer: Answer) -> str:
    numbers = numbers_of(answer)
    lines = [it for source in answer.sources for it in _source_lines(source, numbers[source.id])]
    if claims := claims_of(answer):
        lines.append("**Every claim, with where and when it holds**")
        lines += (it for claim in claims for it in _claim_lines(claim, numbers))
    return "\n".join(lines)


def _heading_text(answer: Answer) -> str:
    """Write what a card begins with: its name, the headline, and what is said beneath it."""
    lines = [f"-# {one_line(answer.name)}"] if answer.name else []
    lines.append(f"{HEADING}{one_line(answer.headline)}")
    if answer.text:
        lines.append(literal(answer.text))
    lines += map(small, answer.lead)
    return "\n".join(lines)


def line_text(line: Line, *, bullet: bool = True) -> str:
    """Write one line: label, statement, and a word of caution where one is due."""
    start = "- " if bullet else ""
    label = f"**{literal(line.label)}** " if line.label else ""
    marks = "".join(f" *({mark})*" for mark, _ in line.marks)
    cells = literal(cells_text(line))
    if len(cells) <= CELLS_LIMIT:
        return f"{start}{label}{literal(line.text)}{cells}{marks}"
    beneath = (f"\n  - **{literal(name)}** {literal(text)}" for name, text in line.cells)
    return f"{start}{label}{literal(line.text)}{marks}{''.join(beneath)}"


def _section_lines(section: Section) -> list[str]:
    """Write a section as its heading and its lines; a statement alone takes no bullet."""
    bullet = len(section.lines) > 1 or any(line.label for line in section.lines)
    heading = [f"**{one_line(section.heading)}**"] if section.heading else []
    return [*heading, *(line_text(line, bullet=bullet) for line in section.lines)]


def _source_lines(source: Source, number: int) -> list[str]:
    """Write a document with its number, author, date and link, and what it covers beneath."""
    title = literal(source.title)
    if source.url is not None and not set(source.url) & set("()<> "):
        title = f"[{title}]({source.url})"
    return [
        f"`{number}` {title} · {literal(source.by)} · {spoken(source.date)}",
        small(f"Covers {source.scope}. {source.inferred}".rstrip()),
    ]


def _claim_lines(line: Line, numbers: Mapping[str, int]) -> list[str]:
    """Write a claim with its sources; where and when it holds, and its doubts, beneath."""
    cites = "".join(f" `{numbers[source]}`" for source in line.sources if source in numbers)
    beneath = [line.note] if line.note else []
    beneath += [f"{mark}{f': {why}' if why else ''}" for mark, why in line.marks]
    said = line_text(replace(line, marks=()))
    return [f"{said}{cites}", *(f"  -# {one_line(part)}" for part in beneath)]


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
