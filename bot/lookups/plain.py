"""An answer as plain text, pictures included; and in a few lines, for where others read along."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import assert_never

from bot.knowledge.roles import Source
from bot.lookups.model import Answer, Figure, Line, Section, Step

MOST_LINES = 4
MOST_CHARACTERS = 700
LINE_LIMIT = 320


def plain(answer: Answer) -> str:
    """Write an answer as text that reads well in a terminal, a log and a screen reader."""
    return "\n".join(_lines(answer)).strip()


def source_text(source: Source) -> str:
    """Name a source with its date and scope."""
    return f"{source.title} · {source.by} · {source.date} · {source.scope}"


def line_text(line: Line, numbers: Mapping[str, int] | None = None) -> str:
    """Write one line with its marks, its note and the numbers of its sources, if they have any."""
    label = f"{line.label}: " if line.label else ""
    marks = "".join(f" [{mark}{f': {why}' if why else ''}]" for mark, why in line.marks)
    note = f" ({line.note})" if line.note else ""
    cites = "".join(f" [{numbers[source]}]" for source in line.sources if numbers)
    cells = "; ".join(f"{name}: {text}" for name, text in line.cells)
    return f"{label}{line.text}{cells}{marks}{note}{cites}"


def numbers_of(answer: Answer) -> dict[str, int]:
    """Each source of an answer its number, from 1."""
    return {source.id: number for number, source in enumerate(answer.sources, 1)}


def _lines(answer: Answer) -> Iterator[str]:
    numbers = numbers_of(answer)
    yield answer.title.upper()
    yield from answer.lead
    for block in answer.blocks:
        yield ""
        match block:
            case Figure(chart, caption):
                yield f"Chart. {chart.describe()}"
                if caption:
                    yield line_text(caption, numbers)
            case Section(heading, lines):
                if heading:
                    yield heading
                yield from (f"- {line_text(line, numbers)}" for line in lines)
            case _:
                assert_never(block)
    if answer.sources:
        yield ""
        yield "Sources"
        for source in answer.sources:
            yield f"[{numbers[source.id]}] {source_text(source)}"
    steps = [*answer.steps, *(step for menu in answer.menus for step in menu.steps)]
    if steps:
        yield ""
        yield "Next: " + ", ".join(step.label for step in steps)


def brief(answer: Answer, lead: tuple[str, ...] = (), more: tuple[Step, ...] = ()) -> Answer:
    """Cut an answer to its first lines; the rest is one button away.

    Sections and lines keep their order. An answer that nothing asks for again stays whole.
    """
    if answer.query is None:
        return answer
    sections, left_out = _first_lines(answer)
    cites = {source for section in sections for line in section.lines for source in line.sources}
    steps = (Step("Show all", answer.query), *more) if left_out or answer.steps else more
    return Answer(
        answer.title,
        None,
        (*lead, *answer.lead),
        tuple(sections),
        tuple(source for source in answer.sources if source.id in cites),
        steps,
    )


def _first_lines(answer: Answer) -> tuple[list[Section], bool]:
    """Take lines as long as there is room; tell whether something was left out."""
    sections: list[Section] = []
    lines = characters = 0
    for block in answer.blocks:
        if isinstance(block, Figure):
            continue
        kept: list[Line] = []
        for line in block.lines:
            length = min(len(line.text), LINE_LIMIT) + sum(len(text) for _, text in line.cells)
            full = lines >= MOST_LINES or (lines and characters + length > MOST_CHARACTERS)
            if full:
                return [*sections, *([replace(block, lines=tuple(kept))] if kept else [])], True
            kept.append(_shortened(line))
            lines += 1
            characters += length
        sections.append(replace(block, lines=tuple(kept)))
    return sections, any(isinstance(block, Figure) for block in answer.blocks)


def _shortened(line: Line) -> Line:
    if len(line.text) <= LINE_LIMIT:
        return line
    return replace(line, text=line.text[: LINE_LIMIT - 1].rstrip() + "…")
