"""/assess: the self-assessment; rate yourself on each dimension, then read what the sum means."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.knowledge.base import Knowledge
from bot.knowledge.exercises import AssessmentFile, RatedDimension, ScoreReading
from bot.lookups.charts import CountChart
from bot.lookups.lookup import CommandGroup, Lookup
from bot.lookups.match import MatchQuery
from bot.lookups.model import Answer, Figure, Line, Section, Step, Topic
from bot.lookups.queries import GuideQuery, Query, TiersQuery
from bot.lookups.wording import provenance

RATINGS = "12345"


@dataclass(frozen=True, slots=True)
class AssessQuery(Query):
    """Rate oneself: what the dimensions were, and a digit a rating."""

    digest: str | None = None
    digits: str | None = None


def answer_assess(query: AssessQuery, knowledge: Knowledge, today: date) -> Answer:
    """Answer with the open dimension, or with the score and its reading."""
    del today
    table, digits = knowledge.assessment, query.digits or ""
    if query.digest not in (None, table.digest) or not _fits(table, digits):
        return Answer(
            "The self-assessment has changed since that button was made, so please start again.",
            query,
            name="Self-assessment",
            steps=(Step("Start again", AssessQuery()),),
        )
    if len(digits) < len(table.dimensions):
        return _ask(query, digits, knowledge)
    return _score(query, digits, knowledge)


def score_of(query: AssessQuery, knowledge: Knowledge) -> int | None:
    """Return the score of a finished self-assessment; None for another."""
    table, digits = knowledge.assessment, query.digits or ""
    finished = query.digest == table.digest and len(digits) == len(table.dimensions)
    return sum(map(int, digits)) if finished and _fits(table, digits) else None


def _outcome(query: AssessQuery, knowledge: Knowledge) -> str | None:
    score = score_of(query, knowledge)
    return None if score is None else str(score)


def _fits(table: AssessmentFile, digits: str) -> bool:
    return len(digits) <= len(table.dimensions) and set(digits) <= set(RATINGS)


def _ask(query: AssessQuery, digits: str, knowledge: Knowledge) -> Answer:
    table = knowledge.assessment
    dimension = table.dimensions[len(digits)]
    back = AssessQuery(table.digest, digits[:-1] or None)
    return Answer(
        f"{dimension.name}: where are you, from 1 to 5?",
        query,
        name=f"Self-assessment: {len(digits) + 1} of {len(table.dimensions)}",
        lines=tuple(_anchors(dimension, table)),
        provenance=provenance(knowledge, (table.source,)),
        topics=(_bands(knowledge),),
        steps=tuple(
            Step(_label(dimension, rating), AssessQuery(table.digest, digits + rating))
            for rating in RATINGS
        ),
        prompt="What your score will mean",
        more=(Step("Back", back),) if digits else (),
        sources=(knowledge.sources[table.source],),
    )


def _bands(knowledge: Knowledge) -> Topic:
    table = knowledge.assessment
    lines = (
        Line(f"{it.text} {it.next}", f"{it.low} to {it.high} points", (table.source,))
        for it in table.readings
    )
    small = provenance(knowledge, (table.source,))
    return Topic("What each score means", (Section(None, tuple(lines)),), small)


def _anchors(dimension: RatedDimension, table: AssessmentFile) -> Iterator[Line]:
    anchors = {"1": dimension.at_1, "3": dimension.at_3, "5": dimension.at_5}
    for rating, text in anchors.items():
        yield Line(text, rating, (table.source,))


def _label(dimension: RatedDimension, rating: str) -> str:
    """Name a rating on its button; the ones between the anchors are numbers alone."""
    anchors = {"1": dimension.at_1, "3": dimension.at_3, "5": dimension.at_5}
    return f"{rating}: {anchors[rating]}" if rating in anchors else rating


def _score(query: AssessQuery, digits: str, knowledge: Knowledge) -> Answer:
    table = knowledge.assessment
    score, best = sum(map(int, digits)), 5 * len(table.dimensions)
    reading = _reading(table, score)
    rated = tuple(
        (dimension.name, int(digit))
        for dimension, digit in zip(table.dimensions, digits, strict=True)
    )
    low = min(value for _, value in rated)
    weakest = [name for name, value in rated if value == low]
    small = provenance(knowledge, (table.source,))
    ratings = Section(None, tuple(Line(f"{value} of 5.", name) for name, value in rated))
    return Answer(
        f"{score} of {best}: {reading.text}",
        query,
        name="Your self-assessment",
        lines=(
            Line(reading.next, "Next", (table.source,)),
            Line(f"{', '.join(weakest)}.", "Lowest"),
        ),
        figure=Figure(CountChart("Your ratings", "points of 5", rated, 5)),
        provenance=small,
        topics=(Topic("Your ratings", (ratings,), small), _bands(knowledge)),
        steps=(
            Step("The map of roles", TiersQuery()),
            Step("Find my role", MatchQuery()),
            Step("What to read", GuideQuery("reading" if "reading" in knowledge.guides else None)),
            Step("Take it again", AssessQuery()),
        ),
        prompt="Your ratings, and what scores mean",
        sources=(knowledge.sources[table.source],),
    )


def _reading(table: AssessmentFile, score: int) -> ScoreReading:
    return next(it for it in table.readings if it.low <= score <= it.high)


def _samples(knowledge: Knowledge) -> Iterator[tuple[AssessQuery, str]]:
    """Rate one dimension after the other, and reach every reading of the sum."""
    count = len(knowledge.assessment.dimensions)
    for given in range(count):
        yield AssessQuery(None, RATINGS[0] * given or None), "the questions"
    for reading in knowledge.assessment.readings:
        rated = [(reading.low + at) // count for at in range(count)]
        yield AssessQuery(None, "".join(map(str, rated))), f"{reading.low} to {reading.high}"


ASSESS = Lookup(
    AssessQuery,
    "e",
    answer_assess,
    "/assess",
    _samples,
    help="Where you stand: five ratings, one score, what to do next; /assess history.",
    group=CommandGroup.HIRED,
    personal=True,
    outcome=("assessment", _outcome),
)
