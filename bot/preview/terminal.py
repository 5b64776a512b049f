"""Drive the bot line by line, as a member would: commands, clicks, choices, forms, time."""

import re
import shlex
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import discord
from discord import app_commands
from simcord import (
    BackendError,
    ChannelHandle,
    InteractionResult,
    MemberActor,
    ResponseMessage,
    SetupError,
)

from bot.preview.forms import FormError, filled
from bot.preview.simulation import Simulation
from bot.preview.transcript import buttons, labels, message_text, selects

_OPTION = re.compile(r"(?:^|\s)([a-z0-9_-]+):")
_TEXT_INPUTS = (4,)
_TRUTH = {"true": True, "yes": True, "false": False, "no": False}
HELP = (
    'a line is one of: /command option:value …, click "Label", choose "Entry", '
    'type field="text" …, send "text", apps "Menu entry", as NAME, wait SECONDS'
)


class LineError(Exception):
    """A line cannot be carried out; the message says why and what would work."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as a member sees it after a line."""

    to: str
    private: bool
    text: str
    raw: dict[str, Any]


@dataclass(slots=True)
class Script:
    """A running conversation: who acts, and what they saw last."""

    simulation: Simulation
    actor: MemberActor = field(init=False)
    _modal: InteractionResult | None = None
    _seen: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.actor = next(iter(self.simulation.members.values()))

    async def run(self, line: str) -> list[Shown]:
        """Carry out one line; raise LineError where that is impossible."""
        word, _, rest = line.strip().partition(" ")
        verbs: dict[str, Callable[[str], Any]] = {
            "click": self._click,
            "choose": self._choose,
            "type": self._type,
            "send": self._send,
            "apps": self._apps,
            "as": self._as,
            "wait": self._wait,
        }
        if word.startswith("/"):
            action = self._command(line.strip()[1:])
        elif word in verbs:
            action = verbs[word](rest.strip())
        else:
            raise LineError(f"{word!r} is no verb; {HELP}")
        try:
            result = await action
        except (SetupError, BackendError, TimeoutError) as error:
            raise LineError(str(error)) from error
        if isinstance(result, InteractionResult):
            self._modal = result if result.modal is not None else None
        return [*self._form(), *self._changes()]

    async def _command(self, text: str) -> InteractionResult:
        head, options = _split_options(text)
        command = self.simulation.client.tree.get_command(head.split(" ")[0])
        for part in head.split(" ")[1:]:
            command = command.get_command(part) if isinstance(command, app_commands.Group) else None
        if not isinstance(command, app_commands.Command):
            known = ", ".join(f"/{name}" for name in self.actor.available_commands(self._channel))
            raise LineError(f"there is no command /{head}; there are {known}")
        values = {name: self._value(command, name, value) for name, value in options.items()}
        return await self.actor.slash(self._channel, head, **values)

    def _value(self, command: app_commands.Command[Any, ..., Any], name: str, text: str) -> object:
        """Turn the text of an option into what Discord would send."""
        parameter = command.get_parameter(name)
        if parameter is None:
            known = ", ".join(item.display_name for item in command.parameters)
            raise LineError(f"/{command.qualified_name} has no option {name}; it has {known}")
        for choice in parameter.choices:
            if text.casefold() in (choice.name.casefold(), str(choice.value).casefold()):
                return choice.value
        kinds = discord.AppCommandOptionType
        readers: dict[discord.AppCommandOptionType, Callable[[str], object]] = {
            kinds.integer: int,
            kinds.number: float,
            kinds.boolean: lambda it: _TRUTH[it.lower()],
            kinds.user: lambda it: self.simulation.member(it.removeprefix("@")),
            kinds.attachment: _attached,
        }
        try:
            return readers.get(parameter.type, str)(text)
        except (ValueError, KeyError):
            raise LineError(f"{name} takes a {parameter.type.name}, not {text!r}") from None

    async def _click(self, text: str) -> InteractionResult:
        label = _unquoted(text)
        for message in self._newest():
            for button in buttons(_components(message)):
                if str(button.get("label", "")).casefold() == label.casefold():
                    return await self.actor.click(message, custom_id=button["custom_id"])
        found = [str(b.get("label")) for m in self._newest() for b in buttons(_components(m))]
        raise LineError(f"there is no button {label!r}; there are: {', '.join(found) or 'none'}")

    async def _choose(self, text: str) -> InteractionResult:
        label = _unquoted(text)
        offered: list[str] = []
        for message in self._newest():
            for select in selects(_components(message)):
                for option in select.get("options", ()):
                    offered.append(str(option["label"]))
                    if offered[-1].casefold() == label.casefold():
                        return await self.actor.select(
                            message, [option["value"]], custom_id=select["custom_id"]
                        )
        raise LineError(f"no menu offers {label!r}; there are: {', '.join(offered) or 'none'}")

    async def _type(self, text: str) -> InteractionResult:
        if self._modal is None or self._modal.modal is None:
            raise LineError("no form is open; click what opens one first")
        typed = {}
        for part in shlex.split(text):
            name, _, value = part.partition("=")
            typed[name] = value
        try:
            values = filled(self._modal.modal, typed)
        except FormError as error:
            raise LineError(str(error)) from error
        return await self.actor.submit_modal(self._modal, values)

    async def _send(self, text: str) -> None:
        await self.actor.send(self._channel, _unquoted(text))

    async def _apps(self, text: str) -> InteractionResult:
        messages = self._newest()
        if not messages:
            raise LineError("there is no message yet; send one first")
        return await self.actor.context_menu(self._channel, _unquoted(text), messages[0])

    async def _as(self, name: str) -> None:
        if not name:
            raise LineError("as whom? Write: as NAME")
        self.actor = self.simulation.member(_unquoted(name))
        self._seen = {}
        self._changes()

    async def _wait(self, text: str) -> None:
        try:
            seconds = float(text)
        except ValueError:
            raise LineError(f"wait takes a number of seconds, not {text!r}") from None
        if not 0 < seconds <= 86_400 * 366:
            raise LineError("wait takes a number of seconds above 0, a year at most")
        await self.simulation.env.advance_time(seconds)

    @property
    def _channel(self) -> ChannelHandle:
        return self.simulation.channel

    def _newest(self) -> list[discord.Message]:
        return self._channel.history(viewer=self.actor)[::-1]

    def _form(self) -> Iterator[Shown]:
        if self._modal is None or (modal := self._modal.modal) is None:
            return
        names = [
            str(item.get("label") or outer.get("label"))
            for outer in modal["components"]
            for item in labels([outer, outer.get("component", {})], _TEXT_INPUTS)
        ]
        text = f"[form: {modal['title']}: {', '.join(names)}]"
        yield Shown(self.actor.name, private=True, text=text, raw=modal)

    def _changes(self) -> list[Shown]:
        """Give the bot's messages that are new to the actor, or changed."""
        shown = []
        for message in self._channel.history(viewer=self.actor):
            text = message_text(message.content, _components(message))
            if self._seen.get(message.id) == text:
                continue
            self._seen[message.id] = text
            if message.author == self.simulation.client.user:
                private = bool(message.flags.ephemeral)
                shown.append(Shown(self.actor.name, private, text, _raw(message)))
        return shown


def _split_options(text: str) -> tuple[str, dict[str, str]]:
    """Split `role title:sr ml eng section:pay` into the command and its options."""
    found = list(_OPTION.finditer(text))
    head = text[: found[0].start()] if found else text
    ends = [*(match.start() for match in found[1:]), len(text)][: len(found)]
    return " ".join(head.split()), {
        match[1]: _unquoted(text[match.end() : end].strip())
        for match, end in zip(found, ends, strict=True)
    }


def _unquoted(text: str) -> str:
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        return text[1:-1]
    return text


def _components(message: discord.Message | ResponseMessage) -> list[dict[str, Any]]:
    return [item if isinstance(item, dict) else dict(item.to_dict()) for item in message.components]


def _raw(message: discord.Message) -> dict[str, Any]:
    return {
        "id": str(message.id),
        "content": message.content,
        "flags": message.flags.value,
        "components": _components(message),
        "attachments": [{"filename": item.filename} for item in message.attachments],
    }


def _attached(path: str) -> tuple[str, bytes]:
    """Read a file as what somebody attaches."""
    try:
        return Path(path).name, Path(path).read_bytes()
    except OSError as error:
        raise LineError(f"{path} cannot be attached: {error.strerror}") from error
