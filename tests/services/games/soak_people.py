"""Who plays in a soak: members who answer and do all else now and then, and a host for each game.

They go by the buttons that they see, and by what they read; an answer may never come.
"""

import asyncio
import random
import re
from collections.abc import Awaitable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.chat.kit.actions import Action
from bot.chat.quiz import actions as quiz
from bot.chat.quiz.actions import PickLightning, PlayLightning
from bot.chat.quiz.setup import FINAL, HINTS, STREAKS
from tests.benchmarks.standin import Channel, Reply, StandIn, custom_ids

TYPED = ("50", "12", "A B C D", "DCBA", "ml engineer", "research scientist")
ASIDES = ("scores", "skip", "report", "stats", "stop", "leaderboard")
Answers = dict[tuple[int, int, int], str]
"""What was acknowledged, by game, question and member."""


def _contents(part: Mapping[str, Any]) -> Iterator[str]:
    if words := part.get("content"):
        yield str(words)
    for child in part.get("components") or ():
        yield from _contents(child)


@dataclass
class Person:
    """Somebody who sends interactions into a channel."""

    standin: StandIn
    channel: int
    id: int
    chance: random.Random
    appeals: list[str]
    """Buttons that decide an appeal, shared by all in a channel."""

    @property
    def place(self) -> Channel:
        return self.standin.channels[self.channel]

    def codes(self, kind: type[Action]) -> list[str]:
        return self.place.custom_ids(f"{kind.prefix}:")

    async def command(self, name: str, **options: Any) -> Reply | None:
        return await self._sent(self.standin.quiz(name, self.channel, self.id, **options))

    async def click(self, code: str) -> Reply | None:
        return await self._sent(self.standin.click(code, self.channel, self.id))

    async def write(self, code: str, text: str) -> Reply | None:
        return await self._sent(self.standin.type(code, text, self.channel, self.id))

    async def maybe(self, share: float, kind: type[Action]) -> None:
        """Click a button of a kind, if one is to be seen, in so many of all cases."""
        if self.chance.random() < share and (codes := self.codes(kind)):
            await self.click(codes[0])

    async def words(self, reply: Reply | None) -> str:
        """Give what is read in the end, in place of “thinking…” as well."""
        for _ in range(20 if reply is not None else 0):
            assert reply is not None
            if said := reply.text + self.standin.said_later(reply):
                return said
            await asyncio.sleep(0.5)
        return ""

    def shown(self, reply: Reply | None) -> str:
        """Give all words that came back."""
        if reply is None:
            return ""
        bodies = [reply.body.get("data") or {}, *self.standin.later.get(reply.number, ())]
        return "\n".join(it for body in bodies for it in _contents(body))

    def offered(self, reply: Reply | None, kind: type[Action]) -> list[str]:
        """Give the buttons of a kind that came back."""
        later = [] if reply is None else self.standin.later.get(reply.number, [])
        bodies = [] if reply is None else [reply.body.get("data") or {}, *later]
        found = [it for body in bodies for it in custom_ids(body)]
        return [it for it in found if it.startswith(f"{kind.prefix}:")]

    async def _sent(self, sending: Awaitable[Reply]) -> Reply | None:
        """Wait for the answer; None where none comes, or no bot is there."""
        try:
            return await sending
        except (TimeoutError, OSError, RuntimeError):
            return None
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if task is not None and task.cancelling():
                raise
            return None  # the bot went away, and the answer with it


