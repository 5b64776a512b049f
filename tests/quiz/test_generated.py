"""Generated items are right by construction: one key each under all claims, and worth asking."""

from collections import Counter
from collections.abc import Mapping

import pytest

from bot.knowledge.base import Knowledge
from bot.knowledge.decks import ITEM, ChoiceItem, Item, ItemTopic
from bot.quiz.generate import generate
from tests.quiz.raw_claims import RawClaims, faults


@pytest.fixture(scope="module")
def raw(raw_files: Mapping[str, bytes]) -> RawClaims:
    return RawClaims.of(raw_files)


@pytest.fixture(scope="module")
def generated(knowledge: Knowledge) -> list[Item]:
    return list(generate(knowledge))


def number(name: str, role: str, answer: int) -> dict[str, object]:
    return {
        "id": f"pay:{name}.0000000",
        "kind": "number",
        "topic": "pay",
        "roles": [role],
        "question": "What is the published figure, in USD a year?",
        "answer": answer,
        "unit": "USD a year",
        "low": 0,
        "high": 2 * answer,
    }


def choice(name: str, question: str, right: str, *wrong: str) -> dict[str, object]:
    return {
        "id": f"{name}.0000000",
        "kind": "choice",
        "topic": "distinctions",
        "question": question,
        "right": right,
        "wrong": wrong,
    }


RE = "research-engineer"
KNOWN_BAD = [
    (
        number("anthropic-re:highest", RE, 490_000),
        "anthropic-re-senior goes beyond",
    ),
    (number("openai-re-top:highest", RE, 530_000), "openai-re-senior goes beyond"),
    (number("openai-rs:highest", "research-scientist", 1_470_000), "openai-rs-staff goes beyond"),
    (number("us-2025-ai-engineer:lowest", "ai-engineer", 120_000), "map-entry goes below"),
    (
        choice(
            "distinction:behavioural",
            "Behavioural round: which role is this said of? “part of the loop”",
            "Applied Scientist",
            "ML Engineer",
            "Data Scientist",
        ),
        "said of ML Engineer as well",
    ),
    (
        choice(
            "distinction:your-own-work",
            "Your own work: which role is this said of? “a project deep dive”",
            "Applied Scientist",
            "Research Scientist",
            "Research Engineer",
        ),
        "said of Research Scientist as well",
    ),
    (
        choice(
            "distinction:coding",
            "Coding: which role is this said of? “a lot”",
            "ML Engineer",
            "Research Engineer",
            "Applied Scientist",
        ),
        "said of Research Engineer as well",
    ),
    (
        choice(
            "alias:member-of-technical-staff",
            "A posting at OpenAI says “Member of Technical Staff”. Which role can it mean?",
            "Research Engineer",
            "Applied Scientist",
            "Prompt Engineer",
        ),
        "can mean Applied Scientist as well",
    ),
    (
        choice(
            "tier:research-engineer",
            "Which of the five purposes does the Research Engineer mainly serve?",
            "Research",
            "Safety",
            "Application",
        ),
        "names the right option",
    ),
    (
        choice("map:who-says", "Which source says that pay is high?", "One", "Two", "Three"),
        "about a document",
    ),
]


@pytest.mark.parametrize(("written", "wrong"), KNOWN_BAD)
def test_what_was_wrong_once_is_seen(
    raw: RawClaims, written: dict[str, object], wrong: str
) -> None:
    rest = {"difficulty": "easy", "explanation": "It is said so.", "source": "careers-map"}
    item = ITEM.validate_python({**written, **rest})
    assert any(wrong in fault for fault in faults(item, raw)), list(faults(item, raw))


def test_every_item_has_one_right_answer_by_the_raw_files(
    generated: list[Item], raw: RawClaims
) -> None:
    found = {item.id: said for item in generated if (said := list(faults(item, raw)))}
    assert not found


def test_there_are_many_of_many_kinds(generated: list[Item]) -> None:
    assert len(generated) >= 350
    kinds = Counter(item.id.partition(":")[0] for item in generated)
    assert len(kinds) >= 11
    assert {item.topic for item in generated} == set(ItemTopic)
    assert len({item.id.rpartition(".")[0] for item in generated}) == len(generated)


def test_the_right_option_is_seldom_the_longest(generated: list[Item]) -> None:
    choices = [item for item in generated if isinstance(item, ChoiceItem)]
    longest = [it for it in choices if len(it.right) > max(map(len, it.wrong))]
    assert len(longest) <= 0.3 * len(choices)
