"""/title: decode the title of a posting: what it most likely means, why, and what to check."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import assert_never

from bot.knowledge.asking import Intent
from bot.knowledge.base import Knowledge
from bot.language.words import clean
from bot.lookups.by_title import Asked, employer_by_name, left_out, with_missing
from bot.lookups.lookup import FreeQuestion, Lookup
from bot.lookups.model import Answer, Line, Section, Step, Topic
from bot.lookups.queries import (
    CompareQuery,
    EmployerId,
    FreeText,
    Query,
    RoleQuery,
    SalaryQuery,
    TiersQuery,
)
from bot.lookups.wording import (
    capital,
    cited,
    claim_line,
    employer_names,
    in_words,
    join,
    provenance,
    quote,
    sources_of,
    with_article,
)
from bot.titles import Resolution

MAX_OTHERS = 4
MAX_TITLE = 80
MAX_QUESTIONS = 2
SHORT = 4
OPEN = ("What", "How")
"""How questions begin that need more than a yes or no."""
CHECKS = "What to check in a posting"
RULE = 0.65
"""How sure a rule can be, which reads a title that nobody listed."""
CERTAIN, ALMOST, LIKELY = 0.9, 0.7, 0.4
"""From these margins on, the word for how sure the first reading is."""


@dataclass(frozen=True, slots=True)
class TitleQuery(Query):
    """Ask what the title of a posting means."""

    text: FreeText
    employer: EmployerId | None = None


def answer_title(query: TitleQuery, knowledge: Knowledge, today: date) -> Answer:
    """Answer with the likeliest role and how sure that is, the reasons, and what to ask them."""
    del today
    found = knowledge.titles.resolve(query.text, query.employer)
    lines = tuple(_lines(knowledge, found))
    topics = tuple(_topics(knowledge, found))
    return Answer(
        _headline(knowledge, found),
        query,
        name=quote(query.text) if found.how == "employer-alias" else None,
        text=_text(knowledge, found),
        lines=lines,
        provenance=provenance(knowledge, sources_of(lines)),
        topics=topics,
        steps=tuple(_steps(query, knowledge, found, topics)),
        prompt="Tell them apart, and more" if found.roles[1:] else "More",
        more=tuple(_more(knowledge, found)),
        sources=cited(knowledge, (*lines, *topics)),
    )


def _headline(knowledge: Knowledge, found: Resolution) -> str:
    typed = quote(found.title, MAX_TITLE)
    if found.status == "choose":
        names = [with_article(knowledge.roles[it].name) for it in found.candidates[:MAX_OTHERS]]
        return f"{typed} can mean {join(names, 'or')}."
    if found.status == "unknown":
        return f"{typed} is none of the {len(knowledge.roles)} roles that I know."
    role = with_article(knowledge.roles[found.roles[0]].name)
    if found.how == "employer-alias":
        employers = (found.employer,) if found.employer else found.alias_employers
        return f"At {employer_names(knowledge, employers)}: {_sureness(knowledge, found)} {role}."
    return f"{typed} is {_sureness(knowledge, found)} {role}."


def _text(knowledge: Knowledge, found: Resolution) -> str | None:
    if found.near_miss:
        return found.near_miss
    if found.status == "unknown" and found.candidates:
        names = [knowledge.roles[it].name for it in found.candidates[:MAX_OTHERS]]
        return f"Nearest by its words: {join(names, 'or')}."
    if found.how == "employer-alias" and found.employer is None:
        return "Elsewhere the title says little."
    return None


def margin(knowledge: Knowledge, found: Resolution) -> float:
    """Say from 0 to 1 how far the first reading is ahead of the second.

    A second role that the same words mean is half as likely; one that they mean in other places
    is a quarter.
    """
    sure = min(found.sure, RULE) if found.decided_by else found.sure
    if len(found.roles) > 1:
        return sure / 2
    elsewhere = any(
        role not in found.roles
        for meaning in knowledge.titles.meanings_of(found)
        for role in meaning.roles
    )
    return sure * 3 / 4 if elsewhere else sure


def _sureness(knowledge: Knowledge, found: Resolution) -> str:
    ahead = margin(knowledge, found)
    if ahead >= CERTAIN:
        return "certainly"
    if ahead >= ALMOST:
        return "almost certainly"
    return "most likely" if ahead >= LIKELY else "perhaps"


def _lines(knowledge: Knowledge, found: Resolution) -> Iterator[Line]:
    """Say what else it could be, its level, why, what others mean by it, and what to ask."""
    matched = found.status == "matched"
    if others := [in_words(knowledge.roles[it].name) for it in found.roles[1:MAX_OTHERS]]:
        yield Line(f"{capital(join(others, 'or'))}.", "Could also be")
    if matched:
        yield level_line(knowledge, [it.text for it in found.stripped if it.kind == "level"])
        source = (found.alias_source,) if found.alias_source is not None else ()
        yield Line(_why(knowledge, found), "Why", source, found.alias_note)
    elsewhere = [
        claim for meaning in knowledge.titles.meanings_of(found) for claim in meaning.claims
    ]
    if matched and elsewhere:
        yield claim_line(elsewhere[0], "Mind")
    elif (dropped := left_out(found)) is not None and matched:
        yield Line(f"{dropped}. Such words don't change the role.", "Left out")
    checks = knowledge.title_files.meanings.checks
    questions = [it for it in checks if it.text.endswith("?") and it.text.startswith(OPEN)]
    asked = questions[:MAX_QUESTIONS]
    if asked and found.status != "unknown":
        text = " ".join(claim.text for claim in asked)
        sources = tuple(dict.fromkeys(source for claim in asked for source in claim.sources))
        yield Line(text, "Ask them", sources)


def level_line(knowledge: Knowledge, phrases: Sequence[str]) -> Line:
    """Say what the level that a title names in `phrases` usually is, as the ladder has it."""
    if not phrases:
        return Line("None in the title.", "Level")
    said, sources = list[str](), dict[str, None]()
    for phrase in dict.fromkeys(phrases):
        # Of several words the last one counts: a senior staff engineer is staff.
        for word in reversed(phrase.split()):
            if meant := list(_places(knowledge, word)):
                names = join([name for name, _ in meant], "or")
                is_code = [name for name, _ in meant] == [word.upper()]
                said.append(f"{names}." if is_code else f"“{capital(word)}” is usually {names}.")
                sources |= dict.fromkeys(source for _, cites in meant for source in cites)
                break
    if not said:
        named = join(
            [quote(phrase.upper() if len(phrase) < SHORT else phrase) for phrase in phrases]
        )
        return Line(f"{named}: my sources don't place it on their ladder.", "Level")
    return Line(" ".join(said), "Level", tuple(sources))


def _places(knowledge: Knowledge, word: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give the levels that a word names, as in L5 at FAANG, each with who says so."""
    for level in knowledge.levels.levels:
        for name in (level.name, *level.also):
            if name.casefold() == word or name.casefold().startswith(f"{word} at "):
                where = "" if name == level.name else name[len(word) :]
                yield f"{level.name}{where}", level.claims[0].sources