@dataclass
class Member(Person):
    """Answers most questions, and does everything else now and then."""

    answers: Answers
    progress: dict[int, int] = field(default_factory=dict)
    """Which question this member is at, by lightning round."""

    async def play(self) -> None:
        while True:
            await asyncio.sleep(self.chance.uniform(1, 10))
            if self.chance.random() < 0.85:
                await self._answer()
            await self.maybe(0.2, quiz.JoinGame)
            await self.maybe(0.1, quiz.PickTeam)
            await self.maybe(0.1, quiz.AskHint)
            await self.maybe(0.1, quiz.GoOn)
            await self.maybe(0.01, quiz.LeaveGame)
            await self.maybe(0.02, quiz.SkipQuestion)
            await self.maybe(0.02, quiz.ReportQuestion)
            await self.maybe(0.02, quiz.PractiseMisses)
            await self.maybe(0.01, quiz.ShowLeaderboard)
            await self._appeal()
            if self.chance.random() < 0.02:
                await self.command(self.chance.choice(ASIDES))

    async def _answer(self) -> None:
        if rounds := self.codes(PlayLightning):
            await self._race(rounds[0])
            return
        choices, typed = self.codes(quiz.ChooseOption), self.codes(quiz.TypeAnswer)
        if choices:
            code = self.chance.choice(choices)
            reply = await self.click(code)
        elif typed:
            code = typed[0]
            form = code.replace(quiz.TypeAnswer.prefix, quiz.SendAnswer.prefix, 1)
            reply = await self.write(form, self.chance.choice(TYPED))
        else:
            return
        said = await self.words(reply)
        if meant := self.offered(reply, quiz.LockExactly):
            reply = await self.click(self.chance.choice(meant))
            await asyncio.sleep(2)  # what takes its time comes later
            said = self.shown(reply)
        if locked := re.search(r"Locked in: \*\*(.*?)\*\*", said):
            _, game, number, *_ = code.split(":")
            self.answers[int(game), int(number), self.id] = locked.group(1)

    async def _race(self, code: str) -> None:
        """Answer some questions of a lightning round, one after the other."""
        game = int(code.split(":")[1])
        await self.click(code)
        for _ in range(self.chance.randint(1, 5)):
            number = self.progress.get(game, 0)
            pick = PickLightning(game, number, self.chance.choice("ABC")).custom_id
            assert pick is not None
            reply = await self.click(pick)
            if reply is None:
                return
            await asyncio.sleep(2)  # what takes its time comes later
            said = self.shown(reply)
            if locked := re.search(r"Locked in: (.*?) · ", said):
                self.answers[game, number, self.id] = locked.group(1)
            if asked := re.search(r"Question (\d+)", said):
                self.progress[game] = int(asked.group(1)) - 1

    async def _appeal(self) -> None:
        if self.chance.random() < 0.1 and (codes := self.codes(quiz.AppealAnswer)):
            reply = await self.click(codes[0])
            for deciding in (quiz.GrantAppeal, quiz.RefuseAppeal):
                self.appeals += self.offered(reply, deciding)


@dataclass
class Host(Person):
    """Opens one game after another, leads it, pauses it, and decides appeals.

    `options` is what else may be chosen at the start of a game, by name.
    """

    options: Mapping[str, tuple[str, ...]]
    opens: bool = True
    paused: bool = field(default=False, init=False)

    async def play(self) -> None:
        while True:
            await asyncio.sleep(self.chance.uniform(2, 10))
            await self._open()
            await self.maybe(0.7, quiz.BeginGame)
            await self.maybe(0.7, quiz.NextQuestion)
            await self.maybe(0.03, quiz.SkipQuestion)
            if self.appeals:
                await self.click(self.appeals.pop(self.chance.randrange(len(self.appeals))))
            await self._pause()
            if self.chance.random() < 0.005:
                await self.command("stop")

    async def _open(self) -> None:
        runs = any(map(self.codes, (quiz.BeginGame, quiz.ChooseOption, quiz.TypeAnswer)))
        if not self.opens or self.chance.random() > (0.02 if runs else 0.3):
            return
        chosen = {
            name: self.chance.choice(values)
            for name, values in self.options.items()
            if self.chance.random() < 0.5
        }
        length = self.chance.randint(1, 5)
        await self.command(
            "start", questions=length, seconds=self.chance.choice([0, 8, 15]), **chosen
        )
        await self._set_up()

    async def _set_up(self) -> None:
        """Choose hints and the final in the lobby, now and then."""
        if self.chance.random() < 0.5 and (lobbies := self.codes(quiz.BeginGame)):
            extras = quiz.SetUp(int(lobbies[0].split(":")[1]), quiz.Chosen.EXTRAS).custom_id
            assert extras is not None
            chosen = self.chance.sample([STREAKS, FINAL, HINTS], self.chance.randint(0, 3))
            await self._sent(self.standin.choose(extras, chosen, self.channel, self.id))

    async def _pause(self) -> None:
        """Pause now and then; look after a game that stands still, whoever paused it."""
        if self.paused or self.chance.random() < 0.05:
            said = await self.words(await self.command("resume"))
            self.paused = self.paused and not said.startswith(("The quiz goes", "The game is not"))
        elif self.chance.random() < 0.03:
            self.paused = True
            await self.command("pause")
