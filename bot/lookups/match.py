"""/match: find your role; a question at a time, then a result with its reasons."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.knowledge.asking import Intent
from bot.knowledge.base import Knowledge
from bot.knowledge.exercises import MatchOption, MatchQuestion, Way
from bot.lookups.by_title import Asked
from bot.lookups.charts import Bar, CareerCard, ShareChart
from bot.lookups.lookup import CommandGroup, FreeQuestion, Lookup
from bot.lookups.model import (
    CARD_LIMIT,
    MAX_BUTTONS,
    MAX_LINES,
    Answer,
    AnswerAction,
    Figure,
    Line,
    Section,
    Step,
    Topic,
)
from bot.lookups.naming import find
from bot.lookups.queries import (
    Entity,
    InterviewQuery,
    Query,
    RoleQuery,
    RoleSection,
    TiersQuery,
    WayId,
)
from bot.lookups.topics import fitting, packed
from bot.lookups.wording import (
    capital,
    cited,
    claim_line,
    join,
    plural,
    provenance,
    quote,
    sources_of,
)
from bot.records.claims import Claim
from bot.tools.matching import (
    ChosenOption,
    MatchResult,
    max_points,
    nearest,
    result_of,
    steps_and_ends,
    walk,
)

TENTHS = "0123456789a"
"""Digits of the shares of a week, in steps of ten percent."""
SHOWN_ROLES = 3
MOST_REASONS = 3
_CAUTION = {
    "clear": "A clear lead; it only counts your answers.",
    "likely": "Not a clear lead; it only counts your answers.",
    "close": "A close call; it only counts your answers.",
}
CARD_TITLE = "My AI career card"
MAX_STEPS = 4


@dataclass(frozen=True, slots=True)
class MatchQuery(Query):
    """Look for one's role: the way, what its questions were, and a digit an answer.

    A button carries all answers so far, so a flow can be taken up again at any time. Without a
    digest the digits answer whatever is asked now.
    """

    way: WayId | None = None
    digest: str | None = None
    digits: str | None = None


def answer_match(query: MatchQuery, knowledge: Knowledge, today: date) -> Answer:
    """Answer with the open question of a way, the first one by default, or with its result."""
    del today
    first = next(iter(knowledge.ways))
    way, digits = knowledge.ways[query.way or first], query.digits or ""
    if query.digest not in (None, way.digest):
        return _changed(query, way)
    try:
        return (
            _week(query, way, digits, knowledge)
            if not way.questions
            else _asked(query, way, digits, knowledge)
        )
    except ValueError:
        return _changed(query, way)


def _changed(query: MatchQuery, way: Way) -> Answer:
    return Answer(
        "These questions have changed since that button was made, so please start again.",
        query,
        name=way.name,
        steps=(Step("Start again", MatchQuery(way.id)), Step("Find my role", MatchQuery())),
    )


def _asked(query: MatchQuery, way: Way, digits: str, knowledge: Knowledge) -> Answer:
    given, question = walk(way, digits)
    if question is None:
        return _result(query, way, given, knowledge)
    return _question(query, way, digits, question, knowledge)


def _question(
    query: MatchQuery, way: Way, digits: str, question: MatchQuestion, knowledge: Knowledge
) -> Answer:
    options = tuple(
        Step(f"{number}. {option.text}", MatchQuery(way.id, way.digest, f"{digits}{number - 1}"))
        for number, option in enumerate(question.options, 1)
    )
    few = len(options) <= MAX_BUTTONS
    back = tuple(_back(way, digits, knowledge))
    return Answer(
        question.text,
        query,
        name=f"{way.name}: question {_count(way, digits)}",
        text=None if few else "Pick your answer from the menu.",
        lines=tuple(
            Line(f"{it.text} – {it.because}" if it.is_founded else it.text, f"{number}.")
            for number, it in enumerate(question.options, 1)
        )
        if few
        else (),
        provenance=provenance(knowledge, (way.source,)),
        steps=options if few else back,
        prompt="Other ways to find your role" if few else "Your answer",
        more=back if few else (*options, *back),
        sources=(knowledge.sources[way.source],),
    )


def _count(way: Way, digits: str) -> str:
    """Give the number of a question, out of how many where no answer leads elsewhere."""
    number = len(digits) + 1
    straight = all(option.next is None for option in way.options)
    return f"{number} of {len(way.questions)}" if straight else str(number)


def _back(way: Way, digits: str, knowledge: Knowledge) -> Iterator[Step]:
    """Go one question back, or to another way."""
    if digits:
        yield Step("Back", MatchQuery(way.id, way.digest, digits[:-1] or None))
    for other in knowledge.ways.values():
        if other.id != way.id:
            yield Step(other.name, MatchQuery(other.id), other.about)


def _result(
    query: MatchQuery, way: Way, given: tuple[ChosenOption, ...], knowledge: Knowledge
) -> Answer:
    result = result_of(way, given)
    if result is None:
        return _elsewhere(query, way, given, knowledge)
    (best, _), *_ = result.ranking
    first = knowledge.roles[best]
    reasons = Section("What spoke for what", tuple(_reasons(way, given, knowledge)))
    lines = tuple(_lines(way, result, knowledge))
    small = provenance(knowledge, sources_of((*lines, reasons)), _CAUTION[result.sure])
    headline = _headline(result, knowledge)
    name = f"{way.name}: your result"
    said = sum(len(it) + 1 for it in (name, headline, first.gist.text, small))
    ranking = Section("All roles", tuple(_ranking(result, knowledge)))
    return Answer(
        headline,
        query,
        name=name,
        text=first.gist.text,
        lines=fitting(lines, CARD_LIMIT - said, MAX_LINES),
        figure=_card(way, result, knowledge),
        provenance=small,
        topics=packed(knowledge, (ranking, reasons)),
        steps=_about(first.id),
        prompt="All roles, reasons, and other ways",
        more=(
            *_back(way, query.digits or "", knowledge),
            Step("Start again", MatchQuery(way.id)),
        ),
        actions=(_plan(first.id),),
        sources=cited(knowledge, (*lines, reasons)),
    )


def _card(way: Way, result: MatchResult, knowledge: Knowledge) -> Figure | None:
    """Draw what a way through all questions came to, to be shown to others."""
    best = [(knowledge.roles[role].name, points) for role, points in result.ranking[:SHOWN_ROLES]]
    if any(option.next is not None for option in way.options) or len(best) < SHOWN_ROLES:
        return None
    role = result.ranking[0][0]
    for_it = [it.option.text for it in _spoke(result.given, role)][:SHOWN_ROLES]
    most = max_points(way, role)
    gaps = tuple(claim.text for claim in gaps_of(result.given, role, knowledge))[:1]
    return Figure(CareerCard(CARD_TITLE, best[0][0], tuple(best), most, tuple(for_it), gaps))


def _elsewhere(
    query: MatchQuery, way: Way, given: tuple[ChosenOption, ...], knowledge: Knowledge
) -> Answer:
    """Go on with the way that has a role for everybody, where this one came to none."""
    other = next((it for it in _for_everybody(knowledge) if it.id != way.id), None)
    if other is None:
        return _changed(query, way)
    asked = _question(query, other, "", other.questions[0], knowledge)
    because = given[-1].option.because
    return replace(asked, lead=(because,), more=tuple(_back(way, query.digits or "", knowledge)))


def _for_everybody(knowledge: Knowledge) -> Iterator[Way]:
    """Give the ways on which each answer to the first question speaks for a role."""
    for way in knowledge.ways.values():
        if way.questions and all(it.speaks_for for it in way.questions[0].options):
            yield way


def _about(role: str) -> tuple[Step, ...]:
    return (
        Step("Profile", RoleQuery(role)),
        Step("Interviews", InterviewQuery(role)),
        Step("Getting in", RoleQuery(role, RoleSection.GETTING_IN)),
    )


def _plan(role: str) -> AnswerAction:
    return AnswerAction("Make a plan for this", "plan", role)


def _headline(result: MatchResult, knowledge: Knowledge) -> str:
    (best, points), *others = result.ranking
    name = knowledge.roles[best].name
    if others and others[0][1] == points:
        return f"{name} and {knowledge.roles[others[0][0]].name} fit your answers equally well."
    return f"{name} fits your answers best."


def _lines(way: Way, result: MatchResult, knowledge: Knowledge) -> Iterator[Line]:
    """Say why, what is lacking, who comes next and why, and what would change the result."""
    (best, points), *others = result.ranking
    why = [*_why(way, result.given, best, knowledge)][:MOST_REASONS]
    sources = tuple(dict.fromkeys(source for line in why for source in line.sources))
    yield Line(" ".join(line.text for line in why), "Why", sources)
    for claim in gaps_of(result.given, best, knowledge)[:1]:
        yield claim_line(claim, "Your gap")
    for (role, behind), place in zip(others, ("Runner-up", "Third"), strict=False):
        own = next(_why(way, result.given, role, knowledge, than=best))
        said = f"{knowledge.roles[role].name}, with {behind} points to {points}. {own.text}"
        yield Line(said, place, own.sources)
    yield _tip(result, knowledge)


def gaps_of(given: Sequence[ChosenOption], role: str, knowledge: Knowledge) -> tuple[Claim, ...]:
    """Give what a role asks that somebody said they lack."""
    claims = knowledge.roles[role].claims
    return tuple(claims[it.option.gaps[role]] for it in given if role in it.option.gaps)


def _tip(result: MatchResult, knowledge: Knowledge) -> Line:
    if result.tip is None:
        return Line("No single answer would change it.", "What would tip it")
    tip = result.tip
    winners = [knowledge.roles[role].name for role in tip.winners]
    further = ", depending on what you answer next" if tip.open else ""
    return Line(
        f"“{tip.instead.text}” instead of “{tip.given.option.text}” leads to "
        f"{join(winners, 'or')}{further}.",
        "What would tip it",
    )


def _ranking(result: MatchResult, knowledge: Knowledge) -> Iterator[Line]:
    """Rank every role that there is; those that no answer spoke for come last."""
    points = dict(result.ranking)
    for number, role in enumerate(
        (*points, *(it for it in knowledge.roles if it not in points)), 1
    ):
        said = plural(points.get(role, 0), "point")
        yield Line(f"{said}.", f"{number}. {knowledge.roles[role].name}")


def _spoke(given: Sequence[ChosenOption], role: str, than: str = "") -> list[ChosenOption]:
    """Give the answers that spoke for a role, first those that did more than for another."""
    spoke = (it for it in given if role in it.option.speaks_for)

    def weight(it: ChosenOption) -> tuple[int, int]:
        points = it.option.speaks_for
        return points.get(than, 0) - points[role], -points[role]

    return sorted(spoke, key=weight)


def _why(
    way: Way, given: Sequence[ChosenOption], role: str, knowledge: Knowledge, than: str = ""
) -> Iterator[Line]:
    """Say why answers spoke for a role, the weightiest first."""
    for it in _spoke(given, role, than):
        sources = _founded_on(way, it.option, knowledge, role)
        yield Line(it.option.because, f"“{it.option.text}”", sources)


def _reasons(way: Way, given: tuple[ChosenOption, ...], knowledge: Knowledge) -> Iterator[Line]:
    for it in given:
        roles = [knowledge.roles[role].short for role in it.option.speaks_for]
        spoke = f" That speaks for {join(roles)}." if roles else ""
        yield Line(
            f"“{it.option.text}” {it.option.because}{spoke}",
            it.question.text,
            _founded_on(way, it.option, knowledge),
        )


def _founded_on(
    way: Way, option: MatchOption, knowledge: Knowledge, role: str | None = None
) -> tuple[str, ...]:
    """Give the sources of the claims that an answer rests on, of one role where it has any."""
    if not option.rests_on:
        return () if option.ours else (option.source or way.source,)
    named = [it.split("/") for it in option.rests_on]
    own = [it for it in named if it[0] == role]
    claims = (knowledge.roles[it].claims[id_] for it, id_ in own or named)
    return tuple(dict.fromkeys(source for claim in claims for source in claim.sources))


def _week(query: MatchQuery, way: Way, digits: str, knowledge: Knowledge) -> Answer:
    """Ask for three shares, the fourth being the rest; then rank roles by distance."""
    wished = _wished(digits, knowledge)
    if wished is not None:
        return _nearest(query, way, wished, knowledge)
    shares = [TENTHS.index(digit) * 10 for digit in digits]
    rest = 100 - sum(shares)
    activities = list(knowledge.week_table.activities)
    activity = activities[len(shares)]
    so_far = ", ".join(f"{name} {share} %" for name, share in zip(activities, shares, strict=False))
    lines = [Line(knowledge.week_table.activities[activity], capital(activity))]
    if so_far:
        lines.append(Line(f"{so_far}; {rest} % is left.", "So far"))
    return Answer(
        f"How much of your week should be {activity}?",
        query,
        name=f"{way.name}: {activity}",
        lines=tuple(lines),
        provenance=provenance(knowledge, (knowledge.week_table.source,)),
        steps=tuple(_back(way, digits, knowledge)),
        prompt=f"Share of {activity}",
        more=tuple(
            Step(f"{10 * number} %", MatchQuery(way.id, way.digest, digits + TENTHS[number]))
            for number in range(rest // 10 + 1)
        ),
        sources=(knowledge.sources[knowledge.week_table.source],),
    )


def _nearest(query: MatchQuery, way: Way, wished: list[int], knowledge: Knowledge) -> Answer:
    weeks = {role.id: role.week for role in knowledge.roles.values() if role.week is not None}
    ranking = nearest(weeks, wished)
    source = knowledge.week_table.source
    lines = tuple(
        Line(
            "This is exactly the week you want."
            if distance == 0
            else f"You would spend {distance} % of your week differently.",
            knowledge.roles[role].name,
            (source,),
        )
        for role, distance in ranking
    )
    first = knowledge.roles[ranking[0][0]]
    small = provenance(knowledge, (source,), "Weeks are rough averages, and teams differ.")
    return Answer(
        f"{first.name} has the week nearest to the one you want.",
        query,
        name=f"{way.name}: your result",
        text=first.gist.text,
        lines=lines[:SHOWN_ROLES],
        figure=_weeks_beside(ranking, wished, knowledge),
        provenance=small,
        topics=(Topic("From near to far", (Section(None, lines),), small),),
        steps=_about(first.id),
        prompt="Other roles, and other ways",
        more=(*_back(way, query.digits or "", knowledge), Step("The map of roles", TiersQuery())),
        actions=(_plan(first.id),),
        sources=(knowledge.sources[source],),
    )


def _weeks_beside(
    ranking: Sequence[tuple[str, int]], wished: Sequence[int], knowledge: Knowledge
) -> Figure:
    activities = knowledge.week_table.activities
    bars = [Bar("The week you want", tuple(zip(activities, wished, strict=True)))]
    for role in (knowledge.roles[it] for it, _ in ranking[:SHOWN_ROLES]):
        bars += [Bar(role.name, role.week.parts)] if role.week is not None else []
    return Figure(ShareChart("Your week and the nearest roles", tuple(bars)))


def role_of(query: MatchQuery, knowledge: Knowledge) -> str | None:
    """Return the role that a finished flow found; None where it is not finished, or found none."""
    way = knowledge.ways.get(query.way or "")
    if way is None or query.digest != way.digest:
        return None
    try:
        if not way.questions:
            wished = _wished(query.digits or "", knowledge)
            weeks = {it.id: it.week for it in knowledge.roles.values() if it.week is not None}
            return None if wished is None else nearest(weeks, wished)[0][0]
        given, question = walk(way, query.digits or "")
    except ValueError:
        return None
    result = result_of(way, given) if question is None else None
    return None if result is None else result.ranking[0][0]


def _wished(digits: str, knowledge: Knowledge) -> list[int] | None:
    """Return the whole week that was wished for; None while shares are missing.

    Raise ValueError where the shares are more than a week.
    """
    shares = [TENTHS.index(digit) * 10 for digit in digits]
    rest, count = 100 - sum(shares), len(knowledge.week_table.activities)
    if rest < 0 or len(shares) >= count:
        raise ValueError("more than a week")
    if len(shares) == count - 1 or rest == 0:
        return [*shares, rest, *[0] * count][:count]
    return None


def way_by_name(knowledge: Knowledge, text: str | None) -> Asked:
    """Ask for a way to find a role by its typed name, or for all where none is so called."""
    if text is None:
        return Asked(MatchQuery())
    found = find(Entity.WAY, text, knowledge)
    lead = () if found else (f"There is no way called {quote(text)}; here are all.",)
    return Asked(MatchQuery(found), lead)


def _samples(knowledge: Knowledge) -> Iterator[tuple[MatchQuery, str]]:
    """Ask every question of each way once, and give every answer to it on a path to a result."""
    yield MatchQuery(), ""
    for way in knowledge.ways.values():
        flows = steps_and_ends(way) if way.questions else _weeks(knowledge)
        yield from ((MatchQuery(way.id, None, digits or None), way.id) for digits in flows)


def _weeks(knowledge: Knowledge) -> Iterator[str]:
    """Ask for each share of a week, and wish for the week of each role."""
    asked = len(knowledge.week_table.activities) - 1
    yield from (TENTHS[0] * count for count in range(asked))
    for role in knowledge.roles.values():
        if role.week is not None:
            yield "".join(TENTHS[share // 10] for _, share in role.week.parts[:asked])


def _route(question: FreeQuestion) -> Query:
    if question.reading.roles:
        return question.section(RoleSection.GETTING_IN)
    return MatchQuery()


MATCH = Lookup(
    MatchQuery,
    "m",
    answer_match,
    "/match",
    _samples,
    help="Find your role: seven questions, then your card with reasons and what you lack.",
    group=CommandGroup.HIRED,
    routes={Intent.PATH: _route},
    personal=True,
    outcome=("match", role_of),
)
