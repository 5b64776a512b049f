"""Replies on a bad line, over loopback: in time, once more where they are lost, and quietly."""

import asyncio
import logging
import sqlite3
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bot.chat.client import CareersClient
from bot.services.editing.snapshot import KnowledgeSnapshot
from tests.benchmarks.payloads import CHANNEL
from tests.benchmarks.standin import Channel, Fault, StandIn
from tests.loopback import connected, run_moved
from tests.services.games.rest_faults import TROUBLES, hang_up, refusal

HOST = 5000
ABOUT: Mapping[str, Any] = {"id": "77", "name": "about", "type": 1, "options": []}
Talk = Callable[[StandIn, CareersClient, "Faults"], Awaitable[None]]


@dataclass
class Faults:
    """What goes wrong with the next requests whose path begins so."""

    begins: str = "interactions/"
    left: list[Fault] = field(default_factory=list)
    met: int = 0

    def __call__(self, method: str, path: str, body: Mapping[str, Any]) -> Fault | None:
        del method, body
        if not self.left or not path.startswith(self.begins):
            return None
        self.met += 1
        return self.left.pop(0)


@pytest.fixture
def talk(
    snapshot: KnowledgeSnapshot, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> Callable[[Talk], None]:
    """Run a conversation between the stand-in and the bot."""
    caplog.set_level(logging.INFO, "bot")

    def run(said: Talk) -> None:
        async def connect() -> None:
            faults = Faults()
            async with (
                StandIn(fault=faults) as standin,
                connected(standin, snapshot, tmp_path / "careers.sqlite3") as client,
            ):
                await said(standin, client, faults)

        run_moved(connect())

    return run


async def begun(standin: StandIn) -> Channel:
    """Begin a game of one question; give the channel once that is there."""
    place = standin.channels[CHANNEL]
    await standin.quiz("start", CHANNEL, HOST, questions=1, seconds=60, topic="labs")
    for prefix in ("qb:", "qs:"):
        async with asyncio.timeout(20):
            while not place.custom_ids(prefix):  # noqa: ASYNC110 - moved time
                await asyncio.sleep(0.1)
        if prefix == "qb:":
            await standin.click(place.custom_ids(prefix)[0], CHANNEL, HOST)
    return place


@pytest.mark.parametrize("trouble", ["dropped", "dropped late", "reset", "broken off", "a page"])
def test_a_reply_that_is_lost_is_sent_once_more(
    talk: Callable[[Talk], None], caplog: pytest.LogCaptureFixture, trouble: str
) -> None:
    async def said(standin: StandIn, client: CareersClient, faults: Faults) -> None:
        del client
        faults.left = [TROUBLES[trouble].fault]
        reply = await standin.interaction(2, ABOUT)
        await asyncio.sleep(1)
        assert "Something went wrong" not in str(reply.body)
        assert faults.met == 1
        assert not standin.later

    talk(said)
    assert not [it for it in caplog.records if it.exc_info or it.levelno > logging.WARNING]


@pytest.mark.parametrize(("status", "code"), [(404, 10062), (400, 40060), (401, 50027)])
def test_what_comes_too_late_is_one_line(
    talk: Callable[[Talk], None], caplog: pytest.LogCaptureFixture, status: int, code: int
) -> None:
    async def said(standin: StandIn, client: CareersClient, faults: Faults) -> None:
        del client
        faults.left = [refusal(status, code)]
        asking = asyncio.create_task(standin.interaction(2, ABOUT))
        await asyncio.sleep(1)
        asking.cancel()
        assert faults.met == 1

    talk(said)
    [line] = [it for it in caplog.records if "not answered" in it.message]
    assert line.levelno == logging.INFO
    assert not [it for it in caplog.records if it.exc_info or it.levelno > logging.INFO]


@pytest.mark.parametrize("begins", ["interactions/", "webhooks/"])
def test_what_discord_loses_is_no_failure_of_the_bot(
    talk: Callable[[Talk], None], caplog: pytest.LogCaptureFixture, begins: str
) -> None:
    async def said(standin: StandIn, client: CareersClient, faults: Faults) -> None:
        del client
        faults.begins = begins
        for trouble in (it for it in TROUBLES.values() if it.passes):
            faults.left = [trouble.fault] * trouble.requests
            with suppress(TimeoutError):  # nothing answers it
                await standin.quiz("stop", CHANNEL, HOST)
            await asyncio.sleep(1)
        faults.left = []
        reply = await standin.quiz("stop", CHANNEL, HOST)
        await asyncio.sleep(1)
        assert standin.said_later(reply).startswith("No quiz is open")

    talk(said)
    assert not [it for it in caplog.records if it.exc_info or it.levelno > logging.WARNING]


def test_a_sentence_after_a_deferral_takes_its_place(talk: Callable[[Talk], None]) -> None:
    async def said(standin: StandIn, client: CareersClient, faults: Faults) -> None:
        del client
        faults.begins, faults.left = "webhooks/", [Fault(hang_up)]
        reply = await standin.quiz("stop", CHANNEL, HOST)
        await asyncio.sleep(1)
        assert reply.body["type"] == 5
        assert standin.said_later(reply).startswith("No quiz is open")
        assert standin.latest == ("PATCH", "messages/@original")

    talk(said)


def test_an_answer_that_the_store_keeps_waiting_is_answered_in_time(
    talk: Callable[[Talk], None], tmp_path: Path
) -> None:
    async def said(standin: StandIn, client: CareersClient, faults: Faults) -> None:
        del faults
        place = await begun(standin)
        rival = sqlite3.connect(tmp_path / "careers.sqlite3", isolation_level=None)
        rival.execute("BEGIN IMMEDIATE")
        code = place.custom_ids("qc:")[0]
        clicks = [
            asyncio.create_task(standin.click(code, CHANNEL, member))
            for member in range(HOST, HOST + 4)
        ]
        replies = await asyncio.gather(*clicks)
        assert [it.body["type"] for it in replies] == [5] * 4
        assert all(it.seconds < 2.5 for it in replies)
        rival.execute("ROLLBACK")
        rival.close()
        await asyncio.sleep(1)
        answers = client.app.services.games.session_in(CHANNEL)
        assert answers is not None
        locked = [standin.said_later(it).startswith("Locked in") for it in replies]
        refused = ["cannot store anything" in standin.said_later(it) for it in replies]
        assert [a ^ b for a, b in zip(locked, refused, strict=True)] == [True] * 4
        assert sum(locked) == len(answers.game.round.answers)

    talk(said)


def test_skipped_is_said_once_it_is(talk: Callable[[Talk], None]) -> None:
    async def said(standin: StandIn, client: CareersClient, faults: Faults) -> None:
        del faults
        place = await begun(standin)
        reply = await standin.click(place.custom_ids("qs:")[0], CHANNEL, HOST)
        assert reply.text == "Skipped."
        session = client.app.services.games.session_in(CHANNEL)
        assert session is not None
        assert session.game.round.ending == "skipped"
        assert "### Skipped" in str(place.messages)

    talk(said)
