"""How well questions are read, on labelled ones."""

from pathlib import Path

import pytest

from bot.language.scoring import baselines, ours, read_rows, score
from bot.services.asking.asker import Asker
from tests.conftest import SHARED

OWN = Path(__file__).parent / "labelled.csv"
LABELLED = SHARED / "eval" / "questions.csv"


@pytest.mark.skipif(not LABELLED.exists(), reason="the labelled questions are not beside the code")
def test_labelled_questions_are_read_as_well_as_promised(asker: Asker) -> None:
    with LABELLED.open(encoding="utf-8", newline="") as stream:
        rows = read_rows(stream)
    result = score(ours(asker.understanding), rows)
    assert result.intents >= 0.92
    assert result.roles >= 0.95
    assert result.declined >= 0.97
    assert result.wrongly_declined <= 0.03
    for guess in baselines(asker.knowledge).values():
        assert score(guess, rows).intents < result.intents


def test_our_own_labelled_questions_stay_well_read(asker: Asker) -> None:
    with OWN.open(encoding="utf-8", newline="") as stream:
        rows = read_rows(stream)
    result = score(ours(asker.understanding), rows)
    assert result.intents >= 0.95
    assert result.roles >= 0.97
    assert result.declined >= 0.97
    assert result.wrongly_declined <= 0.01
