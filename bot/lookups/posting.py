"""/posting: a posting in brief: the role, what speaks for it, pay, red flags, what to ask."""

from collections.abc import Iterable, Iterator
from typing import assert_never

from bot.knowledge.base import Knowledge
from bot.knowledge.money import amount, span
from bot.knowledge.posting import RED_FLAGS, FlagKind
from bot.lookups.interview import loop_sentence
from bot.lookups.model import CARD_LIMIT, MAX_LINES, Answer, AnswerAction, Line, Step
from bot.lookups.pay import fits as fits_asked
from bot.lookups.pay import level_code, most_telling, own_claims, sentence_of
from bot.lookups.queries import GuideQuery, InterviewQuery, RoleQuery, SalaryQuery, TiersQuery
from bot.lookups.registry import encode
from bot.lookups.title import level_line
from bot.lookups.topics import fitting
from bot.lookups.wording import (
    capital,
    cited,
    employer_names,
    in_words,
    join,
    provenance,
    quote,
    sources_of,
    told_of_pay,
    with_article,
)
from bot.records.claims import Claim
from bot.records.references import records_in
from bot.tools.postings.pay import StatedPay
from bot.tools.postings.reading import PostingReading

NAME = "This posting, in brief"
SHOWN_WORDS = 4
NEAR, MOST_NEAR = 0.5, 2
"""Another role is near from this share of the first one's points; so many are named."""
MOST_QUESTIONS = 5
WHY, ASK = "Why this role", "Five questions to ask"
CAUTION = "Read by its words; which role they speak for is the editors' reading."
NOTHING = (
    "I can't tell the role from this: it names no title that I know, and the words that I look for "
    "are not in it."
)


def posting_brief(reading: PostingReading, knowledge: Knowledge, key: str) -> Answer:
    """Say what a posting is, in a card; `key` finds the posting again for what stands behind."""
    role = reading.role
    lines = tuple(_lines(reading, knowledge))
    headline = _headline(reading, knowledge)
    small = provenance(knowledge, sources_of(lines), CAUTION if role else "")
    said = sum(len(it) + 1 for it in (NAME, headline, small))
    why = (AnswerAction(WHY, "postwhy", key),) if reading.fits else ()
    return Answer(
        headline,
        name=NAME,
        lines=fitting(lines, CARD_LIMIT - said, MAX_LINES),
        provenance=small,
        actions=(
            *map(_beside, _steps(reading, knowledge)),
            *why,
            AnswerAction(ASK, "postask", key),
        ),
        sources=cited(knowledge, lines),
    )


def why_this_role(reading: PostingReading, knowledge: Knowledge) -> Answer:
    """Say which words of a posting speak for which role."""
    lines = tuple(
        Line(f"{_quoted(fit.words, 2 * SHOWN_WORDS)}.", knowledge.roles[fit.role].name)
        for fit in reading.fits[:MAX_LINES]
        if fit.role in knowledge.roles
    )
    first = knowledge.roles[reading.fits[0].role].name if reading.fits else ""
    said = f"Its words speak most for {with_article(first)}." if first else NOTHING
    return Answer(said, name=WHY, lines=lines, provenance=CAUTION, steps=_profiles(reading))


def questions_to_ask(reading: PostingReading, knowledge: Knowledge) -> Answer:
    """Give five questions for the recruiter: first what the posting leaves out."""
    lines = tuple(_questions(reading, knowledge))[:MOST_QUESTIONS]
    return Answer(
        "Ask the recruiter these five things before you apply.",
        name=ASK,
        lines=lines,
        provenance=provenance(knowledge, sources_of(lines)),
        steps=(*_profiles(reading), *_red_flags(knowledge)),
        sources=cited(knowledge, lines),
    )


def _headline(reading: PostingReading, knowledge: Knowledge) -> str:
    title = reading.title
    if reading.role is None:
        return title.near_miss if title is not None and title.near_miss else NOTHING
    name = with_article(knowledge.roles[reading.role].name)
    if title is None:
        return f"By the work that it describes, this is most like {name}."
    if any(flag.kind is FlagKind.TITLE_DIFFERS for flag in reading.flags):
        called = with_article(knowledge.roles[title.roles[0]].name)
        return f"The title says {called}, but the work is that of {name}."
    points = {fit.role: fit.points for fit in reading.fits}
    if not points.get(reading.role):
        return f"By its title this is {name}; the posting says little of the work."
    if len(title.roles) > 1:
        return f"{quote(title.title)} means several things; here it is most likely {name}."
    return f"This is {name}, and the work fits the title."


def _lines(reading: PostingReading, knowledge: Knowledge) -> Iterator[Line]:
    yield from _flag_lines(reading, knowledge)
    own = next((fit for fit in reading.fits if fit.role == reading.role), None)
    if own is not None:
        yield Line(f"{_quoted(own.words, SHOWN_WORDS)}.", "Speaks for it")
    if near := [*_near(reading, knowledge)]:
        yield Line(f"{capital(join(near))}.", "Also near")
    yield from _pay_lines(reading, knowledge)
    if reading.title is not None and reading.role is not None and reading.levels:
        yield level_line(knowledge, reading.levels)
    if missing := [*_missing(reading)]:
        yield Line(f"I found {join([f'no {it}' for it in missing])}.", "Left out")
    if reading.role is not None and reading.role in knowledge.interviews.loops:
        source = (knowledge.interviews.source,)
        yield Line(loop_sentence(reading.role, knowledge), "The loop", source)


