"""Files from Discord: how large they may be, what they may be called, and what they hold."""

import re
from collections.abc import Collection
from typing import Any

import discord
from discord import ui

from bot.chat.client import context_of
from bot.chat.kit.errors import tell
from bot.chat.kit.markup import literal
from bot.chat.knowledge.proposing import is_operator, propose
from bot.knowledge.files import kind_of
from bot.knowledge.history import OriginKind
from bot.records.fields import SLUG

Interaction = discord.Interaction[Any]
MAX_BYTES = 1024 * 1024
LONGEST_NAME = 100
ARCHIVES = (b"PK\x03\x04", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!", b"(\xb5/\xfd")
NO_SUCH = (
    "I have no knowledge file called “{name}”. Say which it is with the option `file`; a new one "
    "goes into roles/, distinctions/, quiz/, labs/, guide/ or practice/: roles/my-role.yaml."
)


class UploadError(Exception):
    """An attachment cannot be taken; the message says why."""


async def read_attachment(attachment: discord.Attachment, most: int = MAX_BYTES) -> bytes:
    """Read a text file that somebody attached; raise UploadError."""
    if attachment.size > most:
        raise UploadError(f"That file is too large: up to {most // 1024} kB, please.")
    try:
        body = await attachment.read()
    except discord.HTTPException:
        raise UploadError("Discord did not give me that file. Attach it once more.") from None
    if len(body) > most:
        raise UploadError(f"That file is too large: up to {most // 1024} kB, please.")
    if body.startswith(ARCHIVES):
        raise UploadError("That is an archive. Unpack it, and send the files one by one.")
    if not body.strip():
        raise UploadError("That file is empty.")
    return body


def known_name(wanted: str | None, attached: str, known: Collection[str]) -> str:
    """Tell which knowledge file is meant: by name, or by what the attachment is called.

    Only names that the knowledge base itself has or allows are ever given; raise UploadError.
    """
    if wanted is not None:
        name = wanted.strip().removeprefix("knowledge/")
        if name in known or _may_be_new(name):
            return name
        raise UploadError(NO_SUCH.format(name=literal(wanted[:LONGEST_NAME])))
    found = [name for name in known if name.rpartition("/")[2] == attached]
    if len(found) == 1:
        return found[0]
    if found:
        raise UploadError(f"That can be {' or '.join(sorted(found))}. Say which with `file`.")
    raise UploadError(NO_SUCH.format(name=literal(attached[:LONGEST_NAME])))


def _may_be_new(name: str) -> bool:
    folder, _, stem = name.removesuffix(".yaml").rpartition("/")
    fits = re.fullmatch(SLUG, stem) is not None and len(name) <= LONGEST_NAME
    return bool(folder) and name.endswith(".yaml") and fits and kind_of(name) is not None


async def upload(
    interaction: Interaction, attachment: discord.Attachment, name: str | None, why: str | None
) -> None:
    """Take a file that somebody sent, and show what it would change."""
    if not await is_operator(interaction):
        return
    try:
        known = context_of(interaction).repository.snapshot.raw
        file = known_name(name, attachment.filename, known)
        if not interaction.response.is_done():
            await interaction.response.defer(ephemeral=True, thinking=True)
        body = await read_attachment(attachment)
    except UploadError as error:
        await tell(interaction, str(error))
        return
    await propose(interaction, OriginKind.UPLOAD, {file: body}, why)


class UploadForm(ui.Modal, title="Upload a knowledge file"):
    """A form for a file, for those who did not attach one to the command."""

    def __init__(self, name: str | None, why: str | None) -> None:
        super().__init__(timeout=600)
        self._name = name
        self._file: ui.FileUpload[UploadForm] = ui.FileUpload(max_values=1)
        self._why: ui.TextInput[UploadForm] = ui.TextInput(
            default=why, required=False, max_length=300
        )
        self.add_item(ui.Label(text="The file, as YAML", component=self._file))
        self.add_item(ui.Label(text="Why? Kept in the history", component=self._why))

    async def on_submit(self, interaction: Interaction, /) -> None:
        """Take the file."""
        await upload(interaction, self._file.values[0], self._name, str(self._why).strip() or None)
