"""What is allowed in a deck, but makes it a poor one: answers that give themselves away, and twins.

What is looked at in an item alone, and in those of one kind together, each kind says itself.
"""

from collections.abc import Iterator, Mapping, Sequence

from rapidfuzz import fuzz, process, utils

from bot.knowledge.decks import DeckFile
from bot.quiz.items import KINDS, unshuffled
from bot.quiz.items.base import Question
from bot.records.problems import AdviceRule, Finding
from bot.titles import TitleResolver

TWIN = 92
"""How alike two questions are (of 100) that ask the same."""


def lint(decks: Mapping[str, DeckFile], titles: TitleResolver) -> Iterator[Finding]:
    """Find what makes written decks poor; each deck goes by the name of its file."""
    asked = [
        (name, index, unshuffled(item))
        for name, deck in decks.items()
        for index, item in enumerate(deck.items)
    ]
    for name in decks:
        own = [(index, question) for deck, index, question in asked if deck == name]
        for kind in KINDS:
            yield from kind.lint_deck(name, [it for _, it in own if isinstance(it, kind)])
        for index, question in own:
            yield from question.lint_item(name, index, titles)
    yield from _twins(asked)


def _twins(asked: Sequence[tuple[str, int, Question]]) -> Iterator[Finding]:
    """Find written items that ask the same, in the same words or nearly so."""
    words = [utils.default_process(question.item.question) for _, _, question in asked]
    for number, (name, index, question) in enumerate(asked):
        for other in _like(words, number):
            _, _, twin = asked[other]
            if twin.answer_key() != question.answer_key():
                continue
            yield Finding(
                AdviceRule.NEAR_DUPLICATE,
                name,
                ("items", index, "question"),
                f"this asks nearly the same as item {twin.item.id}",
                "keep one of them, or ask for another thing",
            )
            break  # one twin is enough to look at


def _like(asked: Sequence[str], number: int) -> list[int]:
    """List the earlier questions that are nearly the same as one."""
    found = process.extract(
        asked[number], asked[:number], scorer=fuzz.ratio, score_cutoff=TWIN, limit=None
    )
    return [index for _, _, index in found]
