"""Exams and seasons: who passes or comes first gets a role, or the moderators hear why not."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from random import Random

import pytest
from sqlalchemy import func, select

from bot.knowledge.decks import ChoiceItem, Item
from bot.quiz.items.base import ByButton
from bot.quiz.pool import Pool, Wish
from bot.services.editing.repository import KnowledgeRepository
from bot.services.exams import (
    WEEK,
    ExamGoneError,
    ExamQuestion,
    ExamResult,
    ExamService,
    NoTriesLeftError,
)
from bot.services.items import ItemService, QuizTopics
from bot.services.leaderboards import NoSeasonError
from bot.services.local_knowledge import LocalKnowledgeService
from bot.services.moderators import ModeratorNotes
from bot.services.prizes import PrizeService
from bot.services.seasons import SeasonError, SeasonService
from bot.services.sending import ForbiddenSendError, PassingSendError, SendError
from bot.services.servers.server_service import ServerService
from bot.services.servers.server_settings import SettingRefusedError
from bot.store import exams, privacy
from bot.store.database import Database
from bot.store.tables.prizes import EXAM_QUESTIONS, PRIZES
from tests.conftest import NOW
from tests.services.conftest import HandClock
from tests.services.test_leaderboards import scored
from tests.services.timers import HandTimers

HERE, MODS, ROLE = 1, 11, 77
NO_TOPIC = {"topic": "cats"}
ANN, BEN, CEM, DAN = 101, 102, 103, 104
EXAM = {"topic": "pay", "questions": 5, "pass_mark": 80, "tries": 2, "role": str(ROLE)}


@dataclass
class Giver:
    """A messenger that notes what it gives and tells."""

    given: list[tuple[int, int, int]] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    fault: SendError | None = None

    async def give_role(self, guild: int, member: int, role: int, why: str) -> None:
        assert why
        if self.fault is not None:
            raise self.fault
        self.given.append((guild, member, role))

    def updates_channel(self, guild: int) -> int | None:
        del guild
        return MODS

    async def say(self, channel: int, text: str, nonce: str) -> None:
        del nonce
        assert channel == MODS
        self.told.append(text)


@dataclass
class Prizes:
    """The services over one database."""

    store: Database
    clock: HandClock
    timers: HandTimers
    servers: ServerService
    exams: ExamService
    seasons: SeasonService
    giver: Giver

    async def sit(self, member: int, right: int) -> ExamResult:
        """Sit the exam on pay to its end, with so many right answers."""
        shown: ExamQuestion | ExamResult = await self.exams.begin(HERE, member, "pay")
        while isinstance(shown, ExamQuestion):
            typed = answer_to(shown, right=shown.place < right)
            shown = await self.exams.answer(shown.trial, shown.place, member, typed)
        return shown


def answer_to(asked: ExamQuestion, *, right: bool) -> str:
    question = asked.question
    assert isinstance(question.answered, ByButton)
    wrong = next(it for it in question.answered.letters if it != question.right_letters)
    return question.right_letters if right else wrong


@pytest.fixture
async def prizes(store: Database, repository: KnowledgeRepository, clock: HandClock) -> Prizes:
    timers, giver = HandTimers(clock), Giver()
    servers = ServerService(store, repository, clock)
    topics, items = QuizTopics(repository, servers), ItemService(repository, servers)
    notes = ModeratorNotes(timers, servers, giver)  # type: ignore[arg-type]
    service = PrizeService(store, timers, giver, notes)
    local = LocalKnowledgeService(repository, servers, clock)

    async def pick(guild: int, wish: Wish, without: Collection[str]) -> tuple[Item, ...]:
        """Draw what is answered by letters, so that a test knows a wrong answer."""
        del guild
        found = repository.snapshot.pool.items.values()
        choices = tuple(it for it in found if isinstance(it, ChoiceItem))
        return Pool.made_of({"all": choices}).pick(wish, Random(1), without, ())

    sat = ExamService(store, clock, servers, topics, items, local, pick, service)
    seasons = SeasonService(store, clock, servers, service)
    await servers.change_setting(HERE, "exams", [EXAM])
    return Prizes(store, clock, timers, servers, sat, seasons, giver)


async def test_who_passes_an_exam_gets_its_role_and_who_fails_does_not(prizes: Prizes) -> None:
    failed = await prizes.sit(ANN, 3)
    assert (failed.passed, failed.right, failed.needed, failed.count) == (False, 3, 4, 5)
    assert prizes.giver.given == []
    passed = await prizes.sit(ANN, 4)
    assert (passed.passed, passed.right, passed.at) == (True, 4, NOW)
    assert prizes.giver.given == [(HERE, ANN, ROLE)]
    assert prizes.giver.told == []
    (offer,) = await prizes.exams.offered(HERE, ANN)
    assert (offer.name, offer.left, offer.passed_at) == ("Pay", 0, NOW)
    with pytest.raises(NoTriesLeftError):
        await prizes.exams.begin(HERE, ANN, "pay")
    prizes.clock.move(seconds=WEEK.total_seconds())
    assert (await prizes.exams.begin(HERE, ANN, "pay")).place == 0
    counted = select(func.count(EXAM_QUESTIONS.c.right))
    left = (await prizes.store.read(lambda it: it.execute(counted))).scalar()
    assert left == 0, "what was answered in a finished try is not kept"


async def test_a_try_goes_on_where_it_was_and_a_first_answer_counts(prizes: Prizes) -> None:
    asked = await prizes.exams.begin(HERE, ANN, "pay")
    again = await prizes.exams.begin(HERE, ANN, "pay")
    assert again == asked, "the options stand in the same order"
    right, wrong = answer_to(asked, right=True), answer_to(asked, right=False)
    after = await prizes.exams.answer(asked.trial, 0, ANN, right)
    assert isinstance(after, ExamQuestion)
    assert after.place == 1
    assert right in (after.locked or "")
    twice = await prizes.exams.answer(asked.trial, 0, ANN, wrong)
    assert isinstance(twice, ExamQuestion)
    assert (twice.place, twice.locked) == (1, None)
    assert await prizes.store.read(partial(exams.count_right, number=asked.trial)) == 1
    for member, trial in ((BEN, asked.trial), (ANN, 99)):
        with pytest.raises(ExamGoneError):
            await prizes.exams.answer(trial, 1, member, "A")
    (offer,) = await prizes.exams.offered(HERE, ANN)
    assert (offer.begun, offer.left) == (True, 1)
    await prizes.servers.change_setting(HERE, "exams", [])
    with pytest.raises(ExamGoneError):
        await prizes.exams.answer(asked.trial, 1, ANN, "A")


async def test_another_question_takes_the_place_of_one_that_is_gone(prizes: Prizes) -> None:
    asked = await prizes.exams.begin(HERE, ANN, "pay")
    replace = partial(exams.replace_item, number=asked.trial, place=0, item="no-such-item")
    await prizes.store.write(replace)
    shown = await prizes.exams.question(asked.trial, ANN)
    assert shown.question.item.id != "no-such-item"
    assert (await prizes.exams.question(asked.trial, ANN)) == shown


async def test_moderators_hear_why_a_role_is_not_given_and_it_is_not_tried_again(
    prizes: Prizes,
) -> None:
    prizes.giver.fault = ForbiddenSendError("it stands above my own role")
    assert (await prizes.sit(ANN, 5)).passed
    (told,) = prizes.giver.told
    assert told.startswith(f"<@{ANN}> passed the exam Pay, but I could not give <@&{ROLE}>: it st")
    prizes.giver.fault = None
    await prizes.sit(BEN, 5)
    assert prizes.giver.given == [(HERE, BEN, ROLE)]


async def test_a_role_is_given_later_where_discord_is_out_of_order(prizes: Prizes) -> None:
    prizes.giver.fault = PassingSendError("503")
    await prizes.sit(ANN, 5)
    assert (prizes.giver.given, prizes.giver.told) == ([], [])
    prizes.giver.fault = None
    wait, run = prizes.timers.again.pop()
    assert wait == timedelta(seconds=5)
    await run()
    await run()
    assert prizes.giver.given == [(HERE, ANN, ROLE)]


async def test_a_season_rewards_its_first_three(prizes: Prizes) -> None:
    await prizes.servers.change_setting(HERE, "season_role", (str(ROLE),))
    for name in ("", "x" * 41):
        with pytest.raises(SeasonError):
            await prizes.seasons.open(HERE, name)
    with pytest.raises(NoSeasonError):
        await prizes.seasons.close(HERE)
    (season,) = await prizes.seasons.open(HERE, " Spring  2027 ")
    assert (season.name, season.closed) == ("Spring 2027", None)
    with pytest.raises(SeasonError, match="open already"):
        await prizes.seasons.open(HERE, "Summer")
    points = {ANN: 50, BEN: 100, CEM: 50, DAN: 10, 105: 0}
    await scored(prizes.store, prizes.clock(), points, "pay")
    await scored(prizes.store, prizes.clock() - timedelta(days=1), {DAN: 999}, "pay")
    prizes.clock.move(days=1)
    closed = await prizes.seasons.close(HERE)
    assert [(it.rank, it.member) for it in closed.winners] == [(1, BEN), (2, ANN), (2, CEM)]
    assert (closed.people, closed.season.closed) == (5, prizes.clock())
    assert [member for _, member, _ in prizes.giver.given] == [BEN, ANN, CEM]
    deeds = await prizes.store.read(lambda it: it.execute(select(PRIZES.c.deed)))
    assert [it.deed for it in deeds][:2] == [
        "came first in the season Spring 2027",
        "came second in the season Spring 2027",
    ]
    with pytest.raises(NoSeasonError):
        await prizes.seasons.close(HERE)


@pytest.mark.parametrize(
    "exams_of",
    [
        [EXAM, EXAM],
        [{**EXAM, "questions": 2}],
        [{**EXAM, "pass_mark": 101}],
        [{"tries": 1}],
        [{**EXAM, "topic": "cats"}],
    ],
)
async def test_exams_that_cannot_be_are_refused(prizes: Prizes, exams_of: list[object]) -> None:
    with pytest.raises(SettingRefusedError):
        await prizes.servers.change_setting(HERE, "exams", exams_of)


async def test_what_a_member_earned_is_theirs_to_delete(prizes: Prizes) -> None:
    await prizes.sit(ANN, 5)
    await prizes.exams.begin(HERE, ANN, "pay")
    rows = await prizes.store.read(partial(privacy.count_rows, member=ANN))
    assert rows == {"exam_tries": 2, "prizes": 1}
    exported = await prizes.store.read(partial(privacy.export_member, member=ANN))
    assert "right" not in str(exported["exam_questions"]).replace("'right': None", "")
    await prizes.store.write(partial(privacy.forget_member, member=ANN))
    assert await prizes.store.read(partial(privacy.count_rows, member=ANN)) == {}
