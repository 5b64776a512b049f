"""From queries to finished pages, remembered for one version of the knowledge and one day."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from cachetools import LRUCache

from bot.charts.renderer import ChartRenderer
from bot.chat.kit.components import Component, Layout, container, small, text
from bot.chat.kit.layout import READER, PageRights, lay_out, with_more
from bot.chat.kit.pages import page_of
from bot.chat.kit.reply import Attachment, Reply
from bot.lookups.by_title import Asked
from bot.lookups.charts import Chart
from bot.lookups.model import Answer, AnswerAction, Step
from bot.lookups.queries import Query
from bot.lookups.title import TitleQuery
from bot.services.local_knowledge import LocalKnowledge

log = logging.getLogger(__name__)
OWN_REMEMBERED = 32
REMEMBERED = 512
"""Pages kept; at about 35 kB each with a picture, a version costs at most some 18 MB."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be shown: a query with what was understood of it, or an answer that has none."""

    asked: Asked | Answer
    number: int = 0
    rights: PageRights = READER
    footer: str | None = None

    @property
    def lead(self) -> tuple[str, ...]:
        """Give the lines that say how a typed title was understood."""
        return self.asked.lead if isinstance(self.asked, Asked) else ()

    @property
    def more(self) -> tuple[Step, ...]:
        """Give what else this person asked in the same breath."""
        return self.asked.more if isinstance(self.asked, Asked) else ()

    @property
    def actions(self) -> tuple[AnswerAction, ...]:
        """Give what can be done about what was not understood."""
        return self.asked.actions if isinstance(self.asked, Asked) else ()


@dataclass(frozen=True, slots=True)
class Frame:
    """One page of an answer as Discord takes it, with its pictures."""

    components: tuple[Component, ...]
    files: tuple[Attachment, ...]

    def reply(self, wanted: Wanted) -> Reply:
        """Give what can be sent, with what is one member's own: lines, further buttons."""
        framed, *below = self.components
        heading, *parts = framed["components"]
        if wanted.lead:
            parts.insert(0, text("\n".join(map(small, wanted.lead))))
        if wanted.footer is not None:
            parts.append(text(small(wanted.footer)))
        if wanted.more or wanted.actions:
            below = with_more(wanted.more, wanted.actions, below)
        return Reply(Layout((container([heading, *parts]), *below)), self.files)


_Key = tuple[Query, int, PageRights]


class PageRenderer:
    """Lay pages out; the same query is laid out and drawn once in a version, on a day."""

    def __init__(self, charts: ChartRenderer) -> None:
        self._charts = charts
        self._remembered: WeakKeyDictionary[LocalKnowledge, LRUCache[_Key, Frame]] = (
            WeakKeyDictionary()
        )

    async def frame(
        self,
        known: LocalKnowledge,
        wanted: Wanted,
        ask_for_time: Callable[[], Awaitable[object]],
    ) -> Frame:
        """Give a page; ask Discord for time only where a picture must be drawn first."""
        asked = wanted.asked
        if not isinstance(asked, Asked):
            return (await self._lay_out(asked, wanted, ask_for_time))[0]
        # A server's own words change how a title is decoded, and nothing else.
        place = known if isinstance(asked.query, TitleQuery) else known.shared
        pages = self._remembered.get(place)
        if pages is None:
            most = REMEMBERED if place.shared is place else OWN_REMEMBERED
            pages = self._remembered[place] = LRUCache(most)
        key = (asked.query, wanted.number, wanted.rights)
        if (found := pages.get(key)) is not None:
            return found
        answer = place.answers.answer(asked.query)
        frame, whole = await self._lay_out(answer, wanted, ask_for_time)
        if whole:
            pages[key] = frame
        return frame

    async def picture(self, chart: Chart) -> Attachment | None:
        """Draw a chart; one that fails is left to the words beside it."""
        try:
            return Attachment(self._charts.name(chart), await self._charts.picture(chart))
        except Exception:
            log.exception("a chart could not be drawn: %s", chart.title)
            return None

    async def _lay_out(
        self, answer: Answer, wanted: Wanted, ask_for_time: Callable[[], Awaitable[object]]
    ) -> tuple[Frame, bool]:
        """Lay a page out with its charts drawn; say too whether all of them could be."""
        page = page_of(answer, wanted.number)
        charts = [part for part in page.parts if not isinstance(part, str)]
        if any(self._charts.cached(chart) is None for chart in charts):
            await ask_for_time()
        tried = {chart: await self.picture(chart) for chart in charts}
        drawn = {chart: file for chart, file in tried.items() if file is not None}
        names = {chart: file.name for chart, file in drawn.items()}
        components = lay_out(answer, page, names, wanted.rights)
        return Frame(components, tuple(drawn.values())), len(drawn) == len(tried)
