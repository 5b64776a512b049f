"""One running game: every move is written before it is shown, and shown before the next is due."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from bot.knowledge.base import Knowledge
from bot.play.clockwork import Alarm, Clockwork
from bot.quiz import errors
from bot.quiz.game import Ending, Game, Phase
from bot.quiz.judging import Verdict, judge
from bot.quiz.port import Stage, StageClosedError, StageError
from bot.quiz.scoring import Answer
from bot.store import cards, games, reports
from bot.store.database import Store
from bot.store.games import Place, Stored
from bot.store.problems import StoreError

log = logging.getLogger(__name__)

REFRESH = timedelta(seconds=1.5)
"""The count of answers and the lobby are shown anew at most once in this time."""
RETRY = timedelta(seconds=5)
"""How long a move waits that could not be written."""
GOES_ON = "I was away for a moment. The game goes on where it was; no answer is lost."
RESTARTING = "I am restarting. The game goes on by itself in a moment; no answer is lost."
CANNOT_WRITE = "I cannot store anything just now: {reason}. The game waits and tries again."


class Table:
    """Play one game. Answers may be written at the same time; every other move is alone."""

    def __init__(  # noqa: PLR0913, PLR0917 - what a game is played with
        self,
        stored: Stored,
        stage: Stage,
        database: Store,
        clockwork: Clockwork,
        knowledge: Callable[[], Knowledge],
        on_end: Callable[["Table"], None],
    ) -> None:
        self.game: Game = stored.game
        self.place: Place = stored.place
        self.stage = stage
        self._stored = stored
        self._database = database
        self._clockwork = clockwork
        self._knowledge = knowledge
        self._on_end = on_end
        self._moves = asyncio.Lock()
        self._answering: set[int] = set()
        self._no_answers = asyncio.Event()
        self._no_answers.set()
        self._may_answer = asyncio.Event()
        self._may_answer.set()
        self._alarm: Alarm | None = None
        self._refresh: Alarm | None = None
        self._refreshed = datetime.min.replace(tzinfo=clockwork.now().tzinfo)
        self._troubled = False

    async def start(self) -> None:
        """Show the lobby, and begin by itself when its time is up."""
        async with self._moves:
            await self._show(self._show_lobby)
            self._arm()

    async def go_on(self) -> None:
        """Take a game up again after a restart; all who play are told once."""
        async with self._moves:
            if self.game.phase is Phase.FINISHED:
                await self._show(self._show_end)
                return
            now = self._clockwork.now()
            await self._change(lambda game: game.revive(now))
            await self._show(lambda: self.stage.say(GOES_ON))
            if self.game.phase is Phase.OPEN and self._stored.question_message is None:
                await self._show(self._show_question)
            elif self.game.phase is Phase.CLOSED and not self._stored.result_shown:
                await self._show(self._show_result)
            self._arm()

    async def join(self, member: int) -> None:
        """Let a member in."""
        async with self._moves:
            now = self._clockwork.now()
            after = self.game.join(member)
            await self._database.write(
                lambda connection: games.let_in(connection, after.id, member, now)
            )
            self.game = self.game.join(member)
        self._refresh_soon()

    async def leave(self, member: int) -> None:
        """Let a member go; a question that waited for them alone closes."""
        async with self._moves, self._no_answer_between():
            after = self.game.leave(member)
            await self._database.write(
                lambda connection: games.let_go(connection, after.id, member)
            )
            self.game = after
        self._refresh_soon()
        self._close_if_complete()

    async def answer(self, member: int, number: int, given: str) -> Verdict:
        """Lock a member's first answer; return when it is on disk.

        Raise a MoveError, UnreadableAnswerError or StoreError; nothing is locked then.
        """
        now = self._clockwork.now()
        while not self._may_answer.is_set():
            await self._may_answer.wait()
        taken = self.game.check_answer(member, number, now)
        if member in self._answering:
            raise errors.AlreadyAnsweredError
        knowledge = self._knowledge()
        names = {role.id: role.name for role in knowledge.roles.values()}
        verdict = judge(self.game.question, given, knowledge.titles, names)
        locked = Answer(
            member, verdict.given, verdict.right, verdict.credit, taken, note=verdict.note
        )
        self._answering.add(member)
        self._no_answers.clear()
        try:
            is_in, game = member in self.game.members, self.game.id
            await self._database.write(
                lambda connection: games.lock_answer(
                    connection, game, number, locked, now, is_in=is_in
                )
            )
            self.game = self.game.record(locked)
        finally:
            self._answering.discard(member)
            if not self._answering:
                self._no_answers.set()
        self._refresh_soon()
        self._close_if_complete()
        return verdict

    async def begin(self) -> None:
        """Open the first question now."""
        async with self._moves:
            now = self._clockwork.now()
            await self._change(lambda game: game.begin(now))
            await self._show(self._show_question)
            self._arm()

    async def proceed(self) -> None:
        """Close the open question where it has no timer, or go on to the next one."""
        async with self._moves:
            if self.game.phase is Phase.OPEN:
                if self.game.pace.seconds is not None:
                    raise errors.QuestionStillOpenError
                await self._close(Ending.HOST)
            else:
                now = self._clockwork.now()
                await self._advance(lambda game: game.advance(now))

    async def skip(self) -> None:
        """Close the open question without counting it."""
        async with self._moves:
            await self._close(Ending.SKIPPED)

    async def vote_skip(self, member: int) -> tuple[int, int]:
        """Count a vote to skip; give the votes and how many are needed. Enough of them skip."""
        async with self._moves:
            after = self.game.vote_skip(member)
            now, number = self._clockwork.now(), self.game.number
            await self._database.write(
                lambda connection: games.add_vote(connection, after.id, number, member, now)
            )
            self.game = self.game.vote_skip(member)
            votes = len(self.game.votes), self.game.votes_needed
            if self.game.is_voted_out:
                await self._close(Ending.SKIPPED)
        return votes

    async def pause(self) -> None:
        """Stop the clock."""
        async with self._moves:
            now = self._clockwork.now()
            await self._change(lambda game: game.pause(now))
            self._disarm()

    async def resume(self) -> None:
        """Let the clock run on, and show again what is open."""
        async with self._moves:
            now = self._clockwork.now()
            await self._change(lambda game: game.resume(now))
            if self.game.phase is Phase.OPEN:
                await self._show(self._show_question)
            self._arm()

    async def stop(self) -> None:
        """End the game; what was earned is kept."""
        async with self._moves:
            await self._change(lambda game: game.stop())
            await self._show(self._show_end)

    async def abandon(self) -> None:
        """End a game whose place is gone."""
        async with self._moves:
            await self._abandon()

    async def grant(self, member: int, number: int, judged_by: int) -> None:
        """Count a wrong answer as right; the scores follow at once."""
        async with self._moves, self._no_answer_between():
            now = self._clockwork.now()
            after = self.game.grant(member, number)
            await self._database.write(
                lambda connection: reports.decide(
                    connection, after.id, number, member, judged_by, now, granted=True
                )
            )
            self.game = after

    async def rest(self) -> None:
        """Stop the clock of this process only; the game goes on after the restart."""
        self._disarm()
        await self._no_answers.wait()
        if self.game.phase is not Phase.FINISHED:
            await self.stage.say(RESTARTING)

    async def redraw(self) -> None:
        """Show again what somebody removed."""
        async with self._moves:
            if self.game.phase is Phase.LOBBY:
                await self._show(self._show_lobby)
            elif self.game.phase is Phase.OPEN and not self.game.paused:
                await self._show(self._show_question)

    @property
    def people(self) -> set[int]:
        """Give all who are in, answered or host."""
        answered = (answer.member for round_ in self.game.rounds for answer in round_.answers)
        return {self.game.host, *self.game.members, *answered}

    async def reload(self) -> None:
        """Read the game anew, after its rows were changed by other hands."""
        async with self._moves, self._no_answer_between():
            stored = await self._database.read(
                lambda connection: games.read_game(connection, self.game.id)
            )
            if stored is not None:
                self.game = stored.game

    async def _tick(self) -> None:
        """Do what is due; where that cannot be written, say so once and try again."""
        async with self._moves:
            now = self._clockwork.now()
            try:
                await self._tick_now(now)
            except StoreError as error:
                log.error("game %d waits: %s", self.game.id, error)  # noqa: TRY400 - an expected one
                if not self._troubled:
                    self._troubled = True
                    trouble = CANNOT_WRITE.format(reason=error.reason)
                    await self._show(lambda: self.stage.say(trouble))
                self._alarm = self._clockwork.at(now + RETRY, "retry a move", self._tick)
            else:
                self._troubled = False

    async def _tick_now(self, now: datetime) -> None:
        if self.game.paused or self.game.due is None:
            return
        if now < self.game.due:
            self._arm()  # it was moved, or the clock was set back
        elif self.game.phase is Phase.OPEN:
            await self._close(Ending.TIME)
        else:
            await self._advance(lambda game: game.tick(now))

    async def _advance(self, change: Callable[[Game], Game]) -> None:
        await self._change(change)
        if self.game.phase is Phase.FINISHED:
            await self._show(self._show_end)
        else:
            await self._show(self._show_question)
            self._arm()

    async def _close(self, ending: Ending) -> None:
        now = self._clockwork.now()
        await self._change(lambda game: game.close(ending, now))
        await self._show(self._show_result)
        self._arm()

    def _close_if_complete(self) -> None:
        """Close the question beside this move, when the last answer that was missing is in."""
        game = self.game
        if game.phase is Phase.OPEN and not game.paused and game.all_answered:
            self._clockwork.soon("close a question", self._close_complete(game.number))

    async def _close_complete(self, number: int) -> None:
        async with self._moves:
            game = self.game
            if game.phase is Phase.OPEN and game.number == number and game.all_answered:
                try:
                    await self._close(Ending.ALL_ANSWERED)
                except StoreError as error:
                    log.error("game %d waits: %s", game.id, error)  # noqa: TRY400

    async def _change(self, change: Callable[[Game], Game]) -> None:
        """Write a move, then make it; what is missed in a question enters the members' reviews."""
        async with self._no_answer_between():
            before, after, now = self.game, change(self.game), self._clockwork.now()
            missed = _missed(before, after)

            async def work(connection: games.Connection) -> None:
                await games.save(connection, after, now)
                await cards.add(connection, missed, now)

            await self._database.write(work)
            self.game = after

    @asynccontextmanager
    async def _no_answer_between(self) -> AsyncIterator[None]:
        """Let the answers that were accepted reach the disk, and let no other in meanwhile."""
        self._may_answer.clear()
        try:
            await self._no_answers.wait()
            yield
        finally:
            self._may_answer.set()

    async def _abandon(self) -> None:
        self._disarm()
        if self.game.phase is not Phase.FINISHED:
            await self._change(lambda game: game.abandon())
        await self._database.write(
            lambda connection: games.mark_shown(connection, self.game.id, None)
        )
        self._on_end(self)

    async def _show_lobby(self) -> None:
        message = await self.stage.show_lobby(self.game)
        await self._database.write(
            lambda connection: games.remember_message(connection, self.game.id, None, message)
        )

    async def _show_question(self) -> None:
        self._refreshed = self._clockwork.now()
        message, number = await self.stage.show_question(self.game), self.game.number
        await self._database.write(
            lambda connection: games.remember_message(connection, self.game.id, number, message)
        )

    async def _show_result(self) -> None:
        self._cancel_refresh()
        await self.stage.show_result(self.game)
        number = self.game.number
        await self._database.write(
            lambda connection: games.mark_shown(connection, self.game.id, number)
        )

    async def _show_end(self) -> None:
        self._disarm()
        self._on_end(self)
        await self.stage.show_end(self.game)
        await self._database.write(
            lambda connection: games.mark_shown(connection, self.game.id, None)
        )

    async def _show(self, showing: Callable[[], Awaitable[None]]) -> None:
        """Show something; a place that is gone ends the game, one that is closed pauses it."""
        try:
            await showing()
        except StageClosedError as error:
            log.warning("game %d is paused: %s", self.game.id, error)
            now = self._clockwork.now()
            if self.game.phase is not Phase.FINISHED and not self.game.paused:
                await self._change(lambda game: game.pause(now))
            self._disarm()
        except StageError as error:
            log.warning("game %d is abandoned: %s", self.game.id, error)
            await self._abandon()
        except StoreError as error:
            log.error("game %d: what was shown is not noted: %s", self.game.id, error)  # noqa: TRY400

    def _refresh_soon(self) -> None:
        """Show the count or the lobby anew, not more often than allowed."""
        if self._refresh is None:
            when = max(self._clockwork.now(), self._refreshed + REFRESH)
            self._refresh = self._clockwork.at(when, "show a count", self._show_count)

    async def _show_count(self) -> None:
        self._refresh = None
        self._refreshed = self._clockwork.now()
        game = self.game
        if game.phase is Phase.LOBBY:
            await self.redraw_quietly(self.stage.show_lobby)
        elif game.phase is Phase.OPEN and not game.paused:
            await self.redraw_quietly(self.stage.show_count)

    async def redraw_quietly(self, show: Callable[[Game], Awaitable[object]]) -> None:
        """Show something that the next move shows anyway, so that its failure can wait."""
        try:
            await show(self.game)
        except StageError as error:
            log.info("game %d: the count cannot be shown: %s", self.game.id, error)

    def _cancel_refresh(self) -> None:
        if self._refresh is not None:
            self._refresh.cancel()
            self._refresh = None

    def _arm(self) -> None:
        """Be called when the game next moves by itself."""
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
        if self.game.due is not None:
            self._alarm = self._clockwork.at(self.game.due, "move a game", self._tick)

    def _disarm(self) -> None:
        self._cancel_refresh()
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None


def _missed(before: Game, after: Game) -> list[tuple[int, str]]:
    """List who answered wrongly what a move closed: members and item ids."""
    if before.phase is not Phase.OPEN or after.phase is not Phase.CLOSED:
        return []
    item = after.question.item.id
    return [(answer.member, item) for answer in after.round.counted if not answer.right]
