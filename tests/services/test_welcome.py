"""Who is new is told once how else to ask, over restarts and out-of-order databases."""

from bot.quiz.scoring import LeaderboardVisibility
from bot.services.privacy import PrivacyService
from bot.services.welcome import WelcomeService
from bot.store.database import Database, NoDatabase

ANN, BEN = 1, 2


async def test_a_member_is_new_once_and_not_again_after_a_restart(store: Database) -> None:
    welcome = WelcomeService(store)
    assert await welcome.is_new(ANN)
    await welcome.met(ANN)
    assert not await welcome.is_new(ANN)
    assert not await WelcomeService(store).is_new(ANN)
    assert await WelcomeService(store).is_new(BEN)


async def test_what_a_member_chose_stays_as_it_is(store: Database) -> None:
    privacy = PrivacyService(store, ())
    await privacy.choose_visibility(ANN, LeaderboardVisibility.HIDDEN)
    assert not await WelcomeService(store).is_new(ANN)
    await WelcomeService(store).met(ANN)
    assert (await privacy.overview(ANN)).visibility is LeaderboardVisibility.HIDDEN


async def test_who_is_forgotten_is_new_again(store: Database) -> None:
    welcome = WelcomeService(store)
    privacy = PrivacyService(store, (welcome.forgotten,))
    await welcome.met(ANN)
    assert (await privacy.overview(ANN)).rows == {"members": 1}
    assert (await privacy.delete(ANN)).rows == {}
    assert await welcome.is_new(ANN)


async def test_without_a_database_nobody_is_told_and_nothing_fails() -> None:
    welcome = WelcomeService(NoDatabase("the disk is full", "free some space"))
    assert not await welcome.is_new(ANN)
    await welcome.met(ANN)
