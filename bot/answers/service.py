"""The one door to the answers: a query in, an answer out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from bot.answers.about import answer_about, answer_help
from bot.answers.compare import MAX_ROLES, answer_compare
from bot.answers.lookup import AskFor, did_you_mean, same_role, understood
from bot.answers.model import Answer, Line, Section, Step
from bot.answers.passages import answer_passages
from bot.answers.queries import (
    AboutQuery,
    CompareQuery,
    HelpQuery,
    PassagesQuery,
    Query,
    RoleQuery,
    SalaryQuery,
    TiersQuery,
    TitleQuery,
)
from bot.answers.role import answer_role
from bot.answers.salary import answer_salary, level_code
from bot.answers.tiers import answer_tiers
from bot.answers.title import answer_title
from bot.answers.wording import quote
from bot.knowledge.base import Knowledge

Handler = Callable[..., Answer]


@dataclass(frozen=True, slots=True)
class Asked:
    """A query, with what to say of how it was understood, and what else could be asked."""

    query: Query
    lead: tuple[str, ...] = ()
    more: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Answers:
    """Answer queries from one version of the knowledge; `today` decides what is old."""

    knowledge: Knowledge
    today: date

    def answer(self, query: Query) -> Answer:
        """Answer a query; one that names what is gone is answered by saying so."""
        if (gone := self._gone(query)) is not None:
            return _not_here(gone)
        return _handler(query)(query, self.knowledge, self.today)

    def of_title(self, text: str, ask_for: AskFor, employer: str | None = None) -> Asked | Answer:
        """Ask something of the role that a typed title means, or ask back which it is."""
        resolution = self.knowledge.titles.resolve(text, employer)
        if resolution.status != "matched":
            return did_you_mean(self.knowledge, resolution, ask_for)
        return Asked(ask_for(resolution.roles[0]), understood(self.knowledge, resolution))

    def of_titles(self, texts: Sequence[str]) -> Asked | Answer:
        """Compare the roles that two to four typed titles mean."""
        roles: list[str] = []
        lead: list[str] = []
        for index, text in enumerate(texts[:MAX_ROLES]):
            resolution = self.knowledge.titles.resolve(text)
            if resolution.status != "matched":
                rest = [self._first_role(other) for other in texts[index + 1 : MAX_ROLES]]
                known = [*roles, *(role for role in rest if role is not None)]
                return did_you_mean(self.knowledge, resolution, partial(_pair, known))
            roles.append(resolution.roles[0])
            lead += understood(self.knowledge, resolution)[:1]
        query = _pair(roles[:-1], roles[-1])
        if isinstance(query, RoleQuery):
            lead.append(same_role(self.knowledge, query.role))
        return Asked(query, tuple(lead))

    def of_salary(self, role: str, employer: str | None, level: str | None) -> Asked | Answer:
        """Ask for the pay of a typed title, at a typed employer and level."""
        named, lead = self._employer(employer)
        wanted = level_code(level) if level else None
        asked = self.of_title(role, lambda found: SalaryQuery(found, named, wanted), named)
        return replace(asked, lead=(*asked.lead, *lead))

    def of_posting(self, text: str, employer: str | None = None) -> Asked:
        """Ask what the title of a posting means."""
        named, lead = self._employer(employer)
        return Asked(TitleQuery(text, named), lead)

    def of_tier(self, text: str | None) -> Asked:
        """Ask for the tier that a person named, or for all where none is so called."""
        if text is None:
            return Asked(TiersQuery())
        wanted = text.casefold().strip()
        for tier in self.knowledge.tiers.values():
            if wanted in (tier.id, tier.name.casefold()):
                return Asked(TiersQuery(tier.id))
        return Asked(TiersQuery(), (f"There is no tier {quote(text)}; here are all.",))

    def _employer(self, text: str | None) -> tuple[str | None, tuple[str, ...]]:
        """Find a typed employer; say so where it is not known."""
        if text is None:
            return None, ()
        found = self.knowledge.titles.employer(text)
        if found is not None:
            return found.id, ()
        known = f"{quote(text)} is no employer in the knowledge base, so this is for any employer."
        return None, (known,)

    def _first_role(self, text: str) -> str | None:
        return next(iter(self.knowledge.titles.resolve(text).roles), None)

    def _gone(self, query: Query) -> str | None:
        """Name the first id in a query that this version of the knowledge does not have."""
        named: list[tuple[str, object, str]] = []
        match query:
            case RoleQuery(role):
                named = [("role", self.knowledge.roles, role)]
            case CompareQuery(roles):
                named = [("role", self.knowledge.roles, role) for role in roles]
            case SalaryQuery(role, employer):
                named = [("role", self.knowledge.roles, role)]
                named += [("employer", self.knowledge.employers, employer)] if employer else []
            case TiersQuery(str(tier)):
                named = [("tier", self.knowledge.tiers, tier)]
            case PassagesQuery(_, roles):
                named = [("role", self.knowledge.roles, role) for role in roles]
            case TitleQuery(_, str(employer)):
                named = [("employer", self.knowledge.employers, employer)]
        return next((kind for kind, known, name in named if name not in known), None)  # type: ignore[operator]


def _handler(query: Query) -> Handler:
    handlers: dict[type, Handler] = {
        RoleQuery: answer_role,
        CompareQuery: answer_compare,
        SalaryQuery: answer_salary,
        TitleQuery: answer_title,
        TiersQuery: answer_tiers,
        PassagesQuery: answer_passages,
        AboutQuery: answer_about,
        HelpQuery: answer_help,
    }
    return handlers[type(query)]


def _pair(roles: Sequence[str], role: str) -> CompareQuery | RoleQuery:
    """Compare different roles; one role alone is shown, not compared with itself."""
    different = tuple(dict.fromkeys((*roles, role)))
    return CompareQuery(different) if len(different) > 1 else RoleQuery(role)


def _not_here(kind: str) -> Answer:
    line = Line(f"This {kind} has left the knowledge base since that button was made.")
    steps = (Step("The map", TiersQuery()), Step("Help", HelpQuery()))
    return Answer("No longer here", None, (), (Section(None, (line,)),), (), steps)
