"""The commands that look something up: one function a command, a value asked, an answer sent."""

import re

import discord
from discord import app_commands

from bot.chat.answers import LONGEST, answer_question, send_answer
from bot.chat.attachments import read_attachment
from bot.chat.kit.context import Context, takes_context
from bot.chat.kit.options import (
    Title,
    employers,
    labs,
    levels_in_pay,
    levels_of_ladder,
    places,
    practice_rounds,
    problems,
    rounds,
    sectors,
    tiers_of_field,
    titles,
    topics,
    ways,
)
from bot.chat.posting import MOST_BYTES, ask_for_posting, brief
from bot.chat.practice import show_practice
from bot.lookups.about import AboutQuery
from bot.lookups.by_title import Asked, by_title
from bot.lookups.compare import by_titles
from bot.lookups.demand import demand_by_name
from bot.lookups.guide import guide_by_name
from bot.lookups.interview import interview_by_name, interviews_by_names
from bot.lookups.lab import labs_by_name
from bot.lookups.levels import levels_by_name
from bot.lookups.match import way_by_name
from bot.lookups.queries import HelpQuery, RoleQuery, RoleSection
from bot.lookups.salary import salary_by_name
from bot.lookups.tiers import tier_by_name
from bot.lookups.title import posting_by_name
from bot.lookups.typed_offer import offer_by_name
from bot.records.numbers import Period

TITLE_LIMIT = 100
NO_TEXT = "There is no text in that message. Use /title and type the title instead."
NO_QUESTION = "There is no text in that message. Use /ask and type the question instead."
Question = app_commands.Range[str, 1, LONGEST]
SECTIONS = [app_commands.Choice(name=section.label, value=section.value) for section in RoleSection]


@app_commands.command()
@app_commands.describe(
    title="A job title as people write it: MTS, RE, “sr ml eng” …",
    section="What about it; the overview by default",
)
@app_commands.autocomplete(title=titles)
@app_commands.choices(section=SECTIONS)
@takes_context
async def role(context: Context, title: Title, section: str = RoleSection.OVERVIEW) -> None:
    """What a job is: purpose, week, skills, pay, interviews, warnings."""
    wanted = RoleSection(section)
    asked = by_title(context.local.knowledge, title, lambda found: RoleQuery(found, wanted))
    await send_answer(context, asked)


@app_commands.command()
@app_commands.describe(
    first="A job title", second="Another", third="A third, if you like", fourth="And a fourth"
)
@app_commands.autocomplete(first=titles, second=titles, third=titles, fourth=titles)
@takes_context
async def compare(
    context: Context,
    first: Title,
    second: Title,
    third: Title | None = None,
    fourth: Title | None = None,
) -> None:
    """How two to four jobs differ, on everything that sources say of them."""
    texts = [text for text in (first, second, third, fourth) if text is not None]
    await send_answer(context, by_titles(context.local.knowledge, texts))


@app_commands.command()
@app_commands.describe(
    role="A job title as people write it; leave it out to see who is paid most",
    employer="At this employer",
    level="At this level: L5, senior, entry …",
    place="A country or town",
)
@app_commands.autocomplete(role=titles, employer=employers, level=levels_in_pay, place=places)
@takes_context
async def salary(
    context: Context,
    role: Title | None = None,
    employer: Title | None = None,
    level: Title | None = None,
    place: Title | None = None,
) -> None:
    """What a job pays, and who is paid most."""
    knowledge = context.local.knowledge
    await send_answer(context, salary_by_name(knowledge, role, employer, level, place))


