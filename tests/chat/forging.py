"""Send the bot clicks, menus and forms that no message showed, as anybody, from anywhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import discord
from discord import AppCommandOptionType as Kind
from discord import app_commands
from simcord import ChannelHandle, Env, InteractionResult
from simcord.backend import serializers
from simcord.interactions import base_payload

from bot.chat.kit.context import Control

FOREIGN_GUILD, FOREIGN_CHANNEL = 998, 999
"""A server that the bot is not in, and a channel there."""
BUTTON, MENU = 2, 3
COMMAND, COMPONENT, FORM = 2, 3, 5
SUBCOMMAND, SUBCOMMAND_GROUP = 1, 2
FILE = {
    "id": "1",
    "filename": "a.yaml",
    "size": 1,
    "url": "https://cdn.discordapp.com/a",
    "proxy_url": "https://media.discordapp.net/a",
}
Command = app_commands.Command[Any, ..., Any]


@dataclass(frozen=True)
class Person:
    """Somebody in a channel; `foreign` where only their own account has the bot."""

    env: Env
    id: int
    guild: int
    channel: ChannelHandle
    message: discord.Message
    foreign: bool = False

    def in_foreign_server(self) -> "Person":
        """The same person with the bot in their own account, where they manage a server."""
        return replace(self, foreign=True)

    async def use(
        self,
        control: Control,
        custom_id: str | None,
        chosen: Sequence[str] = (),
        fields: Mapping[str, str] | None = None,
    ) -> InteractionResult:
        """Use a control with a custom id, whether or not there is one."""
        assert custom_id is not None
        data: dict[str, Any] = {"custom_id": custom_id}
        if control is Control.FORM:
            rows = [
                {"type": 4, "custom_id": name, "value": it} for name, it in (fields or {}).items()
            ]
            data["components"] = [{"type": 18, "component": row} for row in rows]
        else:
            data["component_type"] = BUTTON if control is Control.BUTTON else MENU
            data["values"] = list(chosen)
        return await self._send(FORM if control is Control.FORM else COMPONENT, data)

    async def command(self, command: Command) -> InteractionResult:
        """Use a command, whether or not Discord would offer it."""
        data: dict[str, Any] = {
            "name": command.name,
            "type": SUBCOMMAND,
            "options": [_option(it) for it in command.parameters if it.required],
        }
        group = command.parent
        while group is not None:
            data = {"name": group.name, "type": SUBCOMMAND_GROUP, "options": [data]}
            group = group.parent
        data |= {"id": "1", "type": 1, "resolved": {"attachments": {"1": FILE}}}
        return await self._send(COMMAND, data)

    async def _send(self, kind: int, data: dict[str, Any]) -> InteractionResult:
        backend = self.env.backend
        record, payload = base_payload(
            backend,
            type=kind,
            channel_id=self.channel.id,
            guild_id=self.guild,
            user_id=self.id,
            data=data,
        )
        if kind != COMMAND:
            stored = backend.get_message(self.channel.id, self.message.id)
            payload["message"] = dict(serializers.message_payload(backend, stored))
            record.source_message_id = stored.id
        if self.foreign:
            self._move(payload)
        backend.emit("INTERACTION_CREATE", payload)
        await self.env.settle()
        return InteractionResult(self.env, record)

    def _move(self, payload: dict[str, Any]) -> None:
        payload["guild_id"] = str(FOREIGN_GUILD)
        payload["guild"] = {"id": str(FOREIGN_GUILD), "features": [], "locale": "en-US"}
        payload["channel_id"] = str(FOREIGN_CHANNEL)
        payload["channel"] |= {"id": str(FOREIGN_CHANNEL), "guild_id": str(FOREIGN_GUILD)}
        payload["member"]["permissions"] = str(discord.Permissions.all().value)
        payload["authorizing_integration_owners"] = {"1": str(self.id)}


def _option(parameter: app_commands.Parameter) -> dict[str, Any]:
    """Give what a command cannot do without, with any value."""
    value: Any = parameter.choices[0].value if parameter.choices else "1"
    if parameter.type is Kind.integer:
        value = 1
    return {"name": parameter.name, "type": parameter.type.value, "value": value}
