"""Hours of games in moved time, with a fault every few seconds, and what must hold meanwhile."""

import asyncio
import ctypes
import gc
import logging
import random
import sqlite3
import sys
from collections import Counter
from collections.abc import AsyncIterator, Coroutine, Iterator, Mapping
from contextlib import asynccontextmanager, closing, contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import psutil
from discord import app_commands

from bot.chat.client import CareersClient
from bot.chat.kit.components import literal
from bot.quiz.phases import PauseReason
from bot.quiz.saved import SavedGame
from bot.services.editing.snapshot import KnowledgeSnapshot
from bot.store import saved_games, scores
from bot.store.backup import back_up
from bot.store.errors import StoreError
from tests.benchmarks.standin import Fault, StandIn
from tests.conftest import kept_store
from tests.loopback import connected
from tests.services.games.rest_faults import TROUBLES, Stage, Trouble, stage_of
from tests.services.games.soak_people import Answers, Host, Member

MEMBERS = 4
"""Who plays in a channel, beside the host."""
LONGEST = 1200
"""Seconds of moved time after which a game that is not over counts as hanging."""
TOLD_IN = 60
"""Seconds in which the host is told of a game that the bot paused."""
KEPT = 50
"""Messages of a channel that the stand-in still knows."""
REPLY = "reply"
"""The stage, and the place, of a fault that meets what one member is told."""
Place = int | str


@dataclass
class Strike:
    """One fault in one place, until it was met often enough, or its time is over."""

    name: str
    stage: str
    until: float
    met: int = 0

    @property
    def trouble(self) -> Trouble:
        return TROUBLES[self.name]


@dataclass
class Storm:
    """Faults of Discord: one at a time in each channel, and one in replies."""

    strikes: dict[Place, Strike] = field(default_factory=dict)
    met: Counter[str] = field(default_factory=Counter)

    def strike(self, place: Place, chance: random.Random) -> None:
        """Let something go wrong next, where nothing is going wrong already."""
        now = asyncio.get_running_loop().time()
        if (known := self.strikes.get(place)) is not None and now < known.until:
            return
        names = [it for it in TROUBLES if place != REPLY or TROUBLES[it].passes]
        stage = REPLY if place == REPLY else chance.choice(list(Stage))
        self.strikes[place] = Strike(chance.choice(names), stage, now + chance.uniform(10, 90))

    def __call__(self, method: str, path: str, body: Mapping[str, Any]) -> Fault | None:
        parts = path.split("/")
        if parts[0] not in ("channels", "interactions", "webhooks"):
            return None
        place: Place = int(parts[1]) if parts[0] == "channels" else REPLY
        found = self.strikes.get(place)
        if found is None or asyncio.get_running_loop().time() >= found.until:
            return None
        stage = REPLY if place == REPLY else stage_of(method, body)
        goes_on = found.met > 0 and not found.trouble.passes  # a channel forbids whatever comes
        if (found.stage != stage and not goes_on) or found.met == found.trouble.requests:
            return None
        found.met += 1
        self.met[f"{found.name}, {found.stage}"] += 1
        return found.trouble.fault


@dataclass(frozen=True)
class Held:
    """What the process holds at one moment, once all is collected that can be."""

    blocks: int
    resident: int

    @classmethod
    def now(cls) -> "Held":
        gc.collect()
        if sys.platform == "linux":
            ctypes.CDLL(None).malloc_trim(0)  # what threads freed that are gone
        return cls(sys.getallocatedblocks(), psutil.Process().memory_info().rss)


@dataclass
class Followed:
    """A game that is open, since when, and what its host had been told by then."""

    since: float
    told: int
    paused_since: float | None = None


