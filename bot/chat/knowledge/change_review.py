"""A change of the knowledge before and after it is live: looked at, applied, dropped, undone."""

from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import assert_never

from bot.chat.attachments import list_problems, text_file
from bot.chat.kit.actions import Action
from bot.chat.kit.components import button, card, fits, fitted, literal, text
from bot.chat.kit.context import Context, on
from bot.chat.kit.reply import Reply
from bot.chat.rights import for_operators
from bot.knowledge.history import Revision
from bot.language.flips import Flips, Judged
from bot.services.editing.changes import EditError
from bot.services.editing.consequences import Consequences
from bot.services.editing.differences import Difference, DifferenceKind
from bot.services.editing.editing_service import (
    AppliedChange,
    ApplyOutcome,
    ProposedChange,
    RefusedChange,
    UnwritableChange,
)

NAMED = 4
LINE = 220
SIGNS = {
    DifferenceKind.ADDED: "+",
    DifferenceKind.CHANGED: "~",
    DifferenceKind.REMOVED: "−",
}
REFUSED = "## This would not load, so nothing is changed\n"
ELSEWHERE = (
    "## The files on disk do not load just now\nThat has to be mended before anything else can "
    "change; your change is not the cause.\n"
)
UNWRITABLE = (
    "I cannot write the files: {reason}. Nothing was changed. Whoever runs me can let me write to "
    "the knowledge directory."
)


@dataclass(frozen=True, slots=True)
class ApplyChange(Action, prefix="ka"):
    """Let a proposed change live."""

    change: int


@dataclass(frozen=True, slots=True)
class CancelChange(Action, prefix="kc"):
    """Drop a proposed change."""

    change: int


@dataclass(frozen=True, slots=True)
class UndoRevision(Action, prefix="ku"):
    """Propose the files as they were before a version of the history."""

    revision: int


Applying = Callable[[int], Action]
"""What the button does that applies a change of a number."""


async def apply(context: Context, action: ApplyChange) -> None:
    await context.defer_update()
    await carry_out(context, context.services.editing.apply(action.change))


async def carry_out(
    context: Context, work: Awaitable[ApplyOutcome], applying: Applying = ApplyChange
) -> None:
    """Let a change live; where the file changed meanwhile, show what that means instead."""
    try:
        outcome = await work
    except EditError as error:
        await context.replace(Reply(card([text(literal(error.message))])))
        return
    match outcome:
        case AppliedChange():
            said = f"**Applied.** Version `{outcome.version}` is live."
            reply = Reply(card([text(said)], [undo_button(outcome.revision)]))
        case UnwritableChange():
            again = button("Try again", applying(outcome.number), primary=True)
            reply = Reply(card([text(UNWRITABLE.format(reason=outcome.reason))], [again]))
        case ProposedChange() | RefusedChange():
            reply = change_reply(outcome, applying)
        case _:
            assert_never(outcome)
    await context.replace(reply)


async def cancel(context: Context, action: CancelChange) -> None:
    await context.services.editing.cancel(action.change)
    await context.replace(Reply(card([text("Cancelled. Nothing was changed.")])))


async def undo(context: Context, action: UndoRevision) -> None:
    await context.defer()
    outcome = await context.services.editing.propose_undo(context.member, action.revision)
    await context.send(change_reply(outcome))


def undo_button(revision: int) -> dict[str, object]:
    return button("Undo", UndoRevision(revision))


def change_reply(
    outcome: ProposedChange | RefusedChange, applying: Applying = ApplyChange
) -> Reply:
    """Show what a change would do, with buttons to decide on it; or why it cannot be."""
    match outcome:
        case ProposedChange():
            return _proposed(outcome, applying)
        case RefusedChange():
            return _refused(outcome)
        case _:
            assert_never(outcome)


def _refused(outcome: RefusedChange) -> Reply:
    head = ELSEWHERE if outcome.elsewhere else REFUSED
    lines, rest = list_problems(outcome.problems)
    count = len(outcome.problems)
    said = f"{head}{count} problem{'' if count == 1 else 's'}:\n{lines}"
    return Reply(card([text(said)]), text_file("problems.txt", rest))


def _proposed(change: ProposedChange, applying: Applying) -> Reply:
    parts = [text(f"## Change {named(change.files)}?\n{_counts(change.different)}")]
    if change.since:
        parts.append(text(fitted(_meanwhile(change.since), 700)))
    shown, everything = told(change.different, 1200)
    parts.append(text(shown))
    parts += [text(block) for block in _effects(change.effects)]
    if change.advice:
        worth = [f"- line {it.line}: {literal(_cut(it.wrong, 120))}" for it in change.advice]
        parts.append(text(fitted(["**Worth a look; it stops nothing**", *worth[:NAMED]], 500)))
    buttons = [
        button("Apply", applying(change.number), primary=True),
        button("Cancel", CancelChange(change.number)),
    ]
    return Reply(card(parts, buttons), text_file("difference.txt", everything))


