"""Every piece of the five documents has its place in the bot."""

import pytest

from bot.knowledge.base import Knowledge
from bot.lookups.plain import plain
from bot.lookups.registry import Answers
from tests.completeness import (
    document_000,
    document_001,
    document_002,
    document_003,
    document_004,
)
from tests.completeness.rows import Row
from tests.conftest import SHARED

DOCUMENTS = {
    "000_315c1b1ab4bbe5d8": document_000.ROWS,
    "001_9bf9e607e1274bf1": document_001.ROWS,
    "002_774530d3faa28cba": document_002.ROWS,
    "003_906b734791fd4bcc": document_003.ROWS,
    "004_a75510b08145a8c2": document_004.ROWS,
}
EVERY = [(name, row) for name, rows in DOCUMENTS.items() for row in rows]


@pytest.mark.parametrize(
    ("document", "row"), EVERY, ids=[f"{name[:3]} {row.piece}" for name, row in EVERY]
)
def test_a_piece_of_a_document_is_answered(
    answers: Answers, knowledge: Knowledge, document: str, row: Row
) -> None:
    answer = answers.answer(row.query)
    text = plain(answer)
    for words in row.words:
        assert words in text, f"{row.piece}: {words!r} is not in the answer"
    named = {source.document for source in knowledge.sources.values()}
    assert document in named


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_document_is_among_the_seeds(document: str) -> None:
    seeds = SHARED / "seeds"
    if not seeds.is_dir():
        pytest.skip("the documents are not beside the repository")
    assert (seeds / f"{document}.txt").is_file()