@app_commands.command()
@app_commands.describe(
    role="A job title as people write it",
    amount="What you were offered: 450k, $450,000, 38k a month",
    employer="By whom",
    level="At which level: L5, senior, entry …",
    place="In which country or town",
    per="What the amount is for; a year by default",
)
@app_commands.autocomplete(role=titles, employer=employers, level=levels_in_pay, place=places)
@takes_context
async def offer(  # noqa: PLR0913, PLR0917 - the options of the command
    context: Context,
    role: Title,
    amount: Title,
    employer: Title | None = None,
    level: Title | None = None,
    place: Title | None = None,
    per: Period | None = None,
) -> None:
    """Whether an offer is good: where it lies beside every published range; only you see it."""
    knowledge = context.local.knowledge
    asked = offer_by_name(knowledge, role, amount, employer, level, place, per)
    await send_answer(context, asked)


@app_commands.command(name="title")
@app_commands.describe(
    text="The title as the posting has it", employer="Who posted it, if the title does not say"
)
@app_commands.autocomplete(employer=employers)
@takes_context
async def decode(context: Context, text: Title, employer: Title | None = None) -> None:
    """What the title in a job posting most likely means, at what level, and what to ask them."""
    await send_answer(context, posting_by_name(context.local.knowledge, text, employer))


@app_commands.context_menu(name="Decode this title")
@takes_context
async def decode_this(context: Context, message: discord.Message) -> None:
    """Decode the first line of a message."""
    text = _first_line(message.content)
    if text is None:
        await context.tell(NO_TEXT)
        return
    await send_answer(context, posting_by_name(context.local.knowledge, text))


@app_commands.command()
@app_commands.describe(file="The posting as a text file; leave it out to paste the text")
@takes_context
async def posting(context: Context, file: discord.Attachment | None = None) -> None:
    """A posting in brief: which role it is, its pay, red flags, the loop, what to ask."""
    if file is None:
        await ask_for_posting(context)
        return
    await context.defer()
    await brief(context, (await read_attachment(file, MOST_BYTES)).decode(errors="replace"))


@app_commands.context_menu(name="Brief me on this posting")
@takes_context
async def brief_on_this(context: Context, message: discord.Message) -> None:
    """Say in brief what the posting in a message is."""
    await brief(context, message.content)


def _first_line(content: str) -> str | None:
    """Take the first line with a word in it, without links and mark-up, cut to a title's length."""
    for line in content.splitlines():
        bare = re.sub(r"https?://\S+|<[@#:/a][^>]*>|[*_~|`#]+|^[>\-\s]+", " ", line)
        words = " ".join(bare.split())
        if re.search(r"\w", words):
            return words[:TITLE_LIMIT].strip()
    return None


@app_commands.command()
@app_commands.describe(tier="One of the five; all of them by default")
@app_commands.autocomplete(tier=tiers_of_field)
@takes_context
async def tiers(context: Context, tier: Title | None = None) -> None:
    """The map of the field: five purposes a job can serve, and the roles of each."""
    await send_answer(context, tier_by_name(context.local.knowledge, tier))


interview = app_commands.Group(name="interview", description="How the interviews of a role run.")


@interview.command(name="role")
@app_commands.describe(
    role="A job title as people write it", round_="One round; the whole loop by default"
)
@app_commands.rename(round_="round")
@app_commands.autocomplete(role=titles, round_=rounds)
@takes_context
async def interviews_of_role(context: Context, role: Title, round_: Title | None = None) -> None:
    """The loop by rounds: what each tests, what weighs most, what people prepare wrongly."""
    await send_answer(context, interview_by_name(context.local.knowledge, role, round_))


@interview.command(name="compare")
@app_commands.describe(first="A job title as people write it", second="Another one")
@app_commands.autocomplete(first=titles, second=titles)
@takes_context
async def compare_interviews(context: Context, first: Title, second: Title) -> None:
    """Two loops side by side, round by round."""
    await send_answer(context, interviews_by_names(context.local.knowledge, (first, second)))


@app_commands.command()
@app_commands.describe(
    role="A job title as people write it; all roles by default",
    sector="One sector; all of them by default",
)
@app_commands.autocomplete(role=titles, sector=sectors)
@takes_context
async def demand(context: Context, role: Title | None = None, sector: Title | None = None) -> None:
    """Who is wanted where: a map of roles by sectors; of one role most, least, supply and odds."""
    await send_answer(context, demand_by_name(context.local.knowledge, role, sector))


