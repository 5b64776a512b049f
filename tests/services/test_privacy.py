"""What is stored about a member: seen, exported, deleted."""

import json

import pytest

from bot.quiz.scoring import LeaderboardVisibility
from bot.services.privacy import PrivacyService, StoredAboutMember
from bot.services.reminders import ReminderId
from bot.store import cards, practice, reminders
from bot.store.database import Database
from tests.conftest import NOW

ANN, BEN = 1, 2


@pytest.fixture
def forgotten() -> list[int]:
    return []


@pytest.fixture
def privacy(store: Database, forgotten: list[int]) -> PrivacyService:
    async def note(member: int) -> None:
        forgotten.append(member)

    return PrivacyService(store, (note,))


async def test_all_that_is_stored_is_seen_exported_and_deleted(
    privacy: PrivacyService, store: Database, forgotten: list[int]
) -> None:
    nothing = StoredAboutMember({}, LeaderboardVisibility.SERVER)
    assert await privacy.overview(ANN) == nothing
    for member in (ANN, BEN):
        pairs = [(member, "an-item"), (member, "another")]
        await store.write(lambda c, pairs=pairs: cards.add(c, pairs, NOW))  # type: ignore[misc]
    await store.write(lambda c: practice.write_answer(c, ANN, "a-problem", "my words", NOW))
    await store.write(lambda c: reminders.choose(c, ANN, ReminderId.PLAN, 540, "UTC", NOW))
    seen = await privacy.choose_visibility(ANN, LeaderboardVisibility.HIDDEN)
    assert seen.visibility is LeaderboardVisibility.HIDDEN
    assert seen.rows["cards"] == 2
    assert sum(seen.rows.values()) == 5
    exported = json.loads(await privacy.export(ANN))
    assert exported["member"] == ANN
    assert exported["stored"].keys() == seen.rows.keys()
    assert "my words" in str(exported)
    assert await privacy.delete(ANN) == nothing
    assert forgotten == [ANN]
    assert (await privacy.overview(BEN)).rows == {"cards": 2}
