"""How well questions are read, on labelled ones."""

from pathlib import Path

import pytest

from bot.services.asking.asker import Asker
from tests.conftest import SHARED
from tests.evaluation.questions import baselines, main, ours, read_rows, score

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


def test_wrong_readings_are_listed_above_the_scores(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "questions.csv"
    file.write_text(
        "question,intent,roles,note\nmle salary,salary,ml-engineer,\nhi,role,ml-engineer,\n"
        "lol,role,,DOUBT\nwhat's the weather,out-of-scope,,\n"
    )
    main(file)
    said = capsys.readouterr().out
    assert "'hi': out-of-scope, not role ml-engineer" in said
    assert "this bot: intent right 66.7%, roles right 50.0%" in said
    assert "keyword matching:" in said
    assert "BM25 alone:" in said
