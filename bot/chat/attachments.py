"""Files that people send and get: checked and read, and long lists that go out as files."""

from collections.abc import Sequence

import discord

from bot.chat.kit.components import literal
from bot.chat.kit.reply import Attachment
from bot.errors import UserFacingError
from bot.records.problems import Problem

MAX_BYTES = 1024 * 1024
ARCHIVES = (b"PK\x03\x04", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!", b"(\xb5/\xfd")
SHOWN = 10
LONGEST = 240
LIST_LIMIT = 1500
"""Characters of a list of problems in a message."""


class UploadError(UserFacingError):
    """An attachment cannot be taken."""


async def read_attachment(attachment: discord.Attachment, most: int = MAX_BYTES) -> bytes:
    """Read a text file that somebody attached; raise UploadError."""
    _check_size(attachment.size, most)
    try:
        body = await attachment.read()
    except discord.HTTPException:
        raise UploadError("Discord did not give me that file.", "Attach it once more.") from None
    _check_size(len(body), most)
    if body.startswith(ARCHIVES):
        raise UploadError("That is an archive.", "Unpack it, and send the files one by one.")
    if not body.strip():
        raise UploadError("That file is empty.", "Attach one with something in it.")
    return body


def _check_size(size: int, most: int) -> None:
    if size > most:
        raise UploadError("That file is too large.", f"Send up to {most // 1024} kB, please.")


def text_file(name: str, content: str | None) -> tuple[Attachment, ...]:
    """Make a file of a text; none where there is no text."""
    return () if content is None else (Attachment(name, content.encode()),)


def list_problems(problems: Sequence[Problem]) -> tuple[str, str | None]:
    """List the first problems in Discord's markup, and all of them as text where more exist."""
    lines: list[str] = []
    for problem in problems[:SHOWN]:
        hint = f"\n-# → {literal(_cut(problem.right))}" if problem.right else ""
        place = f"`{problem.file}:{problem.line}:{problem.column}`"
        line = f"- {place} {literal(_cut(problem.wrong))}{hint}"
        if sum(map(len, lines)) + len(line) > LIST_LIMIT:
            break
        lines.append(line)
    if len(lines) == len(problems):
        return "\n".join(lines), None
    lines.append(f"…and {len(problems) - len(lines)} more, all in the attached file.")
    return "\n".join(lines), "\n".join(map(str, problems)) + "\n"


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"
