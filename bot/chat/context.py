"""What every command needs: the answers of the moment, the pictures, and the clock."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.charts.renderer import ChartStudio
from bot.chat.local_knowledge import View
from bot.chat.operators import Operators
from bot.knowledge.base import Knowledge
from bot.knowledge.decks import Item
from bot.quiz.pool import Pool
from bot.services.asking.conversations import Conversations
from bot.services.asking.missed import StoredMisses
from bot.services.editing.repository import Library
from bot.services.games.registry import Hall
from bot.services.reminders import Reminding
from bot.services.scheduler import Clock, utc_now
from bot.services.servers.decks import deck_place
from bot.services.servers.leaving import Leaving
from bot.services.servers.service import ServerBook
from bot.store.database import Store

MOST_VIEWS = 64
"""Servers with words of their own whose pages are kept ready."""


@dataclass(slots=True)
class Desk:
    """Hold what all commands share. The library swaps what the bot knows in one step."""

    library: Library
    studio: ChartStudio
    database: Store
    servers: ServerBook
    clock: Clock = utc_now
    operators: Operators = field(default_factory=Operators)
    reminding: Reminding | None = None
    leaving: Leaving | None = None
    _hall: Hall | None = None
    _conversations: Conversations | None = None
    _view: View | None = None
    _own_views: dict[int, View] = field(default_factory=dict)

    @property
    def knowledge(self) -> Knowledge:
        """Give the live version, without any server's own words."""
        return self.library.edition.knowledge

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
            self._conversations = Conversations(self.clock, misses)
        return self._conversations

    def pool(self) -> Pool:
        """Take the quiz items of the live version."""
        return self.library.edition.pool

    async def item(self, item: str) -> Item | None:
        """Give an item of the files or of a server's deck as it is now; None for a lost one."""
        if (place := deck_place(item)) is None:
            return self.pool().current(item)
        found = await self.servers.items(*place)
        return next((it for it in found if it.id == item), None)

    def view(self, guild: int | None) -> View:
        """Take what is known in a server, or (None) outside of any."""
        edition, today = self.library.edition, self.clock().date()
        shared = self._view
        if shared is None or shared.edition is not edition or shared.answers.today != today:
            self._own_views.clear()
            shared = self._view = View(edition, today)
        own = self.servers.aliases(guild)
        return shared if guild is None or not own else self._own(guild, own, shared)

    def _own(self, guild: int, own: Mapping[str, str], shared: View) -> View:
        """Take the view of a server that has words of its own; the latest used are kept."""
        found = self._own_views.pop(guild, None)
        if found is None or found.own is not own:
            found = View(shared.edition, shared.answers.today, own, shared.renderer)
        self._own_views[guild] = found
        while len(self._own_views) > MOST_VIEWS:
            del self._own_views[next(iter(self._own_views))]
        return found
