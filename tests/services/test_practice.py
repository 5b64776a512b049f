"""Answers to problems: kept for their author, graded by themselves and by others."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat.kit.components import Component, Layout
from bot.chat.kit.reply import Reply
from bot.chat.practice_screens import own_answer, quoted, shared_answer
from bot.knowledge.base import Knowledge
from bot.services.editing.repository import KnowledgeRepository
from bot.services.items import ItemService
from bot.services.practice import (
    MOST_A_DAY,
    AnswerGoneError,
    EmptyAnswerError,
    OwnAnswer,
    OwnAnswerError,
    PracticeService,
    ProblemLeftError,
    SharedAnswer,
    TooManyAnswersError,
)
from bot.services.reviews import CardFront, NothingDue, ReviewService, practice_card
from bot.services.servers.server_service import ServerService
from bot.store import cards, practice, privacy
from bot.store.database import Database
from bot.tools.practice import AttemptMode, Grade, next_problem, progress
from tests.chat.reading import assert_within_limits
from tests.conftest import NOW
from tests.services.conftest import HandClock

ANN, BEN, CLEO = 1, 2, 3
HERE, ELSEWHERE = 10, 20
PROBLEM, ROLE = "loader-that-resumes", "research-engineer"


@pytest.fixture
def reviews(store: Database, clock: HandClock, repository: KnowledgeRepository) -> ReviewService:
    return ReviewService(
        store, clock, ItemService(repository, ServerService(store, repository, clock))
    )


@pytest.fixture
def service(store: Database, clock: HandClock, repository: KnowledgeRepository) -> PracticeService:
    return PracticeService(store, clock, lambda: repository.snapshot.knowledge)


async def test_an_answer_is_put_up_and_each_peer_counts_once(service: PracticeService) -> None:
    own = await service.write(ANN, PROBLEM, "  two ways at once ")
    up = await service.put_up(ANN, own.number, HERE)
    assert (up.author, up.text, up.problem.id) == (ANN, "two ways at once", PROBLEM)
    assert up.grades == dict.fromkeys(Grade, 0)
    await service.grade_other(BEN, HERE, up.number, Grade.LEAN)
    await service.grade_other(CLEO, HERE, up.number, Grade.STRONG)
    shown = await service.grade_other(BEN, HERE, up.number, Grade.STRONG)
    assert shown.grades == {Grade.STRONG: 2, Grade.LEAN: 0, Grade.NO: 0}
    assert await service.put_up(ANN, own.number, HERE) == shown
    with pytest.raises(OwnAnswerError):
        await service.grade_other(ANN, HERE, up.number, Grade.STRONG)


async def test_what_is_private_or_gone_is_read_and_graded_by_nobody(
    service: PracticeService, store: Database
) -> None:
    own = await service.write(ANN, PROBLEM, "kept for myself")
    with pytest.raises(AnswerGoneError):
        await service.put_up(BEN, own.number, HERE)
    with pytest.raises(AnswerGoneError):
        await service.grade_own(BEN, own.number, Grade.STRONG)
    with pytest.raises(AnswerGoneError):
        await service.grade_other(BEN, HERE, own.number, Grade.LEAN)
    await service.put_up(ANN, own.number, HERE)
    with pytest.raises(AnswerGoneError):
        await service.grade_other(BEN, ELSEWHERE, own.number, Grade.LEAN)
    await store.write(lambda c: privacy.forget_member(c, ANN))
    with pytest.raises(AnswerGoneError):
        await service.grade_other(BEN, HERE, own.number, Grade.NO)
    with pytest.raises(EmptyAnswerError):
        await service.write(ANN, PROBLEM, " \n ")


async def test_what_was_missed_comes_to_the_reviews(
    service: PracticeService, reviews: ReviewService, store: Database
) -> None:
    own = await service.write(ANN, PROBLEM, "from the start again")
    await service.grade_own(ANN, own.number, Grade.LEAN)
    assert await reviews.next(ANN) == NothingDue(0, None)
    assert (await service.grade_own(ANN, own.number, Grade.NO)).grade is Grade.NO
    looked = await service.look(ANN, "queue-that-grows-up")
    assert looked.text == ""
    front = await reviews.next(ANN)
    assert isinstance(front, CardFront)
    assert front.waiting == 2
    assert front.question == service.problem(PROBLEM)
    lost = [(ANN, practice_card("no-such-problem"))]
    await store.write(lambda c: cards.add(c, lost, NOW - timedelta(days=1)))
    assert await reviews.next(ANN) == front
    found = await store.read(lambda c: practice.attempts(c, ANN))
    assert [it.missed for it in found] == [True, True]


async def test_a_member_writes_so_many_answers_a_day(
    service: PracticeService, clock: HandClock
) -> None:
    for _ in range(MOST_A_DAY):
        await service.write(ANN, PROBLEM, "again and again")
    with pytest.raises(TooManyAnswersError):
        await service.write(ANN, PROBLEM, "once more")
    await service.write(BEN, PROBLEM, "my first")
    clock.move(days=1)
    await service.write(ANN, PROBLEM, "a new day")


async def test_what_was_not_met_is_asked_first_and_the_weakest_round_is_named(
    service: PracticeService, clock: HandClock
) -> None:
    asked = []
    for _ in range(4):
        problem = await service.choose(ANN, ROLE, ["online-test"])
        asked.append(problem.id)
        own = await service.write(ANN, problem.id, "my words")
        await service.grade_own(ANN, own.number, Grade.STRONG)
        clock.move(minutes=1)
    assert len(set(asked[:3])) == 3
    assert asked[3] == asked[0]
    another = await service.another(ANN, asked[0])
    assert another.id == asked[1]
    await service.look(ANN, "failure-across-machines")
    standing = await service.standing(ANN, ROLE)
    assert standing.rounds[0].round.id == "deep-dive"
    assert standing.rounds[-1].round.id == "online-test"
    assert standing.rounds[-1].count(Grade.STRONG) == 3
    assert await service.role_of(ANN) == ROLE
    with pytest.raises(ProblemLeftError):
        await service.choose(ANN, ROLE, ["no-such-round"])


async def test_a_problem_that_left_is_said(
    service: PracticeService, repository: KnowledgeRepository
) -> None:
    own = await service.write(ANN, PROBLEM, "two ways at once")
    await service.put_up(ANN, own.number, HERE)
    knowledge = replace(repository.snapshot.knowledge, practice={})
    repository.snapshot = replace(repository.snapshot, knowledge=knowledge)
    for call in (service.write(ANN, PROBLEM, "words"), service.look(ANN, PROBLEM)):
        with pytest.raises(ProblemLeftError, match="left the knowledge base"):
            await call
    with pytest.raises(AnswerGoneError):
        await service.grade_other(BEN, HERE, own.number, Grade.NO)
    with pytest.raises(AnswerGoneError):
        await service.grade_own(ANN, own.number, Grade.NO)


def parts(reply: Reply) -> tuple[Component, ...]:
    assert isinstance(reply.view, Layout)
    return reply.view.components


def test_any_answer_fits_a_message(knowledge: Knowledge) -> None:
    longest = max(knowledge.practice.values(), key=lambda it: len(it.answer))

    @given(st.text(max_size=4000) | st.text("`🙂\n@>-", max_size=4000))
    @settings(max_examples=40)
    def check(text: str) -> None:
        for problem in (longest, knowledge.practice["career-transition"]):
            own = OwnAnswer(1, problem, text, None, AttemptMode.SINGLE)
            for mine in (own, replace(own, grade=Grade.NO, mode=AttemptMode.MOCK)):
                assert_within_limits(parts(own_answer(mine, knowledge, 90, others=True)))
            shared = shared_answer(SharedAnswer(1, 2, text, problem, dict.fromkeys(Grade, 0)))
            assert_within_limits(parts(shared))
            said, whole = quoted(text, 2000)
            assert whole or said.endswith("…")
            assert [it.body for it in shared.files] in ([], [text.encode()])

    check()


def test_every_prompt_is_reached_by_the_next_one(knowledge: Knowledge) -> None:
    for loop in knowledge.practice_loops.values():
        assert len(progress(loop, ())) == len(loop.rounds)
        for it in loop.rounds:
            problems, met = loop.of((it.id,)), dict[str, datetime]()
            for number in range(len(problems)):
                met[next_problem(problems, met).id] = NOW + timedelta(minutes=number)
            assert set(met) == {one.id for one in problems}
