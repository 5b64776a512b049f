"""Wrong options: plausible, certainly wrong, and the same ones whenever they are asked for."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from random import Random
from typing import ParamSpec

from pydantic import ValidationError

from bot.knowledge.base import Knowledge
from bot.knowledge.decks import Item
from bot.knowledge.roles import Role

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
