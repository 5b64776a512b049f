"""What is answered, as a value: what it shows, its files, and who reads it."""

from dataclasses import dataclass
from enum import StrEnum

from bot.chat.kit.components import Layout


class Visibility(StrEnum):
    """Who reads a reply: the asker alone, or everyone in the channel."""

    PRIVATE = "private"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a reply; a picture is shown by its name."""

    name: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Reply:
    """One message: components, or plain text of up to 2,000 characters in Discord's markup."""

    view: Layout | str
    files: tuple[Attachment, ...] = ()
    visibility: Visibility = Visibility.PRIVATE
