"""What a command, a click or a form is answered with, and from each to the function that does.

It is given a Context: the services, who asks where, and replies.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from functools import cached_property, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, assert_never, cast

import discord
from discord import app_commands

from bot.chat.kit.actions import Action, prefix_of
from bot.chat.kit.delivery import Delivery
from bot.chat.kit.failures import answer_failure
from bot.chat.kit.forms import Form, filled_in
from bot.chat.kit.rendering import PageRenderer
from bot.chat.kit.reply import Reply, Visibility
from bot.errors import UserFacingError
from bot.services.local_knowledge import LocalKnowledge
from bot.services.ports import Messenger
from bot.services.quizzes import QuizMember
from bot.services.services import Services

log = logging.getLogger(__name__)
_Options = ParamSpec("_Options")
_Action = TypeVar("_Action", bound=Action)
OUTDATED = "This button is from an older version of me. Ask again with a command, such as /help."
Choices = list[app_commands.Choice[str]]
_WITH_CUSTOM_ID = (discord.InteractionType.component, discord.InteractionType.modal_submit)


@dataclass(frozen=True, slots=True)
class Operators:
    """Who owns the shared knowledge: people named in settings, or holders of a role at home.

    `channel` is where they are told what needs them.
    """

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


@dataclass(frozen=True, slots=True)
class App:
    """What all interactions share; built once."""

    services: Services
    messenger: Messenger
    pages: PageRenderer
    operators: Operators


class Running:
    """Tasks in which somebody is being answered, for a stop to wait for them."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[object]] = set()

    def note(self) -> None:
        """Note that the current task answers somebody, until it ends."""
        if (task := asyncio.current_task()) is not None and task not in self._tasks:
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def finish(self, seconds: float) -> None:
        """Wait until all are answered, for so long at the most; break off what is left."""
        deadline = time.monotonic() + seconds
        while (others := self._others()) and (left := deadline - time.monotonic()) > 0:
            await asyncio.wait(others, timeout=left)
        if others := self._others():
            log.warning("%d people are left without an answer", len(others))
            for task in others:
                task.cancel()
            await asyncio.wait(others, timeout=seconds / 10)

    def _others(self) -> set[asyncio.Task[object]]:
        return self._tasks - {asyncio.current_task()}


class AppClient(discord.Client):
    """A client that has what its commands need, and what answers clicks, menus and forms."""

    app: App
    actions: "ActionTable"
    running: Running

    def dispatch(self, event: str, /, *args: Any, **kwargs: Any) -> None:
        """Tell of an event; commands have their own tree, and take no task here."""
        if event != "interaction" or args[0].type in _WITH_CUSTOM_ID:
            super().dispatch(event, *args, **kwargs)

    async def on_interaction(self, interaction: "Interaction", /) -> None:
        """Answer what has a custom id."""
        await self.actions.answer(interaction)


Interaction = discord.Interaction[AppClient]


@dataclass(frozen=True)
class Context:
    """One interaction. What it tells of the time and the place stays the same to its end."""

    interaction: Interaction
    app: App
    delivery: Delivery

    @classmethod
    def of(cls, interaction: Interaction) -> "Context":
        return cls(interaction, interaction.client.app, Delivery.of(interaction))

    @property
    def services(self) -> Services:
        return self.app.services

    @property
    def member(self) -> int:
        return self.interaction.user.id

    @property
    def user_name(self) -> str:
        return self.interaction.user.display_name

    @property
    def guild(self) -> int | None:
        """The server that this is in; None where the bot is in none, but came with the member."""
        guild = self.interaction.guild_id
        return guild if guild is not None and self.interaction.client.get_guild(guild) else None

    @property
    def player(self) -> QuizMember:
        """Who asks, as one who plays; Manage Server or Manage Messages makes a moderator."""
        user, rights = self.interaction.user, self.interaction.permissions
        roles = {role.id for role in user.roles} if isinstance(user, discord.Member) else set[int]()
        moderates = rights.manage_guild or rights.manage_messages
        return QuizMember(user.id, self.channel, frozenset(roles), moderates)

    @property
    def channel(self) -> int:
        return self.interaction.channel_id or 0

    @cached_property
    def now(self) -> datetime:
        return self.app.services.clock()

    @cached_property
    def local(self) -> LocalKnowledge:
        """What is known here: the live version, with the server's own words in it."""
        return self.app.services.local_knowledge.at(self.guild)

    @property
    def others_read(self) -> bool:
        """Whether others than the asker could read along here."""
        return self.interaction.guild_id is not None or self.interaction.context.private_channel

    @property
    def owns_message(self) -> bool:
        """Whether the clicked message is the clicker's own: private, or between us two."""
        message = self.interaction.message
        return message is not None and (message.flags.ephemeral or not self.others_read)

    async def send(self, reply: Reply) -> None:
        """Send a new message; after `defer` it takes the place of “thinking…”."""
        await self.delivery.send(reply)

    async def replace(self, reply: Reply) -> None:
        """Put a reply in place of the message that was clicked."""
        await self.delivery.replace(reply)

    async def tell(self, sentence: str) -> None:
        """Tell the asker alone one sentence in Discord's markup; never raises."""
        await self.delivery.tell(sentence)

    async def defer(self, visibility: Visibility = Visibility.PRIVATE) -> None:
        """Ask for time: “thinking…” is shown until something is sent. Once only; then nothing."""
        await self.delivery.defer(visibility)

    async def defer_update(self) -> None:
        """Ask for time before the clicked message is replaced."""
        await self.delivery.defer_update()

    async def open_form(self, form: Form) -> None:
        """Open a form; it has to be the first answer."""
        await self.delivery.open_form(form)


