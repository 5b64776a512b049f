"""Spoilt files either load or are refused with a place; none crashes, hangs or half applies."""

import random
import time

import pytest

from bot.records.problems import KnowledgeError
from bot.services.editing.checking import advice_on
from bot.services.editing.consequences import consequences
from bot.services.editing.differences import differences
from bot.services.editing.snapshot import KnowledgeSnapshot
from tests.conftest import NOW, TODAY
from tests.services.editing.mutating import mutated

EVERYDAY, ALL = 100, 10_000
LONGEST = 20.0
"""Seconds after which a file is taken to hang the bot; only changed examples, on which the heads
are fitted anew, take more than a tenth of that."""


def try_one(whole: KnowledgeSnapshot, number: int) -> bool:
    """Spoil a file and load all of them; tell whether they loaded."""
    chance = random.Random(number)
    name, body = mutated(whole.raw, chance)
    began = time.monotonic()
    try:
        snapshot = KnowledgeSnapshot.of({**whole.raw, name: body}, NOW, whole)
    except KnowledgeError as error:
        assert error.problems
        for problem in error.problems:
            assert problem.file in whole.raw
            assert problem.line >= 1
            assert problem.column >= 1
            assert problem.wrong
        loaded = False
    else:
        # What loads can be looked at, answered from and asked: all that an upload leads to.
        assert isinstance(differences(name, whole.raw[name], body), tuple)
        consequences(whole, snapshot, TODAY)
        advice_on(snapshot, TODAY)
        loaded = True
    assert time.monotonic() - began < LONGEST
    return loaded


def run(whole: KnowledgeSnapshot, numbers: range) -> int:
    version = whole.version
    loaded = sum(try_one(whole, number) for number in numbers)
    assert whole.version == version
    return loaded


def test_a_hundred_spoilt_files(whole: KnowledgeSnapshot) -> None:
    loaded = run(whole, range(EVERYDAY))
    assert 5 < loaded < EVERYDAY // 2, "the mutations are neither harmless nor all fatal"


@pytest.mark.soak
def test_ten_thousand_spoilt_files(whole: KnowledgeSnapshot) -> None:
    assert run(whole, range(EVERYDAY, EVERYDAY + ALL)) > ALL // 20
