"""The written decks: fair, about the field, and for everybody from beginners on."""

from collections import Counter
from collections.abc import Sequence

import pytest

from bot.knowledge.base import Knowledge
from bot.knowledge.decks import ChoiceItem, Difficulty, Item
from tests.quiz.raw_claims import DOCUMENTS

LONGEST = 0.3
"""Of all choices, the share in which the right option may be the longest or the shortest."""
SHARES = {Difficulty.EASY: 0.3, Difficulty.MEDIUM: 0.3, Difficulty.HARD: 0.15}


@pytest.fixture
def written(knowledge: Knowledge) -> Sequence[Item]:
    return [item for deck in knowledge.decks.values() for item in deck.items]


def test_they_ask_about_the_field_and_not_about_documents(written: Sequence[Item]) -> None:
    assert not [item.question for item in written if DOCUMENTS.search(item.question)]


def test_length_gives_no_answer_away(written: Sequence[Item]) -> None:
    choices = [item for item in written if isinstance(item, ChoiceItem)]
    assert all(len(item.wrong) > 1 for item in choices)
    longest = [it.id for it in choices if len(it.right) > max(map(len, it.wrong))]
    shortest = [it.id for it in choices if len(it.right) < min(map(len, it.wrong))]
    assert max(len(longest), len(shortest)) <= LONGEST * len(choices)


def test_there_is_something_for_everybody(written: Sequence[Item]) -> None:
    counted = Counter(item.difficulty for item in written)
    for difficulty, share in SHARES.items():
        assert counted[difficulty] >= share * len(written)
