"""/knowledge: what operators see and change of what the bot knows."""

import discord
from discord import app_commands

from bot.chat.kit.context import Choices, Context, offers, takes_context
from bot.chat.kit.options import CHOICE_LIMIT, MAX_CHOICES, Title, matching, titles
from bot.chat.kit.reply import Attachment, Reply
from bot.chat.knowledge import claim_forms, knowledge_status
from bot.chat.knowledge.change_review import change_reply
from bot.chat.knowledge.claim_forms import new_claim_form
from bot.chat.knowledge.miss_list import miss_list
from bot.chat.knowledge.report_list import report_list
from bot.chat.rights import managers_group, require_operator
from bot.errors import UserFacingError
from bot.services.editing.claims import claim_named
from bot.services.editing.new_claims import place_named, places_of

Why = app_commands.Range[str, 1, 300]

knowledge = managers_group(
    "knowledge", "For the operators of this bot: see and change what it knows.", guild_only=False
)
edit = app_commands.Group(
    name="edit", description="Change small things by a form.", parent=knowledge
)


add = app_commands.Group(name="add", description="Add a claim by a form.", parent=knowledge)


class NoSuchRoleError(UserFacingError):
    """What was typed names no role for certain."""

    text = "I know no role by that name."
    remedy = "Choose one that is offered."


@offers
async def offer_files(context: Context, typed: str) -> Choices:
    """Offer the knowledge files to operators."""
    if not context.app.operators.known_at_hand(context.interaction):
        return []
    return matching(((name, name) for name in context.services.editing.snapshot.raw), typed)


@offers
async def offer_claims(context: Context, typed: str) -> Choices:
    """Offer claims by their ids and words, to operators."""
    if not context.app.operators.known_at_hand(context.interaction):
        return []
    return [
        app_commands.Choice(name=claim.label[:CHOICE_LIMIT], value=claim.code)
        for claim in context.services.editing.claims_with(typed, MAX_CHOICES)
    ]


@offers
async def offer_subjects(context: Context, typed: str) -> Choices:
    """Offer what claims can be about, to operators."""
    if not context.app.operators.known_at_hand(context.interaction):
        return []
    places = places_of(context.services.editing.snapshot)
    return matching(dict.fromkeys((it.about, it.about) for it in places), typed)


@offers
async def offer_kinds(context: Context, typed: str) -> Choices:
    """Offer what can be told of the subject that was chosen, to operators."""
    if not context.app.operators.known_at_hand(context.interaction):
        return []
    about = str(context.interaction.namespace.about or "").strip().casefold()
    places = places_of(context.services.editing.snapshot)
    return matching(((it.kind, it.code) for it in places if it.about.casefold() == about), typed)


@offers
async def offer_versions(context: Context, typed: str) -> Choices:
    """Offer the latest versions, to operators."""
    if not context.app.operators.known_at_hand(context.interaction):
        return []
    offered = []
    for it in await context.services.editing.history(limit=MAX_CHOICES):
        names = ", ".join(file.name for file in it.files[:3])
        label = f"{it.version} · {it.at:%Y-%m-%d %H:%M} UTC · {it.origin.why or names}"
        if typed.casefold() in label.casefold():
            offered.append(app_commands.Choice(name=label[:CHOICE_LIMIT], value=str(it.id)))
    return offered


@knowledge.command()
@takes_context
async def status(context: Context) -> None:
    """Version, counts, what is stale, and what is wrong on disk."""
    await require_operator(context)
    await context.defer()
    await context.send(await knowledge_status.status(context))


@knowledge.command()
@app_commands.describe(file="Which file")
@app_commands.autocomplete(file=offer_files)
@takes_context
async def download(context: Context, file: Title) -> None:
    """A knowledge file as it is live, to change and upload again."""
    await require_operator(context)
    body = context.services.editing.file(file)
    attachment = Attachment(file.rpartition("/")[2], body)
    await context.send(Reply(f"`{file}`", (attachment,)))


