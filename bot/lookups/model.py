"""An answer before it has a form: what is said, who says it, and where it leads."""

from dataclasses import dataclass
from enum import StrEnum

from bot.knowledge.roles import Source
from bot.lookups.charts import Chart
from bot.lookups.queries import Query


class Mark(StrEnum):
    """A word of caution beside a line."""

    DOUBTFUL = "doubtful"
    OLD = "old"
    DISPUTED = "sources disagree"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing said: a label in front, the text, who says it, where and when it holds.

    `cells` say it of several roles side by side: short name and text of each.
    """

    text: str
    label: str | None = None
    sources: tuple[str, ...] = ()
    note: str | None = None
    marks: tuple[tuple[Mark, str | None], ...] = ()
    cells: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under one heading."""

    heading: str | None
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart among the sections, with a line on whose numbers it shows."""

    chart: Chart
    caption: Line | None = None

    @property
    def lines(self) -> tuple[Line, ...]:
        return (self.caption,) if self.caption is not None else ()


Block = Section | Figure


@dataclass(frozen=True, slots=True)
class Step:
    """A next thing to ask, as a button or an entry of a menu."""

    label: str
    query: Query
    hint: str | None = None
    page: int = 0


@dataclass(frozen=True, slots=True)
class Menu:
    """A choice of next things to ask under one prompt."""

    prompt: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class AnswerAction:
    """Something to do with an answer that changes what is stored: its kind, and what with."""

    label: str
    kind: str
    subject: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole reply. `query` asks for it again; None where it cannot be asked by a button."""

    title: str
    query: Query | None = None
    lead: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    sources: tuple[Source, ...] = ()
    steps: tuple[Step, ...] = ()
    menus: tuple[Menu, ...] = ()
    actions: tuple[AnswerAction, ...] = ()
    missed: str | None = None
    """The title that nothing is known of, where that is why this is the answer."""
