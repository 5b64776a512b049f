"""Who plays in a soak: members who answer and do all else now and then, and a host for each game.

They go by the buttons that they see, and by what they read; an answer may never come.
"""

import asyncio
import random
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.chat.kit.actions import Action
from bot.chat.quiz import actions as quiz
from tests.benchmarks.standin import Channel, Reply, StandIn, custom_ids

LOCKED = "Locked in: "
TYPED = ("50", "12", "A B C D", "DCBA", "ml engineer", "research scientist")
ASIDES = ("scores", "skip", "report", "stats", "stop", "leaderboard")
Answers = dict[tuple[int, int, int], str]
"""What was acknowledged, by game, question and member."""


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

    async def play(self) -> None:
        while True:
            await asyncio.sleep(self.chance.uniform(1, 10))
            if self.chance.random() < 0.85:
                await self._answer()
            await self.maybe(0.2, quiz.JoinGame)
            await self.maybe(0.01, quiz.LeaveGame)
            await self.maybe(0.02, quiz.SkipQuestion)
            await self.maybe(0.02, quiz.ReportQuestion)
            await self.maybe(0.02, quiz.PractiseMisses)
            await self.maybe(0.01, quiz.ShowLeaderboard)
            await self._appeal()
            if self.chance.random() < 0.02:
                await self.command(self.chance.choice(ASIDES))

    async def _answer(self) -> None:
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
        if said.startswith(LOCKED):
            _, game, number, *_ = code.split(":")
            given = said.removeprefix(LOCKED).split("\n")[0].strip("*")
            self.answers[int(game), int(number), self.id] = given

    async def _appeal(self) -> None:
        if self.chance.random() < 0.1 and (codes := self.codes(quiz.AppealAnswer)):
            reply = await self.click(codes[0])
            shown = {} if reply is None else reply.body.get("data") or {}
            deciding = (f"{quiz.GrantAppeal.prefix}:", f"{quiz.RefuseAppeal.prefix}:")
            self.appeals += [it for it in custom_ids(shown) if it.startswith(deciding)]


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

    async def _pause(self) -> None:
        """Pause now and then; look after a game that stands still, whoever paused it."""
        if self.paused or self.chance.random() < 0.05:
            said = await self.words(await self.command("resume"))
            self.paused = self.paused and not said.startswith(("The quiz goes", "The game is not"))
        elif self.chance.random() < 0.03:
            self.paused = True
            await self.command("pause")
