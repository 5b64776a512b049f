"""One running game, as those who play see it."""

from bot.quiz import errors
from bot.quiz.items.base import Verdict
from bot.quiz.rounds import Ending, Phase
from bot.quiz.scoring import Answer
from bot.services.games.engine import Engine
from bot.store import games, reports, saved_games
from bot.store.errors import StoreError

GOES_ON = "I was away for a moment. The game goes on where it was; no answer is lost."
RESTARTING = "I am restarting. The game goes on by itself in a moment; no answer is lost."


class GameSession(Engine):
    """Play one game. Answers may be written at the same time; every other move is alone."""

    @property
    def people(self) -> set[int]:
        """Give all who are in, answered or host."""
        answered = (answer.member for round_ in self.game.rounds for answer in round_.answers)
        return {self.game.host, *self.game.members, *answered}

    async def start(self) -> None:
        """Show the lobby, and begin by itself when its time is up."""
        async with self._moves:
            await self._show(self._showing.lobby)
            self._arm()

    async def go_on(self) -> None:
        """Take a game up again after a restart; all who play are told once."""
        async with self._moves:
            if self.game.phase is Phase.FINISHED:
                await self._show(self._end)
                return
            now = self._scheduler.now()
            try:
                await self._change(lambda game: game.revive(now))
            except StoreError as error:
                await self._wait_for_store(error, self.go_on)
                return
            await self._show(lambda: self.stage.say(GOES_ON))
            if self.game.phase is Phase.OPEN and self._stored.question_message is None:
                await self._show(self._showing.question)
            elif self.game.phase is Phase.CLOSED and not self._stored.result_shown:
                await self._show(self._showing.result)
            self._arm()

    async def join(self, member: int) -> None:
        """Let a member in."""
        async with self._moves, self._gate.shut():
            now, after = self._scheduler.now(), self.game.join(member)
            await self._database.write(
                lambda connection: games.let_in(connection, after.id, member, now)
            )
            self.game = after
        self._showing.refresh_soon()

    async def leave(self, member: int) -> None:
        """Let a member go; a question that waited for them alone closes."""
        async with self._moves, self._gate.shut():
            after = self.game.leave(member)
            await self._database.write(
                lambda connection: games.let_go(connection, after.id, member)
            )
            self.game = after
        self._showing.refresh_soon()
        self._close_if_complete()

    async def answer(self, member: int, number: int, given: str) -> Verdict:
        """Lock a member's first answer; return when it is on disk.

        Raise a MoveError, UnreadableAnswerError or StoreError; nothing is locked then.
        """
        now = self._scheduler.now()
        await self._gate.wait()
        taken = self.game.check_answer(member, number, now)
        verdict = self.game.question.judge(given, self._knowledge())
        locked = Answer(
            member, verdict.given, verdict.right, verdict.credit, taken, read_as=verdict.read_as
        )
        is_in, game = member in self.game.members, self.game.id
        with self._gate.answering(member):
            await self._database.write(
                lambda connection: games.lock_answer(
                    connection, game, number, locked, now, is_in=is_in
                )
            )
            self.game = self.game.record(locked)
        self._showing.refresh_soon()
        self._close_if_complete()
        return verdict

    async def begin(self) -> None:
        """Open the first question now."""
        async with self._moves:
            now = self._scheduler.now()
            await self._change(lambda game: game.begin(now))
            await self._show(self._showing.question)
            self._arm()

    async def proceed(self) -> None:
        """Close the open question where it has no timer, or go on to the next one."""
        async with self._moves:
            if self.game.phase is Phase.OPEN:
                if self.game.pace.seconds is not None:
                    raise errors.QuestionStillOpenError
                await self._close(Ending.HOST)
            else:
                now = self._scheduler.now()
                await self._advance(lambda game: game.advance(now))

    async def skip(self) -> None:
        """Close the open question without counting it."""
        async with self._moves:
            await self._close(Ending.SKIPPED)

    async def vote_skip(self, member: int) -> tuple[int, int]:
        """Count a vote to skip; give the votes and how many are needed. Enough of them skip."""
        async with self._moves:
            async with self._gate.shut():
                now, after = self._scheduler.now(), self.game.vote_skip(member)
                await self._database.write(
                    lambda connection: games.add_vote(
                        connection, after.id, after.number, member, now
                    )
                )
                self.game = after
            if after.is_voted_out:
                await self._close(Ending.SKIPPED)
        return len(after.votes), after.votes_needed

    async def pause(self) -> None:
        """Stop the clock."""
        async with self._moves:
            now = self._scheduler.now()
            await self._change(lambda game: game.pause(now))
            self._disarm()

    async def resume(self) -> None:
        """Let the clock run on, and show again what is open."""
        async with self._moves:
            now = self._scheduler.now()
            await self._change(lambda game: game.resume(now))
            if self.game.phase is Phase.OPEN:
                await self._show(self._showing.question)
            self._arm()

    async def stop(self) -> None:
        """End the game; what was earned is kept."""
        async with self._moves:
            await self._change(lambda game: game.stop())
            await self._show(self._end)

    async def abandon(self) -> None:
        """End a game whose place is gone."""
        async with self._moves:
            await self._abandon()

    async def grant(self, member: int, number: int, judged_by: int) -> None:
        """Count a wrong answer as right; the scores follow at once."""
        async with self._moves, self._gate.shut():
            now, after = self._scheduler.now(), self.game.grant(member, number)
            await self._database.write(
                lambda connection: reports.decide(
                    connection, after.id, number, member, judged_by, now, granted=True
                )
            )
            self.game = after

    async def rest(self) -> None:
        """Stop the clock of this process only; the game goes on after the restart."""
        self._disarm()
        await self._gate.empty()
        if self.game.phase is not Phase.FINISHED:
            await self.stage.say(RESTARTING)

    async def redraw(self) -> None:
        """Show again what somebody removed."""
        async with self._moves:
            if self.game.phase is Phase.LOBBY:
                await self._show(self._showing.lobby)
            elif self.game.phase is Phase.OPEN and not self.game.paused:
                await self._show(self._showing.question)

    async def reload(self) -> None:
        """Read the game anew, after its rows were changed by other hands."""
        async with self._moves, self._gate.shut():
            stored = await self._database.read(
                lambda connection: saved_games.read_game(connection, self.game.id)
            )
            if stored is not None:
                self.game = stored.game
