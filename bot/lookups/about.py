"""What the bot knows, how fresh it is and from whom; and what can be asked."""

from datetime import date

from bot.knowledge.base import Knowledge
from bot.knowledge.money import PayStatement
from bot.lookups.model import Answer, Line, Section, Step
from bot.lookups.queries import AboutQuery, HelpQuery, TiersQuery
from bot.lookups.wording import OLD_AFTER_MONTHS, cited, plural

COMMANDS: tuple[tuple[str, str], ...] = (
    ("/ask", "Anything about AI jobs, in your own words. Or mention me, or write to me."),
    ("/role", "What a job is, from any title: try MTS, RE or “sr ml eng”."),
    ("/compare", "Two to four roles side by side."),
    ("/salary", "Every published pay claim, with its source and date."),
    ("/title", "Decode the title of a job posting."),
    ("/tiers", "The map of the field: five purposes, and who serves them."),
    ("/interview", "How interviews of a role run, round by round; or two loops side by side."),
    ("/demand", "Who is wanted where: roles by sectors, supply, who looks for whom."),
    ("/lab", "What is said of OpenAI, Anthropic and Google DeepMind, alone or side by side."),
    ("/levels", "What changes from L4 to L7, and each role's ladder."),
    ("/guide", "Titles, red flags, the PhD question, switching tracks, mistakes and more."),
    ("/quiz", "A quiz for everybody in a channel: /quiz start."),
    ("/review", "Your own review of what you missed: /review start."),
    ("/privacy", "What is stored about you: see it, export it, delete it."),
    ("/settings", "For moderators: how I behave in this server; /aliases and /deck beside it."),
    ("/about", "What this bot knows, how fresh it is and from whom."),
    ("/help", "This list."),
)


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
    return Answer("About this bot", query, lead, blocks, cited(knowledge, blocks), steps)


def answer_help(query: HelpQuery, knowledge: Knowledge, today: date) -> Answer:
    """Answer with the commands."""
    del knowledge, today
    commands = Section("Commands", tuple(Line(what, name) for name, what in COMMANDS))
    notes = Section(
        "Good to know",
        (
            Line("Type titles as people write them; typos, levels and places are understood."),
            Line("Replies are yours alone until you press Share."),
            Line("On a message with a job title: Apps → Decode this title."),
        ),
    )
    steps = (Step("The map", TiersQuery()), Step("About", AboutQuery()))
    return Answer("Which AI job is which?", query, (), (commands, notes), (), steps)


def _newest(knowledge: Knowledge) -> str:
    return str(max(knowledge.sources.values(), key=lambda source: source.date.first).date)
