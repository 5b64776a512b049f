"""Who owns the shared knowledge: people named in settings, or holders of a role at home."""

import logging
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

import discord

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Operators:
    """The operators, and the channel in which they are told what needs them."""

    members: AbstractSet[int] = frozenset()
    home_server: int | None = None
    role: int | None = None
    channel: int | None = None

    def known_at_hand(self, interaction: discord.Interaction[Any]) -> bool:
        """Tell whether somebody is an operator as far as that is known without asking Discord.

        Enough for what is offered while somebody types; each letter would be a request otherwise.
        """
        user = interaction.user
        at_home = self.home_server is not None and interaction.guild_id == self.home_server
        roles = user.roles if at_home and isinstance(user, discord.Member) else []
        return user.id in self.members or any(role.id == self.role for role in roles)

    async def include(self, interaction: discord.Interaction[Any]) -> bool:
        """Tell whether somebody is an operator at this moment.

        At home their roles come with every command and click; elsewhere Discord is asked.
        """
        if self.known_at_hand(interaction):
            return True
        if self.home_server is None or self.role is None:
            return False
        if interaction.guild_id == self.home_server:
            return False
        user = interaction.user
        home = interaction.client.get_guild(self.home_server)
        if home is None:
            return False
        try:
            member = await home.fetch_member(user.id)
        except discord.HTTPException as error:
            if not isinstance(error, discord.NotFound):
                log.warning("the roles of member %d could not be asked for: %s", user.id, error)
            return False
        return any(role.id == self.role for role in member.roles)
