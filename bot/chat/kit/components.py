"""Components V2 as they are sent: messages, and what they are made of."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

import discord
from discord import ui

from bot.chat.kit.actions import Action

Component = dict[str, Any]
ACCENT = 0x3B82F6
MAX_BUTTONS_A_ROW = 5
MAX_OPTIONS = 25
LABEL_LIMIT = 80
OPTION_LIMIT = 100
MORE_ROOM = 30
TEXT_LIMIT = 3900
"""Characters of one message; Discord takes 4,000 over all its texts."""


class Layout(ui.LayoutView):
    """A message that is already written out; sending it builds nothing anew.

    It holds no callbacks and counts as finished, so the client keeps nothing of a sent message:
    clicks are answered from their custom ids alone.
    """

    def __init__(self, components: list[Component]) -> None:
        super().__init__(timeout=None)
        self._written = components
        self.stop()

    def to_components(self) -> list[Component]:
        """Give the components as Discord takes them."""
        return self._written

    def has_components_v2(self) -> bool:
        """Tell discord.py to send the flag that these components need."""
        return True


def text(content: str) -> Component:
    """Make a block of text in Discord's markup."""
    return {"type": discord.ComponentType.text_display.value, "content": content[:TEXT_LIMIT]}


def fitted(lines: Sequence[str], budget: int = TEXT_LIMIT) -> str:
    """Join as many lines as fit a number of characters, and say how many more there are."""
    kept: list[str] = []
    room = budget - MORE_ROOM
    for line in lines:
        room -= len(line) + 1
        if room < 0:
            break
        kept.append(line)
    if (hidden := len(lines) - len(kept)) > 0:
        kept.append(f"…and {hidden} more.")
    return "\n".join(kept)


def fits(lines: Sequence[str], budget: int = TEXT_LIMIT) -> bool:
    """Tell whether `fitted` leaves nothing out."""
    return sum(len(line) + 1 for line in lines) <= budget - MORE_ROOM


def separator() -> Component:
    """Make a line between two blocks."""
    return {"type": discord.ComponentType.separator.value, "divider": True, "spacing": 1}


def picture(file: str, described: str) -> Component:
    """Show an attached file, with what it shows in words."""
    media = {"media": {"url": f"attachment://{file}"}, "description": described}
    return {"type": discord.ComponentType.media_gallery.value, "items": [media]}


def button(label: str, action: Action | str, *, primary: bool = False) -> Component:
    """Make a button.

    :raises ValueError: where the action is too long for a custom id.
    """
    style = discord.ButtonStyle.primary if primary else discord.ButtonStyle.secondary
    return {
        "type": discord.ComponentType.button.value,
        "label": label[:LABEL_LIMIT],
        "custom_id": _custom_id(action),
        "style": style.value,
    }


def _custom_id(action: Action | str) -> str:
    written = action if isinstance(action, str) else action.custom_id
    if written is None:
        raise ValueError(f"too long for a custom id: {action}")
    return written


def rows(buttons: Sequence[Component]) -> list[Component]:
    """Put buttons into rows."""
    return [
        {
            "type": discord.ComponentType.action_row.value,
            "components": list(buttons[start : start + MAX_BUTTONS_A_ROW]),
        }
        for start in range(0, len(buttons), MAX_BUTTONS_A_ROW)
    ]


def menu(
    action: Action | str,
    prompt: str,
    options: Sequence[tuple[str, str, str | None]],
    chosen: Collection[str] = (),
    most: int = 1,
) -> Component:
    """Make a menu of up to 25 options: value, label and hint of each; `most` can be chosen."""
    listed = [
        {
            "value": value,
            "label": label[:OPTION_LIMIT],
            "description": hint[:OPTION_LIMIT] if hint else None,
            "default": value in chosen,
        }
        for value, label, hint in options[:MAX_OPTIONS]
    ]
    select = {
        "type": discord.ComponentType.select.value,
        "custom_id": _custom_id(action),
        "placeholder": prompt[:OPTION_LIMIT],
        "options": listed,
        "min_values": 1,
        "max_values": most,
    }
    return {"type": discord.ComponentType.action_row.value, "components": [select]}


def card(
    parts: Iterable[Component],
    buttons: Sequence[Component] = (),
    rows_after: Sequence[Component] = (),
) -> Layout:
    """Frame some parts, with buttons beneath, and further rows under these."""
    container = {
        "type": discord.ComponentType.container.value,
        "accent_color": ACCENT,
        "components": list(parts),
    }
    return Layout([container, *rows(buttons), *rows_after])
