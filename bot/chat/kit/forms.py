"""Forms as values, and what was filled in, read from the interaction itself.

A field is a Discord component under a label; what was filled in comes back by the field's name.
One that was open on a phone over a restart is taken all the same.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, assert_never

import discord
from discord import ui

from bot.chat.kit.actions import Action

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


@dataclass(frozen=True, slots=True)
class FileField:
    """One file to send; what comes back by its name is read with `uploaded`."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Form:
    """A form of up to five fields; the action says what sending it does.

    :raises ValueError: when it is opened with an action that is too long for a custom id.
    """

    title: str
    action: Action
    fields: Sequence[Field | Choice | FileField]


def as_modal(form: Form) -> ui.Modal:
    custom_id = form.action.custom_id
    if custom_id is None:
        raise ValueError(f"too long for a form: {form.action}")
    modal = ui.Modal(title=form.title[:TITLE_LIMIT], custom_id=custom_id, timeout=None)
    for field in form.fields:
        modal.add_item(ui.Label(text=field.label[:LABEL_LIMIT], component=_component(field)))
    # What counts as finished is not kept by discord.py; its answer is read from what is sent.
    modal.stop()
    return modal


def _component(field: Field | Choice | FileField) -> ui.Item[ui.Modal]:
    match field:
        case Field():
            return _text(field)
        case Choice():
            return _select(field)
        case FileField():
            return ui.FileUpload(custom_id=field.name, required=True, max_values=1)
        case _:
            assert_never(field)


def _text(field: Field) -> ui.TextInput[ui.Modal]:
    style = discord.TextStyle.paragraph if field.long else discord.TextStyle.short
    return ui.TextInput(
        custom_id=field.name,
        style=style,
        default=field.value[: field.most] or None,
        placeholder=field.hint[:HINT_LIMIT] or None,
        required=field.required,
        max_length=field.most,
    )


def _select(field: Choice) -> ui.Select[ui.Modal]:
    options = [
        discord.SelectOption(label=label[:100], value=value, default=value == field.chosen)
        for value, label in field.options[:25]
    ]
    return ui.Select(custom_id=field.name, options=options, required=True)


def filled_in(interaction: Interaction) -> Mapping[str, str]:
    """Give what was filled in by the names of the fields; nothing where no form was sent."""
    data: Any = interaction.data or {}
    return dict(_values(data.get("components", ())))


def uploaded(interaction: Interaction, value: str) -> discord.Attachment | None:
    """Find a file that was sent with a form, by the value of its field; None where there is none.

    It is read from the interaction itself, as all fields are; discord.py gives files to forms
    that are kept in the process alone.
    """
    data: Any = interaction.data or {}
    sent = data.get("resolved", {}).get("attachments", {}).get(value)
    state = interaction._state  # noqa: SLF001 - what discord.py itself makes attachments with
    return None if sent is None else discord.Attachment(data=sent, state=state)


def _values(components: Any) -> Iterator[tuple[str, str]]:
    """Find the fields, whether they stand in rows or under labels."""
    for component in components:
        if (name := component.get("custom_id")) is not None:
            chosen = component.get("values") or [component.get("value") or ""]
            yield str(name), str(chosen[0])
        yield from _values(component.get("components", ()))
        if (one := component.get("component")) is not None:
            yield from _values([one])
