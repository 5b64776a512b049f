"""Follow-ups: ten minutes, one person, one place, and a bounded number of them."""

from datetime import timedelta

import pytest

from bot.knowledge.asking.files import Intent
from bot.language.reading import Reading
from bot.services.asking.asker import Asker
from bot.services.asking.limits import Limit, Limits
from bot.services.asking.memory import Memory
from tests.conftest import NOW

RE, RS, AS, MLE = "research-engineer", "research-scientist", "applied-scientist", "ml-engineer"


def after(asker: Asker, *questions: str) -> Reading:
    reading = None
    for question in questions:
        reading = asker.understanding.read(question, reading)
    assert reading is not None
    return reading


@pytest.mark.parametrize(
    ("questions", "intent", "roles"),
    [
        (("what is an mle", "and what does it pay?"), Intent.SALARY, (MLE,)),
        (("what is an mle", "do they need a phd"), Intent.PHD, (MLE,)),
        (("re vs rs", "vs AS?"), Intent.COMPARE, (RE, RS, AS)),
        (("mle salary", "what about research engineers?"), Intent.SALARY, (RE,)),
        (("mle salary", "and RE?"), Intent.SALARY, (RE,)),
        (("mle salary", "how is the interview", "and for seniors?"), Intent.INTERVIEW, (MLE,)),
        (("tell me about research engineers", "interviews?"), Intent.INTERVIEW, (RE,)),
    ],
)
def test_what_was_said_may_be_left_out(
    asker: Asker, questions: tuple[str, ...], intent: Intent, roles: tuple[str, ...]
) -> None:
    reading = after(asker, *questions)
    assert (reading.intent, reading.roles) == (intent, roles)


def test_an_employer_narrows_the_last_question(asker: Asker) -> None:
    reading = after(asker, "what do research engineers earn", "at deepmind?")
    assert reading.intent is Intent.SALARY
    assert (reading.roles, reading.employer) == ((RE,), "google-deepmind")


@pytest.mark.parametrize(
    "question",
    ["what roles are there in ai", "quiz me", "what's the weather", "data scientist salary", "hi"],
)
def test_a_question_that_stands_for_itself_takes_nothing_over(asker: Asker, question: str) -> None:
    before = asker.understanding.read("mle salary")
    assert asker.understanding.read(question, before) == asker.understanding.read(question)


def test_a_conversation_is_over_after_ten_minutes(asker: Asker) -> None:
    memory, reading = Memory(), asker.understanding.read("mle salary")
    memory.keep("ann", reading, NOW)
    assert memory.recall("ann", NOW + timedelta(minutes=10)) == reading
    assert memory.recall("ben", NOW) is None
    assert memory.recall("ann", NOW + timedelta(minutes=10, seconds=1)) is None
    assert len(memory) == 0


def test_only_so_many_conversations_are_kept(asker: Asker) -> None:
    memory, reading = Memory(most=3), asker.understanding.read("mle salary")
    for number in range(10):
        memory.keep(number, reading, NOW)
    assert len(memory) == 3
    assert memory.recall(9, NOW) == reading
    assert memory.recall(0, NOW) is None
    memory.forget(9)
    assert memory.recall(9, NOW) is None


def test_a_member_and_a_channel_may_ask_so_often() -> None:
    limits = Limits(Limit(2, timedelta(minutes=1)), Limit(3, timedelta(minutes=1)))
    assert not limits.admit(1, 7, NOW)
    assert not limits.admit(1, 7, NOW)
    assert limits.admit(1, 7, NOW) == timedelta(minutes=1)
    assert not limits.admit(2, 7, NOW), "another member has room"
    assert limits.admit(3, 7, NOW), "but this channel has none left"
    assert not limits.admit(3, 8, NOW)
    assert not limits.admit(1, 7, NOW + timedelta(minutes=1))
