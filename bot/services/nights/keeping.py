"""Announce planned quizzes, remind of them, and open them when their time comes.

Each step is written once it is done, and what it sends has a nonce: after a crash it is done again,
and stands once.
"""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from bot.errors import UserFacingError
from bot.quiz.errors import ForbiddenChannelError
from bot.quiz.nights import LATEST, NightPhase, QuizNight
from bot.services.games.registry import (
    ChannelBusyError,
    GameRegistry,
    RestartingError,
    StillReadingError,
)
from bot.services.items import QuizTopics
from bot.services.moderators import ModeratorNotes
from bot.services.ports import QuizBoard
from bot.services.quizzes import QuizMember, QuizOrder, QuizService
from bot.services.scheduler import Alarm, Scheduler
from bot.services.sending import GoneSendError, PassingSendError, SendError
from bot.store import nights
from bot.store.database import Store
from bot.store.errors import StoreError

log = logging.getLogger(__name__)
LONGEST_WAIT = timedelta(hours=6)
AGAIN = timedelta(minutes=1)
"""How long until what could not be done is tried again."""
AT_ONCE = 50
"""Members that one message mentions."""
AWAY = "I was away when its time came"
BUSY = "another quiz was still open here"
FORBIDDEN = "A quiz was planned in {channel}, and I may not write there, so it fell out."


