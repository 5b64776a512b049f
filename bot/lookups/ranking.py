"""Which role has most or least of something: by a table, or as far as sources speak of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from bot.knowledge.base import Knowledge
from bot.knowledge.rankings import Marks, Ranking, RankingSide
from bot.language.reading import Missed
from bot.lookups.lookup import Lookup
from bot.lookups.model import CARD_LIMIT, MAX_LINES, Answer, Line, Step
from bot.lookups.queries import Query, RankingId, RoleQuery, RoleSection, TiersQuery
from bot.lookups.role import week_chart
from bot.lookups.topics import fitting
from bot.lookups.wording import (
    ask_for,
    capital,
    cited,
    claim_line,
    count_words,
    in_plural,
    join,
    provenance,
    sources_of,
)
from bot.records.fields import LabelledEnum

MAX_ROLES = 2
MAX_SMALL = 60
"""Characters of the name, and of the line of provenance."""
WEEKS = "How weeks split"


class End(LabelledEnum):
    """An end of a ranking."""

    MOST = "most", "most"
    LEAST = "least", "least"


@dataclass(frozen=True, slots=True)
class RankingQuery(Query):
    """Ask which role stands at one end of a ranking."""

    ranking: RankingId
    end: End = End.MOST


@dataclass(frozen=True, slots=True)
class _Place:
    """Roles that share a place, with what a table says of them."""

    roles: tuple[str, ...]
    value: str


def answer_ranking(query: RankingQuery, knowledge: Knowledge, today: date) -> Answer:
    """Name the first, by a table or in words; or say that nothing compares roles by this."""
    del today
    ranking = knowledge.rankings[query.ranking]
    side = ranking.least if query.end is End.LEAST else ranking.most
    places, source = _places(ranking, knowledge)
    if query.end is End.LEAST:
        places = places[::-1]
    headline = _headline(query, ranking, side, places, knowledge)
    compared = bool(places) or side.headline is not None
    table = tuple(_line(place, source, knowledge) for place in places if source)
    rests = () if side.headline is None else side.headline.rests_on
    claims = sorted(ranking.claims, key=lambda it: it.id not in rests)
    said = tuple(
        claim_line(it, None if it.role is None else knowledge.roles[it.role].name) for it in claims
    )
    room = CARD_LIMIT - len(headline) - 2 * MAX_SMALL
    lines = fitting((*table, *said), room, MAX_LINES)
    shown = [role for place in places for role in place.roles]
    shown += [it.role for it in claims if it.role is not None]
    weeks = None if compared else week_chart(knowledge, [*knowledge.roles.values()], WEEKS)
    return Answer(
        headline,
        query,
        name=f"Roles by {ranking.name}" if compared else "Roles side by side",
        lines=lines,
        figure=weeks,
        provenance=provenance(knowledge, sources_of(lines), _caution(places) if compared else ""),
        steps=(*_steps(shown, knowledge), Step("The map", TiersQuery())),
        actions=() if compared else (ask_for(Missed.QUESTION, f"which role: {ranking.name}"),),
        sources=cited(knowledge, lines),
    )


def _headline(
    query: RankingQuery,
    ranking: Ranking,
    side: RankingSide,
    places: Sequence[_Place],
    knowledge: Knowledge,
) -> str:
    if side.headline is not None:
        return side.headline.text
    if not places:
        return f"Nothing that I know compares {ranking.name} across roles."
    who = capital(join([in_plural(knowledge.roles[it].name) for it in places[0].roles]))
    of = count_words(sum(len(place.roles) for place in places), "role")
    if ranking.activity is not None:
        share = "largest" if query.end is End.MOST else "smallest"
        return (
            f"{who} spend the {share} share of their week on {ranking.name}, of {of} compared: "
            f"{places[0].value}."
        )
    rated = "highest" if query.end is End.MOST else "lowest"
    return f"{who} are rated {rated} for {ranking.name}, of {of} compared: {places[0].value}."


def _places(ranking: Ranking, knowledge: Knowledge) -> tuple[list[_Place], str]:
    """Rank roles by a table, the highest first, with its source; none where there is no table."""
    if ranking.activity is not None:
        shares = {
            role.id: dict(role.week.parts)[ranking.activity]
            for role in knowledge.roles.values()
            if role.week is not None
        }
        return list(_grouped(shares, " %")), knowledge.week_table.source
    if ranking.marks is not None:
        return _by_marks(ranking.marks, knowledge)
    return [], ""


def _by_marks(marks: Marks, knowledge: Knowledge) -> tuple[list[_Place], str]:
    for comparison in knowledge.comparisons:
        for line in comparison.dimensions:
            if line.fact is marks.fact and set(line.cells.values()) <= set(marks.scale):
                ranks = {role: marks.scale.index(it) for role, it in line.cells.items()}
                places = [
                    _Place(place.roles, marks.scale[int(place.value)])
                    for place in _grouped(ranks, "")
                ]
                return places, comparison.source
    return [], ""


def _grouped(values: dict[str, int], unit: str) -> Iterator[_Place]:
    ordered = sorted(values, key=lambda role: -values[role])
    for value, roles in groupby(ordered, key=lambda role: values[role]):
        yield _Place(tuple(roles), f"{value}{unit}")


def _line(place: _Place, source: str, knowledge: Knowledge) -> Line:
    names = capital(join([in_plural(knowledge.roles[it].name) for it in place.roles]))
    return Line(f"{names}.", capital(place.value), (source,))


def _caution(places: Sequence[_Place]) -> str:
    if not places:
        return "No source ranks all roles by this."
    count = count_words(sum(len(place.roles) for place in places), "role")
    return f"One source compares {count}."


def _steps(roles: Sequence[str], knowledge: Knowledge) -> Iterator[Step]:
    for role in list(dict.fromkeys(roles))[:MAX_ROLES]:
        section = RoleSection.DAY_TO_DAY
        yield Step(f"{knowledge.roles[role].short}: day to day", RoleQuery(role, section))


def _samples(knowledge: Knowledge) -> Iterator[tuple[RankingQuery, str]]:
    for ranking in knowledge.rankings.values():
        yield from ((RankingQuery(ranking.id, end), ranking.name) for end in End)


RANKING = Lookup(RankingQuery, "k", answer_ranking, "/ask", _samples)