def _why(knowledge: Knowledge, found: Resolution) -> str:
    """Say in words which step of the resolver decided."""
    matched = quote(found.matched) if found.matched else "the title"
    match found.how:
        case "id" | "name":
            said = "It is the role's own name."
        case "alias":
            said = f"{matched} is a known name for it."
        case "employer-alias":
            employers = (found.employer,) if found.employer else found.alias_employers
            said = f"{matched} is used for it at {employer_names(knowledge, employers)}."
        case "server-alias":
            said = f"{matched} is this server's own word for it."
        case "fuzzy":
            said = f"It looks like {matched} with a typo."
        case "cleaned" | None:
            said = f"Without the words that don't change the role, it is {matched}."
        case _:
            assert_never(found.how)
    return _rule(found) if found.decided_by else said


def _rule(found: Resolution) -> str:
    """Say which words of a title a rule went by."""
    if found.by_field:
        field = join([quote(word) for word in found.decided_by])
        return f"It names a field but no kind of work; this is the usual role for {field}."
    noun, *tags = (quote(word) for word in found.decided_by)
    if not tags:
        return f"The noun {noun} decides."
    verb = "decides" if len(tags) == 1 else "decide"
    return f"The noun is {noun}, and {join(tags)} beside it {verb} which kind."


def _topics(knowledge: Knowledge, found: Resolution) -> Iterator[Topic]:
    checks = (Section(None, tuple(map(claim_line, knowledge.title_files.meanings.checks))),)
    yield Topic(CHECKS, checks, provenance(knowledge, sources_of(checks)))
    meanings = tuple(
        Section(meaning.title, tuple(map(claim_line, meaning.claims)))
        for meaning in knowledge.titles.meanings_of(found)
    )
    if sum(len(section.lines) for section in meanings) > 1:
        title = "Where it means something else"
        yield Topic(title, meanings, provenance(knowledge, sources_of(meanings)))


def _steps(
    query: TitleQuery, knowledge: Knowledge, found: Resolution, topics: tuple[Topic, ...]
) -> Iterator[Step]:
    if found.status == "matched":
        role = knowledge.roles[found.roles[0]]
        employer = found.employer or next(iter(found.alias_employers), None)
        at = f" at {knowledge.employers[employer].name}" if employer else ""
        yield Step(role.short, RoleQuery(role.id))
        yield Step(f"{role.short} pay{at}", SalaryQuery(role.id, employer))
    else:
        for candidate in found.candidates[:2]:
            yield Step(knowledge.roles[candidate].name, RoleQuery(candidate))
        yield Step("The map", TiersQuery())
    if topics:
        yield Step(CHECKS, query, page=1)


def _more(knowledge: Knowledge, found: Resolution) -> Iterator[Step]:
    """Offer to tell the readings apart, or the other roles that could be meant."""
    names = knowledge.roles
    for other in found.roles[1 : MAX_OTHERS + 1]:
        best = found.roles[0]
        yield Step(f"{names[best].short} or {names[other].short}?", CompareQuery((best, other)))
    if found.status != "matched":
        for candidate in found.candidates[2:]:
            yield Step(names[candidate].name, RoleQuery(candidate))


def posting_by_name(knowledge: Knowledge, text: str, employer: str | None = None) -> Asked | Answer:
    """Ask what the title of a posting means, of a typed employer."""
    named, missing = employer_by_name(knowledge, employer)
    return with_missing(Asked(TitleQuery(text, named)), missing)


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
