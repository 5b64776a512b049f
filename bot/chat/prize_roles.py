"""Which roles the bot may give to members, looked at when one is chosen and when it is given."""

from collections.abc import Iterator

import discord

from bot.chat.kit.context import Context
from bot.services.servers.server_settings import ServerSettings, SettingRefusedError

MODERATING = discord.Permissions.elevated() | discord.Permissions(
    view_audit_log=True,
    manage_nicknames=True,
    manage_events=True,
    mute_members=True,
    deafen_members=True,
    move_members=True,
    mention_everyone=True,
)
"""A role with one of these is nobody's prize."""


def role_problem(role: discord.Role) -> str | None:
    """Say why the bot may not give a role, in words that follow a colon; None where it may."""
    me = role.guild.me
    if role.is_default() or role.managed:
        return "Discord alone gives that role"
    if not me.guild_permissions.manage_roles:
        return "I need the right Manage Roles"
    if role >= me.top_role:
        return "it stands above my own role, so mine has to be moved above it"
    if role.permissions.value & MODERATING.value:
        return "it may moderate, and I give out no role that can"
    return None


def require_prize_role(context: Context, role: str) -> None:
    """Raise SettingRefusedError where the bot may not give a role of this server, by its id."""
    here = context.interaction.guild
    found = here.get_role(int(role)) if here is not None and role.isdecimal() else None
    problem = "it is no longer there" if found is None else role_problem(found)
    if problem is not None:
        raise SettingRefusedError(f"I cannot give out <@&{role}>: {problem}.", "Choose another.")


def prize_roles(guild: discord.Guild) -> set[int]:
    """List the roles that the bot may give."""
    return {role.id for role in guild.roles if role_problem(role) is None}


def prize_notes(context: Context, settings: ServerSettings) -> Iterator[str]:
    """Say what stands in the way of giving the roles that settings name, and of telling so."""
    here = context.interaction.guild
    if here is None:
        return
    named = [*settings.season_role, *(it.role for it in settings.exams if it.role is not None)]
    for number in dict.fromkeys(named):
        role = here.get_role(int(number))
        problem = "it is no longer there" if role is None else role_problem(role)
        if problem is not None:
            yield f"**I cannot give out <@&{number}>:** {problem}."
    if named and not settings.notes_channel and here.public_updates_channel is None:
        yield "Choose a channel for notes, so that I can tell you where a role cannot be given."
