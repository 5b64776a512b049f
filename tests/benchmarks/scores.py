"""What members wait for, read from databases of 10 thousand, 100 thousand and a million answers.

    python -m tests.benchmarks.scores [answers …]

Games of ten questions and ten members, over two years; a fifth of them in one server. All members
are seen globally. Printed: the median of each read in milliseconds, and the time until the scores
of all games are computed from their answers.
"""

import asyncio
import json
import sqlite3
import statistics
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from datetime import timedelta
from itertools import count, product
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from bot.knowledge.base import Knowledge
from bot.knowledge.loader import load
from bot.quiz.items import dump_question, unshuffled
from bot.quiz.pool import Pool
from bot.services.leaderboards import recompute_scores
from bot.store import saved_games
from bot.store.database import Database, open_database
from tests.conftest import NOW, SHIPPED
from tests.store.hot import Asked, hot_reads

SIZES = (10_000, 100_000, 1_000_000)
QUESTIONS, PLAYERS = 10, 10
MEMBERS, SERVERS = 5_000, 200
LARGEST_SHARE = 0.2
CARDS, REVIEWS = 20, 3
SPAN = timedelta(days=730)
TIMES = 9
ME, HERE = 1, 1
TARGETS = {"board, global, all time": 150.0}
TARGET = 50.0
Row = tuple[object, ...]
Stored = tuple[str, str, str]
"""An item: its id, its topic, and its question as it is stored."""


def fill(file: Path, answers: int, knowledge: Knowledge) -> None:
    """Write games that have ended, with their answers, and cards of members."""
    random = Random(answers)
    stored = [
        (it.id, it.topic, json.dumps(dump_question(unshuffled(it))))
        for it in Pool.of(knowledge).items.values()
    ]
    with closing(sqlite3.connect(file)) as connection:
        for game in range(1, answers // (QUESTIONS * PLAYERS) + 1):
            _write_game(connection, game, stored, random)
        members, number = range(1, MEMBERS + 1), count(1)
        _insert(connection, "members", ((it, "global") for it in members))
        when = _moment(timedelta())
        _insert(
            connection,
            "cards",
            (
                (next(number), it, stored[card][0], 1, None, None, None, when, None, when)
                for it in members
                for card in range(CARDS)
            ),
        )
        cards = range(1, MEMBERS * CARDS + 1)
        reviews = ((it, 3, when) for it in cards for _ in range(REVIEWS))
        connection.executemany(
            "INSERT INTO reviews (card_id, rating, at) VALUES (?, ?, ?)", reviews
        )
        connection.commit()


def _write_game(
    connection: sqlite3.Connection,
    number: int,
    stored: Sequence[tuple[str, str, str]],
    random: Random,
) -> None:
    guild = HERE if random.random() < LARGEST_SHARE else random.randint(2, SERVERS)
    ended = _moment(SPAN * random.random())
    members = random.sample(range(1, MEMBERS + 1), PLAYERS)
    connection.execute(
        "INSERT INTO games (id, guild_id, channel_id, host_id, scoring, seconds, phase, outcome,"
        " created_at, ended_at, end_shown)"
        " VALUES (?, ?, ?, ?, ?, 20, 'finished', 'played', ?, ?, 1)",
        (number, guild, number, members[0], random.choice(["accuracy", "speed"]), ended, ended),
    )
    asked = enumerate(random.sample(stored, QUESTIONS))
    connection.executemany(
        "INSERT INTO rounds (game_id, number, item_id, topic, question, opened_at, ending)"
        " VALUES (?, ?, ?, ?, ?, ?, 'time')",
        ((number, index, *item, ended) for index, item in asked),
    )
    first = (number - 1) * PLAYERS + 1
    connection.executemany(
        "INSERT INTO players (id, game_id, member_id, is_in, joined_at) VALUES (?, ?, ?, 1, ?)",
        ((first + index, number, member, ended) for index, member in enumerate(members)),
    )
    asked_of = product(range(QUESTIONS), range(first, first + PLAYERS))
    given = ((*it, random.randrange(4), random.randrange(20_000)) for it in asked_of)
    connection.executemany(
        "INSERT INTO answers (game_id, number, player_id, given, right, credit, taken_ms, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (number, question, player, f"option:{place}", not place, 0 if place else 100, ms, ended)
            for question, player, place, ms in given
        ),
    )


def _insert(connection: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    filled: Iterator[Row] = iter(rows)
    first = next(filled)
    statement = f"INSERT INTO {table} VALUES ({', '.join('?' * len(first))})"  # noqa: S608
    connection.execute(statement, first)
    connection.executemany(statement, filled)


def _moment(ago: timedelta) -> str:
    return (NOW - ago).strftime("%Y-%m-%d %H:%M:%S.%f")


async def asked_about(database: Database, file: Path) -> Asked:
    """Find the game that a member of the largest server played last, and missed the start of."""
    with closing(sqlite3.connect(file)) as connection:
        game, member = connection.execute(
            "SELECT answers.game_id, member_id FROM answers"
            " JOIN players ON players.id = player_id JOIN games ON games.id = answers.game_id"
            " WHERE guild_id = ? AND number = 0 AND NOT right ORDER BY ended_at DESC LIMIT 1",
            (HERE,),
        ).fetchone()
    saved = await database.read(lambda it: saved_games.read_game(it, game))
    assert saved is not None
    return Asked(saved.game, HERE, member, NOW)


async def measure(answers: int, knowledge: Knowledge) -> dict[str, float]:
    """Measure every read in a database of so many answers, in milliseconds."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "careers.sqlite3"
        async with open_database(file):
            pass
        fill(file, answers, knowledge)
        began = time.perf_counter()
        async with open_database(file) as database:
            found = {"opening the file": 1000 * (time.perf_counter() - began)}
            began = time.perf_counter()
            await recompute_scores(database)
            found["computing all scores"] = 1000 * (time.perf_counter() - began)
            for name, work in hot_reads(await asked_about(database, file)).items():
                taken = []
                for _ in range(TIMES):
                    began = time.perf_counter()
                    await database.read(work)
                    taken.append(1000 * (time.perf_counter() - began))
                found[name] = statistics.median(taken)
    return found


async def main(sizes: tuple[int, ...]) -> None:
    """Print a table, one column a size."""
    knowledge = load(SHIPPED)
    columns = [await measure(size, knowledge) for size in sizes]
    lines = ["ms | " + " | ".join(f"{size:,} answers" for size in sizes)]
    lines += [
        f"{name} | " + " | ".join(f"{column[name]:.1f}" for column in columns)
        for name in columns[0]
    ]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    asyncio.run(main(tuple(map(int, sys.argv[1:])) or SIZES))
