"""What a member sees of messages and forms, as text, and what they fill in."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.errors import UserFacingError

RawComponent = Mapping[str, Any]
"""A component as Discord takes and gives it."""

_ESCAPED = re.compile(r"\\([\\*_~|`<>\[\]#@+\-.:])")
_MARKS = re.compile(r"^(-# |#{1,3} )|(?<!\\)(\*\*?|__|`)", re.MULTILINE)
_ROW, _BUTTON, _CHOICES, _INPUT, _SELECTS = 1, 2, 3, 4, (3, 5, 6, 7, 8)
_SECTION, _TEXT, _GALLERY, _CONTAINER = 9, 10, 12, 17


class FormError(UserFacingError):
    """A form has no such field or choice."""


def message_text(content: str, components: Sequence[RawComponent]) -> str:
    """Write a message as its reader sees it: words, pictures' words, what can be clicked."""
    parts = [unmarked(content)] if content else []
    parts += [line for component in components for line in _lines(component)]
    return "\n".join(parts)


def form_text(form: RawComponent) -> str:
    """Write a form as its reader sees it: its title and the labels of its fields."""
    return f"[form: {form['title']}: {', '.join(field.label for field in _fields(form))}]"


def filled(form: RawComponent, typed: Mapping[str, str]) -> dict[str, Any]:
    """Give what is sent of a form by custom id; what is not typed stays as it was opened.

    Fields are named by their label or custom id, choices by their label or value; raise FormError.
    """
    fields = list(_fields(form))
    values = {it.name: value for it in fields if (value := it.prefilled()) not in (None, "", [])}
    for name, text in typed.items():
        found = [it for it in fields if name.casefold() in (it.label.casefold(), it.name)]
        if not found:
            labels = ", ".join(it.label for it in fields)
            raise FormError(f"The form has no field {name!r}.", f"It has: {labels}.")
        values[found[0].name] = found[0].typed(text)
    return values


def unmarked(text: str) -> str:
    """Take the mark-up off a text."""
    return _ESCAPED.sub(r"\1", _MARKS.sub("", text))


def buttons(components: Sequence[RawComponent]) -> list[RawComponent]:
    return list(_of_kinds(components, [_BUTTON]))


def selects(components: Sequence[RawComponent]) -> list[RawComponent]:
    return list(_of_kinds(components, _SELECTS))


def _of_kinds(components: Sequence[RawComponent], kinds: Sequence[int]) -> Iterator[RawComponent]:
    """Walk components, in and beside others."""
    for component in components:
        if component.get("type") in kinds:
            yield component
        yield from _of_kinds(component.get("components", ()), kinds)
        if isinstance(accessory := component.get("accessory"), Mapping):
            yield from _of_kinds([accessory], kinds)


def _lines(component: RawComponent) -> Iterator[str]:
    match component.get("type"):
        case kind if kind == _TEXT:
            yield unmarked(str(component["content"]))
        case kind if kind == _GALLERY:
            for item in component["items"]:
                yield f"[picture: {item.get('description') or 'without a description'}]"
        case kind if kind == _BUTTON:
            state = " (off)" if component.get("disabled") else ""
            yield f"[button: {component.get('label', '')}{state}]"
        case kind if kind in _SELECTS:
            offered = ", ".join(str(option["label"]) for option in component.get("options", ()))
            yield f"[menu: {component.get('placeholder', '')} {offered}]"
        case kind if kind == _ROW:
            yield " ".join(line for item in component["components"] for line in _lines(item))
        case kind if kind in (_CONTAINER, _SECTION):
            for item in component["components"]:
                yield from _lines(item)
            if isinstance(accessory := component.get("accessory"), Mapping):
                yield from _lines(accessory)


@dataclass(frozen=True, slots=True)
class _FormField:
    """A field as Discord takes it, with the label that a person reads."""

    label: str
    component: RawComponent

    @property
    def name(self) -> str:
        return str(self.component["custom_id"])

    def prefilled(self) -> str | list[str] | None:
        """Give what is sent where nobody touches the field; None for nothing."""
        if self.component["type"] == _CHOICES:
            return [it["value"] for it in self.component["options"] if it.get("default")] or None
        return self.component.get("value")

    def typed(self, text: str) -> str | list[str]:
        if self.component["type"] != _CHOICES:
            return text
        options = {it["label"]: it["value"] for it in self.component["options"]}
        for label, value in options.items():
            if text.casefold() in (label.casefold(), str(value).casefold()):
                return [value]
        raise FormError(f"{self.label} does not offer {text!r}.", f"It has: {', '.join(options)}.")


def _fields(form: RawComponent) -> Iterator[_FormField]:
    for outer in form["components"]:
        for component in (outer.get("component") or {}, *outer.get("components", ())):
            if component.get("type") in (_INPUT, _CHOICES):
                label = str(component.get("label") or outer.get("label") or "")
                yield _FormField(label, component)
