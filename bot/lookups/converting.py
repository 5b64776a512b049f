"""Cards from what look-ups listed before there were cards; it goes when each writes its own."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.knowledge.roles import Source
from bot.lookups.model import (
    Answer,
    AnswerAction,
    Block,
    Figure,
    Line,
    Section,
    Step,
    Topic,
)
from bot.lookups.queries import Query

Offered = tuple[str, tuple[Step, ...]]
"""A prompt, and what is offered under it."""
MOST_LINES = 5
MOST_CHARACTERS = 600
SCREEN = 2000
MAX_STEPS = 4


def converted(  # noqa: PLR0913, PLR0917 - as answers were made before
    title: str,
    query: Query | None = None,
    lead: tuple[str, ...] = (),
    blocks: Sequence[Block] = (),
    sources: tuple[Source, ...] = (),
    steps: tuple[Step, ...] = (),
    menus: Sequence[Offered] = (),
    actions: tuple[AnswerAction, ...] = (),
    missed: str | None = None,
) -> Answer:
    """Put the first lines on the card, and all blocks into as many topics as they need."""
    figure = next((it for it in blocks if isinstance(it, Figure)), None)
    sections = [it for it in blocks if isinstance(it, Section)]
    lines = _first_lines(sections)
    rest = [it for it in blocks if it is not figure]
    whole = len(sections) == len(rest) <= 1 and lines == (sections[0].lines if sections else ())
    more = tuple(step for _, offered in menus for step in offered)
    room = max(1, MAX_STEPS - len(actions))
    asked = sections[0].heading if whole and sections else None
    answer = Answer(
        asked or title,
        query,
        name=title if asked else None,
        text=" ".join(lead) or None,
        lines=lines,
        figure=figure,
        topics=() if whole else tuple(_topics(title, rest)),
        steps=steps[:room],
        more=(*steps[room:], *more),
        actions=actions,
        sources=sources,
        missed=missed,
    )
    return answer if not menus else replace(answer, prompt=menus[0][0])


def _first_lines(sections: Sequence[Section]) -> tuple[Line, ...]:
    kept: list[Line] = []
    room = MOST_CHARACTERS
    for line in sections[0].lines if sections else ():
        room -= _size(line)
        if kept and (room < 0 or len(kept) == MOST_LINES):
            break
        kept.append(line)
    return tuple(kept)


def _topics(title: str, blocks: Sequence[Block]) -> Iterator[Topic]:
    """Cut blocks into topics, between lines where a section is long."""
    pieces = [piece for block in blocks for piece in _pieces(block)]
    room, kept = SCREEN, list[Block]()
    for piece in pieces:
        size = sum(map(_size, piece.lines))
        if kept and size > room:
            yield Topic(_name(kept, title), tuple(kept))
            room, kept = SCREEN, []
        room -= size
        kept.append(piece)
    if kept:
        yield Topic(_name(kept, title), tuple(kept))


def _pieces(block: Block) -> Iterator[Block]:
    if isinstance(block, Figure):
        yield block
        return
    room, kept = SCREEN, list[Line]()
    for line in block.lines:
        if kept and _size(line) > room:
            yield Section(block.heading, tuple(kept))
            room, kept = SCREEN, []
        room -= _size(line)
        kept.append(line)
    yield Section(block.heading, tuple(kept))


def _name(blocks: Sequence[Block], title: str) -> str:
    headings = [it.heading for it in blocks if isinstance(it, Section) and it.heading]
    return headings[0][:80] if headings else title[:80]


def _size(line: Line) -> int:
    cells = sum(len(name) + len(text) + 4 for name, text in line.cells)
    return len(line.text) + len(line.label or "") + cells
