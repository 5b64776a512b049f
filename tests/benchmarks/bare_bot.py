"""The baseline: discord.py alone, with one fixed Components V2 message and one fixed list."""

import asyncio
import os
from typing import Any

import discord
from discord import app_commands, ui

from bot.chat.kit.endpoints import use_endpoints

TEXT = "**A line** of about the length that replies have, so that both send as much.\n" * 4


def fixed_message() -> ui.LayoutView:
    """Build a message of a usual size: a container of texts, two rows of buttons, a menu."""
    view = ui.LayoutView(timeout=None)
    texts = [ui.TextDisplay[ui.LayoutView](f"### Heading {n}\n{TEXT}") for n in range(6)]
    view.add_item(ui.Container(*texts, accent_colour=0x3B82F6))
    buttons = [ui.Button[ui.LayoutView](label=f"Step {n}", custom_id=f"b{n}") for n in range(4)]
    view.add_item(ui.ActionRow(*buttons))
    options = [discord.SelectOption(label=f"Entry {n}", value=str(n)) for n in range(14)]
    view.add_item(ui.ActionRow(ui.Select(custom_id="m", options=options)))
    view.stop()
    return view


class BareBot(discord.Client):
    """A client with the same commands as ours, as far as they are measured."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents(guilds=True), max_messages=None)
        self.tree = app_commands.CommandTree(self)

        @self.tree.command()
        async def role(interaction: discord.Interaction[Any], title: str) -> None:
            """Send the fixed message."""
            del title
            await interaction.response.send_message(view=fixed_message(), ephemeral=True)

        @role.autocomplete("title")
        async def titles(
            interaction: discord.Interaction[Any], typed: str
        ) -> list[app_commands.Choice[str]]:
            del interaction, typed
            return [app_commands.Choice(name=f"Role number {n}", value=str(n)) for n in range(15)]

        @self.tree.command()
        async def compare(interaction: discord.Interaction[Any], first: str, second: str) -> None:
            """Send the fixed message."""
            del first, second
            await interaction.response.send_message(view=fixed_message(), ephemeral=True)

    async def on_interaction(self, interaction: discord.Interaction[Any], /) -> None:
        """Put the fixed message in place of the one that was clicked."""
        if interaction.type is discord.InteractionType.component:
            await interaction.response.edit_message(view=fixed_message())


def main() -> None:
    """Run against the addresses in the environment."""
    use_endpoints(os.environ["DISCORD_API_URL"], os.environ["DISCORD_GATEWAY_URL"])
    asyncio.run(BareBot().start(os.environ["DISCORD_TOKEN"]))


if __name__ == "__main__":
    main()