class Soak:
    """Channels with games in them, the bot that leads them, and what befalls both."""

    def __init__(
        self, file: Path, snapshot: KnowledgeSnapshot, seed: int, channels: int, seconds: float
    ) -> None:
        self.file = file
        self.snapshot = snapshot
        self.seconds = seconds
        self.chance = random.Random(seed)
        self.storm = Storm()
        self.standin = StandIn(channels=channels, fault=self.storm)
        self.standin.everybody_moderates = False
        self.answers: Answers = {}
        self.followed: dict[int, Followed] = {}
        self.told: dict[int, int] = {}
        self.client: CareersClient | None = None
        self.players: list[Host | Member] = []
        self.begun = asyncio.Event()
        self.over = asyncio.Event()
        self.stopped = asyncio.Event()
        self.counts: Counter[str] = Counter()
        self.held: list[Held] = []
        self.problems: list[str] = []

    async def run(self) -> None:
        """Play for the whole time, and to the end of every game once no fault comes any more."""
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _, context: self.problems.append(f"died: {context}"))
        with _listening(self.problems):
            await self._run()

    async def _run(self) -> None:
        async with self.standin, _together(self._serve()):
            await self.begun.wait()
            async with _together(self._watch(), *(it.play() for it in self.players)):
                async with _together(self._befall()):
                    for _ in range(4):
                        await asyncio.sleep(self.seconds / 4)
                        self.held.append(Held.now())
                await self._calm_down()
            for number in {it[0] for it in self.answers}:  # what was read after a game's end
                await self._check(number)
            self.over.set()
            await self.stopped.wait()
        gc.collect()  # a task that died unread is told of when it is collected

    @property
    def figures(self) -> str:
        faults = sum(self.storm.met.values())
        return f"{faults} faults of {len(self.storm.met)} kinds, {self.counts}, {self.held}"

    async def _serve(self) -> None:
        """Run the bot, which stops now and then and comes back."""
        while not self.over.is_set():
            async with connected(
                self.standin, self.snapshot, self.file, keeps_database=True
            ) as client:
                self.client = client
                self.players = self.players or list(self._players(client))
                self.begun.set()
                with suppress(TimeoutError):
                    await asyncio.wait_for(self.over.wait(), self.chance.uniform(100, 500))
                self.client = None
                self.counts["stops"] += 1
            self.standin.hang_up()
            await asyncio.sleep(self.chance.uniform(0, 20))
        self.stopped.set()

    def _players(self, client: CareersClient) -> Iterator[Host | Member]:
        for channel in self.standin.channels:
            appeals: list[str] = []
            for number in range(MEMBERS + 1):
                chance = random.Random(self.chance.random())
                common = (self.standin, channel, 1000 * channel + number, chance, appeals)
                if number:
                    yield Member(*common, self.answers)
                else:
                    yield Host(*common, _choices(client))

    async def _befall(self) -> None:
        """Let something go wrong every few seconds: with Discord, the database, or its file."""
        while True:
            await asyncio.sleep(self.chance.uniform(1, 4))
            places: list[Place] = [REPLY, *self.standin.channels]
            self.storm.strike(self.chance.choice(places), self.chance)
            roll = self.chance.random()
            if roll < 0.02:
                await self._hold_database()
            elif roll < 0.03:
                self._replace_file()

    async def _hold_database(self) -> None:
        """Keep the database to another program for some seconds."""
        with (
            closing(sqlite3.connect(self.file, timeout=0, isolation_level=None)) as other,
            suppress(sqlite3.OperationalError),  # the bot is writing just now
        ):
            other.execute("BEGIN IMMEDIATE")
            self.counts["busy"] += 1
            await asyncio.sleep(self.chance.uniform(0.2, 4))

    def _replace_file(self) -> None:
        """Put a copy in the file's place that has all that anybody was told is stored."""
        if self.client is not None and kept_store(self.client).database is not None:
            copy = self.file.with_name("copy.sqlite3")
            back_up(self.file, copy)
            copy.replace(self.file)
            self.counts["reopened"] += 1

    async def _calm_down(self) -> None:
        """Let every game come to its end, since no fault comes any more."""
        self.storm.strikes.clear()
        for player in self.players:
            if isinstance(player, Host):
                player.opens = False
        for _ in range(LONGEST // 10):
            await asyncio.sleep(10)
            if not self.followed:
                return
        self.problems.append(f"never over: {self.followed}")

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(10)
            self._forget()
            if self.client is not None:
                with suppress(StoreError):  # it is being opened again
                    await self._follow(await kept_store(self.client).read(saved_games.read_open))

    async def _follow(self, games: list[SavedGame]) -> None:
        """Look whether each game goes on, and whether each that has ended has all its answers."""
        now = asyncio.get_running_loop().time()
        for number in self.followed.keys() - {it.game.id for it in games}:
            await self._check(number)
            del self.followed[number]
        for it in games:
            game, told = it.game, self._told(it.game.host)
            seen = self.followed.setdefault(game.id, Followed(now, self.told.get(game.host, 0)))
            self.told[game.host] = told
            if game.paused is not PauseReason.FORBIDDEN:
                seen.paused_since = None
            elif seen.paused_since is None:
                seen.paused_since = now
            elif now - seen.paused_since > TOLD_IN and told == seen.told:
                self.problems.append(
                    f"game {game.id} is paused and nobody was told: {game}, {seen}"
                )
            if now - seen.since > LONGEST:
                self.problems.append(f"game {game.id} hangs: {replace(game, questions=())}")
                seen.since = now

    def _told(self, host: int) -> int:
        direct = self.standin.direct.get(host)
        return 0 if direct is None else len(direct.said)

    async def _check(self, number: int) -> None:
        """Hold a game as it is stored against what members were told."""
        assert self.client is not None
        store = kept_store(self.client)
        saved = await store.read(partial(saved_games.read_game, number=number))
        standings = await store.read(partial(scores.standings, game=number))
        if saved is None or saved.game.standings() != standings:
            self.problems.append(f"game {number} is not as it was: {saved}")
            return
        game, names = saved.game, self.client.app.services.knowledge.role_names
        self.counts[f"games {game.outcome}"] += 1
        for key in [it for it in self.answers if it[0] == number]:
            _, at, member = key
            said, locked = self.answers.pop(key), game.rounds[at].answer_of(member)
            words = (
                None if locked is None else literal(game.questions[at].words(locked.given, names))
            )
            self.counts["answers"] += 1
            if words != said:
                self.problems.append(f"{said!r} of {key} is stored as {words!r}")

    def _forget(self) -> None:
        """Let the stand-in keep as much as it had before."""
        for channel in self.standin.channels.values():
            del channel.shown[:-KEPT], channel.said[:-KEPT]
            _shorten(channel.messages)
            _shorten(channel.nonces)
        _shorten(self.standin.later)


class _Ears(logging.Handler):
    """Hears of failures of the bot; what it heard it does not keep."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(logging.ERROR)
        self._problems = problems

    def emit(self, record: logging.LogRecord) -> None:
        """Note a traceback that is not the stand-in's."""
        if record.exc_info and not record.name.startswith("aiohttp"):
            failure = record.exc_info[1]
            self._problems.append(f"{record.name}: {record.getMessage()}: {failure!r}")


@contextmanager
def _listening(problems: list[str]) -> Iterator[None]:
    """Hear all that is logged, in place of those who would keep it, and what they hold with it."""
    root = logging.getLogger()
    before, root.handlers = root.handlers, [_Ears(problems)]
    try:
        yield
    finally:
        root.handlers = before


def _shorten(known: dict[Any, Any]) -> None:
    for key in list(known)[:-KEPT]:
        del known[key]


def _choices(client: CareersClient) -> Mapping[str, tuple[str, ...]]:
    """Find what `/quiz start` lets a host choose from, so that all of it is played."""
    quiz = client.tree.get_command("quiz")
    assert isinstance(quiz, app_commands.Group)
    start = quiz.get_command("start")
    assert isinstance(start, app_commands.Command)
    offered = {it.name: tuple(str(one.value) for one in it.choices) for it in start.parameters}
    return {name: values for name, values in offered.items() if values}


@asynccontextmanager
async def _together(*works: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Do something beside what is done inside, and raise how any of it failed."""
    tasks = [asyncio.create_task(it) for it in works]
    try:
        yield
        for task in tasks:
            if task.done():
                task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
