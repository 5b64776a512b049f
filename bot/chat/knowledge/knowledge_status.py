"""How the knowledge is: version, counts, what is stale, what is wrong on disk; and its history."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.chat.attachments import list_problems, text_file
from bot.chat.kit.actions import Action
from bot.chat.kit.components import button, card, fitted, literal, one_line, text
from bot.chat.kit.context import Context, on
from bot.chat.kit.reply import Attachment, Reply
from bot.chat.knowledge.change_review import UndoRevision, named, told, who
from bot.chat.knowledge.claim_report_list import ShowReports
from bot.chat.knowledge.miss_list import ShowMisses
from bot.chat.rights import for_operators
from bot.knowledge.history import OriginKind, Revision
from bot.lookups.wording import plural
from bot.records.problems import AdviceRule
from bot.services.editing.checking import Advice
from bot.services.editing.snapshot import KnowledgeSnapshot

QUESTION = "quiz question"
SHOWN = 12
BUTTONS = 8
RULES = {
    AdviceRule.REVIEW_DUE: "claims past their review date",
    AdviceRule.UNUSED_SOURCE: "sources that nothing rests on",
    AdviceRule.NO_PAY: "roles without pay",
    AdviceRule.MISREAD_ALIAS: "aliases that are read as another role",
    AdviceRule.NEAR_DUPLICATE: "quiz questions asked twice",
    AdviceRule.DECK_BIAS: "decks whose answers can be guessed",
    AdviceRule.TWO_RIGHT_OPTIONS: "quiz options that are right as well",
    AdviceRule.FILLER: "quiz options that say nothing",
    AdviceRule.PHRASE: "phrases that tell a reader nothing",
    AdviceRule.FRAGMENT: "claims that are no whole sentence",
}
ORIGINS = {
    OriginKind.START: "found at the start",
    OriginKind.FILE: "saved on disk",
    OriginKind.UPLOAD: "uploaded",
    OriginKind.EDIT: "edited",
    OriginKind.MISS: "a miss settled",
    OriginKind.REPORT: "a report settled",
    OriginKind.UNDO: "undone",
}


@dataclass(frozen=True, slots=True)
class ShowHistory(Action, prefix="kh"):
    """List the versions."""


@dataclass(frozen=True, slots=True)
class ShowDiff(Action, prefix="kd"):
    """Show what a version changed."""

    revision: int


async def status(context: Context) -> Reply:
    """Show how the knowledge is."""
    found = await context.services.editing.status()
    snapshot = found.snapshot
    by = "" if found.latest is None else f"; {_origin(found.latest)}"
    lines = [
        "## What I know",
        f"Version `{snapshot.version}`, live since {_ago(snapshot.loaded_at)}{by}.",
        _counts(snapshot),
        *_worth_a_look(found.advice),
        f"{found.misses} asked in vain.",
        f"Reported: {plural(found.claim_reports, 'answer')}, {plural(found.reports, QUESTION)}.",
    ]
    parts = [text("\n".join(lines))]
    files: tuple[Attachment, ...] = ()
    if found.failure is not None:
        said, rest = list_problems(found.failure.problems)
        parts.append(text(f"**The files on disk do not load, so they are not live:**\n{said}"))
        files = text_file("problems.txt", rest)
    buttons = [
        button("History", ShowHistory()),
        button("Asked in vain", ShowMisses()),
        button("Reports", ShowReports()),
    ]
    return Reply(card(parts, buttons), files)


def _counts(snapshot: KnowledgeSnapshot) -> str:
    knowledge = snapshot.knowledge
    return (
        f"{len(knowledge.roles)} roles, {knowledge.claim_count()} claims, "
        f"{len(knowledge.sources)} sources, {len(snapshot.pool.items)} quiz questions in "
        f"{len(snapshot.raw)} files."
    )


def _ago(moment: datetime) -> str:
    return f"<t:{int(moment.timestamp())}:R>"


def _origin(revision: Revision) -> str:
    """Say how a version came about, and by whom."""
    kind = revision.origin.kind
    said = ORIGINS[kind]
    return said if kind is OriginKind.START else f"{said} by {who(revision)}"


def _worth_a_look(advice: Sequence[Advice]) -> list[str]:
    """Count what is worth a look, and name the first of each."""
    if not advice:
        return ["Nothing is past its review date, and nothing else is worth a look."]
    lines = ["**Worth a look**"]
    for rule, count in Counter(it.rule for it in advice).most_common():
        first = next(it.problem for it in advice if it.rule == rule)
        place = f"`{first.file}:{first.line}`"
        lines.append(f"- {count} {RULES[rule]}; first {place}")
    return lines


async def history(context: Context, name: str | None) -> Reply:
    """Show the versions, the newest first, each with a way to look at it."""
    found = await context.services.editing.history(name, SHOWN)
    of = f" of {one_line(name)}" if name else ""
    if not found:
        return Reply(card([text(f"There is no history{of}.")]))
    lines = [f"## History{of}"]
    for number, revision in enumerate(found, 1):
        names = named(it.name for it in revision.files)
        why = f"\n-# {literal(revision.origin.why)}" if revision.origin.why else ""
        when = f"<t:{int(revision.at.timestamp())}:f>"
        lines.append(f"{number}. `{revision.version}` {when}, {_origin(revision)}: {names}{why}")
    buttons = [
        button(f"Diff {number}", ShowDiff(revision.id))
        for number, revision in enumerate(found[:BUTTONS], 1)
    ]
    return Reply(card([text(fitted(lines))], buttons))


async def diff(context: Context, number: int) -> Reply:
    """Show what a version changed; raise NoSuchVersionError."""
    found = await context.services.editing.diff(number)
    revision = found.revision
    if revision.is_first:
        count = len(revision.files)
        head = f"## Version `{revision.version}`\nThe history begins here, with {count} files."
        return Reply(card([text(head)]))
    shown, rest = told(found.different, 2800)
    when = f"<t:{int(revision.at.timestamp())}:f>"
    head = f"## Version `{revision.version}`\n{when}, {_origin(revision)}"
    if revision.origin.why:
        head += f": {literal(revision.origin.why)}"
    names = named(it.name for it in revision.files)
    buttons = [button("Undo this", UndoRevision(number))]
    view = card([text(f"{head}\n{names}"), text(shown)], buttons)
    return Reply(view, text_file("difference.txt", rest))


async def show_history(context: Context, action: ShowHistory) -> None:
    del action
    await context.send(await history(context, None))


async def show_diff(context: Context, action: ShowDiff) -> None:
    await context.defer()
    await context.send(await diff(context, action.revision))


ACTIONS = for_operators(on(ShowHistory, show_history), on(ShowDiff, show_diff))
