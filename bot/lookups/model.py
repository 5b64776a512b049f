"""An answer before it has a form: a card that fits a phone's screen, and what stands behind it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from bot.knowledge.money import PayStatement
from bot.knowledge.roles import Source
from bot.lookups.charts import Chart
from bot.lookups.queries import Query
from bot.records.claims import Claim

MAX_LINES = 5
MAX_TOPICS = 3
MAX_BUTTONS = 5
CARD_LIMIT = 900
"""Characters that a card says: about one phone screen."""
TOPIC_LIMIT = 1300
TITLE_LIMIT = 80
SOURCES_PAGE = 99
"""The page with the documents and every claim; the card is page 0, its topics follow from 1."""


class Mark(StrEnum):
    """A word of caution beside a line."""

    DOUBTFUL = "doubtful"
    OLD = "old"
    DISPUTED = "sources disagree"


Told = Claim | PayStatement
"""What is told of the knowledge: a fact, or what one source says of pay."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing said: a label in front, and one statement.

    Who says it, where and when it holds (`note`) and why it is marked stand on the page of
    sources. `cells` say it of several roles side by side: short name and text of each. `claims`
    are what it tells, where that stands as claims in the files.
    """

    text: str
    label: str | None = None
    sources: tuple[str, ...] = ()
    note: str | None = None
    marks: tuple[tuple[Mark, str | None], ...] = ()
    cells: tuple[tuple[str, str], ...] = ()
    claims: tuple[Told, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under one heading."""

    heading: str | None
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart, with a line on whose numbers it shows.

    `drawn` is what the chart itself says, for the page of sources.
    """

    chart: Chart
    caption: Line | None = None
    drawn: tuple[Line, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        return (self.caption,) if self.caption is not None else ()


Block = Section | Figure


@dataclass(frozen=True, slots=True)
class Topic:
    """One screen behind a card, offered by its title; `provenance` is its last, small line."""

    title: str
    blocks: tuple[Block, ...]
    provenance: str = ""

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for block in self.blocks for line in block.lines)


@dataclass(frozen=True, slots=True)
class Step:
    """A next thing to ask, as a button or an entry of a menu, named by what it opens."""

    label: str
    query: Query
    hint: str | None = None
    page: int = 0


@dataclass(frozen=True, slots=True)
class AnswerAction:
    """Something that a button does beyond asking: its kind, and what with."""

    label: str
    kind: str
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """A card with what stands behind it. `query` asks for it again; None where no button can.

    The headline answers what was asked, and stands alone. `name` is small above it, `lead` small
    beneath. Five buttons are shown: `steps`, then `actions`, then one to share. The menu, under
    `prompt`, offers the topics, then `more`, then the sources and other forms of the answer.
    """

    headline: str
    query: Query | None = None
    name: str | None = None
    text: str | None = None
    lines: tuple[Line, ...] = ()
    figure: Figure | None = None
    provenance: str = ""
    topics: tuple[Topic, ...] = ()
    steps: tuple[Step, ...] = ()
    prompt: str = "More"
    more: tuple[Step, ...] = ()
    actions: tuple[AnswerAction, ...] = ()
    sources: tuple[Source, ...] = ()
    """All that the card and its topics rest on, in reading order."""
    lead: tuple[str, ...] = ()
    missed: str | None = None
    """The title that nothing is known of, where that is why this is the answer."""
    claims: tuple[Told, ...] = field(default=(), compare=False)
    """What the headline tells."""

    @property
    def all_claims(self) -> tuple[Told, ...]:
        """What is told on the card, in its topics and in their pictures, each once."""
        told = (*self.claims, *(it for line in self.all_lines for it in line.claims))
        return tuple({id(it): it for it in told}.values())

    @property
    def all_lines(self) -> Iterator[Line]:
        """All that is said line by line, on the card and in its topics."""
        yield from self.lines
        if self.figure is not None:
            yield from self.figure.lines
            yield from self.figure.drawn
        for topic in self.topics:
            yield from topic.lines

    @property
    def charts(self) -> tuple[Chart, ...]:
        """The pictures of the card and of its topics."""
        shown = (block for topic in self.topics for block in topic.blocks)
        figures = (it for it in (self.figure, *shown) if isinstance(it, Figure))
        return tuple(it.chart for it in figures)
