"""What answers teach about items: how hard each is, and whether good players know it."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.knowledge.decks import ITEM, Difficulty, ItemTopic
from bot.quiz.learning import (
    ENOUGH,
    ItemAnswers,
    LearnedItem,
    learned_difficulty,
    learned_items,
    poor_items,
)
from bot.quiz.pool import Pool, Wish
from tests.quiz.test_judging import CHOICE


@pytest.mark.parametrize(
    ("answered", "right", "hard"),
    [
        (19, 19, None),
        (20, 15, Difficulty.EASY),
        (20, 8, Difficulty.MEDIUM),
        (20, 7, Difficulty.HARD),
        (40, 0, Difficulty.HARD),
    ],
)
def test_an_item_is_as_hard_as_its_answers_say(
    answered: int, right: int, hard: Difficulty | None
) -> None:
    assert learned_difficulty(answered, right) is hard


def class_of(members: int, *, misleading: bool) -> list[ItemAnswers]:
    """Members from weak to good at ten items, and one item that goes with that or against it."""
    answers = []
    for member in range(members):
        knows = member >= members // 2
        known = 10 * member / members
        answers += [ItemAnswers(f"item-{it}", member, 1, int(it < known)) for it in range(10)]
        answers.append(ItemAnswers("asked", member, 1, int(knows != misleading)))
    return answers


@pytest.mark.parametrize("misleading", [False, True])
def test_what_good_players_miss_stands_out(misleading: bool) -> None:  # noqa: FBT001 - by pytest
    learned = {it.item: it for it in learned_items(class_of(30, misleading=misleading))}
    asked = learned["asked"]
    assert asked.right == 0.5
    assert asked.discrimination == (-1 if misleading else 1)
    listed = [it.item for it in poor_items(learned.values())]
    assert ("asked" in listed) == misleading
    if misleading:
        assert listed[0] == "asked"


def test_what_nearly_all_or_nearly_none_know_is_listed() -> None:
    shares = {"all": 1.0, "most": 0.9, "few": 0.2, "none": 0.05}
    learned = [LearnedItem(name, 40, share, 0.2) for name, share in shares.items()]
    assert [it.item for it in poor_items(learned)] == ["none", "all"]


def test_few_answers_teach_nothing() -> None:
    answers = [ItemAnswers("asked", member, 1, 0) for member in range(ENOUGH - 1)]
    assert learned_items(answers) == ()
    alone = learned_items([ItemAnswers("asked", 1, ENOUGH, 0)])
    assert [it.discrimination for it in alone] == [None]


ANSWER = st.builds(
    ItemAnswers, st.sampled_from("abc"), st.integers(1, 30), st.just(1), st.integers(0, 1)
)


@given(st.lists(ANSWER, max_size=120, unique_by=lambda it: (it.item, it.member)))
@settings(max_examples=60)
def test_shares_and_discrimination_keep_to_their_ranges(answers: list[ItemAnswers]) -> None:
    for it in learned_items(answers):
        assert it.answered >= ENOUGH
        assert 0 <= it.right <= 1
        assert it.discrimination is None or -1 <= it.discrimination <= 1


def test_a_game_is_drawn_by_what_was_learned() -> None:
    items = tuple(ITEM.validate_python({**CHOICE, "id": f"item-{it}"}) for it in range(4))
    pool = Pool.made_of({"deck": items}).as_learned({"item-2": Difficulty.HARD})
    hard = pool.pick(Wish(4, ItemTopic.ROLES, Difficulty.HARD), Random(1), (), ())
    assert [(it.id, it.difficulty) for it in hard] == [("item-2", Difficulty.HARD)]
    assert pool.pick(Wish(4, "deck:deck"), Random(1), (), ())[-1].id == "item-2"
