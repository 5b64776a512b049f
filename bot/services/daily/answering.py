"""What members do with the question of the day: answer it once, and see how they stand."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from bot.errors import UserFacingError
from bot.quiz.daily import Streak, streak_of
from bot.quiz.items.base import Given, Question
from bot.services.local_knowledge import LocalKnowledgeService
from bot.services.scheduler import Clock
from bot.store import daily
from bot.store.connection import Connection
from bot.store.daily import AskedQuestion
from bot.store.database import Store


class DailyGoneError(UserFacingError):
    """The question is closed, or another server's."""

    text = "This question of the day is closed."
    remedy = "/quiz daily has the one that is open."


@dataclass(frozen=True, slots=True)
class DailyLocked:
    """The answer of a member that stands, in words; `again` where it did before this one.

    `read_as` says how typed words were understood; `closes` is when the answer is told.
    """

    words: str
    read_as: str | None
    again: bool
    streak: Streak
    closes: datetime | None


@dataclass(frozen=True, slots=True)
class DailyStatus:
    """How a member stands: the question that was asked last, and what they answered to it.

    `right` is what is right, once it is closed; `next_at` is None where none comes.
    """

    last: AskedQuestion | None
    mine: str | None
    right: str | None
    streak: Streak
    next_at: datetime | None


class DailyAnswerService:
    """Take answers, one a member and question."""

    def __init__(self, store: Store, clock: Clock, local: LocalKnowledgeService) -> None:
        self._store = store
        self._clock = clock
        self._local = local

    async def question_of(self, guild: int, number: int) -> Question:
        """Give the question that may be answered; raise DailyGoneError."""
        question = (await self._store.read(partial(_open, guild=guild, number=number))).question
        if question is None:
            raise DailyGoneError
        return question

    async def answer(self, guild: int, number: int, member: int, typed: str) -> DailyLocked:
        """Lock a member's first answer; return when it is on disk.

        :raises DailyGoneError:
        :raises UnreadableAnswerError:
        """
        question = await self.question_of(guild, number)
        knowledge = self._local.at(guild).knowledge
        judged, now = question.judge(typed, lambda: knowledge), self._clock()

        async def work(connection: Connection) -> tuple[bool, Given | None]:
            await _open(connection, guild, number)  # it may have been closed meanwhile
            new = await daily.answer(connection, number, member, judged, now)
            return new, await daily.answer_of(connection, number, member)

        async def read(connection: Connection) -> tuple[Streak, datetime | None]:
            streak = await _streak(connection, guild, number, member)
            return streak, await daily.next_of(connection, guild)

        new, given = await self._store.write(work)
        streak, closes = await self._store.read(read)
        words = question.words(given or judged.given, knowledge.role_names)
        return DailyLocked(words, judged.read_as if new else None, not new, streak, closes)

    async def comes(self, guild: int) -> datetime | None:
        """Tell when the next question comes in a server; None where none does."""
        return await self._store.read(partial(daily.next_of, guild=guild))

    async def status(self, guild: int, member: int) -> DailyStatus:
        names = self._local.at(guild).knowledge.role_names

        async def work(connection: Connection) -> DailyStatus:
            next_at = await daily.next_of(connection, guild)
            last = await daily.latest(connection, guild)
            if last is None:
                return DailyStatus(None, None, None, streak_of((), ()), next_at)
            given = await daily.answer_of(connection, last.id, member)
            question = last.question
            closed = question is not None and last.closed_at is not None
            return DailyStatus(
                last,
                None if question is None or given is None else question.words(given, names),
                question.right_words(names) if question is not None and closed else None,
                await _streak(connection, guild, last.id, member),
                next_at,
            )

        return await self._store.read(work)


async def _open(connection: Connection, guild: int, number: int) -> AskedQuestion:
    """Find a question that is open in a server; raise DailyGoneError."""
    found = await daily.question_of(connection, number)
    if found is None or found.guild != guild or found.closed_at is not None:
        raise DailyGoneError
    return found


async def _streak(connection: Connection, guild: int, number: int, member: int) -> Streak:
    asked = await daily.asked_days(connection, guild, number)
    return streak_of(asked, await daily.days_of(connection, guild, member))
