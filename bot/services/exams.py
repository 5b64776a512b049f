"""Exams as members sit them: private, one question after the other, nothing told before the end."""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from random import Random

from bot.errors import UserFacingError
from bot.knowledge.decks import Item
from bot.quiz.items import ask
from bot.quiz.items.base import Judgement, Question
from bot.quiz.pool import Wish
from bot.services.items import ItemService, QuizTopics
from bot.services.local_knowledge import LocalKnowledgeService
from bot.services.prizes import PrizeService
from bot.services.scheduler import Clock
from bot.services.servers.exam_settings import Exam
from bot.services.servers.server_service import ServerService
from bot.store import exams, prizes
from bot.store.connection import Connection
from bot.store.database import Store
from bot.store.exams import ExamTry

WEEK = timedelta(days=7)
"""The time in which tries are counted."""
Pick = Callable[[int, Wish, Collection[str]], Awaitable[tuple[Item, ...]]]
"""Draws items in a server, without some."""


class ExamGoneError(UserFacingError):
    """An exam or a try that is not there any more."""

    text = "That exam is over, or no longer there."
    remedy = "/quiz exam lists those of this server."


class NoTriesLeftError(UserFacingError):
    """A member had all tries of a week."""

    def __init__(self, when: datetime) -> None:
        super().__init__(
            "You have had all your attempts for this week.",
            f"You can try again <t:{int(when.timestamp())}:f>.",
        )


@dataclass(frozen=True, slots=True)
class ExamOffer:
    """An exam as it stands for one member."""

    exam: Exam
    name: str
    left: int
    next_at: datetime | None
    passed_at: datetime | None
    begun: bool


@dataclass(frozen=True, slots=True)
class ExamQuestion:
    """The question that a member is at; `locked` says what they answered before."""

    trial: int
    place: int
    count: int
    name: str
    question: Question
    locked: str | None = None


@dataclass(frozen=True, slots=True)
class ExamResult:
    """What a try came to; `needed` right answers pass. `then` is how the exam stands after it."""

    exam: Exam
    name: str
    right: int
    count: int
    passed: bool
    at: datetime
    then: ExamOffer

    @property
    def needed(self) -> int:
        return self.exam.needed(self.count)


