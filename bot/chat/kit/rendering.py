"""From queries to finished pages, remembered for one version of the knowledge and one day."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import lru_cache

from bot.charts.renderer import ChartRenderer
from bot.chat.kit.layout import Frame, lay_out
from bot.chat.kit.pages import paginate
from bot.lookups.by_title import Asked
from bot.lookups.charts import Chart
from bot.lookups.model import Answer, Step
from bot.lookups.queries import Query
from bot.lookups.registry import Answers
from bot.lookups.title import TitleQuery

OWN_REMEMBERED = 32
REMEMBERED = 1024
"""Pages kept; at about 10 kB each, a version costs at most some 10 MB."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be shown: a query with what was understood of it, or an answer that has none."""

    asked: Asked | Answer
    number: int = 0
    shareable: bool = True

    @property
    def lead(self) -> tuple[str, ...]:
        """Give the lines that say how a typed title was understood."""
        return self.asked.lead if isinstance(self.asked, Asked) else ()

    @property
    def more(self) -> tuple[Step, ...]:
        """Give what else this person asked in the same breath."""
        return self.asked.more if isinstance(self.asked, Asked) else ()


class PageRenderer:
    """Render pages of one version; the same query is laid out once."""

    def __init__(self, answers: Answers, shared: "PageRenderer | None" = None) -> None:
        """Take answers; what no server's own words can change is left to `shared`."""
        self.answers = answers
        self._shared = shared
        self._remembered: Callable[[Query, int, bool], Frame] = lru_cache(
            REMEMBERED if shared is None else OWN_REMEMBERED
        )(self._render)

    def frame(self, wanted: Wanted) -> Frame:
        """Give a page with room for its charts."""
        if isinstance(wanted.asked, Asked):
            if self._shared is not None and not isinstance(wanted.asked.query, TitleQuery):
                return self._shared.frame(wanted)
            return self._remembered(wanted.asked.query, wanted.number, wanted.shareable)
        return _frame(wanted.asked, wanted.number, shareable=wanted.shareable)

    def frame_without(self, wanted: Wanted, missing: Collection[Chart]) -> Frame:
        """Give a page without the charts that could not be drawn."""
        answer = wanted.asked
        if isinstance(answer, Asked):
            answer = self.answers.answer(answer.query)
        return _frame(answer, wanted.number, shareable=wanted.shareable, missing=missing)

    def _render(self, query: Query, number: int, shareable: bool) -> Frame:  # noqa: FBT001
        return _frame(self.answers.answer(query), number, shareable=shareable)


def _frame(
    answer: Answer, number: int, *, shareable: bool, missing: Collection[Chart] = ()
) -> Frame:
    """Lay out a page; a number past the end, from before facts changed, gives the last."""
    pages = paginate(answer)
    page = pages[min(number, len(pages) - 1)]
    charts = [part for part in page.parts if not isinstance(part, str) and part not in missing]
    names = {chart: ChartRenderer.name(chart) for chart in charts}
    return lay_out(answer, page, names, shareable=shareable)
