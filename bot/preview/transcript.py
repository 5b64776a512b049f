"""What a member sees of a message, as text: the words, the pictures' words, what can be clicked."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_ESCAPED = re.compile(r"\\([\\*_~|`<>\[\]#@+\-.])")
_MARKS = re.compile(r"^(-# |#{1,3} )|(?<!\\)(\*\*?|__|`)", re.MULTILINE)
Component = Mapping[str, Any]

_ROW, _BUTTON, _SELECTS = 1, 2, (3, 5, 6, 7, 8)
_SECTION, _TEXT, _GALLERY, _CONTAINER = 9, 10, 12, 17


def message_text(content: str, components: Sequence[Component]) -> str:
    """Write a message as its reader sees it."""
    parts = [unmarked(content)] if content else []
    parts += [line for component in components for line in _component(component)]
    return "\n".join(parts)


def unmarked(text: str) -> str:
    """Take the mark-up off a text."""
    return _ESCAPED.sub(r"\1", _MARKS.sub("", text))


def labels(components: Sequence[Component], kinds: Sequence[int]) -> Iterator[Component]:
    """Walk components and give those of some kinds."""
    for component in components:
        if component.get("type") in kinds:
            yield component
        yield from labels(component.get("components", ()), kinds)
        if isinstance(accessory := component.get("accessory"), Mapping):
            yield from labels([accessory], kinds)


def buttons(components: Sequence[Component]) -> list[Component]:
    """List the buttons of a message."""
    return list(labels(components, [_BUTTON]))


def selects(components: Sequence[Component]) -> list[Component]:
    """List the menus of a message."""
    return list(labels(components, _SELECTS))


def _component(component: Component) -> Iterator[str]:
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
            yield " ".join(line for item in component["components"] for line in _component(item))
        case kind if kind in (_CONTAINER, _SECTION):
            for item in component["components"]:
                yield from _component(item)
            if isinstance(accessory := component.get("accessory"), Mapping):
                yield from _component(accessory)
