"""How the knowledge is: version, counts, what is stale, what is wrong on disk; and its history."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import discord

from bot.chat.client import context_of
from bot.chat.kit.components import button, card, fitted, text
from bot.chat.kit.layout import FrameView
from bot.chat.kit.markup import literal
from bot.chat.knowledge import screens
from bot.chat.knowledge.ids import Code, Verb
from bot.chat.knowledge.problems import listed
from bot.chat.knowledge.proposing import is_operator
from bot.knowledge.history import OriginKind, Revision
from bot.services.editing.checking import Advice, advice_on
from bot.services.editing.snapshot import KnowledgeSnapshot
from bot.store import misses, reports, revisions

Interaction = discord.Interaction[Any]
SHOWN = 12
PAGE = 8
RULES = {
    "review-due": "claims past their review date",
    "unused-source": "sources that nothing rests on",
    "no-pay": "roles without pay",
    "misread-alias": "aliases that are read as another role",
    "near-duplicate": "quiz questions asked twice",
    "deck-bias": "decks whose answers can be guessed",
    "two-right-options": "quiz options that are right as well",
}
HOWS = {
    OriginKind.START: "found at the start",
    OriginKind.FILE: "saved on disk",
    OriginKind.UPLOAD: "uploaded",
    OriginKind.EDIT: "edited",
    OriginKind.MISS: "a miss settled",
    OriginKind.REPORT: "a report settled",
    OriginKind.UNDO: "undone",
}


async def status(interaction: Interaction) -> tuple[FrameView, list[discord.File]]:
    """Show how the knowledge is."""
    context = context_of(interaction)
    repository, today = context.repository, context.clock().date()
    snapshot, knowledge = repository.snapshot, repository.snapshot.knowledge
    advice = await repository.in_background(lambda: advice_on(snapshot, today))
    latest = await context.database.read(lambda connection: revisions.history(connection, limit=1))
    missed = await context.database.read(misses.most_asked)
    flagged = await context.database.read(reports.reported)
    lines = [
        "## What I know",
        f"Version `{knowledge.version}`, live since {_ago(snapshot.loaded_at)}{_by(latest)}.",
        _counts(snapshot),
        *_worth_a_look(advice),
        f"{len(missed)} asked in vain, {len(flagged)} quiz questions reported.",
    ]
    parts = [text("\n".join(lines))]
    files: list[discord.File] = []
    if (trouble := repository.failure) is not None:
        said, rest = listed(trouble.problems)
        parts.append(text(f"**The files on disk do not load, so they are not live:**\n{said}"))
        files = screens.attached("problems.txt", rest)
    buttons = [
        button("History", str(Code(Verb.HISTORY))),
        button("Asked in vain", str(Code(Verb.MISSES))),
        button("Reports", str(Code(Verb.REPORTS))),
    ]
    return card(parts, buttons), files


def _counts(snapshot: KnowledgeSnapshot) -> str:
    knowledge = snapshot.knowledge
    return (
        f"{len(knowledge.roles)} roles, {knowledge.claim_count()} claims, "
        f"{len(knowledge.sources)} sources, {len(snapshot.pool.items)} quiz questions in "
        f"{len(snapshot.raw)} files."
    )


def _ago(moment: datetime) -> str:
    return f"<t:{int(moment.timestamp())}:R>"


def _by(latest: Iterable[Revision]) -> str:
    for revision in latest:
        return f"; {_how(revision)}"
    return ""


def _how(revision: Revision) -> str:
    """Say how a version came about, and by whom."""
    said = HOWS[revision.origin.kind]
    return (
        said if revision.origin.kind is OriginKind.START else f"{said} by {screens.who(revision)}"
    )


def _worth_a_look(advice: Iterable[Advice]) -> list[str]:
    """Count what is worth a look, and name the first of each."""
    found = list(advice)
    if not found:
        return ["Nothing is past its review date, and nothing else is worth a look."]
    lines = ["**Worth a look**"]
    for rule, count in Counter(it.rule for it in found).most_common():
        first = next(it.problem for it in found if it.rule == rule)
        place = f"`{first.file}:{first.line}`"
        lines.append(f"- {count} {RULES.get(rule, rule)}; first {place}")
    return lines


async def send_history(interaction: Interaction, name: str | None) -> None:
    """Send the versions to operators."""
    if await is_operator(interaction):
        view = await history(interaction, name)
        await interaction.response.send_message(view=view, ephemeral=True)


async def send_diff(interaction: Interaction, number: int) -> None:
    """Send what a version changed; whoever calls has asked for the rights."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    view, files = await diff(interaction, number)
    await interaction.edit_original_response(view=view, attachments=files)


async def history(interaction: Interaction, name: str | None) -> FrameView:
    """Show the versions, the newest first, each with a way back to before it."""
    context = context_of(interaction)
    found = await context.database.read(
        lambda connection: revisions.history(connection, name, SHOWN)
    )
    of = f" of `{name}`" if name else ""
    if not found:
        return card([text(f"There is no history{of}.")])
    lines = [f"## History{of}"]
    for number, revision in enumerate(found, 1):
        names = screens.named(it.name for it in revision.files)
        why = f"\n-# {literal(revision.origin.why)}" if revision.origin.why else ""
        when = f"<t:{int(revision.at.timestamp())}:f>"
        lines.append(f"{number}. `{revision.version}` {when}, {_how(revision)}: {names}{why}")
    buttons = [
        button(f"Diff {number}", str(Code(Verb.DIFF, str(revision.id))))
        for number, revision in enumerate(found[:PAGE], 1)
    ]
    return card([text(fitted(lines))], buttons)


async def diff(interaction: Interaction, number: int) -> tuple[FrameView, list[discord.File]]:
    """Show what a version changed; raise GoneError."""
    context = context_of(interaction)
    history = context.repository.history
    revision = await history.one(number)
    before, after = await history.before(revision), await history.after(revision)
    if revision.is_first:
        head = f"## Version `{revision.version}`\nThe history begins here, with {len(after)} files."
        return card([text(head)]), []
    found = await context.repository.in_background(lambda: tuple(screens.changes(before, after)))
    shown, rest = screens.told(found, 2800)
    head = (
        f"## Version `{revision.version}`\n<t:{int(revision.at.timestamp())}:f>, {_how(revision)}"
    )
    if revision.origin.why:
        head += f": {literal(revision.origin.why)}"
    names = screens.named(it.name for it in revision.files)
    parts = [text(f"{head}\n{names}"), text(shown)]
    return card(parts, [button("Undo this", str(Code(Verb.UNDO, str(number))))]), (
        screens.attached("difference.txt", rest)
    )
