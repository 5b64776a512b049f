"""What is stored about a member: seen, exported, deleted; and where they appear."""

import io
import json
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Self

import discord
from discord import ui

from bot.chat.client import desk_of
from bot.chat.components import button, card, text
from bot.chat.errors import answer_failure
from bot.chat.layout import FrameView
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


class PrivacyButton(ui.DynamicItem[ui.Button[ui.LayoutView]], template=PATTERN):
    """A button of `/privacy`; it is only ever about who clicks it."""

    def __init__(self, verb: str) -> None:
        super().__init__(ui.Button(label="…", custom_id=f"p{verb}"))
        self._verb = verb

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Make the button of a click."""
        del interaction, item
        return cls(match["verb"])

    async def callback(self, interaction: Interaction) -> None:
        """Do what the button says; errors of dynamic items reach no other handler."""
        try:
            await ACTIONS[self._verb](interaction)
        except Exception as error:  # noqa: BLE001 - the last handler there is
            await answer_failure(interaction, error)


async def overview(interaction: Interaction) -> FrameView:
    """Say what is stored about the asker."""
    desk, member = desk_of(interaction), interaction.user.id
    counts = await desk.database.read(lambda connection: privacy.count_rows(connection, member))
    seen = await desk.database.read(lambda connection: members.visibility_of(connection, member))
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
    desk, member = desk_of(interaction), interaction.user.id
    rows = await desk.database.read(lambda connection: privacy.export_member(connection, member))
    data = json.dumps({"member": member, "stored": rows}, indent=2, ensure_ascii=False)
    file = discord.File(io.BytesIO(data.encode()), "stored-about-me.json")
    await interaction.response.send_message(
        "All that is stored about you:", file=file, ephemeral=True
    )


async def _ask(interaction: Interaction) -> None:
    buttons = [button("Delete everything for good", "pD", primary=True)]
    await interaction.response.edit_message(view=card([text(CONFIRM)], buttons))


async def _delete(interaction: Interaction) -> None:
    desk, member = desk_of(interaction), interaction.user.id
    await desk.database.write(lambda connection: privacy.forget_member(connection, member))
    await desk.hall.reload(member)
    await interaction.response.edit_message(view=await overview(interaction))


def _appear(visibility: Visibility) -> Callable[[Interaction], Awaitable[None]]:
    async def choose(interaction: Interaction) -> None:
        desk, member = desk_of(interaction), interaction.user.id
        await desk.database.write(
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
