"""The plain-text form of an answer: all that the layout says, pictures included."""

from collections.abc import Iterator, Mapping

from bot.knowledge.roles import Source
from bot.lookups.model import Answer, Figure, Line, Section


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
    """Give each source of an answer its number, from 1."""
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
    if answer.sources:
        yield ""
        yield "Sources"
        for source in answer.sources:
            yield f"[{numbers[source.id]}] {source_text(source)}"
    steps = [*answer.steps, *(step for menu in answer.menus for step in menu.steps)]
    if steps:
        yield ""
        yield "Next: " + ", ".join(step.label for step in steps)
