"""What operators see of a change: what is wrong with it, or what it does."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

import discord

from bot.chat.kit.components import button, card, fits, fitted, text
from bot.chat.kit.layout import FrameView
from bot.chat.kit.markup import literal
from bot.chat.knowledge.ids import Code, Verb
from bot.chat.knowledge.problems import listed
from bot.knowledge.history import Revision
from bot.records.problems import Problem
from bot.services.editing.changes import FileContents, PendingChange, RefusedError
from bot.services.editing.checking import advice_on
from bot.services.editing.consequences import Consequences, consequences
from bot.services.editing.differences import Difference, DifferenceKind, differences

NAMED = 4
LINE = 220
SIGNS = {DifferenceKind.ADDED: "+", DifferenceKind.CHANGED: "~", DifferenceKind.REMOVED: "−"}
REFUSED = "## This would not load, so nothing is changed\n"
ELSEWHERE = (
    "## The files on disk do not load just now\nThat has to be mended before anything else can "
    "change; your change is not the cause.\n"
)


@dataclass(frozen=True, slots=True)
class Sketch:
    """What a change does, worked out beside the event loop."""

    different: tuple[Difference, ...]
    effects: Consequences
    advice: tuple[Problem, ...]


def sketch(waiting: PendingChange, today: date) -> Sketch:
    """Work out what a change does; takes about a second."""
    found = advice_on(waiting.after, today)
    advice = tuple(it.problem for it in found if it.problem.file in waiting.contents)
    return Sketch(
        tuple(changes(waiting.before.raw, waiting.contents)),
        consequences(waiting.before, waiting.after, today),
        advice,
    )


def changes(before: FileContents, after: FileContents) -> Iterable[Difference]:
    """List what differs, file by file."""
    return chain.from_iterable(
        differences(name, before.get(name), body) for name, body in after.items()
    )


def refused(error: RefusedError) -> tuple[FrameView, list[discord.File]]:
    """Show everything that is wrong."""
    head = ELSEWHERE if error.elsewhere else REFUSED
    lines, rest = listed(error.problems)
    count = len(error.problems)
    said = f"{head}{count} problem{'' if count == 1 else 's'}:\n{lines}"
    return card([text(said)]), attached("problems.txt", rest)


def proposed(
    waiting: PendingChange, drawn: Sketch, since: Sequence[Revision] = ()
) -> tuple[FrameView, list[discord.File]]:
    """Show what a change does, and let it be applied or dropped."""
    parts = [text(f"## Change {named(waiting.contents)}?\n{_counts(drawn.different)}")]
    if since:
        parts.append(text(fitted(_meanwhile(since), 700)))
    shown, everything = told(drawn.different, 1200)
    parts.append(text(shown))
    parts += [text(block) for block in _effects(drawn.effects)]
    if drawn.advice:
        worth = [f"- line {it.line}: {literal(_cut(it.wrong, 120))}" for it in drawn.advice]
        parts.append(text(fitted(["**Worth a look, and no obstacle**", *worth[:NAMED]], 500)))
    buttons = [
        button("Apply", str(Code(Verb.APPLY, str(waiting.number))), primary=True),
        button("Cancel", str(Code(Verb.CANCEL, str(waiting.number)))),
    ]
    return card(parts, buttons), attached("difference.txt", everything)


def named(names: Iterable[str]) -> str:
    """Name some files, and say how many more there are."""
    listed_names = list(names)
    more = f" and {len(listed_names) - NAMED} more" if len(listed_names) > NAMED else ""
    return ", ".join(f"`{name}`" for name in listed_names[:NAMED]) + more


def told(different: Sequence[Difference], budget: int) -> tuple[str, str | None]:
    """Show what differs as far as it fits; give all of it as plain text where it does not."""
    if not different:
        return "Only comments or layout differ.", None
    lines = [line(it) for it in different]
    everything = None if fits(lines, budget) else "\n".join(map(plain, different))
    return fitted(lines, budget), everything


def _meanwhile(since: Sequence[Revision]) -> list[str]:
    """Say who changed the same files while somebody looked."""
    lines = ["**This changed under you, and is not applied yet.** Meanwhile:"]
    for revision in since[:NAMED]:
        why = f": {literal(_cut(revision.origin.why, 80))}" if revision.origin.why else ""
        lines.append(f"- {who(revision)}, <t:{int(revision.at.timestamp())}:R>{why}")
    lines.append("Below is what applying would change now.")
    return lines


def who(revision: Revision) -> str:
    """Name who made a version."""
    if revision.origin.member is not None:
        return f"<@{revision.origin.member}>"
    return "somebody with an editor"


def line(one: Difference) -> str:
    """Show one difference in Discord's markup."""
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


def plain(one: Difference) -> str:
    """Show one difference as plain text."""
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
    if not lines:
        return ["Touches no answer and no quiz question."]
    touches = f"**Touches**\n{fitted(lines, 800)}"
    if not effects.preview:
        return [touches]
    # A code block would colour the lines, and cut them off on a phone.
    shown = [f"`{it[0].replace('-', '−')}` {literal(_cut(it[2:]))}" for it in effects.preview]
    of = literal(effects.preview_of or "")
    return [touches, f"**How {of} reads: before (−) and after (+)**\n{fitted(shown, 900)}"]


def attached(name: str, content: str | None) -> list[discord.File]:
    """Give a text as a file; none where there is no text."""
    return [] if content is None else [discord.File(io.BytesIO(content.encode()), name)]


def _cut(said: str, longest: int = LINE) -> str:
    return said if len(said) <= longest else said[: longest - 1] + "…"
