"""From queries to finished pages, remembered for one version of the knowledge and one day."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import lru_cache, partial
from weakref import WeakKeyDictionary

from bot.charts.renderer import ChartRenderer
from bot.chat.kit.components import Component, Layout, container, text
from bot.chat.kit.layout import READER, PageRights, lay_out, with_more
from bot.chat.kit.markup import small
from bot.chat.kit.pages import page_of
from bot.lookups.by_title import Asked
from bot.lookups.charts import Chart
from bot.lookups.model import Answer, AnswerAction, Step
from bot.lookups.queries import Query
from bot.lookups.registry import Answers
from bot.lookups.title import TitleQuery
from bot.services.local_knowledge import LocalKnowledge

OWN_REMEMBERED = 32
REMEMBERED = 1024
"""Pages kept; at about 10 kB each, a version costs at most some 10 MB."""


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
    """One page of an answer as Discord takes it, and the files of the charts that it shows."""

    components: tuple[Component, ...]
    pictures: tuple[tuple[Chart, str], ...]

    def view(self, wanted: Wanted) -> Layout:
        """Give what can be sent, with what is one member's own: lines, further buttons."""
        lead, footer = wanted.lead, wanted.footer
        if not lead and footer is None and not wanted.more and not wanted.actions:
            return Layout(self.components)
        framed, *rest = self.components
        heading, *parts = framed["components"]
        if lead:
            parts.insert(0, text("\n".join(map(small, lead))))
        if footer is not None:
            parts.append(text(small(footer)))
        return Layout((container([heading, *parts]), *with_more(wanted.more, wanted.actions, rest)))


_Render = Callable[[Query, int, PageRights], Frame]


class PageRenderer:
    """Lay pages out; the same query is laid out once in a version, on a day."""

    def __init__(self) -> None:
        self._remembered: WeakKeyDictionary[LocalKnowledge, _Render] = WeakKeyDictionary()

    def frame(self, known: LocalKnowledge, wanted: Wanted) -> Frame:
        """Give a page with room for its charts."""
        asked = wanted.asked
        if not isinstance(asked, Asked):
            return _frame(asked, wanted.number, wanted.rights)
        # A server's own words change how a title is decoded, and nothing else.
        place = known if isinstance(asked.query, TitleQuery) else known.shared
        render = self._remembered.get(place) or self._remember(place)
        return render(asked.query, wanted.number, wanted.rights)

    def frame_without(
        self, known: LocalKnowledge, wanted: Wanted, missing: Collection[Chart]
    ) -> Frame:
        """Give a page without the charts that could not be drawn."""
        answer = wanted.asked
        if isinstance(answer, Asked):
            answer = known.answers.answer(answer.query)
        return _frame(answer, wanted.number, wanted.rights, missing)

    def _remember(self, place: LocalKnowledge) -> _Render:
        most = REMEMBERED if place.shared is place else OWN_REMEMBERED
        # It holds the answers, not the place, which can go with all that was laid out for it.
        render = lru_cache(most)(partial(_render, place.answers))
        self._remembered[place] = render
        return render


def _render(answers: Answers, query: Query, number: int, rights: PageRights) -> Frame:
    return _frame(answers.answer(query), number, rights)


def _frame(
    answer: Answer, number: int, rights: PageRights, missing: Collection[Chart] = ()
) -> Frame:
    page = page_of(answer, number)
    charts = [part for part in page.parts if not isinstance(part, str) and part not in missing]
    names = {chart: ChartRenderer.name(chart) for chart in charts}
    components = lay_out(answer, page, names, rights)
    return Frame(components, tuple(names.items()))
