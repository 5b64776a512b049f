"""Leaderboards by week, month, season and topic, by the clock of the server."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import insert

from bot.knowledge.decks import ItemTopic
from bot.quiz.phases import Phase
from bot.quiz.scoring import LeaderboardVisibility
from bot.services.editing.repository import KnowledgeRepository
from bot.services.leaderboards import (
    BoardChoice,
    LeaderboardService,
    NoSeasonError,
    Period,
    Scope,
    month_start,
    week_start,
)
from bot.services.servers.server_service import ServerService
from bot.store import boards, privacy
from bot.store.connection import Connection
from bot.store.database import Database
from bot.store.scores import ALL_TOPICS
from bot.store.tables.quizzes import GAME_SCORES, GAMES
from tests.conftest import NOW
from tests.services.conftest import HandClock

HERE, ANN, BEN = 1, 7, 8
PAY, LABS = ItemTopic.PAY, ItemTopic.LABS
SEASON = BoardChoice(Period.SEASON)


@pytest.fixture
def servers(store: Database, repository: KnowledgeRepository, clock: HandClock) -> ServerService:
    return ServerService(store, repository, clock)


@pytest.fixture
def service(servers: ServerService, store: Database, clock: HandClock) -> LeaderboardService:
    return LeaderboardService(servers, store, clock)


async def scored(store: Database, ended: datetime, points: dict[int, int], topic: str) -> None:
    """Write what members scored in a game that ended then."""

    async def work(connection: Connection) -> None:
        game = {
            "guild_id": HERE,
            "channel_id": 1,
            "scoring": "accuracy",
            "phase": Phase.FINISHED,
            "created_at": ended,
            "ended_at": ended,
        }
        statement = insert(GAMES).values(game).returning(GAMES.c.id)
        number = (await connection.execute(statement)).scalar_one()
        rows = [
            {
                "member_id": member,
                "game_id": number,
                "topic": it,
                "guild_id": HERE,
                "is_shared": True,
                "ended_at": ended,
                "answered": 1,
                "right": 1,
                "points": gained,
            }
            for member, gained in points.items()
            for it in (topic, ALL_TOPICS)
        ]
        await connection.execute(insert(GAME_SCORES), rows)

    await store.write(work)


async def points(service: LeaderboardService, choice: BoardChoice) -> dict[int, int]:
    page = await service.board(HERE, ANN, choice)
    return {it.member: it.points for it in page.board.places}


async def test_a_week_and_a_month_begin_by_the_clock_of_the_server(
    service: LeaderboardService, servers: ServerService, store: Database, clock: HandClock
) -> None:
    await servers.change_setting(HERE, "time_zone", "Pacific/Auckland")
    zone = servers.settings(HERE).zone
    week, month = week_start(clock(), zone), month_start(clock(), zone)
    assert (week.weekday(), week.hour, month.day, month.hour) == (0, 0, 1, 0)
    for start in (week, month):
        assert start.utcoffset() == timedelta(hours=13)
    moment = timedelta(seconds=1)
    for ended, gained in ((week, 1), (week - moment, 10), (month, 100), (month - moment, 1000)):
        await scored(store, ended, {ANN: gained, BEN: 0}, PAY)
    assert (await points(service, BoardChoice(Period.WEEK)))[ANN] == 1
    assert (await points(service, BoardChoice(Period.MONTH)))[ANN] == 111
    assert (await points(service, BoardChoice(Period.ALL_TIME)))[ANN] == 1111


def test_a_week_begins_on_monday_where_the_clock_was_changed_on_sunday(
    servers: ServerService,
) -> None:
    zone = servers.settings(None).zone
    assert week_start(datetime(2026, 11, 22, 23, tzinfo=UTC), zone).day == 16
    assert week_start(datetime(2026, 11, 23, 0, tzinfo=UTC), zone).day == 23


async def test_a_season_counts_from_its_opening_to_its_close(
    service: LeaderboardService, store: Database
) -> None:
    with pytest.raises(NoSeasonError):
        await service.board(HERE, ANN, SEASON)
    day = timedelta(days=1)
    for name, began, closed in (("Spring", 60, 30), ("Summer", 20, None)):
        at = NOW - began * day
        await store.write(partial(boards.open_season, guild=HERE, name=name, now=at))
        with pytest.raises(boards.SeasonOpenError):
            await store.write(partial(boards.open_season, guild=HERE, name=name, now=at))
        if closed is not None:
            until = NOW - closed * day
            await store.write(partial(boards.close_season, guild=HERE, now=until))
    for ago, gained in ((61, 1), (60, 10), (31, 100), (30, 1000), (19, 10_000)):
        await scored(store, NOW - ago * day, {ANN: gained, BEN: 0}, PAY)
    page = await service.board(HERE, ANN, SEASON)
    assert [it.name for it in page.seasons] == ["Summer", "Spring"]
    assert (await points(service, SEASON))[ANN] == 10_000
    spring = BoardChoice(Period.SEASON, page.seasons[1].id, scope=Scope.GLOBAL)
    assert (await points(service, spring))[ANN] == 110
    assert (await service.board(HERE, ANN, spring)).choice.scope is Scope.SERVER
    with pytest.raises(NoSeasonError):
        await service.board(HERE + 1, ANN, spring)


async def test_a_board_counts_one_topic_and_says_where_the_asker_is_seen(
    service: LeaderboardService, store: Database
) -> None:
    await scored(store, NOW, {ANN: 5, BEN: 3}, PAY)
    await scored(store, NOW, {ANN: 1, BEN: 9}, LABS)
    assert await points(service, BoardChoice(topic=PAY)) == {ANN: 5, BEN: 3}
    assert await points(service, BoardChoice()) == {BEN: 12, ANN: 6}
    await store.write(lambda it: privacy.choose_visibility(it, BEN, LeaderboardVisibility.GLOBAL))
    assert await points(service, BoardChoice(scope=Scope.GLOBAL)) == {BEN: 12}
    page = await service.board(HERE, ANN, BoardChoice(scope=Scope.GLOBAL))
    assert (page.board.own, page.visibility) == (None, LeaderboardVisibility.SERVER)
