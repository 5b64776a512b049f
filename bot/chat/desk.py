"""What every command needs: the answers of the moment, the pictures, and the clock."""

from dataclasses import dataclass

from bot.answers.service import Answers
from bot.charts.studio import ChartStudio
from bot.chat.asking.conversations import Conversations
from bot.chat.rendering import Renderer
from bot.knowledge.base import Knowledge
from bot.play.clockwork import Clock, utc_now
from bot.play.hall import Hall
from bot.play.missed import StoredMisses
from bot.play.reminding import Reminding
from bot.quiz.pool import Pool
from bot.store.database import Store


@dataclass(slots=True)
class Desk:
    """Hold the one loaded version of the knowledge, which a reload swaps in one step."""

    knowledge: Knowledge
    studio: ChartStudio
    database: Store
    clock: Clock = utc_now
    reminding: Reminding | None = None
    _hall: Hall | None = None
    _renderer: Renderer | None = None
    _conversations: Conversations | None = None
    _pool: tuple[Knowledge, Pool] | None = None

    @property
    def hall(self) -> Hall:
        """Give the running games."""
        if self._hall is None:
            raise RuntimeError("the hall is built with the client")
        return self._hall

    def build_hall(self, hall: Hall) -> None:
        """Take the hall, which needs the client that this desk belongs to."""
        self._hall = hall

    def conversations(self) -> Conversations:
        """Take what answers questions in anybody's words."""
        if self._conversations is None:
            misses = StoredMisses(self.database, self.clock)
            self._conversations = Conversations(lambda: self.knowledge, self.clock, misses)
        return self._conversations

    def pool(self) -> Pool:
        """Take the quiz items of the present version."""
        if self._pool is None or self._pool[0] is not self.knowledge:
            self._pool = self.knowledge, Pool.of(self.knowledge)
        return self._pool[1]

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
