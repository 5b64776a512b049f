"""Which answer belongs to which intent: one table, so that a new answer is one entry."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.knowledge.asking.files import Intent
from bot.knowledge.base import Knowledge
from bot.language.reading import Reading
from bot.language.words import clean
from bot.lookups.queries import (
    CompareQuery,
    DemandQuery,
    GuideQuery,
    HelpQuery,
    InterviewCompareQuery,
    InterviewQuery,
    LabQuery,
    LevelsQuery,
    MatchQuery,
    PassagesQuery,
    Query,
    RoleQuery,
    RoleSection,
    SalaryQuery,
    TiersQuery,
    TitleQuery,
)
from bot.lookups.salary import level_code
from bot.titles.normalize import normalize

MAX_WORDS = 60
"""Characters of the words that are looked up, so that they fit a button."""
MAX_TITLE = 80


@dataclass(frozen=True, slots=True)
class Going:
    """What a route looks at: the reading, the knowledge, and the words worth looking up."""

    reading: Reading
    knowledge: Knowledge
    words: str

    @property
    def role(self) -> str:
        """Give the role that is asked about first."""
        return self.reading.roles[0]

    @property
    def passages(self) -> PassagesQuery:
        """Look for the passages that fit best."""
        return PassagesQuery(self.words, self.reading.roles[:2])


Route = Callable[[Going], Query]


def _section(section: RoleSection) -> Route:
    """Show one page of a profile; several roles side by side; passages where there is none."""

    def route(going: Going) -> Query:
        roles = going.reading.roles
        if len(roles) > 1:
            return CompareQuery(roles, section if section is not RoleSection.OVERVIEW else None)
        return RoleQuery(roles[0], section) if roles else going.passages

    return route


def _role(going: Going) -> Query:
    section = going.reading.section
    return _section(RoleSection(section) if section else RoleSection.OVERVIEW)(going)


def _salary(going: Going) -> Query:
    reading = going.reading
    if len(reading.roles) != 1:
        several = CompareQuery(reading.roles, RoleSection.PAY)
        return several if reading.roles else going.passages
    level = level_code(reading.level) if reading.level else None
    return SalaryQuery(going.role, reading.employer, level)


def _path(going: Going) -> Query:
    return _section(RoleSection.GETTING_IN)(going) if going.reading.roles else MatchQuery()


def _tier(going: Going) -> Query:
    reading = going.reading
    if reading.tier is None and reading.roles:
        return TiersQuery(going.knowledge.roles[going.role].tier)
    return TiersQuery(reading.tier)


def _title(going: Going) -> Query:
    title = clean(going.reading.title or going.reading.question)[:MAX_TITLE].strip()
    return TitleQuery(title or going.words, going.reading.employer)


def _interview(going: Going) -> Query:
    roles = going.reading.roles
    if len(roles) > 1:
        return InterviewCompareQuery(roles[:2])
    return InterviewQuery(roles[0]) if roles else _guide_or_passages(going, "cheat-sheet")


def _market(going: Going) -> Query:
    roles = going.reading.roles
    if len(roles) > 1:
        return CompareQuery(roles)
    return DemandQuery(roles[0] if roles else None)


def _phd(going: Going) -> Query:
    if going.reading.roles:
        return _section(RoleSection.GETTING_IN)(going)
    return _guide_or_passages(going, "phd")


def _levels(going: Going) -> Query:
    level = (going.reading.level or "").casefold()
    known = {it.id for it in going.knowledge.levels.levels}
    role = going.reading.roles[0] if going.reading.roles else None
    return LevelsQuery(level if level in known else None, role)


def _culture(going: Going) -> Query:
    employer = going.reading.employer
    if employer is None or employer not in going.knowledge.labs:
        return going.passages
    return LabQuery((employer,))


def _guide_or_passages(going: Going, topic: str) -> Query:
    return GuideQuery(topic) if topic in going.knowledge.guides else going.passages


def _quiz(going: Going) -> Query:
    del going
    return HelpQuery()


ROUTES: Mapping[Intent, Route] = {
    Intent.ROLE: _role,
    Intent.COMPARE: _section(RoleSection.OVERVIEW),
    Intent.SALARY: _salary,
    Intent.INTERVIEW: _interview,
    Intent.PATH: _path,
    Intent.PHD: _phd,
    Intent.MARKET: _market,
    Intent.LEVELS: _levels,
    Intent.CULTURE: _culture,
    Intent.TIER: _tier,
    Intent.DAY_TO_DAY: _section(RoleSection.DAY_TO_DAY),
    Intent.TITLE_DECODE: _title,
    Intent.QUIZ: _quiz,
}

COMMAND_OF: Mapping[Intent, str] = {
    Intent.QUIZ: "/quiz start opens a quiz in a channel; /review start is for you alone.",
}
"""What to say where a command does what no answer can."""


class Router:
    """Turn readings into queries; immutable once built."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._seek = {one.id: one.seek for one in knowledge.asking.intents.intents}
        self._ordinary = frozenset(map(normalize, knowledge.asking.vocabulary.ordinary))

    def query(self, reading: Reading) -> Query:
        """Give what a reading asks for."""
        return ROUTES[reading.intent](Going(reading, self._knowledge, self._words(reading)))

    def telling(self, question: str) -> list[str]:
        """Give the words of a question that say what it is about."""
        words = dict.fromkeys(normalize(question).split())
        return [word for word in words if word not in self._ordinary]

    def _words(self, reading: Reading) -> str:
        """Choose the words to look up: the question's own, then those of its intent."""
        own = self.telling(reading.question)
        if reading.employer is not None:
            own += normalize(self._knowledge.employers[reading.employer].name).split()
        chosen = ""
        for word in dict.fromkeys((*own, *self._seek.get(reading.intent, ()))):
            if len(chosen) + len(word) < MAX_WORDS:
                chosen = f"{chosen} {word}".strip()
        return chosen
