"""/aliases: a server's own words for roles, by its moderators."""

from typing import Any

import discord
from discord import app_commands

from bot.chat.client import context_of
from bot.chat.kit.components import card, fits, fitted, text
from bot.chat.kit.context import Choices
from bot.chat.kit.errors import tell
from bot.chat.kit.markup import literal
from bot.chat.kit.options import Title, matching, titles
from bot.chat.knowledge.screens import attached
from bot.chat.servers.permissions import moderated_guild, moderators_group
from bot.services.servers.aliases import AliasError, cleaned, judge
from bot.store.servers import OwnAlias
from bot.titles.normalize import normalize

Interaction = discord.Interaction[Any]
A_LINE = 10
NONE_YET = "This server has no words of its own yet. /aliases add makes one."

aliases = moderators_group("aliases", "This server's own words for roles, for its moderators.")


async def offer_own(interaction: Interaction, typed: str) -> Choices:
    """Offer the server's own words."""
    known = context_of(interaction).servers.aliases(interaction.guild_id)
    return matching(((title, title) for title in known), typed)


@aliases.command(name="add")
@app_commands.describe(title="What people here say", role="The role it means")
@app_commands.autocomplete(role=titles)
async def add_(interaction: Interaction, title: Title, role: Title) -> None:
    """Let a word mean a role in this server, whatever it means elsewhere."""
    if (guild := await moderated_guild(interaction)) is None:
        return
    context = context_of(interaction)
    found = context.knowledge.titles.resolve(role)
    if found.status != "matched":
        await tell(interaction, "I know no role by that name. Choose one that is offered.")
        return
    try:
        text_ = cleaned(title)
        own = context.servers.aliases(guild)
        note = judge(text_, found.roles[0], context.knowledge, len(own))
    except AliasError as error:
        await tell(interaction, literal(str(error)))
        return
    alias = OwnAlias(normalize(text_), text_, found.roles[0], interaction.user.id, context.clock())
    await context.servers.set_alias(guild, alias)
    name = context.knowledge.roles[alias.role].name
    said = f"In this server “{literal(text_)}” means **{literal(name)}** from now on."
    await tell(interaction, f"{said} {literal(note)}" if note else said)


@aliases.command()
@app_commands.describe(title="The word")
@app_commands.autocomplete(title=offer_own)
async def remove(interaction: Interaction, title: Title) -> None:
    """Let a word mean here what it means elsewhere."""
    if (guild := await moderated_guild(interaction)) is None:
        return
    removed = await context_of(interaction).servers.remove_alias(guild, normalize(title))
    said = "is no longer a word of this server" if removed else "is no word of this server's own"
    await tell(interaction, f"“{literal(title)}” {said}.")


@aliases.command(name="list")
async def list_(interaction: Interaction) -> None:
    """This server's own words, role by role."""
    if (guild := await moderated_guild(interaction)) is None:
        return
    context = context_of(interaction)
    by_role: dict[str, list[str]] = {}
    for title, role in context.servers.aliases(guild).items():
        known = context.knowledge.roles.get(role)
        by_role.setdefault(known.name if known else f"{role}, no longer here", []).append(title)
    lines = ["## This server's own words"]
    for role, words in sorted(by_role.items()):
        named = sorted(map(literal, words))
        lines += [
            f"- **{literal(role)}**: {', '.join(named[at : at + A_LINE])}"
            for at in range(0, len(named), A_LINE)
        ]
    shown = fitted(lines) if by_role else NONE_YET
    files = attached("aliases.txt", None if fits(lines) else "\n".join(lines))
    await interaction.response.send_message(view=card([text(shown)]), files=files, ephemeral=True)
