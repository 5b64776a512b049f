"""Answers are kept as values: what an early version stored as shown is read, or kept as it is."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from bot.quiz.items.base import Given, RawText
from bot.quiz.items.choice import GivenOption
from bot.quiz.items.number import GivenNumber
from bot.quiz.items.order import GivenOrder
from bot.quiz.items.title import GivenRoles
from bot.store import saved_games
from bot.store.database import open_database
from bot.store.migrate import run_migrations
from bot.store.privacy import export_member
from tests.quiz.test_judging import CHOICE, NUMBER, ORDER, TITLE

MEMBER = 77
SHUFFLED = {
    "choice": ["perhaps", "yes", "no"],
    "order": ["three", "one", "four", "two"],
}
OLD: list[tuple[Mapping[str, object], str, Given]] = [
    (CHOICE, "B. yes", GivenOption(0)),
    (CHOICE, "A. perhaps", GivenOption(2)),
    (CHOICE, "A. whatever", RawText("A. whatever")),
    (ORDER, "B → D → A → C", GivenOrder((0, 1, 2, 3))),
    (ORDER, "A → B", RawText("A → B")),
    (NUMBER, "249,000 USD a year", GivenNumber(249_000, "USD a year")),
    (NUMBER, "-5 percent", GivenNumber(-5, "percent")),
    (NUMBER, "many", RawText("many")),
    (TITLE, "Research Engineer", GivenRoles(("research-engineer",))),
    (TITLE, "Data Scientist", RawText("Data Scientist")),
]


def write_old(file: Path) -> None:
    """Write a game as revision 0005 had it, with one round for each answer."""
    engine = create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        run_migrations(connection, "0005")
        connection.execute(
            text(
                "INSERT INTO games (id, guild_id, channel_id, host_id, scoring, phase, created_at) "
                "VALUES (1, 1, 1, 77, 'accuracy', 'finished', '2026-11-21 18:00:00')"
            )
        )
        connection.execute(
            text(
                "INSERT INTO players (id, game_id, member_id, is_in, joined_at) "
                "VALUES (1, 1, 77, 1, '2026-11-21 18:00:00')"
            )
        )
        for number, (item, shown, _) in enumerate(OLD):
            question = {"item": item, "options": SHUFFLED.get(str(item["kind"]), [])}
            connection.execute(
                text(
                    "INSERT INTO rounds (game_id, number, item_id, topic, question, opened_at, "
                    "ending) VALUES (1, :number, 'an-item', 'roles', :question, "
                    "'2026-11-21 18:00:00', 'time')"
                ),
                {"number": number, "question": json.dumps(question)},
            )
            connection.execute(
                text(
                    "INSERT INTO answers (game_id, number, player_id, given, right, credit, "
                    "taken_ms, note, at) VALUES (1, :number, 1, :given, 0, 0, 5, "
                    "'a note', '2026-11-21 18:00:00')"
                ),
                {"number": number, "given": shown},
            )
        connection.execute(
            text("INSERT INTO appeals (answer_id, at) VALUES (1, '2026-11-21 18:00:00')")
        )
    engine.dispose()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "careers.sqlite3"
    write_old(path)
    return path


async def test_old_answers_become_values(file: Path) -> None:
    async with open_database(file) as database:
        stored = await database.read(lambda c: saved_games.read_game(c, 1))
        assert stored is not None
        found: list[Given] = [played.answers[0].given for played in stored.game.rounds]
        assert found == [value for _, _, value in OLD]
        notes = [played.answers[0].read_as for played in stored.game.rounds]
        assert [note is None for note in notes] == [
            isinstance(value, GivenNumber) for _, _, value in OLD
        ]


async def test_what_hangs_on_an_old_answer_stays(file: Path) -> None:
    async with open_database(file):
        pass
    engine = create_engine(f"sqlite:///{file}")
    with engine.connect() as connection:
        assert connection.execute(text("SELECT answer_id FROM appeals")).scalars().all() == [1]
    engine.dispose()


async def test_a_member_reads_their_answers_as_they_were_shown(file: Path) -> None:
    async with open_database(file) as database:
        rows = await database.read(lambda c: export_member(c, MEMBER))
        said = [answer["given"] for answer in rows["answers"]]
        assert said == [
            "research-engineer" if isinstance(value, GivenRoles) else shown
            for _, shown, value in OLD
        ]
