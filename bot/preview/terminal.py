"""The bot in the terminal, driven line by line as a member would: commands, clicks, forms, time."""

import json
import re
import shlex
import sys
from collections.abc import Awaitable, Callable, Iterable, Iterator
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

from bot.errors import UserFacingError
from bot.preview.simulation import Simulation, open_simulation
from bot.preview.transcript import (
    FormError,
    RawComponent,
    buttons,
    filled,
    form_text,
    message_text,
    selects,
)

_OPTION = re.compile(r"(?:^|\s)([a-z0-9_-]+):")
_TRUTH = {"true": True, "yes": True, "false": False, "no": False}
_YEAR_SECONDS = 86_400 * 366
HELP = (
    'A line is one of: /command option:value …, click "Label", choose "Entry", '
    'type field="text" …, send "text", apps "Menu entry", as NAME, wait SECONDS.'
)


class LineError(UserFacingError):
    """A line cannot be carried out."""


@dataclass(frozen=True, slots=True)
class ShownMessage:
    """A message as a member sees it after a line; `raw` as Discord has it."""

    to: str
    private: bool
    text: str
    raw: RawComponent


async def hold_dialogue(
    directory: Path, lines: Iterable[str], *, as_json: bool, out: Callable[[str], None]
) -> bool:
    """Carry out lines and print what each shows; tell whether one could not be carried out.

    Empty lines and those that start with # are passed over, so that a script can be kept in
    a file with notes.
    """
    failed = False
    async with open_simulation(directory) as simulation:
        terminal = Terminal(simulation)
        for number, line in enumerate(lines, 1):
            text = line.strip()
            if not text or text.startswith("#"):
                continue
            try:
                shown = await terminal.run(text)
            except (LineError, FormError) as error:
                failed = True
                sys.stderr.write(f"line {number}: {text}: {error.message}\n")
                continue
            for item in shown:
                raw = json.dumps(item.raw, ensure_ascii=False) if as_json else None
                out(raw or _printed(item, simulation))
    return failed


def _printed(item: ShownMessage, simulation: Simulation) -> str:
    who = f"(only {item.to} sees this)\n" if item.private else ""
    text = item.text
    for name, member in simulation.members.items():
        text = text.replace(member.mention, f"@{name}")
    return f"{who}{text}\n"


@dataclass(slots=True)
class Terminal:
    """A running conversation: who acts, and what they saw last."""

    simulation: Simulation
    actor: MemberActor = field(init=False)
    _modal: InteractionResult | None = None
    _seen: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.actor = next(iter(self.simulation.members.values()))

    async def run(self, line: str) -> list[ShownMessage]:
        """Carry out one line; raise LineError or FormError where that is impossible."""
        word, _, rest = line.strip().partition(" ")
        verbs: dict[str, Callable[[str], Awaitable[InteractionResult | None]]] = {
            "click": self._click,
            "choose": self._choose,
            "type": self._type,
            "send": self._send,
            "apps": self._apps,
            "as": self._as,
            "wait": self._wait,
        }
        if word.startswith("/"):
            action: Awaitable[InteractionResult | None] = self._command(line.strip()[1:])
        elif word in verbs:
            action = verbs[word](rest.strip())
        else:
            raise LineError(f"{word!r} is no verb.", HELP)
        try:
            result = await action
        except (SetupError, BackendError, TimeoutError) as error:
            problem = f"Discord would not take that: {error}."
            raise LineError(problem, "Choose among what the bot shows.") from error
        if result is not None:
            self._modal = result if result.modal is not None else None
        return [*self._form(), *self._changes()]

    async def _command(self, text: str) -> InteractionResult:
        head, options = _split_options(text)
        command = self.simulation.client.tree.get_command(head.split(" ")[0])
        for part in head.split(" ")[1:]:
            command = command.get_command(part) if isinstance(command, app_commands.Group) else None
        if not isinstance(command, app_commands.Command):
            known = (f"/{name}" for name in self.actor.available_commands(self._channel))
            raise _missing(f"There is no command /{head}.", known)
        values = {name: self._value(command, name, value) for name, value in options.items()}
        return await self.actor.slash(self._channel, head, **values)

    def _value(self, command: app_commands.Command[Any, ..., Any], name: str, text: str) -> object:
        """Turn the text of an option into what Discord would send."""
        parameter = command.get_parameter(name)
        if parameter is None:
            known = (item.display_name for item in command.parameters)
            raise _missing(f"/{command.qualified_name} has no option {name}.", known)
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
            wanted = f"It takes what Discord calls {parameter.type.name}."
            raise LineError(f"{name} does not take {text!r}.", wanted) from None

    async def _click(self, text: str) -> InteractionResult:
        label = _unquoted(text)
        found = [(m, b) for m in self._newest() for b in buttons(_components(m))]
        for message, button in found:
            if str(button.get("label", "")).casefold() == label.casefold():
                return await self.actor.click(message, custom_id=button["custom_id"])
        raise _missing(f"There is no button {label!r}.", (str(b.get("label")) for _, b in found))

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
        raise _missing(f"No menu offers {label!r}.", offered)

    async def _type(self, text: str) -> InteractionResult:
        if self._modal is None or self._modal.modal is None:
            raise LineError("No form is open.", "Click what opens one first.")
        typed = {}
        for part in shlex.split(text):
            name, _, value = part.partition("=")
            typed[name] = value
        return await self.actor.submit_modal(self._modal, filled(self._modal.modal, typed))

    async def _send(self, text: str) -> None:
        await self.actor.send(self._channel, _unquoted(text))

    async def _apps(self, text: str) -> InteractionResult:
        messages = self._newest()
        if not messages:
            raise LineError("There is no message yet.", 'Send one first: send "text".')
        return await self.actor.context_menu(self._channel, _unquoted(text), messages[0])

    async def _as(self, name: str) -> None:
        if not name:
            raise LineError("As whom?", "Write: as NAME.")
        self.actor = self.simulation.member(_unquoted(name))
        self._seen = {}
        self._changes()

    async def _wait(self, text: str) -> None:
        try:
            seconds = float(text)
        except ValueError:
            seconds = 0
        if not 0 < seconds <= _YEAR_SECONDS:
            remedy = "Write a number of seconds above 0, a year at most."
            raise LineError(f"Nobody can wait for {text!r}.", remedy)
        await self.simulation.env.advance_time(seconds)

    @property
    def _channel(self) -> ChannelHandle:
        return self.simulation.channel

    def _newest(self) -> list[discord.Message]:
        return self._channel.history(viewer=self.actor)[::-1]

    def _form(self) -> Iterator[ShownMessage]:
        if self._modal is not None and (modal := self._modal.modal) is not None:
            yield ShownMessage(self.actor.name, private=True, text=form_text(modal), raw=modal)

    def _changes(self) -> list[ShownMessage]:
        """List the bot's messages that are new to the actor, or changed."""
        shown = []
        for message in self._channel.history(viewer=self.actor):
            text = message_text(message.content, _components(message))
            if self._seen.get(message.id) == text:
                continue
            self._seen[message.id] = text
            if message.author == self.simulation.client.user:
                private = bool(message.flags.ephemeral)
                shown.append(ShownMessage(self.actor.name, private, text, _raw(message)))
        return shown


def _missing(text: str, known: Iterable[str]) -> LineError:
    return LineError(text, f"There are: {', '.join(known) or 'none'}.")


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
        problem = f"{path} cannot be attached: {error.strerror}."
        raise LineError(problem, "Name a file on this machine.") from error
