"""How many of the product's files three everyday walks enter.

    python -m tests.benchmarks.walks [--files]

A file counts where a function of it is called between what a member does and the bot's being at
rest again, on the event loop or beside it. What dataclasses write for themselves is in no file.
A page and a question were asked for once before; a quiz question is clicked for the first time.
"""

import asyncio
import sys
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType

from simcord import ChannelHandle, Env, InteractionResult, MemberActor, run

import bot
from bot.bootstrap import open_client
from bot.knowledge.loader import read_directory
from bot.services.editing.snapshot import KnowledgeSnapshot
from tests.chat.quiz_table import QuizTable
from tests.chat.reading import seen
from tests.conftest import SHIPPED

PRODUCT = Path(bot.__file__).parent
PLAYERS = 4
Act = Callable[[], Awaitable[InteractionResult]]


class Listener:
    """Note the files of all frames that are called, in every thread begun since it was made."""

    def __init__(self) -> None:
        self._entered: set[str] = set()
        self._listens = False
        threading.setprofile(self)

    def __call__(self, frame: FrameType, event: str, arg: object) -> None:
        """Be told of a call, as `sys.setprofile` does."""
        del arg
        if self._listens and event == "call":
            self._entered.add(frame.f_code.co_filename)

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Begin anew, and note what is called meanwhile."""
        self._entered.clear()
        self._listens = True
        sys.setprofile(self)
        try:
            yield
        finally:
            sys.setprofile(None)
            self._listens = False

    @property
    def files(self) -> list[str]:
        """List the product's files that were entered."""
        entered = [Path(name) for name in self._entered]
        inside = [it.relative_to(PRODUCT) for it in entered if it.is_relative_to(PRODUCT)]
        return sorted(it.as_posix() for it in inside)


@dataclass(frozen=True, slots=True)
class Scene:
    """A simulated server with the bot in it, one channel, and members."""

    env: Env
    channel: ChannelHandle
    members: list[MemberActor]


@dataclass(frozen=True, slots=True)
class Walk:
    """What is measured: how it is led up to, and words of a reply that went as it should."""

    name: str
    lead_up: Callable[[Scene], Awaitable[Act]]
    reply: str


async def page(scene: Scene) -> Act:
    """Let a page and its picture be remembered; give the asking for it."""
    return await _warm(lambda: scene.members[0].slash(scene.channel, "role", title="MTS"))


async def question(scene: Scene) -> Act:
    """Let a question be asked in other words first; give the asking of it."""
    member, channel = scene.members[0], scene.channel
    await member.slash(channel, "ask", question="what is the salary of an ml engineer")
    words = "how much does an ml engineer make at L5"
    return await _warm(lambda: member.slash(channel, "ask", question=words))


async def _warm(act: Act) -> Act:
    await act()
    return act


async def choice(scene: Scene) -> Act:
    """Open a question with choices; give the first click of one of those who joined."""
    quiz = QuizTable(scene.env, scene.channel)
    host, *others = scene.members
    await quiz.start(host, questions=3, seconds=20, topic="labs")
    for member in others:
        await quiz.join(member)
    await quiz.begin(host)
    message = quiz.last_with("Question 1 of")
    return lambda: others[0].click(message, label="A")


WALKS = (
    Walk("/role, remembered", page, "[picture: How the week of RE splits"),
    Walk("an answer in a quiz", choice, "Locked in"),
    Walk("/ask, asked before", question, "I read it as: what it pays"),
)


@asynccontextmanager
async def opened(snapshot: KnowledgeSnapshot) -> AsyncIterator[Scene]:
    """Sign the bot in to a simulated Discord, with the clock that it has when it serves."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "careers.sqlite3"
        async with open_client(snapshot, file) as client, run(client) as env:
            channel = env.create_guild("Careers").create_text_channel("which-job")
            await env.settle()
            users = [env.create_user(f"member{number}") for number in range(PLAYERS)]
            yield Scene(env, channel, [env.guild.add_member(user) for user in users])


async def entered(walk: Walk, snapshot: KnowledgeSnapshot, listener: Listener) -> list[str]:
    """List the files that a walk enters; raise where the bot did not reply as it should."""
    async with opened(snapshot) as scene:
        act = await walk.lead_up(scene)
        with listener.listening():
            result = await act()
        if walk.reply not in (said := seen(result)):
            raise RuntimeError(f"{walk.name}: not what was to be measured: {said}")
        return listener.files


async def main() -> None:
    """Measure and print a table, with the names of the files where they are wanted."""
    listener = Listener()
    snapshot = KnowledgeSnapshot.of(read_directory(SHIPPED), datetime.now(UTC))
    for walk in WALKS:
        files = await entered(walk, snapshot, listener)
        sys.stdout.write(f"{walk.name:20} {len(files):3} files\n")
        if "--files" in sys.argv[1:]:
            sys.stdout.writelines(f"    {name}\n" for name in files)


if __name__ == "__main__":
    asyncio.run(main())
