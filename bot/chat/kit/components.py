"""What messages are written of: text in Discord's markup, and Components V2 as plain values.

Limits: 40 components and 4,000 characters a message, 5 buttons a row, 25 options a menu.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, Literal, NamedTuple

import discord
from discord import ComponentType

from bot.chat.kit.actions import Action
from bot.lookups.wording import cut
from bot.records.reader import HIDDEN

Component = dict[str, Any]
ACCENT = 0x3B82F6
BUTTON = ComponentType.button.value
MAX_BUTTONS_A_ROW = 5
MAX_OPTIONS = 25
LABEL_LIMIT = 80
OPTION_LIMIT = 100
ALT_TEXT_LIMIT = 1024
"""Characters that Discord takes as the description of a picture."""
MORE_ROOM = 30
TEXT_LIMIT = 3900
"""Characters of one message; Discord takes 4,000 over all its texts."""
_SPECIAL = re.compile(r"([\\*_~|`<>\[\]#@])")
_LIST_MARK = re.compile(r"^([^\S\n]*\d*)([-+.])(?=\s)", re.MULTILINE)
_LINK = re.compile(r":(?=//)")


@dataclass(frozen=True, slots=True)
class Layout:
    """A message of components, written out."""

    components: tuple[Component, ...]


class Option(NamedTuple):
    """One line of a menu; a hint stands beneath the label in small print."""

    value: str
    label: str
    hint: str | None = None


def literal(text: str) -> str:
    """Escape text so that Discord shows it as it is: no format, mention, link or list, on any line.

    Characters that turn text round, or cannot be seen, are left out.
    """
    visible = text if text.isascii() else HIDDEN.sub("", text)
    escaped = _LINK.sub(r"\\:", _SPECIAL.sub(r"\\\1", visible))
    return _LIST_MARK.sub(r"\1\\\2", escaped)


def one_line(text: str) -> str:
    """Write a text literally, on one line."""
    return literal(" ".join(text.split()))


def small(text: str) -> str:
    return f"-# {one_line(text)}"


def mention(member: int) -> str:
    """Name a member; one who asked to be forgotten has no name left."""
    return f"<@{member}>" if member > 0 else "somebody"


def moment(when: datetime) -> str:
    """Write a moment that each reader's own app counts down to."""
    return f"<t:{int(when.timestamp())}:R>"


def date_and_time(when: datetime) -> str:
    """Write a moment so that it still reads right once it has passed."""
    return f"<t:{int(when.timestamp())}:f>"


def text(content: str) -> Component:
    """Make a block of text in Discord's markup, cut where it is too long for any message."""
    return {"type": ComponentType.text_display.value, "content": content[:TEXT_LIMIT]}


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
    """Whether `fitted` leaves nothing out."""
    return sum(len(line) + 1 for line in lines) <= budget - MORE_ROOM


def separator() -> Component:
    return {"type": ComponentType.separator.value, "divider": True, "spacing": 1}


def picture(file: str, described: str) -> Component:
    """Show an attached file, with what it shows in words, cut where they are too long."""
    words = cut(described, ALT_TEXT_LIMIT)
    media = {"media": {"url": f"attachment://{file}"}, "description": words}
    return {"type": ComponentType.media_gallery.value, "items": [media]}


def button(label: str, action: Action | str, *, primary: bool = False) -> Component:
    """Make a button.

    :raises ValueError: where the action is too long for a custom id.
    """
    style = discord.ButtonStyle.primary if primary else discord.ButtonStyle.secondary
    return {
        "type": BUTTON,
        "label": label[:LABEL_LIMIT],
        "custom_id": _custom_id(action),
        "style": style.value,
    }


def menu(  # noqa: PLR0913, PLR0917 - what a menu is
    action: Action | str,
    prompt: str,
    options: Iterable[tuple[str, str, str | None]],
    chosen: Collection[str] = (),
    most: int = 1,
    least: int = 1,
) -> Component:
    """Make a row with a menu; `least` to `most` can be chosen, options past the 25th are left out.

    :raises ValueError: where the action is too long for a custom id.
    """
    listed = [
        {
            "value": value,
            "label": label[:OPTION_LIMIT],
            "description": hint[:OPTION_LIMIT] if hint else None,
            "default": value in chosen,
        }
        for value, label, hint in islice(options, MAX_OPTIONS)
    ]
    return _row(
        {
            "type": ComponentType.select.value,
            "custom_id": _custom_id(action),
            "placeholder": prompt[:OPTION_LIMIT],
            "options": listed,
            "min_values": least,
            "max_values": most,
        }
    )


def entity_menu(
    kind: Literal["channel", "role"],
    action: Action | str,
    prompt: str,
    chosen: Iterable[str],
    most: int,
) -> Component:
    """Make a row with a menu of text channels or of roles by their ids, from none to `most`."""
    channels = kind == "channel"
    select = ComponentType.channel_select if channels else ComponentType.role_select
    found: Component = {
        "type": select.value,
        "custom_id": _custom_id(action),
        "placeholder": prompt[:OPTION_LIMIT],
        "min_values": 0,
        "max_values": most,
        "default_values": [{"id": it, "type": kind} for it in chosen],
    }
    if channels:
        found["channel_types"] = [discord.ChannelType.text.value, discord.ChannelType.news.value]
    return _row(found)


def attached(file: str) -> Component:
    """Offer an attached file to be opened."""
    return {"type": ComponentType.file.value, "file": {"url": f"attachment://{file}"}}


def rows(buttons: Sequence[Component]) -> list[Component]:
    """Put buttons into rows."""
    return [
        _row(*buttons[start : start + MAX_BUTTONS_A_ROW])
        for start in range(0, len(buttons), MAX_BUTTONS_A_ROW)
    ]


def container(parts: Iterable[Component]) -> Component:
    """Make a frame around some parts."""
    return {
        "type": ComponentType.container.value,
        "accent_color": ACCENT,
        "components": list(parts),
    }


def card(
    parts: Iterable[Component],
    buttons: Sequence[Component] = (),
    rows_after: Sequence[Component] = (),
) -> Layout:
    """Make a message of parts in a frame, buttons beneath, and further rows under these."""
    return Layout((container(parts), *rows(buttons), *rows_after))


def _row(*components: Component) -> Component:
    return {"type": ComponentType.action_row.value, "components": list(components)}


def _custom_id(action: Action | str) -> str:
    written = action if isinstance(action, str) else action.custom_id
    if written is None:
        raise ValueError(f"too long for a custom id: {action}")
    return written
