"""Pages are remembered for one version and one day, and for no longer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.charts.renderer import ChartRenderer
from bot.chat.kit.rendering import Frame, PageRenderer, Wanted
from bot.lookups.by_title import Asked
from bot.lookups.charts import Chart
from bot.lookups.model import SOURCES_PAGE
from bot.lookups.queries import RoleQuery, SalaryQuery
from bot.lookups.title import TitleQuery
from bot.services.editing.repository import KnowledgeRepository
from bot.services.editing.snapshot import KnowledgeSnapshot
from bot.services.local_knowledge import LocalKnowledge, LocalKnowledgeService
from bot.services.scheduler import Clock
from bot.services.servers.server_service import ServerService
from bot.store.database import NoDatabase
from tests.conftest import NOW


@dataclass
class Pages:
    """What pages are made of, without the rest of the bot."""

    repository: KnowledgeRepository
    known: LocalKnowledgeService
    renderer: PageRenderer

    async def frame(self, wanted: Wanted) -> Frame:
        return await frame_of(self.renderer, self.known.at(None), wanted)


async def frame_of(renderer: PageRenderer, known: LocalKnowledge, wanted: Wanted) -> Frame:
    async def ask_for_time() -> None:
        pass

    return await renderer.frame(known, wanted, ask_for_time)


def draw(chart: Chart) -> bytes:
    return chart.title.encode()


def page_renderer() -> PageRenderer:
    return PageRenderer(ChartRenderer(draw=draw))


def pages_of(snapshot: KnowledgeSnapshot, clock: Clock = lambda: NOW) -> Pages:
    store = NoDatabase("not needed", "none")
    repository = KnowledgeRepository(snapshot, store, clock)
    servers = ServerService(store, repository, clock)
    known = LocalKnowledgeService(repository, servers, clock)
    return Pages(repository, known, page_renderer())


QUERY = RoleQuery("evals-specialist")
PROFILE = Wanted(Asked(QUERY))


async def test_a_page_is_laid_out_once(snapshot: KnowledgeSnapshot) -> None:
    pages = pages_of(snapshot)
    assert await pages.frame(PROFILE) is await pages.frame(PROFILE)


async def test_only_titles_are_laid_out_anew_for_a_server_with_words_of_its_own(
    snapshot: KnowledgeSnapshot,
) -> None:
    renderer = page_renderer()
    shared = LocalKnowledge(snapshot, NOW.date())
    local = LocalKnowledge(snapshot, NOW.date(), {"judge": "evals-specialist"}, shared)
    assert await frame_of(renderer, local, PROFILE) is await frame_of(renderer, shared, PROFILE)
    title = Wanted(Asked(TitleQuery("judge")))
    assert await frame_of(renderer, local, title) is not await frame_of(renderer, shared, title)
    assert await frame_of(renderer, local, title) is await frame_of(renderer, local, title)


async def test_a_new_version_is_read_at_once(
    snapshot: KnowledgeSnapshot, raw_files: Mapping[str, bytes]
) -> None:
    name = "roles/evals-specialist.yaml"
    changed = raw_files[name].replace(b"You design the tests", b"You invent the tests")
    assert changed != raw_files[name]
    pages = pages_of(snapshot)
    before = pages.known.at(None)
    assert "You design the tests" in str(await pages.frame(PROFILE))
    pages.repository.snapshot = KnowledgeSnapshot.of({**raw_files, name: changed}, NOW)
    assert "You invent the tests" in str(await pages.frame(PROFILE))
    again = str(await frame_of(pages.renderer, before, PROFILE))
    assert "You design the tests" in again, "one reply reads one version"


async def test_a_new_day_may_make_claims_old(snapshot: KnowledgeSnapshot) -> None:
    moment = datetime(2027, 6, 30, 23, 59, tzinfo=UTC)
    clock = [moment]
    salary = Wanted(Asked(SalaryQuery("ai-engineer")), SOURCES_PAGE)
    pages = pages_of(snapshot, lambda: clock[0])
    assert "old: over" not in str(await pages.frame(salary))
    clock[0] = moment + timedelta(minutes=1)
    assert "old: over" in str(await pages.frame(salary))


async def test_how_a_title_was_read_is_put_in_without_changing_the_page(
    snapshot: KnowledgeSnapshot,
) -> None:
    frame = await pages_of(snapshot).frame(PROFILE)
    asked = Asked(QUERY, ("“evals” → Evals Specialist.",))
    led = frame.reply(Wanted(asked, footer="Shared by @everyone https://a.example")).view
    assert "“evals” → Evals Specialist." in str(led)
    assert r"Shared by \\@everyone https\\://a.example" in str(led)
    assert "“evals”" not in str(frame.reply(PROFILE).view)
