"""/title: decode the title of a posting: what it most likely means, why, and what to check."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import assert_never

from bot.knowledge.asking import Intent
from bot.knowledge.base import Knowledge
from bot.language.words import clean
from bot.lookups.by_title import Asked, employer_by_name, left_out
from bot.lookups.converting import Offered, converted
from bot.lookups.lookup import FreeQuestion, Lookup
from bot.lookups.model import Answer, Block, Line, Section, Step
from bot.lookups.queries import (
    CompareQuery,
    EmployerId,
    FreeText,
    Query,
    RoleQuery,
    SalaryQuery,
    TiersQuery,
)
from bot.lookups.wording import cited, claim_line, join, quote
from bot.titles import Resolution

MAX_OTHERS = 4
MAX_TITLE = 80


@dataclass(frozen=True, slots=True)
class TitleQuery(Query):
    """Ask what the title of a posting means."""

    text: FreeText
    employer: EmployerId | None = None


def answer_title(query: TitleQuery, knowledge: Knowledge, today: date) -> Answer:
    """Answer with the likeliest role, the reasons, other meanings, and what to look at."""
    del today
    resolution = knowledge.titles.resolve(query.text, query.employer)
    blocks: tuple[Block, ...] = (
        Section("Most likely", tuple(_verdict(knowledge, resolution))),
        *_meanings(knowledge, resolution),
        Section(
            "What to check: the work, not the title",
            tuple(claim_line(claim) for claim in knowledge.title_files.meanings.checks),
        ),
    )
    return converted(
        f"Decoded: {quote(query.text)}",
        query,
        (),
        blocks,
        cited(knowledge, blocks),
        _steps(knowledge, resolution),
        _menus(knowledge, resolution),
    )


def _verdict(knowledge: Knowledge, resolution: Resolution) -> Iterator[Line]:
    """Say what the title means, how sure that is, and what led there."""
    names = [knowledge.roles[role].name for role in resolution.roles]
    if resolution.status == "matched":
        yield Line(f"{names[0]} ({_sureness(resolution)}).", "Role")
        if len(names) > 1:
            yield Line(f"{join(names[1:MAX_OTHERS], 'or')}.", "Possibly")
        source = resolution.alias_source
        cites = (source,) if source is not None else ()
        yield Line(_why(knowledge, resolution), "Why", cites, resolution.alias_note)
    elif resolution.status == "choose":
        found = [knowledge.roles[role].name for role in resolution.candidates[:MAX_OTHERS]]
        yield Line(f"More than one role fits: {join(found, 'or')}.")
    else:
        yield Line("None of the roles in the knowledge base.")
    if resolution.near_miss:
        yield Line(resolution.near_miss)
    if (dropped := left_out(resolution)) is not None:
        yield Line(f"{dropped}. Such words do not change the role.")


def _sureness(resolution: Resolution) -> str:
    if resolution.sure >= 0.95:  # noqa: PLR2004
        return "certain"
    return "almost certain" if resolution.sure >= 0.8 else "likely"  # noqa: PLR2004


def _why(knowledge: Knowledge, resolution: Resolution) -> str:
    """Name the step of the resolver that decided."""
    matched = quote(resolution.matched) if resolution.matched else "the title"
    match resolution.how:
        case "id" | "name":
            return "it is the role's own name."
        case "alias":
            return f"{matched} is a known name for it."
        case "employer-alias":
            employers = (
                (resolution.employer,) if resolution.employer else resolution.alias_employers
            )
            names = [knowledge.employers[item].name for item in employers]
            return f"{matched} is used for it at {join(names)}."
        case "server-alias":
            return f"{matched} is this server's own word for it."
        case "fuzzy":
            return f"it reads like {matched} with a slip of the pen."
        case "cleaned" | None:
            return f"its deciding words are {matched}."
        case _:
            assert_never(resolution.how)


def _meanings(knowledge: Knowledge, resolution: Resolution) -> Iterator[Section]:
    """Return what else the same words mean in other places."""
    lines = tuple(
        claim_line(claim, meaning.title)
        for meaning in knowledge.titles.meanings_of(resolution)
        for claim in meaning.claims
    )
    if lines:
        yield Section("Where it means something else", lines)


def _steps(knowledge: Knowledge, resolution: Resolution) -> tuple[Step, ...]:
    if resolution.status != "matched":
        names = knowledge.roles
        offered = resolution.candidates[:MAX_OTHERS]
        return (
            *(Step(names[role].name, RoleQuery(role)) for role in offered),
            Step("The map", TiersQuery()),
        )
    best = resolution.roles[0]
    return (
        Step("Profile", RoleQuery(best)),
        Step("Salary", SalaryQuery(best, resolution.employer)),
    )


def _menus(knowledge: Knowledge, resolution: Resolution) -> tuple[Offered, ...]:
    if len(resolution.roles) < 2:  # noqa: PLR2004
        return ()
    best, *others = resolution.roles
    return (
        (
            "Tell them apart",
            tuple(
                Step(
                    f"{knowledge.roles[best].name} or {knowledge.roles[other].name}",
                    CompareQuery((best, other)),
                )
                for other in others[:MAX_OTHERS]
            ),
        ),
    )


def posting_by_name(knowledge: Knowledge, text: str, employer: str | None = None) -> Asked:
    """Ask what the title of a posting means, of a typed employer."""
    named, lead = employer_by_name(knowledge, employer)
    return Asked(TitleQuery(text, named), lead)


def _samples(knowledge: Knowledge) -> Iterator[tuple[TitleQuery, str]]:
    """Ask for every title that the files list, and for every name of a role."""
    files = knowledge.title_files
    listed = {title for group in files.aliases.aliases for title in group.titles}
    listed |= {title for miss in files.near_misses.near_misses for title in miss.titles}
    listed |= {role.name for role in knowledge.roles.values()}
    return ((TitleQuery(title), f"“{title}”") for title in sorted(listed))


def _route(question: FreeQuestion) -> Query:
    reading = question.reading
    title = clean(reading.title or reading.question)[:MAX_TITLE].strip()
    return TitleQuery(title or question.words, reading.employer)


TITLE = Lookup(
    TitleQuery,
    "t",
    answer_title,
    "/title",
    _samples,
    help="Decode the title of a job posting.",
    routes={Intent.TITLE_DECODE: _route},
)
