"""How generated items are made: their ids, and wrong options that are certainly wrong.

The id of an item names the fact that is asked, with a digest of what it says. When a fact
changes, its digest does: the old item is gone from the pool, and the new one is found by the
part before the dot.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from random import Random
from typing import ParamSpec

from pydantic import ValidationError

from bot.knowledge.base import Knowledge
from bot.knowledge.decks import Item
from bot.knowledge.roles import Role

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


_Fields = ParamSpec("_Fields")

WRONG_OPTIONS = 3


def fitting(
    make: Callable[_Fields, Item], /, *args: _Fields.args, **fields: _Fields.kwargs
) -> Iterator[Item]:
    """Make an item; a fact that does not fit one makes none: too long, or nothing to set it off.

    Whoever writes facts need not think of the limits of a question.
    """
    with suppress(ValidationError):
        yield make(*args, **fields)


def pick(seed: str, candidates: Iterable[str], count: int = WRONG_OPTIONS) -> tuple[str, ...]:
    """Pick some candidates; the same seed picks the same ones."""
    found = sorted(set(candidates))
    return tuple(Random(seed).sample(found, min(count, len(found))))  # noqa: S311 - a game


def near_roles(
    knowledge: Knowledge, role: Role, seed: str, wrong: Iterable[str]
) -> tuple[str, ...]:
    """Pick names of roles out of `wrong`, those of the same tier first."""
    allowed = set(wrong) - {role.id}
    near = [item for item in allowed if knowledge.roles[item].tier == role.tier]
    first = pick(seed, near, WRONG_OPTIONS - 1)
    rest = pick(seed, allowed - set(first), WRONG_OPTIONS - len(first))
    return tuple(knowledge.roles[item].name for item in (*first, *rest))
