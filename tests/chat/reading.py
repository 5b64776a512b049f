"""Read what the bot sent: as a member sees it, and measured against Discord's limits."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from simcord import InteractionResult, MemberActor, ResponseMessage

from bot.chat.kit.layout import BACK
from bot.chat.page_ids import Open
from bot.preview.transcript import message_text

MAX_CHARACTERS = 4000
MAX_COMPONENTS = 40
MAX_BYTES = 10_000
BUTTON, SELECT, TEXT_DISPLAY, GALLERY = 2, 3, 10, 12


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


def buttons(result: InteractionResult) -> list[str]:
    return [item["label"] for item in walk(sent(result).components) if item["type"] == BUTTON]


def options(result: InteractionResult) -> list[tuple[str, str, str]]:
    """Give what menus offer: custom id of the menu, value and label of the option."""
    return [
        (item["custom_id"], entry["value"], entry["label"])
        for item in walk(sent(result).components)
        if item["type"] == SELECT
        for entry in item["options"]
    ]


async def pick(member: MemberActor, result: InteractionResult, begins: str) -> InteractionResult:
    """Use the button whose label begins so, or the entry of a menu."""
    for label in buttons(result):
        if label.startswith(begins):
            return await member.click(sent(result), label=label)
    for menu, value, label in options(result):
        if label.startswith(begins):
            return await member.select(sent(result), [value], custom_id=menu)
    raise AssertionError(f"nothing offers {begins}")


async def whole(member: MemberActor, result: InteractionResult) -> str:
    """Read a card and everything behind it, its topics and its sources, and turn back to it."""
    read = seen(result)
    for menu, value, _ in options(result):
        behind = Open.read(value)
        if behind is not None and behind.page > 0:
            result = await member.select(sent(result), [value], custom_id=menu)
            read += seen(result)
    if BACK in buttons(result):
        await member.click(sent(result), label=BACK)
    return read


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
