"""Fill forms as people do: what is not typed stays what the form was opened with."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_TEXT, _SELECT = 4, 3


class FormError(Exception):
    """A form has no such field or choice; the message says what it has."""


@dataclass(frozen=True, slots=True)
class _Control:
    """A field as Discord takes it, with the label that a person reads."""

    label: str
    component: Mapping[str, Any]

    @property
    def name(self) -> str:
        return str(self.component["custom_id"])

    def prefilled(self) -> Any:
        """Give what is sent where nobody touches the field; None for nothing."""
        if self.component["type"] == _SELECT:
            chosen = [it["value"] for it in self.component["options"] if it.get("default")]
            return chosen or None
        return self.component.get("value")

    def typed(self, text: str) -> Any:
        """Give what is sent for a text, or for an option by its label or value."""
        if self.component["type"] != _SELECT:
            return text
        options = {it["label"]: it["value"] for it in self.component["options"]}
        for label, value in options.items():
            if text.casefold() in (label.casefold(), str(value).casefold()):
                return [value]
        raise FormError(f"{self.label!r} offers {', '.join(options)}, not {text!r}")


def filled(form: Mapping[str, Any], typed: Mapping[str, str]) -> dict[str, Any]:
    """Give the values of a form with some fields typed, by label or name; raise FormError."""
    controls = list(_controls(form))
    values = {it.name: value for it in controls if (value := it.prefilled()) not in (None, "", [])}
    for name, text in typed.items():
        found = [it for it in controls if name.casefold() in (it.label.casefold(), it.name)]
        if not found:
            labels = ", ".join(it.label for it in controls)
            raise FormError(f"the form has no field {name!r}; it has {labels}")
        values[found[0].name] = found[0].typed(text)
    return values


def _controls(form: Mapping[str, Any]) -> Iterator[_Control]:
    for outer in form["components"]:
        inner = [outer.get("component") or {}, *outer.get("components", ())]
        for component in inner:
            if component.get("type") in (_TEXT, _SELECT):
                label = str(component.get("label") or outer.get("label") or "")
                yield _Control(label, component)
