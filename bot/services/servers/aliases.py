"""Whether a server may call a role so: its own words, judged before they are kept."""

import re
import unicodedata

from bot.knowledge.base import Knowledge
from bot.titles.normalize import normalize

MOST = 200
SHORTEST, LONGEST = 2, 60
_MARKUP = re.compile(r"[<>@#`*_~|\\]|https?:|discord\.")


class AliasError(Exception):
    """A word cannot stand for a role; the message says why, and what could."""


def cleaned(title: str) -> str:
    """Fold the spaces of a title; raise AliasError where it is no title at all."""
    text = " ".join(title.split())
    if hidden := next((char for char in text if unicodedata.category(char)[0] == "C"), None):
        raise AliasError(
            f"That title holds an invisible character (U+{ord(hidden):04X}). Type it anew."
        )
    if not SHORTEST <= len(text) <= LONGEST:
        raise AliasError(f"A title has {SHORTEST} to {LONGEST} characters.")
    if _MARKUP.search(text):
        raise AliasError("A title is plain words: no mentions, links or formatting.")
    if not any(char.isalpha() for char in normalize(text)):
        raise AliasError("A title has at least one letter.")
    return text


def judge(title: str, role: str, knowledge: Knowledge, count: int) -> str | None:
    """Judge a cleaned title as a server's word for a role; raise AliasError.

    `knowledge` is the shared one, without any server's own words; `count` is how many the server
    has. Give what is to be said of a clash that is allowed: the server's word wins there.
    """
    if count >= MOST:
        raise AliasError(f"A server has up to {MOST} titles of its own. Remove one first.")
    key = normalize(title)
    for other in knowledge.roles.values():
        if key in (normalize(other.name), normalize(other.id)):
            if other.id == role:
                raise AliasError(f"{other.name} is that role's own name; it needs no alias.")
            raise AliasError(
                f"{title} is the name of another role here, {other.name}, and would hide it."
            )
    found = knowledge.titles.resolve(title)
    if found.status != "matched":
        return None
    shared = knowledge.roles[found.roles[0]]
    if shared.id != role:
        return f"Elsewhere {title} means {shared.name}; in this server your meaning wins."
    if found.how in ("alias", "employer-alias"):
        return f"{title} is known to mean {shared.name} everywhere; it is kept all the same."
    return None
