"""Read what the bot sent: as a member sees it, and measured against Discord's limits."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from simcord import InteractionResult, ResponseMessage

from bot.preview.transcript import message_text

MAX_CHARACTERS = 4000
MAX_COMPONENTS = 40
MAX_BYTES = 10_000
TEXT_DISPLAY, GALLERY = 10, 12


def sent(result: InteractionResult) -> ResponseMessage:
    """Give the message that answered an interaction."""
    assert result.response is not None, f"no message: {result!r}"
    return result.response


def seen(result: InteractionResult) -> str:
    """Give what the member reads."""
    message = sent(result)
    return message_text(message.content, message.components)


def walk(components: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Give every component of a message, nested ones included."""
    for component in components:
        yield component
        yield from walk(component.get("components", ()))
        if accessory := component.get("accessory"):
            yield from walk([accessory])


def assert_within_limits(components: Sequence[Mapping[str, Any]]) -> None:
    """Check a Components V2 message against what Discord refuses."""
    every = list(walk(components))
    texts = [item["content"] for item in every if item["type"] == TEXT_DISPLAY]
    assert len(every) <= MAX_COMPONENTS
    assert sum(map(len, texts)) <= MAX_CHARACTERS
    assert len("".join(texts).encode()) <= MAX_BYTES
    assert all(text.strip() for text in texts)
    ids = [item["custom_id"] for item in every if "custom_id" in item]
    assert len(ids) == len(set(ids))
    assert all(1 <= len(custom_id) <= 100 for custom_id in ids)
    for item in every:
        _assert_part(item)


def _assert_part(item: Mapping[str, Any]) -> None:
    if item["type"] == 1:
        assert 1 <= len(item["components"]) <= 5
    if item["type"] == 2:
        assert 1 <= len(item["label"]) <= 80
    if item["type"] == 3:
        options = item["options"]
        assert 1 <= len(options) <= 25
        assert len({option["value"] for option in options}) == len(options)
        for option in options:
            assert 1 <= len(option["label"]) <= 100
            assert 1 <= len(option["value"]) <= 100
            assert len(option.get("description") or "") <= 100
        assert len(item.get("placeholder") or "") <= 150
    if item["type"] == GALLERY:
        for media in item["items"]:
            assert 0 < len(media["description"]) <= 1024
