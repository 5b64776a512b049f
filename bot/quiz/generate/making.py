"""How generated items are made: their ids, and options of which just one is right.

The id of an item names the fact that is asked, with a digest of what it says. When a fact
changes, its digest does: the old item is gone from the pool, and the new one is found by the
part before the dot.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from random import Random
from typing import Literal, Protocol, TypeVar

from pydantic import ValidationError
from rapidfuzz import fuzz

from bot.knowledge.base import Knowledge
from bot.knowledge.decks import ITEM, Difficulty, Item, ItemTopic
from bot.knowledge.roles import Role
from bot.lookups.wording import cut
from bot.records.dates import When

DIGEST_LENGTH = 7
WRONG_OPTIONS = 3
LEAST_WRONG = 2
MOST_CANDIDATES = 60
"""Things that an item is compared with at most; as many as ship are fewer."""
REMEMBERED = 1_000
"""Texts whose words are kept: names of roles come again and again."""
REASON_LIMIT, SCOPE_LIMIT = 400, 80
SHORTEST, SHARED_LETTERS, SHARED_END, SAME_WORD = 4, 6, 3, 70
"""Two words are one to a guesser with this common beginning, or end and likeness (of 100)."""
_One = TypeVar("_One")
_WORD = re.compile(r"[a-z0-9]+")
_SMALL_WORDS = frozenset(
    _WORD.findall("a ai an and at for in is it its ml of on or the to which with")
)


class Cited(Protocol):
    """What says who says it: a citation, a table, a comparison, a claim on pay."""

    @property
    def source(self) -> str: ...
    @property
    def date(self) -> When | None: ...
    @property
    def scope(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Fact:
    """What an item is about: the parts of its name, what it says now, and who says so."""

    name: tuple[str, ...]
    says: tuple[object, ...]
    cited: Cited
    topic: ItemTopic
    difficulty: Difficulty
    roles: tuple[str, ...] = ()
    scope: str | None = None
    """Where or for whom it holds, if not as it is cited."""


def made(
    fact: Fact,
    kind: Literal["choice", "number", "order"],
    question: str,
    explanation: str,
    **rest: object,
) -> Iterator[Item]:
    """Make an item; a fact that does not fit one makes none, as one that is too long.

    Whoever writes facts need not think of the limits of a question.
    """
    with suppress(ValidationError):
        yield ITEM.validate_python(
            {
                "id": item_id(*fact.name, says=fact.says),
                "kind": kind,
                "topic": fact.topic,
                "difficulty": fact.difficulty,
                "roles": fact.roles,
                "question": question,
                "explanation": cut(explanation, REASON_LIMIT),
                "source": fact.cited.source,
                "date": fact.cited.date,
                "scope": cut(fact.scope or fact.cited.scope or "", SCOPE_LIMIT) or None,
                **rest,
            }
        )


def choice(
    fact: Fact,
    question: str,
    right: str,
    wrong: Sequence[str],
    explanation: str,
    **rest: object,
) -> Iterator[Item]:
    """Make a choice with the first of some certainly wrong options that do not betray the right.

    There is none where too few are left, or the question itself names the right option alone.
    """
    chosen = _options(question, right, [it for it in dict.fromkeys(wrong) if it != right])
    if len(chosen) >= LEAST_WRONG:
        yield from made(fact, "choice", question, explanation, right=right, wrong=chosen, **rest)


def _options(question: str, right: str, wrong: list[str]) -> list[str]:
    """Choose wrong options: one that shares as many words with the question as the right does.

    Where the right option would be the longest, one that is as long comes last, if there is any.
    """
    named = echoes(question, right)
    lure: list[str] = []
    if named:
        lure = list(islice((it for it in wrong if echoes(question, it) >= named), 1))
        if not lure:
            return []
    chosen = [*lure, *(it for it in wrong if it not in lure)][:WRONG_OPTIONS]
    if chosen and len(right) > max(map(len, chosen)):
        as_long = list(islice((it for it in wrong if len(it) >= len(right)), 1))
        chosen = [*chosen[: WRONG_OPTIONS - len(as_long)], *as_long]
    return chosen


def echoes(question: str, option: str) -> int:
    """Count the words of an option that a guesser finds in the question."""
    asked, words = _words(question), _words(option)
    return sum(word in asked or any(_alike(word, other) for other in asked) for word in words)


@lru_cache(REMEMBERED)
def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold())) - _SMALL_WORDS


def _alike(one: str, other: str) -> bool:
    """Whether two words begin alike, as agent and agentic, or end so, as MLOps and LLMOps."""
    if one[0] == other[0]:
        short, long = sorted((one, other), key=len)
        return len(short) >= SHORTEST and long.startswith(short[:SHARED_LETTERS])
    return one[-SHARED_END:] == other[-SHARED_END:] and fuzz.ratio(one, other) >= SAME_WORD


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


def mixed(seed: str, candidates: Iterable[str]) -> list[str]:
    """Put candidates in an order of chance; the same seed gives the same one."""
    found = sorted(set(candidates))
    Random(seed).shuffle(found)  # noqa: S311 - a game
    return found


def some(candidates: Sequence[_One], seed: str) -> Sequence[_One]:
    """Take so many of very many candidates by chance, so that each item takes as long to make."""
    if len(candidates) <= MOST_CANDIDATES:
        return candidates
    return Random(seed).sample(candidates, MOST_CANDIDATES)  # noqa: S311 - a game


def nearest_roles(knowledge: Knowledge, role: Role, wrong: Iterable[str], seed: str) -> list[str]:
    """Give the names of some roles, in an order of chance, but two of the same tier first."""
    ordered = mixed(f"{role.id} {seed}", wrong)
    same = [it for it in ordered if knowledge.roles[it].tier == role.tier]
    first = same[: WRONG_OPTIONS - 1]
    return [knowledge.roles[it].name for it in (*first, *(it for it in ordered if it not in first))]
