"""Forty conversations of six turns: what is taken over from the question before, and what not."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.language.reading import Reading
from bot.services.asking.asker import Asker

SCRIPTS = Path(__file__).parent / "conversations.yaml"
Turn = Mapping[str, Any]


@pytest.fixture(scope="module")
def turns(asker: Asker) -> list[tuple[Turn, Reading]]:
    """Every turn with what was made of it after those before."""
    return list(_held(asker))


def _held(asker: Asker) -> Iterator[tuple[Turn, Reading]]:
    for script in yaml.safe_load(SCRIPTS.read_text(encoding="utf-8")):
        before: Reading | None = None
        for turn in script:
            reading = asker.understanding.read(turn["ask"], before)
            yield turn, reading
            before = before if reading.declined else reading


def _share(turns: list[tuple[Turn, Reading]], right: Any) -> float:
    assert turns
    return sum(map(bool, (right(turn, reading) for turn, reading in turns))) / len(turns)


def _same_intent(turn: Turn, reading: Reading) -> bool:
    return reading.intent in {turn["intent"], *turn.get("also", ())}


def test_most_turns_are_read_as_meant(turns: list[tuple[Turn, Reading]]) -> None:
    assert _share(turns, _same_intent) >= 0.85


def test_what_is_left_out_is_taken_over(turns: list[tuple[Turn, Reading]]) -> None:
    carried = [it for it in turns if it[0]["carried"] and it[0]["roles"]]
    assert _share(carried, lambda turn, reading: set(reading.roles) == set(turn["roles"])) >= 0.85


def test_a_whole_question_takes_nothing_over(turns: list[tuple[Turn, Reading]]) -> None:
    whole = [
        it
        for it in turns
        if not it[0]["carried"] and it[0]["intent"] not in ("none", "out-of-scope")
    ]
    assert _share(whole, lambda _, reading: not reading.carried) >= 0.95
