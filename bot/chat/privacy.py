"""What is stored about a member: seen, exported, deleted; and where they appear."""

import io
import json
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

import discord

from bot.chat.client import context_of
from bot.chat.kit.components import button, card, text
from bot.chat.kit.layout import FrameView
from bot.chat.kit.persistent import lasting
from bot.store import members, privacy
from bot.store.members import Visibility

Interaction = discord.Interaction[Any]
PATTERN = re.compile(r"p(?P<verb>[edDhsg])")
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


async def overview(interaction: Interaction) -> FrameView:
    """Say what is stored about the asker."""
    context, member = context_of(interaction), interaction.user.id
    counts = await context.database.read(lambda connection: privacy.count_rows(connection, member))
    seen = await context.database.read(lambda connection: members.visibility_of(connection, member))
    lines = ["## What I store about you"]
    if counts:
        lines += [f"- {count} × {TABLE_NAMES.get(name, name)}" for name, count in counts.items()]
        lines.append("-# By your Discord id; no names and no messages. Look-ups store nothing.")
    else:
        lines.append("Nothing.")
    lines.append(f"On leaderboards: **{VISIBILITY_NAMES[seen]}**.")
    buttons = [
        button(f"Appear: {VISIBILITY_NAMES[choice]}", f"p{choice[0]}")
        for choice in Visibility
        if choice is not seen
    ]
    buttons += [button("Export", "pe"), button("Delete everything", "pd")]
    return card([text("\n".join(lines))], buttons)


async def _export(interaction: Interaction) -> None:
    context, member = context_of(interaction), interaction.user.id
    rows = await context.database.read(lambda connection: privacy.export_member(connection, member))
    data = json.dumps({"member": member, "stored": rows}, indent=2, ensure_ascii=False)
    file = discord.File(io.BytesIO(data.encode()), "stored-about-me.json")
    await interaction.response.send_message(
        "All that is stored about you:", file=file, ephemeral=True
    )


async def _ask(interaction: Interaction) -> None:
    buttons = [button("Delete everything for good", "pD", primary=True)]
    await interaction.response.edit_message(view=card([text(CONFIRM)], buttons))


async def _delete(interaction: Interaction) -> None:
    context, member = context_of(interaction), interaction.user.id
    await context.database.write(lambda connection: privacy.forget_member(connection, member))
    await context.games.reload(member)
    await interaction.response.edit_message(view=await overview(interaction))


def _appear(visibility: Visibility) -> Callable[[Interaction], Awaitable[None]]:
    async def choose(interaction: Interaction) -> None:
        context, member = context_of(interaction), interaction.user.id
        await context.database.write(
            lambda connection: members.choose_visibility(connection, member, visibility)
        )
        await interaction.response.edit_message(view=await overview(interaction))

    return choose


ACTIONS: Mapping[str, Callable[[Interaction], Awaitable[None]]] = {
    "e": _export,
    "d": _ask,
    "D": _delete,
    **{choice[0]: _appear(choice) for choice in Visibility},
}


async def _clicked(interaction: Interaction, match: re.Match[str], chosen: Sequence[Any]) -> None:
    """Do what a button says; it is only ever about who clicks it."""
    del chosen
    await ACTIONS[match["verb"]](interaction)


PrivacyButton = lasting(PATTERN, _clicked)
