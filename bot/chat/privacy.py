"""What is stored about a member: seen, exported, deleted; and where they appear."""

import json
from dataclasses import dataclass

from bot.chat.kit.actions import Action
from bot.chat.kit.components import Layout, button, card, text
from bot.chat.kit.context import Context
from bot.chat.kit.dispatch import on
from bot.chat.kit.reply import Attachment, Reply
from bot.store import members, privacy
from bot.store.members import Visibility

VISIBILITY_NAMES = {
    Visibility.HIDDEN: "Hidden",
    Visibility.SERVER: "This server",
    Visibility.GLOBAL: "Global",
}
TABLE_NAMES = {
    "games": "games you host or hosted",
    "players": "games you played in",
    "appeals": "appeals you decided",
    "reports": "questions you reported or settled",
    "members": "your choice of where you appear",
    "reminders": "reminders",
    "cards": "questions in your reviews",
    "reviewers": "how you want to review",
    "takings": "results of /match and /assess that you kept",
    "writings": "answers to problems that you wrote",
    "peer_grades": "grades you gave to others' answers",
    "plans": "your study plan",
    "plan_steps": "days of your study plan",
    "proposals": "changes of the knowledge files that you have not applied yet",
    "revisions": "changes of the knowledge files that you made",
    "retired_items": "questions you retired",
    "server_aliases": "words for roles that you added to a server",
    "server_decks": "decks that you gave to a server",
}
CONFIRM = (
    "## Delete everything about you?\nYour reviews, reminders and choices go for good. Scores of "
    "past games stay, without your name. This cannot be undone."
)


@dataclass(frozen=True, slots=True)
class Appear(Action, prefix="pa"):
    """Choose where one appears on leaderboards."""

    where: Visibility


@dataclass(frozen=True, slots=True)
class ExportStored(Action, prefix="pe"):
    """Give out all that is stored about the clicker."""


@dataclass(frozen=True, slots=True)
class AskToForget(Action, prefix="pd"):
    """Ask once more before everything goes."""


@dataclass(frozen=True, slots=True)
class ForgetMe(Action, prefix="pf"):
    """Delete everything about the clicker."""


async def overview(context: Context) -> Layout:
    """Say what is stored about the asker."""
    store, member = context.services.store, context.member
    counts = await store.read(lambda connection: privacy.count_rows(connection, member))
    seen = await store.read(lambda connection: members.visibility_of(connection, member))
    lines = ["## What I store about you"]
    if counts:
        lines += [f"- {count} × {TABLE_NAMES.get(name, name)}" for name, count in counts.items()]
        lines.append("-# By your Discord id; no names and no messages. Look-ups store nothing.")
    else:
        lines.append("Nothing.")
    lines.append(f"On leaderboards: **{VISIBILITY_NAMES[seen]}**.")
    buttons = [
        button(f"Appear: {VISIBILITY_NAMES[choice]}", Appear(choice))
        for choice in Visibility
        if choice is not seen
    ]
    buttons += [button("Export", ExportStored()), button("Delete everything", AskToForget())]
    return card([text("\n".join(lines))], buttons)


async def export(context: Context, action: ExportStored) -> None:
    del action
    member = context.member
    rows = await context.services.store.read(
        lambda connection: privacy.export_member(connection, member)
    )
    data = json.dumps({"member": member, "stored": rows}, indent=2, ensure_ascii=False)
    file = Attachment("stored-about-me.json", data.encode())
    await context.send(Reply("All that is stored about you:", (file,)))


async def ask_to_forget(context: Context, action: AskToForget) -> None:
    del action
    buttons = [button("Delete everything for good", ForgetMe(), primary=True)]
    await context.replace(Reply(card([text(CONFIRM)], buttons)))


async def forget(context: Context, action: ForgetMe) -> None:
    del action
    member = context.member
    await context.services.store.write(lambda connection: privacy.forget_member(connection, member))
    await context.services.games.reload(member)
    await context.replace(Reply(await overview(context)))


async def appear(context: Context, action: Appear) -> None:
    member = context.member
    await context.services.store.write(
        lambda connection: members.choose_visibility(connection, member, action.where)
    )
    await context.replace(Reply(await overview(context)))


ACTIONS = (
    on(Appear, appear),
    on(ExportStored, export),
    on(AskToForget, ask_to_forget),
    on(ForgetMe, forget),
)
"""Each is only ever about who clicks."""
