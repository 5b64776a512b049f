"""Components V2 as they are sent, for messages that are built anew each time."""

from collections.abc import Iterable, Sequence
from typing import Any

import discord

from bot.chat.layout import ACCENT, MAX_BUTTONS_A_ROW, FrameView

Component = dict[str, Any]
TEXT_LIMIT = 3900
"""Characters of one message; Discord takes 4,000 over all its texts."""


def text(content: str) -> Component:
    """Make a block of text in Discord's markup."""
    return {"type": discord.ComponentType.text_display.value, "content": content[:TEXT_LIMIT]}


def separator() -> Component:
    """Make a line between two blocks."""
    return {"type": discord.ComponentType.separator.value, "divider": True, "spacing": 1}


def picture(file: str, described: str) -> Component:
    """Show an attached file, with what it shows in words."""
    media = {"media": {"url": f"attachment://{file}"}, "description": described}
    return {"type": discord.ComponentType.media_gallery.value, "items": [media]}


def button(label: str, custom_id: str, *, primary: bool = False) -> Component:
    """Make a button."""
    style = discord.ButtonStyle.primary if primary else discord.ButtonStyle.secondary
    return {
        "type": discord.ComponentType.button.value,
        "label": label,
        "custom_id": custom_id,
        "style": style.value,
    }


def rows(buttons: Sequence[Component]) -> list[Component]:
    """Put buttons into rows."""
    return [
        {
            "type": discord.ComponentType.action_row.value,
            "components": list(buttons[start : start + MAX_BUTTONS_A_ROW]),
        }
        for start in range(0, len(buttons), MAX_BUTTONS_A_ROW)
    ]


def card(parts: Iterable[Component], buttons: Sequence[Component] = ()) -> FrameView:
    """Frame some parts, with buttons beneath."""
    container = {
        "type": discord.ComponentType.container.value,
        "accent_color": ACCENT,
        "components": list(parts),
    }
    return FrameView([container, *rows(buttons)])
