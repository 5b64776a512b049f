"""Whether a server may call a role so: its own words, judged before they are kept."""

import re
import unicodedata
from dataclasses import dataclass

from bot.knowledge.base import Knowledge
from bot.services.servers.server_settings import ServerDataError
from bot.titles.spelling import normalize

MOST = 200
SHORTEST, LONGEST = 2, 60
_MARKUP = re.compile(r"[<>@#`*_~|\\]|https?:|discord\.")


class AliasError(ServerDataError):
    """A word cannot stand for a role in a server."""


@dataclass(frozen=True, slots=True)
class SharedMeaning:
    """What a title means elsewhere: a role's name, and whether the server means the same."""

    role_name: str
    same: bool


def clean_title(typed: str) -> str:
    """Fold the spaces of a title; raise AliasError where it is no title at all."""
    title = " ".join(typed.split())
    if hidden := next((char for char in title if unicodedata.category(char)[0] == "C"), None):
        code = f"U+{ord(hidden):04X}"
        raise AliasError(f"That title holds an invisible character ({code}).", "Type it anew.")
    if not SHORTEST <= len(title) <= LONGEST:
        raise AliasError(f"A title has {SHORTEST} to {LONGEST} characters.", "Try another.")
    if _MARKUP.search(title):
        said = "A title is plain words: no mentions, links or formatting."
        raise AliasError(said, "Type the words alone.")
    if not any(char.isalpha() for char in normalize(title)):
        raise AliasError("A title has at least one letter.", "Try another.")
    return title


def judge_alias(title: str, role: str, knowledge: Knowledge, count: int) -> SharedMeaning | None:
    """Judge a cleaned title as a server's word for a role; what it means elsewhere, if anything.

    `knowledge` is the shared one, without any server's own words; `count` is how many the server
    has. A clash with the meaning elsewhere is allowed: the server's word wins there.

    :raises AliasError: where the word cannot be taken
    """
    if count >= MOST:
        raise AliasError(f"A server has up to {MOST} titles of its own.", "Remove one first.")
    key = normalize(title)
    for other in knowledge.roles.values():
        if key in (normalize(other.name), normalize(other.id)):
            if other.id == role:
                raise AliasError(f"{other.name} is that role's own name.", "It needs no alias.")
            said = f"{title} is the name of another role here, {other.name}, and would hide it."
            raise AliasError(said, "Take a longer title.")
    found = knowledge.titles.resolve(title)
    if found.status != "matched":
        return None
    shared = knowledge.roles[found.roles[0]]
    if shared.id != role:
        return SharedMeaning(shared.name, same=False)
    known = found.how in ("alias", "employer-alias")
    return SharedMeaning(shared.name, same=True) if known else None
