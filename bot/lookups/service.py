"""The one door to the answers: a query in, an answer out."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from bot.knowledge.base import Knowledge
from bot.knowledge.market import Named
from bot.lookups.about import answer_about, answer_help
from bot.lookups.assess import answer_assess
from bot.lookups.by_name import find
from bot.lookups.by_title import AskFor, did_you_mean, same_role, understood
from bot.lookups.compare import MAX_ROLES, answer_compare
from bot.lookups.demand import answer_demand
from bot.lookups.gone import gone
from bot.lookups.guide import answer_guide
from bot.lookups.interview import answer_interview, answer_interview_compare
from bot.lookups.lab import answer_lab
from bot.lookups.levels import answer_levels
from bot.lookups.match import answer_match
from bot.lookups.model import Answer, Line, Section, Step
from bot.lookups.passages import answer_passages
from bot.lookups.practice import answer_practice
from bot.lookups.queries import (
    AboutQuery,
    AssessQuery,
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
    PracticeQuery,
    Query,
    RoleQuery,
    SalaryQuery,
    TiersQuery,
    TitleQuery,
)
from bot.lookups.role import answer_role
from bot.lookups.salary import answer_salary, level_code
from bot.lookups.tiers import answer_tiers
from bot.lookups.title import answer_title
from bot.lookups.wording import join, quote

Handler = Callable[..., Answer]


def _ids(things: Iterable[Named]) -> dict[str, str]:
    """Map what named things may be called to their ids."""
    return {name: it.id for it in things for name in (it.id, it.name)}


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
        if (lost := gone(query, self.knowledge)) is not None:
            return _not_here(lost)
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

    def round_of(self, text: str | None) -> tuple[str | None, tuple[str, ...]]:
        """Find a typed round of interviews; say so where there is none so called."""
        if text is None:
            return None, ()
        rounds = self.knowledge.interviews.rounds
        found = find(text, _ids(rounds))
        lead = () if found else (f"There is no round {quote(text)}; here is the whole loop.",)
        return found, lead

    @staticmethod
    def with_lead(asked: Asked | Answer, lead: tuple[str, ...]) -> Asked | Answer:
        """Say something more before what is asked."""
        return replace(asked, lead=(*asked.lead, *lead))

    def of_loops(self, texts: Sequence[str]) -> Asked | Answer:
        """Compare the interviews of the roles that typed titles mean."""
        asked = self.of_titles(texts)
        if isinstance(asked, Answer):
            return asked
        match asked.query:
            case CompareQuery(roles):
                return replace(asked, query=InterviewCompareQuery(roles))
            case RoleQuery(role):
                return replace(asked, query=InterviewQuery(role))
            case _:
                return asked

    def of_demand(self, role: str | None, sector: str | None) -> Asked | Answer:
        """Ask for the demand for a typed title, in a typed sector."""
        found = find(sector, _ids(self.knowledge.demand.sectors)) if sector else None
        lead: tuple[str, ...] = ()
        if sector and found is None:
            lead = (f"There is no sector {quote(sector)} in the map; here are all.",)
        if role is None:
            return Asked(DemandQuery(None, found), lead)
        return self.with_lead(self.of_title(role, lambda it: DemandQuery(it, found)), lead)

    def of_labs(self, texts: Sequence[str]) -> Asked:
        """Ask for labs by their typed names; all side by side where one is not among them."""
        known, employers = self.knowledge.labs, self.knowledge.employers
        spelt = {
            it: lab for lab in known for it in (lab, employers[lab].name, *employers[lab].aliases)
        }
        labs: list[str] = []
        lead: list[str] = []
        for text in texts:
            if (found := find(text, spelt)) is not None:
                labs.append(found)
            else:
                names = join([self.knowledge.employers[lab].name for lab in known])
                lead.append(f"I know nothing of {quote(text)} as a lab; I know {names}.")
        return Asked(LabQuery(tuple(dict.fromkeys(labs)) or tuple(known)), tuple(lead))

    def of_levels(self, level: str | None, role: str | None) -> Asked | Answer:
        """Ask for a typed level, of a typed title."""
        names = {
            name: it.id
            for it in self.knowledge.levels.levels
            for name in (it.id, it.name, *it.also)
        }
        found = find(level, names) if level else None
        lead: tuple[str, ...] = ()
        if level and found is None:
            lead = (f"There is no level {quote(level)} here; these are all.",)
        if role is None:
            return Asked(LevelsQuery(found), lead)
        return self.with_lead(self.of_title(role, lambda it: LevelsQuery(found, it)), lead)

    def of_guide(self, text: str | None) -> Asked:
        """Ask for the piece that a person named, or for the list where none is so called."""
        if text is None:
            return Asked(GuideQuery())
        guides = self.knowledge.guides.values()
        names = {name: it.id for it in guides for name in (it.id, it.title, it.about)}
        found = find(text, names)
        lead = () if found else (f"There is no guide called {quote(text)}; here are all.",)
        return Asked(GuideQuery(found), lead)

    def of_way(self, text: str) -> Asked:
        """Ask for a way to find a role by its typed name, or for all where none is so called."""
        names = {name: it.id for it in self.knowledge.ways.values() for name in (it.id, it.name)}
        found = find(text, names)
        lead = () if found else (f"There is no way called {quote(text)}; here are all.",)
        return Asked(MatchQuery(found), lead)

    def of_problem(self, text: str | None) -> Asked:
        """Ask for a problem by its typed title, or for the list where none is so called."""
        if text is None:
            return Asked(PracticeQuery())
        problems = self.knowledge.practice.values()
        found = find(text, {name: it.id for it in problems for name in (it.id, it.title)})
        lead = () if found else (f"There is no problem called {quote(text)}; here are all.",)
        return Asked(PracticeQuery(found), lead)

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


def _handler(query: Query) -> Handler:
    handlers: dict[type, Handler] = {
        RoleQuery: answer_role,
        CompareQuery: answer_compare,
        SalaryQuery: answer_salary,
        TitleQuery: answer_title,
        TiersQuery: answer_tiers,
        PassagesQuery: answer_passages,
        InterviewQuery: answer_interview,
        InterviewCompareQuery: answer_interview_compare,
        DemandQuery: answer_demand,
        LabQuery: answer_lab,
        LevelsQuery: answer_levels,
        GuideQuery: answer_guide,
        MatchQuery: answer_match,
        AssessQuery: answer_assess,
        PracticeQuery: answer_practice,
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