def named(names: Iterable[str]) -> str:
    """Name some files, and say how many more there are."""
    all_names = list(names)
    more = f" and {len(all_names) - NAMED} more" if len(all_names) > NAMED else ""
    return ", ".join(f"`{name}`" for name in all_names[:NAMED]) + more


def told(different: Sequence[Difference], budget: int) -> tuple[str, str | None]:
    """Show what differs as far as it fits; all of it as plain text where it does not."""
    if not different:
        return "Only comments or layout differ.", None
    lines = [_line(it) for it in different]
    everything = None if fits(lines, budget) else "\n".join(map(_plain, different))
    return fitted(lines, budget), everything


def who(revision: Revision) -> str:
    """Name who made a version."""
    if revision.origin.member is not None:
        return f"<@{revision.origin.member}>"
    return "somebody with an editor"


def _meanwhile(since: Sequence[Revision]) -> list[str]:
    """Say who changed the same files while somebody looked."""
    lines = ["**Somebody changed this in the meantime, so it isn't applied yet.**"]
    for revision in since[:NAMED]:
        why = f": {literal(_cut(revision.origin.why, 80))}" if revision.origin.why else ""
        lines.append(f"- {who(revision)}, <t:{int(revision.at.timestamp())}:R>{why}")
    lines.append("Below is what applying would change now.")
    return lines


def _line(one: Difference) -> str:
    place = " › ".join(map(literal, one.place)) or "the whole file"
    sign = SIGNS[one.kind]
    before, after = (literal(_cut(it)) for it in (one.before or "", one.after or ""))
    match one.kind:
        case DifferenceKind.ADDED:
            return f"`{sign}` {place}: **{after}**"
        case DifferenceKind.REMOVED:
            return f"`{sign}` {place}: ~~{before}~~"
        case DifferenceKind.CHANGED:
            return f"`{sign}` {place}: ~~{before}~~ → **{after}**"
        case _:
            assert_never(one.kind)


def _plain(one: Difference) -> str:
    place = " > ".join((one.file, *one.place))
    return f"{SIGNS[one.kind]} {place}: {one.before or ''} -> {one.after or ''}"


def _counts(different: Sequence[Difference]) -> str:
    """Count what is claims apart from what is not."""
    claims = [it for it in different if it.claim]
    parts = [
        f"{count} {kind}"
        for kind in DifferenceKind
        if (count := len({it.place[:2] for it in claims if it.kind is kind}))
    ]
    others = len(different) - len(claims)
    said = [f"Claims: {', '.join(parts)}."] if parts else []
    said += [f"{others} other change{'' if others == 1 else 's'}."] if others else []
    return " ".join(said)


def _effects(effects: Consequences) -> list[str]:
    """Say which commands and items a change touches, and then how one answer reads after it."""
    lines = []
    for command, about in effects.commands:
        some = [literal(it) for it in about if it][:NAMED]
        more = f" and {len(about) - NAMED} more" if len(about) > NAMED else ""
        lines.append(f"- `{command}` {', '.join(some)}{more}")
    counts = (
        (effects.items_new, "new"),
        (effects.items_gone, "gone"),
        (effects.items_changed, "changed"),
    )
    items = ", ".join(f"{count} {what}" for count, what in counts if count)
    if items:
        lines.append(f"- quiz questions: {items}")
    read = [*_flips(effects.questions)] if effects.questions else []
    if not lines:
        return read or ["Touches no answer and no quiz question."]
    touches = f"**Touches**\n{fitted(lines, 800)}"
    if read or not effects.preview:
        return [touches, *read]  # all three would not fit a message
    # A code block would colour the lines, and cut them off on a phone.
    shown = [f"`{it[0].replace('-', '−')}` {literal(_cut(it[2:]))}" for it in effects.preview]
    of = literal(effects.preview_of or "")
    return [touches, f"**How {of} reads: before (−) and after (+)**\n{fitted(shown, 900)}"]


def _flips(found: Flips) -> Iterator[str]:
    """Say which labelled questions flip, and what is still not learned."""
    judged = f"of {found.judged:,} labelled questions, and their like, would be taken otherwise"
    if found.flips:
        lines = [f"**{len(found.flips)} {judged}**", *map(_flip, found.flips)]
        yield fitted(lines, 800)
    else:
        yield f"None {judged}."
    if found.unlearned:
        head = "**Read so word for word only; the same in other words teaches more**"
        yield fitted([head, *(f"- {_asked(it)}: {it.after}" for it in found.unlearned)], 400)


def _flip(flip: Judged) -> str:
    since = "still" if flip.was_right is flip.is_right else "now"
    right = "right" if flip.is_right else "wrong"
    return f"- {_asked(flip)}: {flip.before} → {flip.after}, {since} {right}"


def _asked(judged: Judged) -> str:
    return f"“{literal(_cut(judged.example.ask, 80))}”"


def _cut(said: str, longest: int = LINE) -> str:
    return said if len(said) <= longest else said[: longest - 1] + "…"


ACTIONS = for_operators(on(ApplyChange, apply), on(CancelChange, cancel), on(UndoRevision, undo))
