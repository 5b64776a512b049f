"""What people typed in vain is kept without what is private in it."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.reading import Missed
from bot.services.asking.asker import Asker
from bot.services.asking.scrubbing import KEPT_LIMIT, scrubbed
from bot.services.editing.snapshot import KnowledgeSnapshot

PRIVATE = "my boss Jane Roe of Acme"


@pytest.fixture(scope="session")
def asker(snapshot: KnowledgeSnapshot) -> Asker:
    return snapshot.asker


def kept(asker: Asker, text: str, kind: Missed) -> str:
    return scrubbed(asker.understanding, asker.knowledge, text, kind)


@pytest.mark.parametrize("kind", Missed)
def test_no_person_and_no_unknown_employer_is_kept(asker: Asker, kind: Missed) -> None:
    assert kept(asker, PRIVATE, kind) == "my boss … of …"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("ai engineer salary in germany", "ai engineer salary in germany"),
        ("does Jane Street hire MLEs", "does Jane Street hire MLEs"),
        ("ask bob@example.com or +49 170 1234567", "ask or"),
        ("<@123456789012345678> 1234567", ""),
        ("my teacher Mr Baker says MLE is dead", "my teacher … says MLE is dead"),
    ],
)
def test_a_question_keeps_the_words_that_are_known(asker: Asker, text: str, left: str) -> None:
    assert kept(asker, text, Missed.QUESTION) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Vibe Alchemist", "Vibe Alchemist"),
        ("Vibe Alchemist @ann 123456789", "Vibe Alchemist"),
        ("Vibe Alchemist at Acme", "Vibe Alchemist"),
        ("Vibe Alchemist, Jane Roe's team", "Vibe Alchemist"),
        ("Is John Smith a good engineer", "Is … a good engineer"),
    ],
)
def test_a_title_is_kept_without_what_follows_it(asker: Asker, text: str, left: str) -> None:
    assert kept(asker, text, Missed.TITLE) == left


@settings(max_examples=150)
@given(text=st.text(max_size=1000), kind=st.sampled_from(Missed))
def test_any_text_is_scrubbed_once_and_for_all(asker: Asker, text: str, kind: Missed) -> None:
    left = kept(asker, text, kind)
    assert len(left) <= KEPT_LIMIT
    assert not re.search(r"\d{4,}|\S@\S", left)
    assert left == left.strip()
