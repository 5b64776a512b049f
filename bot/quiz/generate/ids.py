"""Ids of generated items: the fact that is asked, and a digest of what it says.

When a fact changes, its digest does: the old item is gone from the pool, and the new one is found
by the part before the dot, which names the fact.
"""

import hashlib
import re
from collections.abc import Iterable

DIGEST_LENGTH = 7


def item_id(*fact: str, says: Iterable[object]) -> str:
    """Make the id of an item about a fact that says something."""
    content = "\0".join(str(part) for part in says)
    digest = hashlib.sha256(content.encode()).hexdigest()[:DIGEST_LENGTH]
    return ":".join(map(slug, fact)) + f".{digest}"


def fact_of(item: str) -> str:
    """Give the fact that an item asks; a written item is its own."""
    return item.rpartition(".")[0] or item


def slug(text: str) -> str:
    """Make lower-case words joined by hyphens out of text."""
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")[:40].strip("-") or "x"
