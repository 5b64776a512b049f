"""A whole answer in a few lines, for where others read along."""

from dataclasses import replace

from bot.lookups.model import Answer, Figure, Line, Section, Step

MOST_LINES = 4
MOST_CHARACTERS = 700
LINE_LIMIT = 320


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
