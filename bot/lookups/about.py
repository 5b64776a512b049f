"""/about: what the bot knows, how fresh it is and from whom."""

from dataclasses import dataclass
from datetime import date

from bot.knowledge.base import Knowledge
from bot.knowledge.money import PayStatement
from bot.lookups.converting import converted
from bot.lookups.lookup import Lookup, no_pages
from bot.lookups.model import Answer, Line, Section, Step
from bot.lookups.queries import HelpQuery, Query, TiersQuery
from bot.lookups.wording import OLD_AFTER_MONTHS, cited, plural


@dataclass(frozen=True, slots=True)
class AboutQuery(Query):
    """Ask what the bot knows, how fresh it is, and from whom."""


def answer_about(query: AboutQuery, knowledge: Knowledge, today: date) -> Answer:
    """Answer with counts, sources, dates and the version of the knowledge."""
    claims: list[PayStatement] = [*knowledge.pay.values(), *knowledge.ratios]
    old = sum(claim.date.older_than(OLD_AFTER_MONTHS, today) for claim in claims)
    doubtful = sum(claim.doubt is not None for claim in claims)
    counts = Section(
        "What it knows",
        (
            Line(
                f"{plural(len(knowledge.roles), 'role')} in {plural(len(knowledge.tiers), 'tier')},"
                f" {plural(knowledge.claim_count(), 'claim')},"
                f" {len(claims)} of them about pay."
            ),
            Line(
                f"{plural(doubtful, 'pay claim')} marked as doubtful, {old} as older than"
                f" {OLD_AFTER_MONTHS} months."
            ),
            Line("Two sources that disagree are shown side by side. Nothing is averaged."),
            Line(f"Version {knowledge.version}; the newest source is from {_newest(knowledge)}."),
        ),
    )
    sources = Section(
        "Where it comes from",
        tuple(
            Line(
                f"{source.by}, {source.date}. Covers {source.scope}.",
                source.title,
                (source.id,),
                source.date_note,
            )
            for source in knowledge.sources.values()
        ),
    )
    blocks = (counts, sources)
    steps = (Step("The map", TiersQuery()), Step("Help", HelpQuery()))
    lead = ("Answers from a knowledge base of plain files; no language model, nothing guessed.",)
    return converted("About this bot", query, lead, blocks, cited(knowledge, blocks), steps)


def _newest(knowledge: Knowledge) -> str:
    return str(max(knowledge.sources.values(), key=lambda source: source.date.first).date)


ABOUT = Lookup(
    AboutQuery,
    "a",
    answer_about,
    "/about",
    no_pages,  # it names the version, so that every change touches it
    help="What this bot knows, how fresh it is and from whom.",
)
