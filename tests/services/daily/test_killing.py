"""SIGKILL while the question of the day and a planned quiz come: each comes, and once."""

import asyncio
import json
import sqlite3
import sys
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from sqlalchemy import update

from bot.quiz.nights import NightPhase
from bot.quiz.pool import Wish
from bot.quiz.rules import Rules
from bot.store import daily, nights, servers
from bot.store.connection import Connection
from bot.store.daily import DailySchedule
from bot.store.database import open_database
from bot.store.nights import NightDraft
from bot.store.tables.nights import NIGHTS
from tests.benchmarks.payloads import CHANNEL, GUILD
from tests.benchmarks.standin import Fault
from tests.services.games.rest_faults import hang_up
from tests.services.games.trial import HOST, Trial, open_trial

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL to send")
KINDS = {"ds": "question of the day", "nr:": "announcement", "qb:": "lobby"}
"""What is posted, by the custom id of a button that it has."""
ONCE = ["announcement", "lobby", "question of the day"]


def kind_of(body: Mapping[str, Any]) -> str | None:
    text = json.dumps(body)
    return next((kind for prefix, kind in KINDS.items() if f'"{prefix}' in text), None)


@dataclass
class Killer:
    """Kills the process of a trial once, as something is posted, which arrives or does not."""

    trial: Trial
    kind: str
    arrives: bool
    killed: asyncio.Event = field(default_factory=asyncio.Event)

    def fault(self, method: str, path: str, body: Mapping[str, Any]) -> Fault | None:
        del path
        if self.killed.is_set() or method != "POST" or kind_of(body) != self.kind:
            return None
        self.killed.set()
        if self.trial.process is not None:
            self.trial.process.kill()
        return Fault(self._die, takes_effect=self.arrives)

    async def _die(self, request: web.Request) -> web.StreamResponse:
        return await hang_up(request)


async def _make_due(connection: Connection) -> None:
    """Let a question and a planned quiz be due since a minute."""
    then = datetime.now(UTC).replace(second=0, microsecond=0) - timedelta(minutes=1)
    settings = {"daily_channel": [str(CHANNEL)], "daily_time": f"{then:%H:%M}"}
    await servers.write_settings(connection, GUILD, settings)
    minute = 60 * then.hour + then.minute
    schedule = DailySchedule(GUILD, minute, "UTC", then, then - timedelta(days=1))
    await daily.set_schedule(connection, schedule)
    planned = NightDraft(GUILD, CHANNEL, HOST, then, Wish(2, "labs"), Rules())
    await nights.draft(connection, planned)
    await connection.execute(update(NIGHTS).values(phase=NightPhase.PLANNED))


async def run_kill(file: Path, kind: str, *, arrives: bool) -> list[str]:
    """Kill the process as something is posted, start it again; give all that was posted."""
    async with open_database(file) as database:
        await database.write(_make_due)
    async with open_trial(file, seed=1) as trial:
        killer = Killer(trial, kind, arrives)
        trial.standin.fault = killer.fault
        await trial.start()
        await asyncio.wait_for(killer.killed.wait(), 20)
        await trial.kill()
        await trial.start()
        await trial._until(lambda: _is_written(file) and set(ONCE) <= set(_shown(trial)))
        return sorted(_shown(trial))


def _is_written(file: Path) -> bool:
    """Tell whether all that was due is done, by what is on disk."""
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        [[asked]] = connection.execute("SELECT count(message_id) FROM daily_questions")
        [[phase]] = connection.execute("SELECT phase FROM nights")
    return bool(asked == 1 and phase == NightPhase.OPENED)


def _shown(trial: Trial) -> list[str]:
    """List what was posted, each once however often it was edited."""
    first = dict(reversed(trial.channel.shown))
    return [kind for kind in map(kind_of, first.values()) if kind is not None]


@pytest.mark.parametrize(
    ("kind", "arrives"),
    [
        ("question of the day", True),
        ("lobby", True),
        *(
            pytest.param(kind, arrives, marks=pytest.mark.soak)
            for kind, arrives in (
                ("question of the day", False),
                ("lobby", False),
                ("announcement", True),
                ("announcement", False),
            )
        ),
    ],
)
async def test_a_kill_neither_doubles_nor_loses_what_was_due(
    tmp_path: Path, kind: str, *, arrives: bool
) -> None:
    file = tmp_path / "careers.sqlite3"
    assert await run_kill(file, kind, arrives=arrives) == ONCE
    async with open_database(file) as database:
        assert await database.read(daily.unshown) == []
        assert await database.read(nights.planned) == []
        [schedule] = (await database.read(daily.schedules)).values()
    assert schedule.next_at > datetime.now(UTC)
