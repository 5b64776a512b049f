"""What makes something askable: a look-up is declared once, beside its answer."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Generic, Literal, TypeVar

from bot.knowledge.asking import Intent
from bot.knowledge.base import Knowledge
from bot.language.reading import Reading
from bot.lookups.model import Answer
from bot.lookups.queries import (
    CompareQuery,
    GuideQuery,
    PassagesQuery,
    Query,
    RoleQuery,
    RoleSection,
)

Q = TypeVar("Q", bound=Query)
OutcomeKind = Literal["assessment", "match"]


class CommandGroup(StrEnum):
    """The groups that /help lists commands in, in this order."""

    ROLES = "Roles and pay"
    HIRED = "Getting hired"
    QUIZZES = "Quizzes"
    BOT = "This bot and your data"


@dataclass(frozen=True, slots=True)
class FreeQuestion:
    """A question in anybody's words: its reading, and those of its words worth looking up."""

    reading: Reading
    knowledge: Knowledge
    words: str

    @property
    def passages(self) -> PassagesQuery:
        """Ask for the passages that fit best, where no other answer does."""
        return PassagesQuery(self.words, self.reading.roles[:2])

    def section(self, section: RoleSection) -> Query:
        """Ask for a page of a profile; of several roles side by side; for passages of none."""
        roles = self.reading.roles
        if len(roles) > 1:
            return CompareQuery(roles, section if section is not RoleSection.OVERVIEW else None)
        return RoleQuery(roles[0], section) if roles else self.passages

    def guide(self, topic: str) -> Query:
        """Ask for a guide, or for passages where there is none of this name."""
        return GuideQuery(topic) if topic in self.knowledge.guides else self.passages


def never(query: Query) -> bool:
    """Hold nothing of the asker's own."""
    del query
    return False


Route = Callable[[FreeQuestion], Query]
Samples = Callable[[Knowledge], Iterable[tuple[Q, str]]]


@dataclass(frozen=True, slots=True)
class Lookup(Generic[Q]):
    """A kind of query with all that is to be known of it.

    `code` begins its codes and never changes, for buttons outlive versions. `command` asks for it;
    `help` is the line of that command in /help, under `group`, on one of the look-ups that it
    asks for.

    `samples` give the queries to ask for knowing whether a change of the knowledge touches what
    members read, each with what it is about: so many that every page and stage is among them, or
    says nothing else than those that are. `routes` turn questions of some intents into queries.

    What is `personal` stays private, however a server wants its answers; a query that holds what
    is the asker's `own`, such as an amount, is never shared either. `outcome` is what a finished
    flow came to, as it is kept: a score, or a role; None of one that is not finished.
    """

    query: type[Q]
    code: str
    answer: Callable[[Q, Knowledge, date], Answer]
    command: str
    samples: Samples[Q]
    help: str | None = None
    group: CommandGroup = CommandGroup.ROLES
    routes: Mapping[Intent, Route] = field(default_factory=dict)
    personal: bool = False
    own: Callable[[Q], bool] = never
    outcome: tuple[OutcomeKind, Callable[[Q, Knowledge], str | None]] | None = None


def no_pages(knowledge: Knowledge) -> Iterable[Any]:
    """Show nothing that a change of the knowledge could touch."""
    del knowledge
    return ()


@dataclass(frozen=True, slots=True)
class Command:
    """A command that is no look-up, with its line in /help.

    `pages` are what it shows of the knowledge all the same, each with what it is about. `hints`
    say what it does for questions of some intents, which no answer can.
    """

    command: str
    help: str
    group: CommandGroup = CommandGroup.BOT
    pages: Callable[[Knowledge], Iterable[tuple[Answer, str]]] = no_pages
    hints: Mapping[Intent, str] = field(default_factory=dict)
