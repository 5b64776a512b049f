"""The baseline of quizzes: discord.py alone, writing one row to SQLite a click, then replying."""

import asyncio
import os
import sqlite3
from contextlib import closing
from typing import Any

import discord

from bot.chat.kit.endpoints import use_endpoints


class BareWriter(discord.Client):
    """A client that stores every click, and knows nothing of games."""

    def __init__(self, database: sqlite3.Connection) -> None:
        super().__init__(intents=discord.Intents(guilds=True), max_messages=None)
        self._database = database

    async def on_interaction(self, interaction: discord.Interaction[Any], /) -> None:
        """Store the click on disk, and say so."""
        self._database.execute(
            "INSERT INTO clicks VALUES (?, ?)", (interaction.user.id, str(interaction.data))
        )
        await interaction.response.send_message("Locked in: **A. One**", ephemeral=True)


def main() -> None:
    """Run against the addresses in the environment."""
    use_endpoints(os.environ["DISCORD_API_URL"], os.environ["DISCORD_GATEWAY_URL"])
    with closing(sqlite3.connect(os.environ["DATABASE_FILE"], isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = FULL")
        database.execute("CREATE TABLE IF NOT EXISTS clicks (member INTEGER, data TEXT)")
        asyncio.run(BareWriter(database).start(os.environ["DISCORD_TOKEN"]))


if __name__ == "__main__":
    main()
