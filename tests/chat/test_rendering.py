"""Pages are remembered for one version and one day, and for no longer."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from bot.charts.renderer import ChartRenderer
from bot.chat.context import Context
from bot.chat.kit.rendering import Wanted
from bot.knowledge.base import Knowledge
from bot.lookups.by_title import Asked
from bot.lookups.queries import RoleQuery, SalaryQuery
from bot.services.editing.repository import KnowledgeRepository
from bot.services.editing.snapshot import KnowledgeSnapshot
from bot.services.scheduler import Clock
from bot.services.servers.server_service import ServerService
from bot.store.database import NoDatabase
from tests.conftest import NOW


def desk_with(knowledge: Knowledge, charts: ChartRenderer, clock: Clock = lambda: NOW) -> Context:
    store = NoDatabase("not needed", "nothing")
    repository = KnowledgeRepository(KnowledgeSnapshot.without_files(knowledge, NOW), store, clock)
    return Context(repository, charts, store, ServerService(store), clock)


PROFILE = Wanted(Asked(RoleQuery("evals-specialist")))


async def test_a_page_is_laid_out_once(knowledge: Knowledge) -> None:
    async with ChartRenderer() as charts:
        context = desk_with(knowledge, charts)
        assert context.view(None).renderer.frame(PROFILE) is context.view(None).renderer.frame(
            PROFILE
        )


async def test_a_new_version_is_read_at_once(
    knowledge: Knowledge, raw_files: Mapping[str, bytes]
) -> None:
    name = "roles/evals-specialist.yaml"
    changed = raw_files[name].replace(b"Designs the tests", b"Invents the tests")
    assert changed != raw_files[name]
    async with ChartRenderer() as charts:
        context = desk_with(knowledge, charts)
        before = context.view(None).renderer
        assert "Designs the tests" in str(before.frame(PROFILE))
        context.repository.snapshot = KnowledgeSnapshot.of({**raw_files, name: changed}, NOW)
        assert "Invents the tests" in str(context.view(None).renderer.frame(PROFILE))
        assert "Designs the tests" in str(before.frame(PROFILE)), "one reply reads one version"


async def test_a_new_day_may_make_claims_old(knowledge: Knowledge) -> None:
    moment = datetime(2027, 6, 30, 23, 59, tzinfo=UTC)
    clock = [moment]
    salary = Wanted(Asked(SalaryQuery("ai-engineer")))
    async with ChartRenderer() as charts:
        context = desk_with(knowledge, charts, lambda: clock[0])
        assert "**old**" not in str(context.view(None).renderer.frame(salary))
        clock[0] = moment + timedelta(minutes=1)
        assert "**old**" in str(context.view(None).renderer.frame(salary))


async def test_how_a_title_was_read_is_put_in_without_changing_the_page(
    knowledge: Knowledge,
) -> None:
    async with ChartRenderer() as charts:
        frame = desk_with(knowledge, charts).view(None).renderer.frame(PROFILE)
        led = frame.view(["“evals” → Evals Specialist."], "Shared by @everyone").to_components()
        assert "“evals” → Evals Specialist." in str(led)
        assert "Shared by \\\\@everyone" in str(led)
        assert "“evals”" not in str(frame.view().to_components())