def takes_context(
    function: Callable[Concatenate[Context, _Options], Coroutine[Any, Any, None]],
) -> Callable[Concatenate[Interaction, _Options], Coroutine[Any, Any, None]]:
    """Make a callback of discord.py from a function that takes a Context.

    For commands and menus of messages, beneath discord.py's own decorators; these see the options
    of the function, its name and its docstring. A UserFacingError is answered by what it says.
    """

    @wraps(function)
    async def callback(
        interaction: Interaction, *options: _Options.args, **named: _Options.kwargs
    ) -> None:
        context = Context.of(interaction)
        interaction.client.running.note()
        try:
            async with context.delivery.in_time():
                await function(context, *options, **named)
        except UserFacingError as error:
            await answer_failure(interaction, error)

    return callback  # type: ignore[return-value] # the same but for how the first is called


def offers(
    function: Callable[[Context, str], Coroutine[Any, Any, Choices]],
) -> Callable[[Interaction, str], Coroutine[Any, Any, Choices]]:
    """Make an autocomplete of discord.py from a function that takes a Context and what is typed.

    Where the store is out of order, nothing is offered.
    """

    @wraps(function)
    async def callback(interaction: Interaction, typed: str) -> Choices:
        try:
            return await function(Context.of(interaction), typed)
        except UserFacingError:
            return []

    return callback


class Control(Enum):
    """What a person used."""

    BUTTON = auto()
    MENU = auto()
    CHOICE = auto()
    """A menu whose values are custom ids of buttons."""
    FORM = auto()


@dataclass(frozen=True, slots=True)
class Binding:
    """One kind of action, what carries it, and the function that answers it."""

    action: type[Action]
    control: Control
    handler: Callable[..., Awaitable[None]]


def on(action: type[_Action], handler: Callable[[Context, _Action], Awaitable[None]]) -> Binding:
    """Answer a button."""
    return Binding(action, Control.BUTTON, handler)


def on_menu(
    action: type[_Action],
    handler: Callable[[Context, _Action, tuple[str, ...]], Awaitable[None]],
) -> Binding:
    """Answer a menu, with the values that were chosen; ids of channels and roles are values too."""
    return Binding(action, Control.MENU, handler)


def on_choice(action: type[_Action]) -> Binding:
    """Answer a menu of what buttons do, as if the button that was chosen had been clicked."""
    return Binding(action, Control.CHOICE, _as_button)


async def _as_button(context: Context, action: Action) -> None:
    raise AssertionError(f"the table carries out what was chosen: {context}, {action}")


def on_form(
    action: type[_Action],
    handler: Callable[[Context, _Action, Mapping[str, str]], Awaitable[None]],
) -> Binding:
    """Answer a form, with what was filled in by the names of its fields."""
    return Binding(action, Control.FORM, handler)


class ActionTable:
    """All actions there are, by their prefixes.

    :raises ValueError: where two have the same prefix.
    """

    def __init__(self, *features: Iterable[Binding]) -> None:
        self._bindings: dict[str, Binding] = {}
        for binding in (it for feature in features for it in feature):
            prefix = binding.action.prefix
            if (other := self._bindings.get(prefix)) is not None:
                names = f"{other.action.__name__} and {binding.action.__name__}"
                raise ValueError(f"{names} have the same prefix {prefix!r}")
            self._bindings[prefix] = binding

    @property
    def bindings(self) -> Sequence[Binding]:
        return tuple(self._bindings.values())

    async def answer(self, interaction: Interaction) -> None:
        """Answer a click or a form, whatever comes of it: nothing else hears of its errors."""
        context = Context.of(interaction)
        interaction.client.running.note()
        try:
            async with context.delivery.in_time():
                await self._answer(context)
        except Exception as error:  # noqa: BLE001 - the last handler there is
            await answer_failure(interaction, error)

    async def _answer(self, context: Context) -> None:
        data = cast("Mapping[str, Any]", context.interaction.data or {})
        custom_id = str(data.get("custom_id", ""))
        await self._carry_out(context, custom_id, _control(context, data))

    async def _carry_out(self, context: Context, custom_id: str, used: Control) -> None:
        binding = self._bindings.get(prefix_of(custom_id))
        action = None if binding is None else binding.action.read(custom_id)
        if binding is None or action is None or used is not _carrier(binding.control):
            log.info("a custom id that is none of mine: %r", custom_id)
            await context.tell(OUTDATED)
            return
        match binding.control:
            case Control.BUTTON:
                await binding.handler(context, action)
            case Control.MENU:
                await binding.handler(context, action, _chosen(context))
            case Control.CHOICE:
                await self._carry_out(context, next(iter(_chosen(context)), ""), Control.BUTTON)
            case Control.FORM:
                await binding.handler(context, action, filled_in(context.interaction))
            case _:
                assert_never(binding.control)


def _carrier(control: Control) -> Control:
    return Control.MENU if control is Control.CHOICE else control


def _chosen(context: Context) -> tuple[str, ...]:
    data = cast("Mapping[str, Any]", context.interaction.data or {})
    return tuple(str(it) for it in data.get("values", ()))


def _control(context: Context, data: Mapping[str, Any]) -> Control:
    if context.interaction.type is discord.InteractionType.modal_submit:
        return Control.FORM
    button = data.get("component_type") == discord.ComponentType.button.value
    return Control.BUTTON if button else Control.MENU
