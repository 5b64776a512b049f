"""From what was clicked, chosen or sent to the one function that answers it."""

import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, TypeVar, assert_never, cast

import discord

from bot.chat.kit.actions import Action, prefix_of
from bot.chat.kit.context import Context
from bot.chat.kit.failures import answer_failure
from bot.chat.kit.forms import filled_in

log = logging.getLogger(__name__)
OUTDATED = "This button is from an older version of me. Ask again with a command, such as /help."
Interaction = discord.Interaction[Any]
_Action = TypeVar("_Action", bound=Action)


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
