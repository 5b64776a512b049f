"""What counts as right, what is forgiven, and what is not locked at all."""

from collections.abc import Mapping
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.knowledge.base import Knowledge
from bot.knowledge.decks import ITEM
from bot.quiz.items import ask, read_given
from bot.quiz.items.base import (
    DoubtfulAnswerError,
    Judgement,
    Question,
    UnreadableAnswerError,
)
from bot.quiz.items.number import GivenNumber
from bot.records.numbers import read_number

BASE = {
    "id": "an-item",
    "topic": "roles",
    "difficulty": "easy",
    "question": "What is asked here, in some words?",
    "explanation": "Because it is so.",
    "source": "careers-map",
}
CHOICE = {**BASE, "kind": "choice", "right": "yes", "wrong": ["no", "perhaps"]}
TITLE = {**BASE, "kind": "title", "accept": ["research-engineer"]}
NUMBER = {**BASE, "kind": "number", "answer": 40, "unit": "percent", "low": 0, "high": 100}
ORDER = {**BASE, "kind": "order", "order": ["one", "two", "three", "four"], "by": "smallest first"}


def question(raw: Mapping[str, object]) -> Question:
    return ask(ITEM.validate_python(raw), Random(3))


def judged(knowledge: Knowledge, raw: Mapping[str, object], given: str) -> Judgement:
    return question(raw).judge(given, lambda: knowledge)


@pytest.mark.parametrize("given", ["Research Engineer", "RE", "reserch enginer", "sr research eng"])
def test_a_title_counts_in_the_words_people_use(knowledge: Knowledge, given: str) -> None:
    verdict = judged(knowledge, TITLE, given)
    assert verdict.right
    assert verdict.credit == 100


def test_what_was_forgiven_is_said(knowledge: Knowledge) -> None:
    assert judged(knowledge, TITLE, "Research Engineer").read_as is None
    read_as = judged(knowledge, TITLE, "reserch enginer").read_as or ""
    assert "read as Research Engineer" in read_as
    assert "spelling forgiven" in read_as
    assert "without senior" in (judged(knowledge, TITLE, "senior RE").read_as or "").casefold()


def test_another_role_is_wrong(knowledge: Knowledge) -> None:
    verdict = judged(knowledge, TITLE, "data scientist")
    assert not verdict.right
    assert verdict.credit == 0


@pytest.mark.parametrize("given", ["pastry chef", "", "🙂", "?"])
def test_what_means_no_role_is_not_locked(knowledge: Knowledge, given: str) -> None:
    with pytest.raises(UnreadableAnswerError, match="no role by that title"):
        judged(knowledge, TITLE, given)


@pytest.mark.parametrize(
    ("given", "credit", "right"),
    [
        ("40", 100, True),
        ("40 %", 100, True),
        ("42", 96, True),
        ("65", 50, False),
        ("100", 0, False),
    ],
)
def test_a_number_scores_by_its_distance(
    knowledge: Knowledge,
    given: str,
    credit: int,
    right: bool,  # noqa: FBT001
) -> None:
    verdict = judged(knowledge, NUMBER, given)
    assert (verdict.credit, verdict.right) == (credit, right)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("45%", 45),
        ("$300,000", 300_000),
        ("300k", 300_000),
        ("1.2m", 1_200_000),
        ("about 12 I guess", 12),
        ("-5", -5),
        ("forty", None),
        ("9" * 40, None),
        ("12.5", 12),
    ],
)
def test_numbers_are_read_as_people_type_them(text: str, number: int | None) -> None:
    assert read_number(text) == number


def test_an_order_scores_by_its_pairs(knowledge: Knowledge) -> None:
    asked = question(ORDER)
    right = asked.right_letters
    assert judged(knowledge, ORDER, " ".join(right.lower())).credit == 100
    assert judged(knowledge, ORDER, right[::-1]).credit == 0
    nearly = right[0] + right[2] + right[1] + right[3]
    assert 0 < judged(knowledge, ORDER, nearly).credit < 100
    for text in ("AB", "AABC", "ABCX", ""):
        with pytest.raises(UnreadableAnswerError, match="each of the letters"):
            judged(knowledge, ORDER, text)


def test_the_example_of_an_order_does_not_give_it_away(knowledge: Knowledge) -> None:
    messages = set()
    for seed in range(20):
        asked = ask(ITEM.validate_python(ORDER), Random(seed))
        with pytest.raises(UnreadableAnswerError) as caught:
            asked.judge("?", lambda: knowledge)
        messages.add(str(caught.value))
    assert len(messages) == 1


@given(st.sampled_from([CHOICE, TITLE, NUMBER, ORDER]), st.text(max_size=300))
@settings(max_examples=300)
def test_any_text_is_judged_or_refused_with_a_sentence(
    knowledge: Knowledge, raw: Mapping[str, object], given: str
) -> None:
    try:
        verdict = judged(knowledge, raw, given)
    except UnreadableAnswerError as error:
        assert str(error).endswith(".")
    else:
        assert 0 <= verdict.credit <= 100
        assert len(str(verdict.given)) <= 400
        assert len(verdict.read_as or "") <= 400


PAY = {**NUMBER, "answer": 1_050_000, "unit": "USD a year", "low": 0, "high": 2_000_000}


@pytest.mark.parametrize(
    ("typed", "asked", "offers"),
    [
        ("1.2", "Did you mean 1,200,000 USD a year?", ("=1200000", "=1.2")),
        ("450", "Did you mean 450,000 USD a year?", ("=450000", "=450")),
        ("900000k", "Did you mean 900,000 USD a year?", ("=900000", "=900000000")),
        ("-9m", "Do you really mean -9,000,000 USD a year?", ("=-9000000",)),
        ("300-450k", "Is it 300,000 or 450,000?", ("=300000", "=450000")),
    ],
)
def test_a_number_that_is_hardly_meant_is_asked_back(
    knowledge: Knowledge, typed: str, asked: str, offers: tuple[str, ...]
) -> None:
    with pytest.raises(DoubtfulAnswerError) as caught:
        judged(knowledge, PAY, typed)
    assert caught.value.text == asked
    assert tuple(meant for _, meant in caught.value.offers) == offers
    for _, meant in caught.value.offers:
        assert isinstance(judged(knowledge, PAY, meant).given, GivenNumber)


@pytest.mark.parametrize("typed", ["1.2 million", "1,05m", "$950,000", "3m", "0", "5000"])
def test_a_sane_guess_is_locked_at_once(knowledge: Knowledge, typed: str) -> None:
    assert judged(knowledge, PAY, typed).words


def test_a_part_of_a_number_counts(knowledge: Knowledge) -> None:
    assert judged(knowledge, NUMBER, "40.5").words == "40.5 percent"
    assert read_given("number:40.5 percent") == GivenNumber(40.5, "percent")
