"""What operators do, and what they read."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

from simcord import ChannelHandle, InteractionResult, MemberActor

from bot.preview.transcript import filled
from tests.chat.reading import assert_within_limits, seen, sent


async def submit(
    member: MemberActor, shown: InteractionResult, /, **typed: str
) -> InteractionResult:
    """Fill a form, leaving the rest as it was opened with, and send it."""
    assert shown.modal is not None, f"no form: {shown!r}"
    return await member.submit_modal(shown, filled(shown.modal, typed))


async def click(member: MemberActor, shown: InteractionResult, label: str) -> InteractionResult:
    """Click a button of a message, and check what comes."""
    clicked = await member.click(sent(shown), label=label)
    if clicked.modal is None:
        assert_within_limits(sent(clicked).components)
    return clicked


async def choose_first(member: MemberActor, shown: InteractionResult) -> InteractionResult:
    """Choose the first entry of the first menu of a message."""
    row = next(it for it in sent(shown).components if it["type"] == 1)
    return await member.select(sent(shown), [row["components"][0]["options"][0]["value"]])


async def upload(
    member: MemberActor, channel: ChannelHandle, name: str, body: bytes, **options: Any
) -> InteractionResult:
    """Upload a file, and check what comes."""
    shown = await member.slash(channel, "knowledge upload", attachment=(name, body), **options)
    assert_within_limits(sent(shown).components)
    return shown


async def apply(member: MemberActor, shown: InteractionResult) -> str:
    """Apply a change, and give what is said then."""
    return seen(await click(member, shown, "Apply"))


def replaced(files: Path, name: str, old: str, new: str) -> bytes:
    """Give a file with something replaced once."""
    text = (files / name).read_text(encoding="utf-8")
    assert old in text
    return text.replace(old, new, 1).encode()


async def until(condition: Callable[[], object]) -> None:
    """Let the loop go on until something holds; for what a real directory tells in real time."""
    async with asyncio.timeout(20):
        while not condition():  # noqa: ASYNC110 - nothing in the bot tells when it looked
            await asyncio.sleep(0.02)