@knowledge.command()
@app_commands.describe(
    attachment="The file; without one you are asked for it",
    file="Which file it is, if its name does not say",
    why="Why it changes; kept in the history",
)
@app_commands.autocomplete(file=offer_files)
@takes_context
async def upload(
    context: Context,
    attachment: discord.Attachment | None = None,
    file: Title | None = None,
    why: Why | None = None,
) -> None:
    """Check a changed file against everything else, see what it does, and apply it."""
    await require_operator(context)
    if attachment is not None:
        await claim_forms.upload(context, attachment, file, why)
        return
    name = None if file is None else context.services.editing.file_name(file, "")
    await context.open_form(claim_forms.upload_form(name, why))


@edit.command(name="claim")
@app_commands.describe(claim="Its id, or words that stand in it")
@app_commands.autocomplete(claim=offer_claims)
@takes_context
async def edit_claim(context: Context, claim: Title) -> None:
    """A claim: change its figures or words, its source and date, or mark it as reviewed."""
    await require_operator(context)
    found = claim_named(context.services.editing.snapshot, claim)
    await context.send(claim_forms.claim_card(context, found))


@add.command(name="claim")
@app_commands.describe(
    about="A role, a lab, a guide, levels …", kind="What of it: day to day, the PhD, pay in words …"
)
@app_commands.autocomplete(about=offer_subjects, kind=offer_kinds)
@takes_context
async def add_claim(context: Context, about: Title, kind: Title) -> None:
    """A claim: the sentence, who says it, when, and where it holds."""
    await require_operator(context)
    place = place_named(context.services.editing.snapshot, about, kind)
    await context.open_form(new_claim_form(context, place))


@edit.command(name="role")
@app_commands.describe(role="Which role")
@app_commands.autocomplete(role=titles)
@takes_context
async def edit_role(context: Context, role: Title) -> None:
    """A role: its name, its short name, its tier."""
    await require_operator(context)
    await context.open_form(claim_forms.role_form(context, _role(context, role)))


@edit.command(name="alias")
@app_commands.describe(role="The role that titles mean")
@app_commands.autocomplete(role=titles)
@takes_context
async def edit_alias(context: Context, role: Title) -> None:
    """Titles that mean a role, everywhere or at some employers."""
    await require_operator(context)
    await context.open_form(claim_forms.titles_form(context, _role(context, role)))


def _role(context: Context, typed: str) -> str:
    """Read a role; raise NoSuchRoleError."""
    found = context.services.knowledge.titles.resolve(typed)
    if found.status != "matched":
        raise NoSuchRoleError
    return found.roles[0]


@knowledge.command()
@app_commands.describe(file="Of one file; all by default")
@app_commands.autocomplete(file=offer_files)
@takes_context
async def history(context: Context, file: Title | None = None) -> None:
    """Every version: who, when, why."""
    await require_operator(context)
    await context.send(await knowledge_status.history(context, file))


@knowledge.command()
@app_commands.describe(version="Which version; the newest by default")
@app_commands.autocomplete(version=offer_versions)
@takes_context
async def diff(context: Context, version: Title | None = None) -> None:
    """What a version changed."""
    await require_operator(context)
    number = await context.services.editing.find_version(version)
    await context.defer()
    await context.send(await knowledge_status.diff(context, number))


@knowledge.command()
@app_commands.describe(version="Which version; the newest by default", why="Why; kept in history")
@app_commands.autocomplete(version=offer_versions)
@takes_context
async def undo(context: Context, version: Title | None = None, why: Why | None = None) -> None:
    """Put files back to before a version; that is a version itself."""
    await require_operator(context)
    editing = context.services.editing
    number = await editing.find_version(version)
    await context.defer()
    await context.send(change_reply(await editing.propose_undo(context.member, number, why)))


@knowledge.command()
@takes_context
async def misses(context: Context) -> None:
    """What people asked in vain, to settle with two clicks."""
    await require_operator(context)
    await context.send(Reply(await miss_list(context)))


@knowledge.command()
@takes_context
async def reports(context: Context) -> None:
    """Quiz questions that members reported, with how they fared."""
    await require_operator(context)
    await context.send(Reply(await report_list(context)))
