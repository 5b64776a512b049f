"""What every command needs: the answers of the moment, the pictures, and the clock."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.answers.service import Answers
from bot.charts.studio import ChartStudio
from bot.chat.rendering import Renderer
from bot.knowledge.base import Knowledge

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """Tell the time, in UTC."""
    return datetime.now(UTC)


@dataclass(slots=True)
class Desk:
    """Hold the one loaded version of the knowledge, which a reload swaps in one step."""

    knowledge: Knowledge
    studio: ChartStudio
    clock: Clock = utc_now
    _renderer: Renderer | None = None

    def renderer(self) -> Renderer:
        """Take the pages of one version and day; use one of these for the whole of a reply."""
        today = self.clock().date()
        current = self._renderer
        if (
            current is None
            or current.answers.knowledge is not self.knowledge
            or current.answers.today != today
        ):
            current = self._renderer = Renderer(Answers(self.knowledge, today))
        return current

    def answers(self) -> Answers:
        """Take the answers of one version and day."""
        return self.renderer().answers
