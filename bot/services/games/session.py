"""One running game: a move is checked, written, made, shown, and only then is the next one due."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime, timedelta
from random import Random

from bot.knowledge.base import Knowledge
from bot.quiz import errors
from bot.quiz.game import Game
from bot.quiz.items.base import Hint, Judgement
from bot.quiz.modes.teams import balanced
from bot.quiz.moves import (
    Abandon,
    Advance,
    Begin,
    ChooseTeam,
    Close,
    DrawTeams,
    Grant,
    Join,
    Leave,
    LobbyMove,
    Move,
    Pause,
    RestartClock,
    Resume,
    Revive,
    Stop,
    TakeHint,
    Tick,
    VoteSkip,
)
from bot.quiz.phases import Ending, PauseReason, Phase
from bot.quiz.rules import Mode
from bot.quiz.saved import GamePlace, SavedGame
from bot.services.games.display import (
    CANNOT_WRITE,
    FORBIDDEN,
    FORBIDDEN_END,
    FORBIDDEN_LOBBY,
    GOES_ON,
    GONE,
    LOST,
    PAUSED,
    RESTARTING,
    GameDisplay,
)
from bot.services.ports import GameView
from bot.services.scheduler import Alarm, Scheduler
from bot.services.sending import (
    ForbiddenSendError,
    GoneSendError,
    PassingSendError,
    SendError,
    wait_after,
)
from bot.store import boards, games, saved_games
from bot.store.database import Store
from bot.store.errors import StoreError

log = logging.getLogger(__name__)

STORE_RETRY = timedelta(seconds=5)
"""How long a move waits that could not be written."""
LATE = timedelta(seconds=1.5)
"""What is shown later than this has its time from then on."""
FORSAKEN = timedelta(minutes=30)
"""A game that nobody can see for so long may be ended by anybody."""
GIVEN_UP = timedelta(hours=24)
"""A game that nobody can see for so long ends by itself."""


class AnswerLock:
    """Let answers pass side by side, and no other move meanwhile; held while one is made."""

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

    What members and hosts do raises a MoveError or StoreError, and then changes nothing. What is
    then due is shown, and tried again by the clock until it is: showing never raises. Nothing in
    a game goes by the machine's clock, which somebody may set.
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
        self.place: GamePlace = saved.place
        self._store = store
        self._scheduler = scheduler
        self._now = scheduler.steady_clock()
        self._knowledge = knowledge
        self._on_end = on_end
        self._display = GameDisplay(saved, view, store, scheduler, self._now, lambda: self.game)
        self._moves = asyncio.Lock()
        self._answers = AnswerLock()
        self._alarm = Alarm(scheduler, "move a game", self._step)
        self._failures = 0
        """How often in a row it could not be shown or done what is due."""
        self._behind_since: datetime | None = None
        self._clock_began = self._now()
        """When the time began of what is not shown yet."""
        self._is_open = False
        self._store_fails = False
        self._is_gone = False
        self._is_revived = True

    @property
    def people(self) -> set[int]:
        """All who are in, answered or host."""
        answered = (answer.member for round_ in self.game.rounds for answer in round_.answers)
        return {self.game.host, *self.game.members, *answered}

    @property
    def is_forsaken(self) -> bool:
        """Whether nobody could see the game for so long that anybody may end it."""
        return self._unseen >= FORSAKEN

    def shows(self, message: int) -> bool:
        """Whether a message is what shows the lobby or the open question."""
        return self._display.shows(message)

    async def start(self) -> bool:
        """Show the lobby, and begin by itself when its time is up; False where it is shown later.

        :raises ForbiddenChannelError: where the bot may not write there; the game has ended then.
        """
        async with self._moves:
            await self._update()
        self._is_open = True
        if self.game.phase is Phase.FINISHED:
            raise errors.ForbiddenChannelError
        return not self._display.is_behind

    async def go_on(self) -> None:
        """Take a game up again after a restart; all who play are told once."""
        self._is_open, self._is_revived = True, self.game.phase is Phase.FINISHED
        await self._step()

    def check_answer(self, member: int, number: int) -> None:
        """Raise a MoveError where a member may not answer question `number` now."""
        self.game.check_answer(member, number, self._now())

    async def answer(self, member: int, number: int, typed: str) -> Judgement:
        """Lock a member's first answer to question `number`; return when it is on disk.

        Raise UnreadableAnswerError as well; nothing is locked then.
        """
        now = self._now()
        await self._answers.wait()
        self.game.check_answer(member, number, now)
        verdict = self.game.questions[number].judge(typed, self._knowledge)
        if self.game.paused is PauseReason.IDLE:
            await self.wake()
            now = self._now()
            await self._answers.wait()
        move = self.game.answer(member, number, verdict, now)
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

    async def hint(self, member: int, number: int) -> Hint:
        """Give a member a hint to the open question, again where they had it.

        :raises NoHintsError: where there is none.
        """
        game = self.game
        if not 0 <= number < len(game.rounds):
            raise errors.QuestionClosedError
        chance = Random(f"{game.id} {number}")  # noqa: S311 - it is the same for all who ask
        hint = game.questions[number].hint(chance, self._knowledge().role_names)
        if hint is None:
            raise errors.NoHintsError
        game.check_answer(member, number, self._now())
        if member not in game.rounds[number].hinted:
            await self.wake()
            async with self._moves:
                await self._make(TakeHint(member, number))
        return hint

    async def choose_team(self, member: int, team: int) -> None:
        async with self._moves:
            await self._make(ChooseTeam(member, team))
        self._display.refresh_soon()

    async def wake(self) -> None:
        """Take the game up where it rests since nobody played."""
        async with self._moves:
            if self.game.paused is PauseReason.IDLE:
                await self._make(Resume())
                await self._update()
        self._display.refresh_soon()

    async def choose(self, move: LobbyMove) -> None:
        """Take other rules or questions in the lobby, which has all its time again."""
        async with self._moves:
            await self._make(move)
            await self._update()
        self._display.refresh_soon()

    async def begin(self) -> None:
        async with self._moves:
            await self._draw_teams()
            await self._make(Begin())
            await self._update()

    async def proceed(self) -> None:
        """Close the open question where it has no timer, or go on to the next one.

        :raises StalledError: where what comes before that was not shown yet, and cannot be now.
        """
        async with self._moves:
            if self._display.is_behind:
                await self._update()
                if self._failures or self._store_fails:
                    raise errors.StalledError
                return
            if self.game.phase is not Phase.OPEN:
                await self._make(Advance())
            elif self.game.rules.pace.seconds is None:
                await self._make(Close(Ending.HOST))
            else:
                raise errors.QuestionStillOpenError
            await self._update()

    async def skip(self) -> None:
        """Close the open question without counting it."""
        async with self._moves:
            await self._make(Close(Ending.SKIPPED))
            await self._update()

    async def vote_skip(self, member: int) -> tuple[int, int]:
        """Count a vote to skip; give the votes and how many are needed. Enough of them skip."""
        async with self._moves:
            after = await self._make(VoteSkip(member))
            if after.is_voted_out:
                await self._make(Close(Ending.SKIPPED))
                await self._update()
            else:
                self._display.refresh_soon()
        return len(after.votes), after.votes_needed

    async def pause(self) -> None:
        async with self._moves:
            await self._make(Pause())
            await self._update()

    async def resume(self) -> None:
        """Let the clock run on, and show again what is open, and what was not shown.

        :raises ForbiddenChannelError: where the bot still may not write there.
        """
        async with self._moves:
            await self._make(Resume())
            self._display.show_again()
            await self._update()
        if self.game.paused is PauseReason.FORBIDDEN:
            raise errors.ForbiddenChannelError

    async def stop(self) -> None:
        """End the game; what was earned is kept."""
        async with self._moves:
            await self._make(Stop())
            await self._update()

    async def abandon(self) -> None:
        """End a game whose channel is gone."""
        self._is_gone = True
        await self._step()

    async def grant(self, member: int, number: int, judge: int) -> None:
        """Count a wrong answer as right; the scores follow at once."""
        async with self._moves:
            await self._make(Grant(member, number, judge))

    def let_go(self) -> None:
        """Do nothing more by itself; what is stored stays as it is."""
        self._display.stop()
        self._alarm.stop()

    async def tell_lost(self) -> None:
        """Tell all who play that the game is no longer stored."""
        if self.game.phase is not Phase.FINISHED:
            await self._display.say(LOST)

    async def rest(self) -> None:
        """Stop the clock of this process only; the game goes on after the restart."""
        self.let_go()
        await self._answers.until_nobody_answers()
        if self.game.phase is not Phase.FINISHED:
            await self._display.say(RESTARTING)

    async def redraw(self) -> None:
        """Show again what somebody removed."""
        async with self._moves:
            self._display.show_again()
            await self._update()

    async def reload(self) -> None:
        """Read the game anew, after its rows were changed by other hands."""
        async with self._moves, self._answers.held():
            saved = await self._store.read(lambda it: saved_games.read_game(it, self.game.id))
            if saved is not None:
                self.game = saved.game
        self._close_if_complete()

    async def _make(self, move: Move) -> Game:
        """Check a move, write it, and let it hold; with the lock of moves held."""
        async with self._answers.held():
            now = self._now()
            after = self.game.apply(move, now)
            await self._write(move, after, now)
            self.game = after
        return after

    async def _write(self, move: Move, after: Game, now: datetime) -> None:
        before = self.game
        await self._store.write(lambda it: games.write_move(it, before, move, after, now))

    def _close_if_complete(self) -> None:
        """Close the question beside this move, when the last answer that was missing is in."""
        if self._is_complete:
            self._scheduler.soon("close a question", self._step())

    @property
    def _is_complete(self) -> bool:
        game = self.game
        return game.phase is Phase.OPEN and not game.paused and game.all_answered

    async def _step(self) -> None:
        """Do what is due by itself, and show it; where that fails, it is tried again."""
        async with self._moves:
            try:
                await self._move_by_itself()
            except StoreError as error:
                await self._wait_for_store(error)
                self._arm()
            except Exception:
                log.exception("game %d: a move failed", self.game.id)
                self._failures += 1
                self._arm()
            else:
                await self._update()

    async def _move_by_itself(self) -> None:
        """Make the move that nobody has to ask for, if there is one; raise StoreError."""
        game = self.game
        if game.phase is Phase.FINISHED:
            if self._unseen >= GIVEN_UP:
                await self._display.give_up()
        elif self._is_gone:
            await self._make(Abandon())
            await self._display.give_up()
            await self._display.tell_host(game.host, GONE)
        elif not self._is_revived:
            await self._revive()
        elif self._unseen >= GIVEN_UP:
            await self._make(Stop())
        elif self._is_complete:
            await self._make(Close(Ending.ALL_ANSWERED))
        elif not self._display.is_behind and game.due is not None and game.due <= self._now():
            await self._tick()

    async def _tick(self) -> None:
        """Do what is due; show the question again where the game rests since nobody plays."""
        if self.game.phase is Phase.LOBBY:
            await self._draw_teams()
        after = await self._make(Tick())
        if after.paused is PauseReason.IDLE:
            self._display.refresh_soon()

    async def _draw_teams(self) -> None:
        """Balance the teams by what members had right so far."""
        game = self.game
        if game.phase is not Phase.LOBBY or game.rules.mode is not Mode.TEAMS:
            return
        found = await self._store.read(lambda it: boards.shares_right(it, game.members))
        drawn = balanced(game.teams, game.members, found, game.rules.teams)
        await self._make(DrawTeams(drawn))

    async def _revive(self) -> None:
        """Take the clock up; what nobody has seen yet has all its time."""
        await self._make(RestartClock() if self._display.is_behind else Revive())
        self._is_revived = True
        await self._display.say(GOES_ON)
        if self._is_complete:
            await self._make(Close(Ending.ALL_ANSWERED))
        elif self.game.phase is Phase.OPEN:
            self._display.refresh_soon()

    @property
    def _unseen(self) -> timedelta:
        """How long nobody could see the game, because of Discord or of the channel."""
        game = self.game
        since = game.paused_at if game.paused is PauseReason.FORBIDDEN else self._behind_since
        return timedelta() if since is None else max(timedelta(), self._now() - since)

    async def _update(self) -> None:
        """Show what is due and was not shown; then wait for the next move, or the next try."""
        try:
            await self._catch_up()
            self._failures, self._store_fails = 0, False
        except PassingSendError as error:
            self._failures, self._store_fails = self._failures + 1, False
            log.warning("game %d is tried again: %s", self.game.id, error)
        except StoreError as error:
            await self._wait_for_store(error)
        except Exception:
            self._failures += 1
            log.exception("game %d: what is due cannot be shown", self.game.id)
        finally:
            if self.game.phase is Phase.FINISHED and not self._display.is_behind:
                self._on_end()
            self._arm()

    async def _catch_up(self) -> None:
        """Show what is due; raise PassingSendError or StoreError."""
        if not self._display.is_behind:
            self._behind_since = None
            return
        if self._behind_since is None:
            self._behind_since = self._clock_began = self._now()
        await self._give_back_time()
        try:
            await self._display.catch_up()
        except GoneSendError as error:
            await self._leave_channel(error, Abandon(), GONE)
        except ForbiddenSendError as error:
            if self.game.phase is Phase.LOBBY:
                await self._leave_channel(error, Abandon(), FORBIDDEN_LOBBY)
            else:
                await self._leave_channel(error, Pause(PauseReason.FORBIDDEN), FORBIDDEN)
        else:
            await self._give_back_time()
            self._behind_since = None

    async def _give_back_time(self) -> None:
        """Begin the time anew of what is shown late: nobody could answer what nobody saw."""
        now = self._now()
        if self.game.phase is not Phase.FINISHED and now - self._clock_began > LATE:
            await self._make(RestartClock())
            self._clock_began = now
            if self.game.phase is Phase.OPEN:
                self._display.refresh_soon()

    async def _leave_channel(self, error: SendError, move: Pause | Abandon, told: str) -> None:
        """Pause or end a game whose channel forbids to be written in, or is gone; say so."""
        log.warning("game %d: %s: %s", self.game.id, type(move).__name__, error)
        host = self.game.host
        if self.game.phase is Phase.FINISHED:
            await self._display.give_up()
            await self._display.tell_host(
                host, GONE if isinstance(error, GoneSendError) else FORBIDDEN_END
            )
            return
        await self._make(move)
        if isinstance(move, Abandon):
            await self._display.give_up()
        else:
            await self._display.say(PAUSED)
        if self._is_open:  # who opens it is told in the reply
            await self._display.tell_host(host, told)

    async def _wait_for_store(self, error: StoreError) -> None:
        """Say once that nothing can be written."""
        log.error("game %d waits: %s", self.game.id, error)
        if not self._store_fails:
            self._store_fails = True
            await self._display.say(CANNOT_WRITE.format(reason=error.reason))

    def _arm(self) -> None:
        """Be called when there is something to do next."""
        if (wait := self._wait()) is None:
            self._alarm.cancel()
        else:
            self._alarm.after(wait)

    def _wait(self) -> timedelta | None:
        """Give how long to wait for that; None where the game waits for people, or is over."""
        if self._store_fails:
            return STORE_RETRY
        if self._failures:
            return wait_after(self._failures)
        if self.game.paused is PauseReason.FORBIDDEN:
            return GIVEN_UP - self._unseen
        return None if self.game.due is None else self.game.due - self._now()
