"""One running game: a move is checked, written, made, shown, and only then is the next one due."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime, timedelta
from typing import Any, assert_never

from bot.knowledge.base import Knowledge
from bot.quiz import errors
from bot.quiz.game import Game
from bot.quiz.items.base import Judgement
from bot.quiz.moves import (
    Abandon,
    Advance,
    Begin,
    Close,
    Grant,
    Join,
    Leave,
    Move,
    Pause,
    Record,
    Resume,
    Revive,
    Stop,
    Tick,
    VoteSkip,
)
from bot.quiz.phases import Ending, Phase
from bot.quiz.saved import SavedGame
from bot.quiz.scoring import LockedAnswer
from bot.services.games.display import GameDisplay
from bot.services.ports import ChannelClosedError, GameView, GameViewError
from bot.services.scheduler import Scheduler, Timer
from bot.store import games, saved_games
from bot.store.database import Store
from bot.store.errors import StoreError

log = logging.getLogger(__name__)

RETRY = timedelta(seconds=5)
"""How long a move waits that could not be written."""
CANNOT_WRITE = "I cannot store anything just now: {reason}. The game waits and tries again."
GOES_ON = "I was away for a moment. The game goes on where it was; no answer is lost."
RESTARTING = "I am restarting. The game goes on by itself in a moment; no answer is lost."


class AnswerLock:
    """Who is answering just now; held while another move is made."""

    def __init__(self) -> None:
        self._answering: set[int] = set()
        self._nobody = asyncio.Event()
        self._nobody.set()
        self._free = asyncio.Event()
        self._free.set()

    async def wait(self) -> None:
        """Wait until it is free; what follows without waiting is done before it is held again."""
        while not self._free.is_set():
            await self._free.wait()

    @contextmanager
    def answering(self, member: int) -> Iterator[None]:
        """Let a member's answer pass; raise AlreadyAnsweredError for a second one meanwhile."""
        if member in self._answering:
            raise errors.AlreadyAnsweredError
        self._answering.add(member)
        self._nobody.clear()
        try:
            yield
        finally:
            self._answering.discard(member)
            if not self._answering:
                self._nobody.set()

    @asynccontextmanager
    async def held(self) -> AsyncIterator[None]:
        """Let the answers that were let through reach the disk, and no other in meanwhile."""
        self._free.clear()
        try:
            await self._nobody.wait()
            yield
        finally:
            self._free.set()

    async def until_nobody_answers(self) -> None:
        await self._nobody.wait()