class NightKeeper:
    """Do for planned quizzes what is due, then wait for what is due next."""

    def __init__(  # noqa: PLR0913, PLR0917 - what it coordinates
        self,
        store: Store,
        scheduler: Scheduler,
        quizzes: QuizService,
        registry: GameRegistry,
        topics: QuizTopics,
        board: QuizBoard,
        notes: ModeratorNotes,
    ) -> None:
        self._store = store
        self._scheduler = scheduler
        self._quizzes = quizzes
        self._registry = registry
        self._topics = topics
        self._board = board
        self._notes = notes
        self._alarm = Alarm(scheduler, "planned quizzes", self.run)
        self._under_way: set[int] = set()

    async def run(self) -> None:
        """Do what is due, and come back when more is."""
        now = self._scheduler.now()
        following = now + AGAIN
        try:
            planned = await self._store.read(nights.planned)
            for night in planned:
                if night.message is None or night.next_at <= now:
                    self._care_soon(night)
            following = min((_look_at(it, now) for it in planned), default=now + LONGEST_WAIT)
        except StoreError as error:
            log.error("planned quizzes wait: %s", error)  # noqa: TRY400 - an expected one
        finally:
            self._alarm.at(min(following, now + LONGEST_WAIT))

    async def announce(self, night: QuizNight, *, event: bool) -> None:
        """Announce a quiz in its channel; where Discord does not take that now, it comes later."""
        self._under_way.add(night.number)
        try:
            await self._announce(night, event=event)
        except (PassingSendError, StoreError) as error:
            log.info("quiz %d is announced later: %s", night.number, error)
        finally:
            self._under_way.discard(night.number)
            await self.run()

    async def close(self, night: QuizNight) -> None:
        """Show in the announcement what became of a quiz, and take its event back."""
        try:
            if night.message is not None:
                await self._board.close_night(night, self._name(night))
            if night.event is not None and night.phase is not NightPhase.OPENED:
                await self._board.drop_event(night.guild, night.event)
        except SendError as error:
            log.info("the end of planned quiz %d does not show: %s", night.number, error)

    def _care_soon(self, night: QuizNight) -> None:
        if night.number not in self._under_way and not self._scheduler.is_closed:
            self._under_way.add(night.number)
            self._scheduler.soon("care for a planned quiz", self._care(night))

    async def _care(self, night: QuizNight) -> None:
        """Do what is due for one quiz; what cannot be done now is due again in a minute."""
        try:
            if night.message is None and await self._announce(night, event=False) is None:
                return
            if not night.reminded:
                await self._remind(night)
            if night.at <= self._scheduler.now():
                await self._open(night)
        except (PassingSendError, StoreError) as error:
            log.info("planned quiz %d waits: %s", night.number, error)
        finally:
            self._under_way.discard(night.number)

    async def _announce(self, night: QuizNight, *, event: bool) -> int | None:
        """Give the message that announces a quiz; None where its channel takes none."""
        name = self._name(night)
        try:
            message = await self._board.announce_night(night, name)
        except PassingSendError:
            raise
        except SendError as error:
            await self._forbidden(night, error)
            return None
        made: int | None = None
        if event:
            try:
                made = await self._board.make_event(night, name)
            except SendError as error:
                log.info("no event is made of planned quiz %d: %s", night.number, error)
        shown = partial(nights.write_shown, number=night.number, message=message, event=made)
        await self._store.write(shown)
        return message

    async def _remind(self, night: QuizNight) -> None:
        """Tell those who wanted that; nobody once it is over."""
        number, unreachable, lost = night.number, list[int](), 0
        if night.at > self._scheduler.now():
            for member in await self._store.read(partial(nights.waiting, number=number)):
                try:
                    await self._board.remind_of_night(member, night, self._name(night))
                except PassingSendError:
                    lost += 1
                except SendError:
                    unreachable.append(member)
                else:
                    await self._write_told(number, [member])
            for start in range(0, len(unreachable), AT_ONCE):
                await self._mention(night, unreachable[start : start + AT_ONCE])
        if not lost:
            await self._store.write(partial(nights.write_reminded, number=number))

    async def _mention(self, night: QuizNight, members: Sequence[int]) -> None:
        """Remind in the channel whose direct messages are closed."""
        try:
            await self._board.mention_for_night(night, members)
        except PassingSendError:
            raise
        except SendError as error:
            log.info("nobody can be reminded of planned quiz %d: %s", night.number, error)
        await self._write_told(night.number, members)

    async def _write_told(self, number: int, members: Sequence[int]) -> None:
        await self._store.write(partial(nights.write_told, number=number, members=members))

    async def _open(self, night: QuizNight) -> None:
        """Open the lobby; after too long a wait the quiz falls out."""
        if not await self._store.read(partial(nights.opened_since, night=night)):
            if self._scheduler.now() > night.at + LATEST:
                busy = self._registry.session_in(night.channel) is not None
                await self._miss(night, BUSY if busy else AWAY)
                return
            host = QuizMember(night.host, night.channel)
            wish = night.wish
            order = QuizOrder(
                night.guild,
                night.channel,
                None,
                (),
                host,
                wish.topic,
                wish.count,
                wish.difficulty,
                night.rules,
            )
            try:
                await self._quizzes.start(order, wish)
            except (ChannelBusyError, RestartingError, StillReadingError, StoreError):
                return  # it is tried again in a minute
            except ForbiddenChannelError as error:
                await self._forbidden(night, error)
                return
            except UserFacingError as error:
                await self._miss(night, error.text)
                return
        await self._end(night, NightPhase.OPENED)

    async def _miss(self, night: QuizNight, why: str) -> None:
        """Say in the channel that a quiz fell out."""
        name = self._name(night)
        said = f"The quiz about {name} fell out: {why}. /quiz schedule plans another."
        try:
            await self._board.say(night.channel, said, f"nm{night.number}")
        except PassingSendError:
            raise
        except SendError as error:
            log.info("that planned quiz %d fell out is not told: %s", night.number, error)
        await self._end(night, NightPhase.MISSED)

    async def _forbidden(self, night: QuizNight, error: Exception) -> None:
        log.info("channel %d takes no planned quiz: %s", night.channel, error)
        await self._end(night, NightPhase.MISSED)
        if not isinstance(error, GoneSendError):
            said = FORBIDDEN.format(channel=f"<#{night.channel}>")
            await self._notes.tell(night.guild, said)

    async def _end(self, night: QuizNight, phase: NightPhase) -> None:
        moved = partial(nights.move, number=night.number, before=NightPhase.PLANNED, after=phase)
        if await self._store.write(moved):
            await self.close(replace(night, phase=phase))

    def _name(self, night: QuizNight) -> str:
        return self._topics.name_of(night.wish.topic, night.guild)


def _look_at(night: QuizNight, now: datetime) -> datetime:
    """Tell when to look at a quiz again: what is due and not done yet, in a minute."""
    if night.message is not None and night.next_at > now:
        return night.next_at
    return min(now + AGAIN, night.at) if night.at > now else now + AGAIN