class ExamService:
    """Let members sit the exams that the moderators of their server set up."""

    def __init__(  # noqa: PLR0913, PLR0917 - what it coordinates
        self,
        store: Store,
        clock: Clock,
        servers: ServerService,
        topics: QuizTopics,
        items: ItemService,
        local: LocalKnowledgeService,
        pick: Pick,
        prize_service: PrizeService,
    ) -> None:
        self._store = store
        self._clock = clock
        self._servers = servers
        self._topics = topics
        self._items = items
        self._local = local
        self._pick = pick
        self._prizes = prize_service

    async def offered(self, guild: int, member: int) -> tuple[ExamOffer, ...]:
        """List the exams of a server, as they stand for a member."""
        return tuple(
            [await self._offer(guild, member, it) for it in self._servers.settings(guild).exams]
        )

    async def begin(self, guild: int, member: int, topic: str) -> ExamQuestion:
        """Begin a try, or go on with the one that was begun.

        :raises ExamGoneError:
        :raises NoTriesLeftError:
        :raises NoItemsError: where there is nothing to ask.
        """
        exam = self._exam(guild, topic)
        read = partial(exams.open_try, guild=guild, topic=topic, member=member)
        trial = await self._store.read(read)
        if trial is None:
            offer = await self._offer(guild, member, exam)
            if offer.next_at is not None:
                raise NoTriesLeftError(offer.next_at)
            items = await self._pick(guild, Wish(exam.questions, topic), ())
            begin = partial(exams.begin, guild=guild, topic=topic, member=member)
            names, now = [it.id for it in items], self._clock()
            await self._store.write(partial(begin, items=names, now=now))
            trial = await self._store.read(read)
        if trial is None or (question := await self._question(trial)) is None:
            raise ExamGoneError
        return question

    async def question(self, number: int, member: int) -> ExamQuestion:
        """Give the question that a member is at; raise ExamGoneError."""
        question = await self._question(await self._trial(number, member))
        if question is None:
            raise ExamGoneError
        return question

    async def answer(
        self, number: int, place: int, member: int, typed: str
    ) -> ExamQuestion | ExamResult:
        """Lock a first answer, and give the next question, or what the try came to.

        :raises ExamGoneError:
        :raises UnreadableAnswerError:
        """
        trial = await self._trial(number, member)
        exam, asked = self._exam(trial.guild, trial.topic), await self._question(trial)
        locked = None
        if asked is not None and asked.place == place:
            judged = self._judge(trial, asked, typed)
            locked = judged.words
            right = judged.right
            await self._store.write(partial(exams.answer, number=number, place=place, right=right))
            asked = await self._question(trial, locked)
        return asked or await self._finish(trial, exam)

    def _judge(self, trial: ExamTry, asked: ExamQuestion, typed: str) -> Judgement:
        knowledge = self._local.at(trial.guild).knowledge
        return asked.question.judge(typed, lambda: knowledge)

    async def _finish(self, trial: ExamTry, exam: Exam) -> ExamResult:
        name, now = self._topics.name_of(trial.topic, trial.guild), self._clock()

        async def work(connection: Connection) -> tuple[int, bool]:
            right = await exams.count_right(connection, trial.id)
            passed = right >= exam.needed(trial.questions)
            if not await exams.finish(connection, trial.id, right, now, passed=passed):
                raise ExamGoneError
            if passed and exam.role is not None:
                deed, role = f"passed the exam {name}", int(exam.role)
                await prizes.add(connection, trial.guild, trial.member, role, deed, now)
            return right, passed

        right, passed = await self._store.write(work)
        await self._prizes.run()
        then = await self._offer(trial.guild, trial.member, exam)
        return ExamResult(exam, name, right, trial.questions, passed, now, then)

    async def _trial(self, number: int, member: int) -> ExamTry:
        trial = await self._store.read(partial(exams.try_of, number=number, member=member))
        if trial is None:
            raise ExamGoneError
        return trial

    def _exam(self, guild: int, topic: str) -> Exam:
        exam = next((it for it in self._servers.settings(guild).exams if it.topic == topic), None)
        if exam is None:
            raise ExamGoneError
        return exam

    async def _offer(self, guild: int, member: int, exam: Exam) -> ExamOffer:
        topic, since = exam.topic, self._clock() - WEEK
        own = partial(exams.record_of, guild=guild, topic=topic, member=member, since=since)
        record = await self._store.read(own)
        left = max(0, exam.tries - len(record.begun))
        begun = await self._store.read(
            partial(exams.open_try, guild=guild, topic=topic, member=member)
        )
        return ExamOffer(
            exam,
            self._topics.name_of(topic, guild),
            left,
            None if left else record.begun[-exam.tries] + WEEK,
            record.passed_at,
            begun is not None,
        )

    async def _question(self, trial: ExamTry, locked: str | None = None) -> ExamQuestion | None:
        """Give the first question without an answer; None where all have one."""
        found = await self._store.read(partial(exams.next_question, number=trial.id))
        if found is None:
            return None
        place, item_id = found
        item = await self._items.current(item_id) or await self._another(trial, place)
        name = self._topics.name_of(trial.topic, trial.guild)
        order = Random(f"{trial.id} {place} {item.id}")  # noqa: S311 - the same at each look
        question = ask(item, order)
        return ExamQuestion(trial.id, place, trial.questions, name, question, locked)

    async def _another(self, trial: ExamTry, place: int) -> Item:
        """Draw another item, since one is asked no more."""
        known = await self._store.read(partial(exams.items_of, number=trial.id))
        (item,) = await self._pick(trial.guild, Wish(1, trial.topic), known)
        await self._store.write(
            partial(exams.replace_item, number=trial.id, place=place, item=item.id)
        )
        return item