lab = app_commands.Group(name="lab", description="What is said of frontier labs.")


@lab.command(name="about")
@app_commands.describe(name="OpenAI, Anthropic or Google DeepMind")
@app_commands.autocomplete(name=labs)
@takes_context
async def about_lab(context: Context, name: Title) -> None:
    """A lab: culture, what it rewards, its two tracks, how it hires, published pay."""
    await send_answer(context, labs_by_name(context.local.knowledge, (name,)))


@lab.command(name="compare")
@app_commands.describe(first="A lab", second="Another one", third="A third one, if you like")
@app_commands.autocomplete(first=labs, second=labs, third=labs)
@takes_context
async def compare_labs(
    context: Context, first: Title, second: Title, third: Title | None = None
) -> None:
    """Labs side by side."""
    names = tuple(name for name in (first, second, third) if name is not None)
    await send_answer(context, labs_by_name(context.local.knowledge, names))


@app_commands.command()
@app_commands.describe(
    level="L4 to L7, or a name such as staff; all by default",
    role="A job title as people write it; all roles by default",
)
@app_commands.autocomplete(level=levels_of_ladder, role=titles)
@takes_context
async def levels(context: Context, level: Title | None = None, role: Title | None = None) -> None:
    """What changes from L4 to L7, what converges at the top, each role's ladder and ceiling."""
    await send_answer(context, levels_by_name(context.local.knowledge, level, role))


@app_commands.command()
@app_commands.describe(topic="Titles, red flags, PhD, mistakes …; the list of all by default")
@app_commands.autocomplete(topic=topics)
@takes_context
async def guide(context: Context, topic: Title | None = None) -> None:
    """Short pieces: titles, red flags, the PhD question, switching tracks, mistakes and more."""
    await send_answer(context, guide_by_name(context.local.knowledge, topic))


@app_commands.command()
@app_commands.describe(way="Another way: purpose first, decision tree, five questions or your week")
@app_commands.autocomplete(way=ways)
@takes_context
async def match(context: Context, way: Title | None = None) -> None:
    """Find your role: seven questions with buttons, then a card with reasons and what you lack."""
    await send_answer(context, way_by_name(context.local.knowledge, way))


@app_commands.command()
@app_commands.describe(
    role="A job title as people write it: RE, “ml engineer” …",
    round_="One round, such as coding or behavioural: you get a prompt at once",
    problem="One prompt or problem by its title",
)
@app_commands.rename(round_="round")
@app_commands.autocomplete(role=titles, round_=practice_rounds, problem=problems)
@takes_context
async def practice(
    context: Context,
    role: Title | None = None,
    round_: Title | None = None,
    problem: Title | None = None,
) -> None:
    """Interview prompts by role and round: write, take hints, compare, grade; mock loops."""
    await show_practice(context, role, round_, problem)


@app_commands.command()
@takes_context
async def about(context: Context) -> None:
    """What this bot knows, how fresh it is, and from whom."""
    known = context.local.asker.understanding
    await send_answer(context, Asked(AboutQuery(), (known.limits,) if known.limits else ()))


@app_commands.command(name="help")
@takes_context
async def help_(context: Context) -> None:
    """What you can ask, with examples."""
    await send_answer(context, Asked(HelpQuery()))


@app_commands.command()
@app_commands.describe(question="Anything about AI jobs, as you would ask a person")
@takes_context
async def ask(context: Context, question: Question) -> None:
    """Ask in your own words: what a role is, how two differ, pay, interviews, getting in."""
    await answer_question(context, question)


@app_commands.context_menu(name="Answer this")
@takes_context
async def answer_this(context: Context, message: discord.Message) -> None:
    """Answer the question in a message, for whoever asks for it."""
    if not message.content.strip():
        await context.tell(NO_QUESTION)
        return
    await answer_question(context, message.content)