class GameSession:
    """Play one game. Answers may be written at the same time; every other move is alone.

    What members and hosts do raises a MoveError or StoreError, and then changes nothing.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - what a game is played with
        self,
        saved: SavedGame,
        view: GameView,
        store: Store,
        scheduler: Scheduler,
        knowledge: Callable[[], Knowledge],
        on_end: Callable[[], None],
    ) -> None:
        self.game: Game = saved.game
        self._saved = saved
        self._view = view
        self._store = store
        self._scheduler = scheduler
        self._knowledge = knowledge
        self._on_end = on_end
        self._display = GameDisplay(view, store, scheduler, lambda: self.game)
        self._moves = asyncio.Lock()
        self._answers = AnswerLock()
        self._timer: Timer | None = None
        self._troubled = False

    @property
    def people(self) -> set[int]:
        """All who are in, answered or host."""
        answered = (answer.member for round_ in self.game.rounds for answer in round_.answers)
        return {self.game.host, *self.game.members, *answered}

    def shows(self, message: int) -> bool:
        """Whether a message is what shows the lobby or the open question."""
        return self._view.shows(message)

    async def start(self) -> None:
        """Show the lobby, and begin by itself when its time is up."""
        async with self._moves:
            await self._show(self._display.lobby)
            self._set_timer()

    async def go_on(self) -> None:
        """Take a game up again after a restart; all who play are told once."""
        async with self._moves:
            if self.game.phase is Phase.FINISHED:
                await self._show(self._end)
                return
            try:
                await self._make(Revive())
            except StoreError as error:
                await self._wait_for_store(error, self.go_on)
                return
            await self._show(lambda: self._view.say(GOES_ON))
            if self.game.phase is Phase.OPEN and self._saved.question_message is None:
                await self._show(self._display.question)
            elif self.game.phase is Phase.CLOSED and not self._saved.result_shown:
                await self._show(self._display.result)
            self._set_timer()

    async def answer(self, member: int, number: int, typed: str) -> Judgement:
        """Lock a member's first answer to question `number`; return when it is on disk.

        Raise UnreadableAnswerError as well; nothing is locked then.
        """
        now = self._scheduler.now()
        await self._answers.wait()
        taken = self.game.check_answer(member, number, now)
        verdict = self.game.question.judge(typed, self._knowledge)
        given, right, credit = verdict.given, verdict.right, verdict.credit
        move = Record(LockedAnswer(member, given, right, credit, taken, read_as=verdict.read_as))
        with self._answers.answering(member):
            await self._write(move, self.game.apply(move, now), now)
            # Other answers may have been recorded meanwhile, but no other move was made.
            self.game = self.game.apply(move, now)
        self._display.refresh_soon()
        self._close_if_complete()
        return verdict

    async def join(self, member: int) -> None:
        async with self._moves:
            await self._make(Join(member))
        self._display.refresh_soon()

    async def leave(self, member: int) -> None:
        """Let a member go; a question that waited for them alone closes."""
        async with self._moves:
            await self._make(Leave(member))
        self._display.refresh_soon()
        self._close_if_complete()

    async def begin(self) -> None:
        async with self._moves:
            await self._advance(Begin())

    async def proceed(self) -> None:
        """Close the open question where it has no timer, or go on to the next one."""
        async with self._moves:
            if self.game.phase is not Phase.OPEN:
                await self._advance(Advance())
            elif self.game.pace.seconds is None:
                await self._close(Ending.HOST)
            else:
                raise errors.QuestionStillOpenError

    async def skip(self) -> None:
        """Close the open question without counting it."""
        async with self._moves:
            await self._close(Ending.SKIPPED)

    async def vote_skip(self, member: int) -> tuple[int, int]:
        """Count a vote to skip; give the votes and how many are needed. Enough of them skip."""
        async with self._moves:
            after = await self._make(VoteSkip(member))
            if after.is_voted_out:
                await self._close(Ending.SKIPPED)
        return len(after.votes), after.votes_needed

    async def pause(self) -> None:
        async with self._moves:
            await self._make(Pause())
            self._cancel_timers()

    async def resume(self) -> None:
        """Let the clock run on, and show again what is open."""
        async with self._moves:
            await self._make(Resume())
            if self.game.phase is Phase.OPEN:
                await self._show(self._display.question)
            self._set_timer()

    async def stop(self) -> None:
        """End the game; what was earned is kept."""
        async with self._moves:
            await self._make(Stop())
            await self._show(self._end)

    async def abandon(self) -> None:
        """End a game whose channel is gone."""
        async with self._moves:
            await self._abandon()

    async def grant(self, member: int, number: int, judge: int) -> None:
        """Count a wrong answer as right; the scores follow at once."""
        async with self._moves:
            await self._make(Grant(member, number, judge))

    async def rest(self) -> None:
        """Stop the clock of this process only; the game goes on after the restart."""
        self._cancel_timers()
        await self._answers.until_nobody_answers()
        if self.game.phase is not Phase.FINISHED:
            await self._view.say(RESTARTING)

    async def redraw(self) -> None:
        """Show again what somebody removed."""
        async with self._moves:
            if self.game.phase is Phase.LOBBY:
                await self._show(self._display.lobby)
            elif self.game.phase is Phase.OPEN and not self.game.paused:
                await self._show(self._display.question)

    async def reload(self) -> None:
        """Read the game anew, after its rows were changed by other hands."""
        async with self._moves, self._answers.held():
            saved = await self._store.read(lambda it: saved_games.read_game(it, self.game.id))
            if saved is not None:
                self.game = saved.game

    async def _make(self, move: Move) -> Game:
        """Check a move, write it, and let it hold; with the lock of moves held."""
        async with self._answers.held():
            now = self._scheduler.now()
            after = self.game.apply(move, now)
            await self._write(move, after, now)
            self.game = after
        return after

    async def _write(self, move: Move, after: Game, now: datetime) -> None:
        before = self.game
        await self._store.write(lambda it: games.write_move(it, before, move, after, now))

    async def _advance(self, move: Begin | Advance | Tick) -> None:
        """Make a move, and show what the game has come to by it."""
        await self._make(move)
        match self.game.phase:
            case Phase.OPEN:
                await self._show(self._display.question)
            case Phase.CLOSED:
                await self._show(self._display.result)
            case Phase.FINISHED:
                await self._show(self._end)
                return
            case Phase.LOBBY:
                pass
            case _:
                assert_never(self.game.phase)
        self._set_timer()

    async def _close(self, ending: Ending) -> None:
        await self._make(Close(ending))
        await self._show(self._display.result)
        self._set_timer()

    def _close_if_complete(self) -> None:
        """Close the question beside this move, when the last answer that was missing is in."""
        if self._is_complete:
            self._scheduler.soon("close a question", self._close_complete())

    @property
    def _is_complete(self) -> bool:
        game = self.game
        return game.phase is Phase.OPEN and not game.paused and game.all_answered

    async def _close_complete(self) -> None:
        async with self._moves:
            if self._is_complete:
                try:
                    await self._close(Ending.ALL_ANSWERED)
                except StoreError as error:
                    await self._wait_for_store(error, self._close_complete)

    async def _tick(self) -> None:
        """Do what is due; where that cannot be written, say so once and try again."""
        async with self._moves:
            due = self.game.due
            if due is None:
                return
            if self._scheduler.now() < due:
                self._set_timer()  # it was moved, or the clock was set back
                return
            try:
                await self._advance(Tick())
            except StoreError as error:
                await self._wait_for_store(error, self._tick)
            else:
                self._troubled = False

    async def _wait_for_store(
        self, error: StoreError, again: Callable[[], Coroutine[Any, Any, None]]
    ) -> None:
        log.error("game %d waits: %s", self.game.id, error)
        if not self._troubled:
            self._troubled = True
            trouble = CANNOT_WRITE.format(reason=error.reason)
            await self._show(lambda: self._view.say(trouble))
        self._cancel_timers()
        self._timer = self._scheduler.at(self._scheduler.now() + RETRY, "retry a move", again)

    async def _end(self) -> None:
        self._cancel_timers()
        self._on_end()
        await self._display.end()

    async def _abandon(self) -> None:
        self._cancel_timers()
        if self.game.phase is not Phase.FINISHED:
            await self._make(Abandon())
        await self._display.note_end()
        self._on_end()

    async def _show(self, show: Callable[[], Awaitable[None]]) -> None:
        """Show something; a channel that is gone ends the game, one that is closed pauses it."""
        try:
            await show()
        except ChannelClosedError as error:
            log.warning("game %d is paused: %s", self.game.id, error)
            if self.game.phase is not Phase.FINISHED and not self.game.paused:
                await self._make(Pause())
            self._cancel_timers()
        except GameViewError as error:
            log.warning("game %d is abandoned: %s", self.game.id, error)
            await self._abandon()
        except StoreError as error:
            log.error("game %d: what was shown is not noted: %s", self.game.id, error)  # noqa: TRY400

    def _set_timer(self) -> None:
        """Be called when the game next moves by itself."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self.game.due is not None:
            self._timer = self._scheduler.at(self.game.due, "move a game", self._tick)

    def _cancel_timers(self) -> None:
        self._display.stop()
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
