"""/match: find your role; a question at a time, then a result with its reasons."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.knowledge.asking import Intent
from bot.knowledge.base import Knowledge
from bot.knowledge.exercises import Way
from bot.lookups.by_title import Asked
from bot.lookups.charts import Bar, ShareChart
from bot.lookups.converting import converted
from bot.lookups.lookup import CommandGroup, FreeQuestion, Lookup
from bot.lookups.model import Answer, AnswerAction, Block, Figure, Line, Section, Step
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
from bot.lookups.wording import cited, join, quote
from bot.tools.matching import ChosenOption, MatchResult, nearest, result_of, steps_and_ends, walk

TENTHS = "0123456789a"
"""Digits of the shares of a week, in steps of ten percent."""
SHOWN_ROLES = 3


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
    blocks = (Section("Four ways in; each takes a minute", lines),)
    steps = tuple(Step(way.name, MatchQuery(way.id)) for way in knowledge.ways.values())
    return converted("Find your role", query, (), blocks, cited(knowledge, blocks), steps)


def _changed(query: MatchQuery, way: Way) -> Answer:
    line = Line("These questions have changed since that button was made, so begin anew.")
    steps = (Step("Begin anew", MatchQuery(way.id)), Step("Other ways", MatchQuery()))
    return converted(way.name, query, (), (Section(None, (line,)),), (), steps)


def _asked(query: MatchQuery, way: Way, digits: str, knowledge: Knowledge) -> Answer:
    given, question = walk(way, digits)
    if question is None:
        return _result(query, way, given, knowledge)
    lines = tuple(
        Line(option.text, f"{number + 1}.") for number, option in enumerate(question.options)
    )
    blocks = (Section(question.text, lines),)
    steps = [
        Step(f"{number + 1}. {option.text}", MatchQuery(way.id, way.digest, f"{digits}{number}"))
        for number, option in enumerate(question.options)
    ]
    return converted(
        f"{way.name}: question {len(given) + 1}",
        query,
        (),
        blocks,
        (knowledge.sources[way.source],),
        (*steps, *_back(way, digits)),
    )


def _back(way: Way, digits: str) -> Iterator[Step]:
    if digits:
        yield Step("One back", MatchQuery(way.id, way.digest, digits[:-1] or None))
    yield Step("Other ways", MatchQuery())


def _result(
    query: MatchQuery, way: Way, given: tuple[ChosenOption, ...], knowledge: Knowledge
) -> Answer:
    result = result_of(way, given)
    again = (*_back(way, query.digits or ""), Step("Begin anew", MatchQuery(way.id)))
    reasons = Section("What spoke for what", tuple(_reasons(way, given, knowledge)))
    if result is None:
        said = Section(None, (Line("These answers lead to no role. Try another way in."),))
        return converted(way.name, query, (), (said, reasons), cited(knowledge, (reasons,)), again)
    first = knowledge.roles[result.ranking[0][0]]
    blocks: tuple[Block, ...] = (
        Section("Result", tuple(_ranks(result, knowledge))),
        reasons,
    )
    steps = (
        Step("Profile", RoleQuery(first.id)),
        Step("Interviews", InterviewQuery(first.id)),
        *again,
    )
    return converted(
        f"{way.name}: {first.name}",
        query,
        (),
        blocks,
        cited(knowledge, blocks),
        steps,
        actions=(_plan(first.id),),
    )


def _plan(role: str) -> AnswerAction:
    return AnswerAction("Study plan", "plan", role)


def _ranks(result: MatchResult, knowledge: Knowledge) -> Iterator[Line]:
    (role, points), *others = result.ranking
    yield Line(f"{points} points; the lead is {result.sure}.", knowledge.roles[role].name)
    if others:
        runner, behind = others[0]
        yield Line(f"{knowledge.roles[runner].name}, {behind} points.", "Runner-up")
    if result.tip is not None:
        tip = result.tip
        winners = [knowledge.roles[role].name for role in tip.winners]
        further = ", by what you answer then" if tip.open else ""
        yield Line(
            f"“{tip.given.question.text}” “{tip.instead.text}” instead of "
            f"“{tip.given.option.text}”: {join(winners, 'or')}{further}.",
            "What would tip it",
        )
    else:
        yield Line("No single other answer.", "What would tip it")


def _reasons(way: Way, given: tuple[ChosenOption, ...], knowledge: Knowledge) -> Iterator[Line]:
    for it in given:
        roles = [knowledge.roles[role].short for role in it.option.speaks_for]
        spoke = f" Speaks for {join(roles)}." if roles else ""
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
    what = knowledge.week_table.activities[activity]
    so_far = ", ".join(f"{name} {share} %" for name, share in zip(activities, shares, strict=False))
    lines = [Line(what, activity, (knowledge.week_table.source,))]
    if so_far:
        lines.append(Line(f"{so_far}; {rest} % are left.", "So far"))
    options = tuple(
        Step(f"{10 * number} %", MatchQuery(way.id, way.digest, digits + TENTHS[number]))
        for number in range(rest // 10 + 1)
    )
    blocks = (Section(f"How much of your week should be {activity}?", tuple(lines)),)
    return converted(
        f"{way.name}: {activity}",
        query,
        (),
        blocks,
        cited(knowledge, blocks),
        tuple(_back(way, digits)),
        ((f"Share of {activity}", options),),
    )


def _nearest(query: MatchQuery, way: Way, wished: list[int], knowledge: Knowledge) -> Answer:
    weeks = {role.id: role.week for role in knowledge.roles.values() if role.week is not None}
    ranking = nearest(weeks, wished)
    activities = list(knowledge.week_table.activities)
    shown = ranking[:SHOWN_ROLES]
    bars = [Bar("The week you want", tuple(zip(activities, wished, strict=True)))]
    bars += [Bar(knowledge.roles[role].name, weeks[role].parts) for role, _ in shown]
    source = knowledge.week_table.source
    lines = tuple(
        Line(
            "Exactly the week you want."
            if distance == 0
            else f"{distance} % of the week would be spent otherwise.",
            knowledge.roles[role].name,
            (source,),
        )
        for role, distance in ranking
    )
    blocks: tuple[Block, ...] = (
        Figure(ShareChart("Your week and the nearest roles", tuple(bars))),
        Section("From near to far", lines),
    )
    first = shown[0][0]
    return converted(
        f"{way.name}: {knowledge.roles[first].name}",
        query,
        (),
        blocks,
        cited(knowledge, blocks),
        (
            Step("Profile", RoleQuery(first)),
            Step("Interviews", InterviewQuery(first)),
            *_back(way, query.digits or ""),
            Step("The map", TiersQuery()),
        ),
        actions=(_plan(first),),
    )


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
