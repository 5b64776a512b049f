"""/about: what the bot knows, how fresh it is and from whom."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.knowledge.base import Knowledge
from bot.knowledge.money import PayStatement
from bot.knowledge.roles import Source
from bot.lookups.lookup import CommandGroup, Lookup, no_pages
from bot.lookups.model import Answer, Line, Section, Step
from bot.lookups.queries import HelpQuery, Query, TiersQuery
from bot.lookups.topics import packed
from bot.lookups.wording import OLD_AFTER_MONTHS, join, plural, provenance, spoken

DOCUMENTS = "Who wrote what I know, and what it covers"


@dataclass(frozen=True, slots=True)
class AboutQuery(Query):
    """Ask what the bot knows, how fresh it is, and from whom."""


def answer_about(query: AboutQuery, knowledge: Knowledge, today: date) -> Answer:
    """Answer with counts, sources, dates and the version of the knowledge."""
    documents = Section(DOCUMENTS, tuple(map(_document, knowledge.sources.values())))
    roles, sources = len(knowledge.roles), len(knowledge.sources)
    return Answer(
        f"I know {plural(roles, 'AI role')} from {plural(sources, 'document')}, "
        f"the newest from {_newest(knowledge)}.",
        query,
        text=(
            "I look answers up in plain files that people wrote and checked. I am no language "
            "model: I guess nothing, and I say so when I don't know."
        ),
        lines=tuple(_lines(knowledge, today)),
        provenance=provenance(knowledge, knowledge.sources),
        topics=packed(knowledge, (documents,)),
        steps=(Step("All roles", TiersQuery()), Step("What you can ask", HelpQuery())),
        prompt="More about me",
        sources=tuple(knowledge.sources.values()),
    )


def _lines(knowledge: Knowledge, today: date) -> Iterator[Line]:
    pay: list[PayStatement] = [*knowledge.pay.values(), *knowledge.ratios]
    old = sum(claim.date.older_than(OLD_AFTER_MONTHS, today) for claim in pay)
    doubtful = sum(claim.doubt is not None for claim in pay)
    yield Line(
        f"{knowledge.claim_count()} facts, {len(pay)} of them about pay; each names who says it.",
        "Facts",
    )
    aged = f"{old} are" if old > 1 else f"{'one' if old else 'none'} is"
    yield Line(
        f"I mark {plural(doubtful, 'pay figure')} as doubtful; {aged} older than "
        f"{OLD_AFTER_MONTHS} months.",
        "Care",
    )
    yield Line("Where documents disagree I show both sides; I average nothing.", "Disputes")
    sources = knowledge.sources.values()
    named = list(dict.fromkeys(name for it in sources if (name := it.author or it.publisher)))
    unnamed = "; the other documents name no author" * any(
        it.author is None and it.publisher is None for it in sources
    )
    yield Line(f"{join(named)}{unnamed}.", "Authors")
    yield Line(knowledge.version, "Version of my files")


def _document(source: Source) -> Line:
    """Say who wrote it and when, what it covers, what of that we inferred, and who writes."""
    said = f"{source.by}, {spoken(source.date)}. It covers {source.scope}."
    notes = (source.inferred, source.about or "")
    return Line(" ".join((said, *filter(None, notes))), source.title)


def _newest(knowledge: Knowledge) -> str:
    return spoken(max(knowledge.sources.values(), key=lambda source: source.date.first).date)


ABOUT = Lookup(
    AboutQuery,
    "a",
    answer_about,
    "/about",
    no_pages,  # it names the version, so that every change touches it
    help="What I know, how fresh it is and from whom.",
    group=CommandGroup.BOT,
)
