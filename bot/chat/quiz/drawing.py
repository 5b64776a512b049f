"""What a question shows beside its words: a picture, or what that says where it is not drawn."""

import asyncio
import logging
from typing import NamedTuple

from bot.chat.kit.components import Component, literal, picture, text
from bot.chat.kit.rendering import PageRenderer
from bot.chat.kit.reply import Attachment
from bot.lookups.charts import Chart
from bot.quiz.items.base import Question

log = logging.getLogger(__name__)
DRAWING_SECONDS = 4.0
"""How long a message waits for its picture; many games may end at once."""


class Drawing(NamedTuple):
    """Components, and the files that they show."""

    parts: tuple[Component, ...] = ()
    files: tuple[Attachment, ...] = ()


async def drawing_of(question: Question, pages: PageRenderer) -> Drawing:
    """Draw what a question shows, or say it; nothing for one that is words alone."""
    if (chart := question.chart) is None:
        return Drawing()
    if (file := await drawn_in_time(chart, pages)) is None:
        return Drawing((text(literal(chart.describe())),))
    return Drawing((picture(file.name, chart.describe()),), (file,))


async def drawn_in_time(chart: Chart, pages: PageRenderer) -> Attachment | None:
    try:
        async with asyncio.timeout(DRAWING_SECONDS):
            return await pages.picture(chart)
    except TimeoutError:
        log.info("a picture was not drawn in time")
        return None
