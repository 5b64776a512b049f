"""Every kind of item is declared in full, and an answer keeps its meaning when words change."""

from random import Random
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.knowledge.base import Knowledge
from bot.knowledge.decks import ITEM, ChoiceItem, Item, NumberItem, OrderItem, TitleItem
from bot.quiz.items import (
    KINDS,
    LIST_COLUMNS,
    NUMBER_COLUMNS,
    ask,
    dump_question,
    load_question,
    read_given,
    unshuffled,
)
from bot.quiz.items.base import ByButton, ByForm, Given, RawText, carried_places
from bot.quiz.items.choice import GivenOption
from bot.quiz.items.number import GivenNumber
from bot.quiz.items.order import GivenOrder
from bot.quiz.items.title import GivenRoles
from bot.quiz.pool import Pool
from tests.quiz.test_judging import BASE, CHOICE, NUMBER, ORDER, TITLE

OPTIONS = st.lists(st.text(min_size=1, max_size=12), min_size=2, max_size=5, unique_by=str.casefold)


def test_every_kind_of_item_is_declared() -> None:
    models = get_args(get_args(Item)[0])
    assert {kind.item_type for kind in KINDS} == set(models)
    prefixes = [kind.given_type.prefix for kind in KINDS]
    assert len(set(prefixes)) == len(KINDS)


def test_columns_of_tables_follow_from_the_kinds() -> None:
    assert {"roles", "wrong", "accept", "order"} == LIST_COLUMNS
    assert {"answer", "low", "high"} == NUMBER_COLUMNS


def test_every_item_can_be_asked_answered_rightly_and_stored(knowledge: Knowledge) -> None:
    for item in Pool.of(knowledge).items.values():
        asked = ask(item, Random(item.id))
        assert asked.credit(asked.right) == 100
        assert asked.is_right(100)
        assert asked.words(asked.right, knowledge.role_names)
        assert asked.right_words(knowledge.role_names)
        assert read_given(str(asked.right)) == asked.right
        assert load_question(dump_question(asked)) == asked
        match asked.answered:
            case ByButton(letters):
                verdict = asked.judge(asked.right_letters, lambda: knowledge)
                assert verdict.right
                assert verdict.words == asked.right_words({})
                assert asked.right_letters in letters
            case ByForm(label, hint):
                assert label
                assert hint
                assert asked.prompt


@pytest.mark.parametrize(
    "answer",
    [
        GivenOption(3),
        GivenNumber(-249_000, "USD a year"),
        GivenOrder((2, 0, 1)),
        GivenRoles(("ml-engineer", "ai-engineer")),
        RawText("option: of old"),
    ],
)
def test_an_answer_is_read_as_it_was_written(answer: Given) -> None:
    assert read_given(str(answer)) == answer


@pytest.mark.parametrize("text", ["option:none", "A. of no kind", "", "number:", "order:a,b"])
def test_what_cannot_be_read_is_kept(text: str) -> None:
    assert read_given(text) == RawText(text)


def choice(right: str, *wrong: str) -> Item:
    return ITEM.validate_python({**BASE, "kind": "choice", "right": right, "wrong": wrong})


OLD = ("a statistican", "a mathematician", "a librarian")


@pytest.mark.parametrize(
    ("now", "credits_now"),
    [
        (("a statistician", "a mathematician", "a librarian"), (100, 0, 0)),  # a typo mended
        (("a mathematician", "a statistican", "a librarian"), (0, 100, 0)),  # another is right
        (("a mathematician", "a statistician", "a librarian"), (0, 100, 0)),  # both at once
        (("a librarian", "a mathematician", "a gardener"), (0, 0, 100)),  # and one is new
        (("somebody who counts", "a mathematician", "a librarian"), (100, 0, 0)),  # rewritten
        (("a mathematician", "a cook"), (0, 100, 0)),  # two are no longer offered
    ],
)
def test_an_answer_keeps_to_its_option(now: tuple[str, ...], credits_now: tuple[int, ...]) -> None:
    before, after = ask(choice(*OLD), Random(1)), unshuffled(choice(*now))
    found = tuple(after.credit_again(GivenOption(place), before) for place in range(3))
    assert found == credits_now


def test_an_answer_to_another_kind_of_item_is_not_judged_again() -> None:
    number = ask(ITEM.validate_python(NUMBER), Random(1))
    assert unshuffled(choice(*OLD)).credit_again(GivenNumber(40, "percent"), number) is None
    assert unshuffled(choice(*OLD)).credit_again(RawText("A. a cook"), number) is None
    assert number.credit_again(GivenNumber(40, "percent"), number) == 100


@given(OPTIONS, OPTIONS)
@settings(max_examples=200)
def test_no_two_options_become_one(earlier: list[str], now: list[str]) -> None:
    found = carried_places(earlier, now)
    assert len(set(found.values())) == len(found)
    assert all(place < len(now) for place in found.values())
    assert carried_places(earlier, earlier) == {place: place for place in range(len(earlier))}


def test_an_order_keeps_its_meaning_when_a_step_is_reworded(knowledge: Knowledge) -> None:
    before = ask(ITEM.validate_python(ORDER), Random(4))
    reworded = {**ORDER, "order": ["one!", "two", "three", "four"]}
    after = unshuffled(ITEM.validate_python(reworded))
    verdict = before.judge(before.right_letters, lambda: knowledge)
    assert after.credit_again(verdict.given, before) == 100
    assert after.meaning(verdict.given, {}) == "one! → two → three → four"


@pytest.mark.parametrize(
    ("raw", "model"),
    [(CHOICE, ChoiceItem), (TITLE, TitleItem), (NUMBER, NumberItem), (ORDER, OrderItem)],
)
def test_an_answer_is_said_in_words(
    knowledge: Knowledge, raw: dict[str, object], model: type[Item]
) -> None:
    asked = ask(ITEM.validate_python(raw), Random(2))
    assert isinstance(asked.item, model)
    letter = asked.right_letters
    said = {
        ChoiceItem: f"{letter}. yes",
        TitleItem: "Research Engineer",
        NumberItem: "40 percent",
        OrderItem: " → ".join(letter),
    }
    assert asked.words(asked.right, knowledge.role_names) == said[model]
    assert asked.meaning(RawText("as it was"), {}) == "as it was"