def _flag_lines(reading: PostingReading, knowledge: Knowledge) -> Iterator[Line]:
    warned = {it.id: it for it in _warnings(knowledge)}
    rules = {rule.when: rule.rests_on for rule in knowledge.posting.flags}
    for flag in reading.flags:
        claim = warned[rules[flag.kind]]
        words = _quoted(flag.words, SHOWN_WORDS)
        match flag.kind:
            case FlagKind.PHD_ASKED:
                said = f"It asks for a PhD ({words}), for this job usually a mistake."
            case FlagKind.TITLE_DIFFERS:
                said = f"The title and the work differ ({words}): ask what you would really do."
            case FlagKind.ENGINEERING_FOR_RESEARCHER:
                said = "A researcher hired for pure engineering rarely works out."
            case _:
                assert_never(flag.kind)
        yield Line(said, "Red flag", claim.sources, claims=(claim,))


def _warnings(knowledge: Knowledge) -> Iterable[Claim]:
    return (claim for _, claim in records_in(knowledge.guides.get(RED_FLAGS), Claim))


def _near(reading: PostingReading, knowledge: Knowledge) -> Iterator[str]:
    least = NEAR * max((fit.points for fit in reading.fits), default=0)
    others = [it for it in reading.fits if it.role != reading.role and it.points >= least]
    for fit in others[:MOST_NEAR]:
        yield f"{in_words(knowledge.roles[fit.role].name)}, for {_quoted(fit.words, 2)}"


def _pay_lines(reading: PostingReading, knowledge: Knowledge) -> Iterator[Line]:
    """Set the stated pay beside what is published for the role, where both are like for like."""
    if (pay := reading.pay) is None:
        return
    stated = f"{_pay_words(pay)} a {pay.period}."
    if reading.role is None:
        yield Line(stated, "Pay")
        return
    query = SalaryQuery(reading.role, reading.employer, _level(reading))
    own = own_claims(knowledge, reading.role)
    best = most_telling([it for it in own if fits_asked(it, query)]) or most_telling(own)
    like = pay.period == "year" and best is not None and best.figures is not None
    if best is None or not like:
        yield Line(f"{stated} I know no figures to set beside it.", "Pay")
    elif best.figures is not None and pay.currency not in (None, best.figures.currency):
        yield Line(f"{stated} I don't convert currencies; my figures are for the US.", "Pay")
    else:
        known = sentence_of(knowledge, best, reading.role)
        yield told_of_pay(f"{stated} Published: {known}", "Pay", best)


def _pay_words(pay: StatedPay) -> str:
    if pay.low is None:
        return f"Up to {amount(pay.high, pay.currency or '')}"
    return span(pay.low, pay.high, pay.currency or "")


def _level(reading: PostingReading) -> str | None:
    return level_code(reading.levels[-1]) if reading.levels else None


def _missing(reading: PostingReading) -> Iterator[str]:
    if reading.pay is None:
        yield "pay"
    if not reading.levels:
        yield "level"
    if reading.employer is None:
        yield "employer that I know"


def _questions(reading: PostingReading, knowledge: Knowledge) -> Iterator[Line]:
    if reading.pay is None:
        yield Line("What is the range of pay, and what of it is base, bonus and equity?", "Pay")
    if not reading.levels:
        yield Line("At which level is the job?", "Level")
    yield Line("Which rounds will there be, and what does each weigh?", "Rounds")
    checks = (it for it in knowledge.title_files.meanings.checks if it.text.endswith("?"))
    open_first = sorted(checks, key=lambda it: not it.text.startswith(("What", "How")))
    for claim in open_first:
        yield Line(claim.text, sources=claim.sources, claims=(claim,))


def _quoted(words: Iterable[str], most: int) -> str:
    return join([quote(it) for it in list(words)[:most]])


def _steps(reading: PostingReading, knowledge: Knowledge) -> Iterator[Step]:
    if reading.role is None:
        yield Step("The map of roles", TiersQuery())
        return
    short = knowledge.roles[reading.role].short
    at = f" at {employer_names(knowledge, [reading.employer])}" if reading.employer else ""
    yield Step("About this role", RoleQuery(reading.role))
    yield Step(f"{short} pay{at}", SalaryQuery(reading.role, reading.employer))
    yield Step("The interviews", InterviewQuery(reading.role))


def _beside(step: Step) -> AnswerAction:
    """Open a step in a message of its own: a brief cannot be asked for again."""
    return AnswerAction(step.label, "b", f"{step.page}:{encode(step.query)}")


def _red_flags(knowledge: Knowledge) -> tuple[Step, ...]:
    return (Step("Red flags", GuideQuery(RED_FLAGS)),) if RED_FLAGS in knowledge.guides else ()


def _profiles(reading: PostingReading) -> tuple[Step, ...]:
    if reading.role is None:
        return ()
    return (
        Step("The role", RoleQuery(reading.role)),
        Step("The interviews", InterviewQuery(reading.role)),
    )
