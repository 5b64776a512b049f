"""Pages are remembered for one version and one day, and for no longer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.chat.kit.rendering import Frame, PageRenderer, Wanted
from bot.knowledge.base import Knowledge
from bot.lookups.by_title import Asked
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

    def frame(self, wanted: Wanted) -> Frame:
        return self.renderer.frame(self.known.at(None), wanted)


def pages_of(knowledge: Knowledge, clock: Clock = lambda: NOW) -> Pages:
    store = NoDatabase("not needed", "none")
    repository = KnowledgeRepository(KnowledgeSnapshot.without_files(knowledge, NOW), store, clock)
    servers = ServerService(store, repository, clock)
    known = LocalKnowledgeService(repository, servers, clock)
    return Pages(repository, known, PageRenderer())


QUERY = RoleQuery("evals-specialist")
PROFILE = Wanted(Asked(QUERY))


def test_a_page_is_laid_out_once(knowledge: Knowledge) -> None:
    pages = pages_of(knowledge)
    assert pages.frame(PROFILE) is pages.frame(PROFILE)


def test_only_titles_are_laid_out_anew_for_a_server_with_words_of_its_own(
    knowledge: Knowledge,
) -> None:
    renderer, snapshot = PageRenderer(), KnowledgeSnapshot.without_files(knowledge, NOW)
    shared = LocalKnowledge(snapshot, NOW.date())
    local = LocalKnowledge(snapshot, NOW.date(), {"judge": "evals-specialist"}, shared)
    assert renderer.frame(local, PROFILE) is renderer.frame(shared, PROFILE)
    title = Wanted(Asked(TitleQuery("judge")))
    assert renderer.frame(local, title) is not renderer.frame(shared, title)
    assert renderer.frame(local, title) is renderer.frame(local, title)


def test_a_new_version_is_read_at_once(
    knowledge: Knowledge, raw_files: Mapping[str, bytes]
) -> None:
    name = "roles/evals-specialist.yaml"
    changed = raw_files[name].replace(b"You design the tests", b"You invent the tests")
    assert changed != raw_files[name]
    pages = pages_of(knowledge)
    before = pages.known.at(None)
    assert "You design the tests" in str(pages.frame(PROFILE))
    pages.repository.snapshot = KnowledgeSnapshot.of({**raw_files, name: changed}, NOW)
    assert "You invent the tests" in str(pages.frame(PROFILE))
    again = str(pages.renderer.frame(before, PROFILE))
    assert "You design the tests" in again, "one reply reads one version"


def test_a_new_day_may_make_claims_old(knowledge: Knowledge) -> None:
    moment = datetime(2027, 6, 30, 23, 59, tzinfo=UTC)
    clock = [moment]
    salary = Wanted(Asked(SalaryQuery("ai-engineer")), SOURCES_PAGE)
    pages = pages_of(knowledge, lambda: clock[0])
    assert "old: over" not in str(pages.frame(salary))
    clock[0] = moment + timedelta(minutes=1)
    assert "old: over" in str(pages.frame(salary))


def test_how_a_title_was_read_is_put_in_without_changing_the_page(knowledge: Knowledge) -> None:
    frame = pages_of(knowledge).frame(PROFILE)
    asked = Asked(QUERY, ("“evals” → Evals Specialist.",))
    led = frame.view(Wanted(asked, footer="Shared by @everyone https://a.example")).components
    assert "“evals” → Evals Specialist." in str(led)
    assert r"Shared by \\@everyone https\\://a.example" in str(led)
    assert "“evals”" not in str(frame.view(PROFILE).components)
