"""Follow-ups: ten minutes, one person, one place, and a bounded number of them."""

from datetime import datetime, timedelta

import pytest

from bot.knowledge.asking import Intent
from bot.language.model_files import ModelFiles
from bot.language.reading import Missed, Reading
from bot.lookups.queries import RoleQuery
from bot.services.asking.asker import Asker
from bot.services.asking.conversations import IDLE, Conversation, Conversations, ModelKeeper
from bot.services.scheduler import Scheduler
from tests.conftest import NOW
from tests.services.conftest import HandClock
from tests.services.timers import HandTimers

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


class Clock:
    """A time that tests move."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


class RecordedMisses:
    """Keeps what was missed, in memory."""

    def __init__(self) -> None:
        self.kept: list[tuple[str, Missed]] = []

    def record(self, text: str, kind: Missed) -> None:
        self.kept.append((text, kind))


def keeper() -> ModelKeeper:
    return ModelKeeper(Scheduler())


ANN, BEN, ANN_ELSEWHERE = Conversation(1, 7), Conversation(2, 7), Conversation(1, 8)


async def test_a_conversation_is_over_after_ten_minutes(asker: Asker) -> None:
    clock = Clock()
    conversations = Conversations(clock, RecordedMisses(), keeper())

    async def carried(who: Conversation) -> bool:
        return bool((await conversations.ask(asker, who, "vs RE?")).reading.carried)

    await conversations.ask(asker, ANN, "mle salary")
    clock.now += timedelta(minutes=9, seconds=59)
    assert not await carried(BEN)
    assert not await carried(ANN_ELSEWHERE)
    assert await carried(ANN)
    clock.now += timedelta(minutes=10, seconds=1)
    assert not await carried(ANN)


async def test_a_conversation_is_forgotten_on_request_and_follows_what_was_chosen(
    asker: Asker,
) -> None:
    conversations = Conversations(Clock(), RecordedMisses(), keeper())
    await conversations.ask(asker, ANN, "mle salary")
    conversations.chose(ANN, RoleQuery(RE))
    assert (await conversations.ask(asker, ANN, "do they need a phd")).reading.roles == (RE,)
    await conversations.ask(asker, ANN, "forget what i said")
    assert not (await conversations.ask(asker, ANN, "vs MLE?")).reading.carried


def test_a_member_and_a_channel_may_ask_so_often() -> None:
    clock = Clock()
    conversations = Conversations(clock, RecordedMisses(), keeper(), a_member=2, a_channel=3)
    assert not conversations.admit(ANN)
    clock.now += timedelta(seconds=20)
    assert not conversations.admit(ANN)
    assert conversations.admit(ANN) == timedelta(seconds=40)
    assert not conversations.admit(BEN), "another member has room"
    assert conversations.admit(Conversation(3, 7)), "but this channel has none left"
    assert not conversations.admit(Conversation(3, 8))
    clock.now += timedelta(seconds=40)
    assert not conversations.admit(ANN)
    assert conversations.admit(ANN) == timedelta(seconds=20), "the second was asked later"


async def test_only_so_many_conversations_are_kept(
    asker: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.services.asking.conversations.MOST_REMEMBERED", 3)
    conversations = Conversations(Clock(), RecordedMisses(), keeper())
    for member in range(5):
        await conversations.ask(asker, Conversation(member, 7), "mle salary")
    again = [conversations.ask(asker, Conversation(it, 7), "vs RE?") for it in (4, 0)]
    assert [(await it).reading.carried for it in again] == [(MLE,), ()]


async def test_of_titles_in_vain_each_member_has_some_kept_a_minute(asker: Asker) -> None:
    clock, misses = Clock(), RecordedMisses()
    conversations = Conversations(clock, misses, keeper(), a_member=2)
    for number in range(450):
        conversations.missed_title(asker, ANN.member, f"Vibe Alchemist {number}")
    assert misses.kept == [(f"Vibe Alchemist {number}", Missed.TITLE) for number in range(2)]
    conversations.missed_title(asker, BEN.member, "Zoo Keeper")
    clock.now += timedelta(minutes=1)
    conversations.missed_title(asker, ANN.member, "Wizard")
    assert [it for it, _ in misses.kept[2:]] == ["Zoo Keeper", "Wizard"]
    await conversations.ask(asker, ANN, "my boss Jane Roe of Acme eats penguins")
    conversations.missed_title(asker, ANN.member, "my boss Jane Roe of Acme")
    assert len(misses.kept) == 6
    assert not {"Jane", "Roe", "Acme"} & {word for it, _ in misses.kept for word in it.split()}


def in_memory(files: ModelFiles) -> bool:
    """Whether questions can be read without reading a file."""
    return vars(files).keys() >= {"encoder", "head"}


async def test_what_reads_questions_is_let_go_of_after_an_hour_and_read_again(
    asker: Asker,
) -> None:
    timers, files = HandTimers(HandClock()), asker.understanding.files
    conversations = Conversations(timers.now, RecordedMisses(), ModelKeeper(timers))
    await conversations.ask(asker, ANN, "mle salary")
    assert in_memory(files)
    wait, ring = timers.again[-1]
    await ring()
    assert (wait, in_memory(files)) == (IDLE, False)
    assert (await conversations.ask(asker, BEN, "mle salary")).reading.roles == (MLE,)
    assert len(timers.again) > 1
