"""/match: find your role; a question at a time, then a result with its reasons."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.knowledge.asking import Intent
from bot.knowledge.base import Knowledge
from bot.knowledge.exercises import MatchQuestion, Way
from bot.lookups.by_title import Asked
from bot.lookups.charts import Bar, ShareChart
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
from bot.lookups.wording import capital, cited, join, plural, provenance, quote, sources_of
from bot.tools.matching import ChosenOption, MatchResult, nearest, result_of, steps_and_ends, walk

TENTHS = "0123456789a"
"""Digits of the shares of a week, in steps of ten percent."""
SHOWN_ROLES = 3
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
    """Answer with the ways, the open question of one, or its result."""
    del today
    if query.way is None:
        return _ways(query, knowledge)
    way, digits = knowledge.ways[query.way], query.digits or ""
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


def _ways(query: MatchQuery, knowledge: Knowledge) -> Answer:
    lines = tuple(Line(way.about, way.name, (way.source,)) for way in knowledge.ways.values())
    return Answer(
        "Pick a way to find your role; each takes a minute.",
        query,
        name="Find your role",
        lines=lines[:MAX_LINES],
        provenance=provenance(knowledge, sources_of(lines)),
        steps=tuple(Step(it.name, MatchQuery(it.id)) for it in knowledge.ways.values())[:MAX_STEPS],
        sources=cited(knowledge, lines),
    )


def _changed(query: MatchQuery, way: Way) -> Answer:
    return Answer(
        "These questions have changed since that button was made, so please start again.",
        query,
        name=way.name,
        steps=(Step("Start again", MatchQuery(way.id)), Step("Other ways", MatchQuery())),
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
    back = tuple(_back(way, digits))
    return Answer(
        question.text,
        query,
        name=f"{way.name}: question {len(digits) + 1}",
        text=None if few else "Pick your answer from the menu.",
        lines=tuple(Line(it.text, f"{number}.") for number, it in enumerate(question.options, 1))
        if few
        else (),
        provenance=provenance(knowledge, (way.source,)),
        steps=options if few else back,
        prompt="Something else" if few else "Your answer",
        more=back if few else options,
        sources=(knowledge.sources[way.source],),
    )


def _back(way: Way, digits: str) -> Iterator[Step]:
    if digits:
        yield Step("Back", MatchQuery(way.id, way.digest, digits[:-1] or None))
    yield Step("Other ways", MatchQuery())


def _result(
    query: MatchQuery, way: Way, given: tuple[ChosenOption, ...], knowledge: Knowledge
) -> Answer:
    result = result_of(way, given)
    if result is None:
        return _elsewhere(query, way, given, knowledge)
    (best, _), *_ = result.ranking
    first = knowledge.roles[best]
    reasons = Section("What spoke for what", tuple(_reasons(way, given, knowledge)))
    small = provenance(knowledge, sources_of((reasons,)), "It only counts your answers.")
    headline = f"{first.name} fits your answers best."
    said = sum(len(it) + 1 for it in (way.name, headline, first.gist.text, small))
    lines = (*_ranks(result, knowledge), *_why(way, given, best))
    return Answer(
        headline,
        query,
        name=f"{way.name}: your result",
        text=first.gist.text,
        lines=fitting(lines, CARD_LIMIT - said, MAX_LINES),
        provenance=small,
        topics=packed(knowledge, (Section("Ranking", tuple(_ranking(result, knowledge))), reasons)),
        steps=_about(first.id),
        prompt="Reasons, and other ways",
        more=(*_back(way, query.digits or ""), Step("Start again", MatchQuery(way.id))),
        actions=(_plan(first.id),),
        sources=cited(knowledge, (reasons,)),
    )


def _elsewhere(
    query: MatchQuery, way: Way, given: tuple[ChosenOption, ...], knowledge: Knowledge
) -> Answer:
    """Go on with the way that has a role for everybody, where this one came to none."""
    other = next((it for it in _for_everybody(knowledge) if it.id != way.id), None)
    if other is None:
        return _ways(query, knowledge)
    asked = _question(query, other, "", other.questions[0], knowledge)
    because = given[-1].option.because
    return replace(asked, lead=(because,), more=tuple(_back(way, query.digits or "")))


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
    return AnswerAction("Study plan", "plan", role)


def _ranks(result: MatchResult, knowledge: Knowledge) -> Iterator[Line]:
    """Say who comes second, how far behind, and what would change the result."""
    (_, points), *others = result.ranking
    if others:
        runner, behind = others[0]
        yield Line(
            f"{knowledge.roles[runner].name}, with {behind} points to {points}; "
            f"the lead is {result.sure}.",
            "Runner-up",
        )
    if result.tip is None:
        yield Line("No single answer would change it.", "What would tip it")
        return
    tip = result.tip
    winners = [knowledge.roles[role].name for role in tip.winners]
    further = ", depending on what you answer next" if tip.open else ""
    yield Line(
        f"“{tip.instead.text}” instead of “{tip.given.option.text}” leads to "
        f"{join(winners, 'or')}{further}.",
        "What would tip it",
    )


def _ranking(result: MatchResult, knowledge: Knowledge) -> Iterator[Line]:
    for number, (role, points) in enumerate(result.ranking, 1):
        yield Line(f"{plural(points, 'point')}.", f"{number}. {knowledge.roles[role].name}")


def _why(way: Way, given: tuple[ChosenOption, ...], role: str) -> Iterator[Line]:
    """Give the answers that spoke for a role, the weightiest first."""
    spoke = [it for it in given if role in it.option.speaks_for]
    for it in sorted(spoke, key=lambda it: -it.option.speaks_for[role]):
        yield Line(it.option.because, f"“{it.option.text}”", (it.option.source or way.source,))


def _reasons(way: Way, given: tuple[ChosenOption, ...], knowledge: Knowledge) -> Iterator[Line]:
    for it in given:
        roles = [knowledge.roles[role].short for role in it.option.speaks_for]
        spoke = f" That speaks for {join(roles)}." if roles else ""
        yield Line(
            f"“{it.option.text}” {it.option.because}{spoke}",
            it.question.text,
            (it.option.source or way.source,),
        )


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
        steps=tuple(_back(way, digits)),
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
        more=(*_back(way, query.digits or ""), Step("The map of roles", TiersQuery())),
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
    help="Find your role: four ways in, a few questions each, a result with its reasons.",
    group=CommandGroup.HIRED,
    routes={Intent.PATH: _route},
    personal=True,
    outcome=("match", role_of),
)
