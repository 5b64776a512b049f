"""Forms, read from the interaction itself: one that was open over a restart is taken all the same.

A field is a Discord component under a label; what was filled in comes back by the field's name.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import discord
from discord import ui

Interaction = discord.Interaction[Any]
TITLE_LIMIT = 45
LABEL_LIMIT = 45
HINT_LIMIT = 100


@dataclass(frozen=True, slots=True)
class Field:
    """One line or paragraph to type."""

    name: str
    label: str
    value: str = ""
    hint: str = ""
    long: bool = False
    required: bool = False
    most: int = 100


@dataclass(frozen=True, slots=True)
class Choice:
    """One of up to 25 things to choose: value and label of each."""

    name: str
    label: str
    options: Sequence[tuple[str, str]]
    chosen: str | None = None


class Form(ui.Modal):
    """A form of up to five fields."""

    def __init__(self, title: str, custom_id: str, fields: Sequence[Field | Choice]) -> None:
        super().__init__(title=title[:TITLE_LIMIT], custom_id=custom_id, timeout=None)
        for field in fields:
            component = _text(field) if isinstance(field, Field) else _select(field)
            self.add_item(ui.Label(text=field.label[:LABEL_LIMIT], component=component))

    async def on_submit(self, interaction: Interaction, /) -> None:
        """Leave what was filled in to who reads the interaction."""


def _text(field: Field) -> ui.TextInput[Form]:
    style = discord.TextStyle.paragraph if field.long else discord.TextStyle.short
    return ui.TextInput(
        custom_id=field.name,
        style=style,
        default=field.value[: field.most] or None,
        placeholder=field.hint[:HINT_LIMIT] or None,
        required=field.required,
        max_length=field.most,
    )


def _select(field: Choice) -> ui.Select[Form]:
    options = [
        discord.SelectOption(label=label[:100], value=value, default=value == field.chosen)
        for value, label in field.options[:25]
    ]
    return ui.Select(custom_id=field.name, options=options, required=True)


def submitted(interaction: Interaction) -> tuple[str, Mapping[str, str]] | None:
    """Give the custom id and the values of a form that was sent; None for all else."""
    if interaction.type is not discord.InteractionType.modal_submit:
        return None
    data: Any = interaction.data or {}
    values = dict(_values(data.get("components", ())))
    return str(data.get("custom_id", "")), values


def _values(components: Any) -> Iterator[tuple[str, str]]:
    """Find the fields, whether they stand in rows or under labels."""
    for component in components:
        if (name := component.get("custom_id")) is not None:
            chosen = component.get("values") or [component.get("value") or ""]
            yield str(name), str(chosen[0])
        yield from _values(component.get("components", ()))
        if (one := component.get("component")) is not None:
            yield from _values([one])
