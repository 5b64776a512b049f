"""All that can be asked, once: whatever else needs the list derives it from here.

A new look-up is its file, a line in ENTRIES, and the command that asks for it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from bot.knowledge.asking import Intent
from bot.knowledge.base import Knowledge
from bot.lookups.about import ABOUT
from bot.lookups.assess import ASSESS
from bot.lookups.background import BACKGROUND
from bot.lookups.codes import QueryCodec
from bot.lookups.compare import COMPARE
from bot.lookups.demand import DEMAND
from bot.lookups.guide import GUIDE
from bot.lookups.help import help_card
from bot.lookups.interview import INTERVIEW, INTERVIEW_COMPARE
from bot.lookups.lab import LAB
from bot.lookups.lab_pay import LAB_PAY
from bot.lookups.levels import LEVELS
from bot.lookups.lookup import Command, CommandGroup, Lookup, OutcomeKind, Route, no_pages
from bot.lookups.match import MATCH
from bot.lookups.model import Answer, Line, Step
from bot.lookups.naming import gone
from bot.lookups.passages import PASSAGES
from bot.lookups.practice import PRACTICE
from bot.lookups.practice_rounds import PRACTICE_ROUNDS
from bot.lookups.preparing import PREPARE
from bot.lookups.queries import Entity, HelpQuery, Query, TiersQuery
from bot.lookups.ranking import RANKING
from bot.lookups.role import ROLE
from bot.lookups.salary import SALARY
from bot.lookups.tiers import TIERS
from bot.lookups.title import TITLE


def answer_help(query: HelpQuery, knowledge: Knowledge, today: date) -> Answer:
    """Answer with the commands."""
    del knowledge, today
    return help_card(query, ENTRIES)


def _plan(knowledge: Knowledge) -> Iterable[tuple[Answer, str]]:
    """Show the study plan as far as it is the same for everybody."""
    for it in knowledge.plan.checkpoints:
        taken = (Line("The self-assessment is taken."),) if it.assessment else ()
        lines = (Line(it.title, f"Day {it.day}"), *map(Line, it.tasks), *taken)
        yield Answer("Study plan", lines=lines), f"day {it.day}"


ENTRIES: tuple[Lookup[Any] | Command, ...] = (
    Command("/start", "Three steps to begin; and two minutes of set-up for a server."),
    Command("/ask", "Anything about AI jobs, in your own words. Or mention me, or write to me."),
    ROLE,
    COMPARE,
    SALARY,
    Command("/offer", "Whether an offer is good, beside what is published.", CommandGroup.ROLES),
    Command("/pay", "What members of a server earn, where it has that.", CommandGroup.ROLES),
    TITLE,
    Command("/posting", "A posting in brief: which role, its pay, red flags, what to ask."),
    TIERS,
    RANKING,
    INTERVIEW,
    INTERVIEW_COMPARE,
    DEMAND,
    LAB,
    LAB_PAY,
    LEVELS,
    GUIDE,
    MATCH,
    BACKGROUND,
    ASSESS,
    PRACTICE,
    PRACTICE_ROUNDS,
    PREPARE,
    PASSAGES,
    Command(
        "/plan",
        "A plan for your role, weeks and hours, adjusted when life happens.",
        CommandGroup.HIRED,
        _plan,
    ),
    Command(
        "/quiz",
        "A quiz for everybody: /quiz start, or /quiz schedule for later; /quiz daily.",
        CommandGroup.QUIZZES,
        hints={
            Intent.QUIZ: (
                "/quiz start opens a quiz in a channel; /review start and /practice are for you "
                "alone."
            )
        },
    ),
    Command("/review", "Your own review of what you missed: /review start.", CommandGroup.QUIZZES),
    Command("/privacy", "What is stored about you: see it, export it, delete it."),
    Command(
        "/settings",
        "For moderators: how I behave in this server; /aliases and /deck beside it.",
    ),
    Command("/knowledge", "For operators: change what I know, and see first what that touches."),
    ABOUT,
    Lookup(
        HelpQuery,
        "h",
        answer_help,
        "/help",
        no_pages,
        help="Three ways to begin, and this list.",
        group=CommandGroup.BOT,
    ),
)
"""What people can ask for and do, in the order of /help."""


def _once(pairs: Iterable[tuple[Any, Any]]) -> Mapping[Any, Any]:
    """Map what each look-up alone may have; raise ValueError where two have it."""
    found: dict[Any, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"two look-ups have {key}")
        found[key] = value
    return MappingProxyType(found)


LOOKUPS: tuple[Lookup[Any], ...] = tuple(it for it in ENTRIES if isinstance(it, Lookup))
COMMANDS: tuple[Command, ...] = tuple(it for it in ENTRIES if isinstance(it, Command))
ROUTES: Mapping[Intent, Route] = _once(pair for it in LOOKUPS for pair in it.routes.items())
"""How a question of each intent becomes a query; what is out of scope becomes none."""
HINTS: Mapping[Intent, str] = _once(pair for it in COMMANDS for pair in it.hints.items())
"""What to say of an intent where a command does what no answer can."""
_BY_QUERY: Mapping[type[Query], Lookup[Any]] = _once((it.query, it) for it in LOOKUPS)
_CODECS: Mapping[type[Query], QueryCodec] = MappingProxyType(
    {it.query: QueryCodec.of(it.query, it.code) for it in LOOKUPS}
)
_BY_LETTER: Mapping[str, QueryCodec] = _once((it.letter, it) for it in _CODECS.values())


def encode(query: Query) -> str | None:
    """Return the code of a query, or None where it is too long for a button."""
    return _CODECS[type(query)].encode(query)


def decode(code: str) -> Query | None:
    """Read a code back; None for one that no version of the bot wrote."""
    codec = _BY_LETTER.get(code.partition(":")[0])
    return None if codec is None else codec.decode(code)


def roles_of(query: Query | None) -> tuple[str, ...]:
    """Return the roles that a query is about; none where it is about titles or the whole field."""
    named = _CODECS[type(query)].named(query) if query is not None else ()
    return tuple(role for entity, ids in named if entity is Entity.ROLE for role in ids)


def is_personal(query: Query) -> bool:
    """Whether an answer stays private, however a server wants its answers."""
    return _BY_QUERY[type(query)].personal or is_own(query)


def is_own(query: Query) -> bool:
    """Whether a query holds what is the asker's own, so that its answer is never shared."""
    return _BY_QUERY[type(query)].own(query)


def outcome_of(query: Query, knowledge: Knowledge) -> tuple[OutcomeKind, str] | None:
    """Return a finished flow's kind and outcome: a score, or a role id; None for others."""
    lookup = _BY_QUERY[type(query)]
    if lookup.outcome is None:
        return None
    kind, outcome = lookup.outcome
    found = outcome(query, knowledge)
    return None if found is None else (kind, found)


@dataclass(frozen=True, slots=True)
class Answers:
    """Answer queries from one version of the knowledge; `today` decides what is old."""

    knowledge: Knowledge
    today: date

    def answer(self, query: Query) -> Answer:
        """Answer a query; one that names what is gone is answered by saying so."""
        if (lost := gone(_CODECS[type(query)].named(query), self.knowledge)) is not None:
            return _not_here(lost)
        return _BY_QUERY[type(query)].answer(query, self.knowledge, self.today)


def _not_here(kind: Entity) -> Answer:
    said = f"This {kind} has left the knowledge base since that button was made."
    steps = (Step("The map", TiersQuery()), Step("Help", HelpQuery()))
    return Answer("No longer here", text=said, steps=steps)
