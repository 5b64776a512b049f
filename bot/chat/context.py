"""What every command needs: the answers of the moment, the pictures, and the clock."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.charts.renderer import ChartRenderer
from bot.chat.local_knowledge import LocalKnowledge
from bot.chat.operators import Operators
from bot.knowledge.base import Knowledge
from bot.knowledge.decks import Item
from bot.quiz.pool import Pool
from bot.services.asking.conversations import Conversations
from bot.services.asking.missed import StoredMisses
from bot.services.editing.repository import KnowledgeRepository
from bot.services.games.registry import GameRegistry
from bot.services.reminders import ReminderService
from bot.services.scheduler import Clock, utc_now
from bot.services.servers.leaving import Leaving
from bot.services.servers.server_decks import deck_place
from bot.services.servers.server_service import ServerService
from bot.store.database import Store

MOST_VIEWS = 64
"""Servers with words of their own whose pages are kept ready."""


@dataclass(slots=True)
class Context:
    """Hold what all commands share. The repository swaps what the bot knows in one step."""

    repository: KnowledgeRepository
    charts: ChartRenderer
    database: Store
    servers: ServerService
    clock: Clock = utc_now
    operators: Operators = field(default_factory=Operators)
    reminding: ReminderService | None = None
    leaving: Leaving | None = None
    _games: GameRegistry | None = None
    _conversations: Conversations | None = None
    _view: LocalKnowledge | None = None
    _own_views: dict[int, LocalKnowledge] = field(default_factory=dict)

    @property
    def knowledge(self) -> Knowledge:
        """Give the live version, without any server's own words."""
        return self.repository.snapshot.knowledge

    @property
    def games(self) -> GameRegistry:
        """Give the running games."""
        if self._games is None:
            raise RuntimeError("the games is built with the client")
        return self._games

    def build_games(self, games: GameRegistry) -> None:
        """Take the games, which needs the client that this context belongs to."""
        self._games = games

    def conversations(self) -> Conversations:
        """Take what answers questions in anybody's words."""
        if self._conversations is None:
            misses = StoredMisses(self.database, self.clock)
            self._conversations = Conversations(self.clock, misses)
        return self._conversations

    def pool(self) -> Pool:
        """Take the quiz items of the live version."""
        return self.repository.snapshot.pool

    async def item(self, item: str) -> Item | None:
        """Give an item of the files or of a server's deck as it is now; None for a lost one."""
        if (place := deck_place(item)) is None:
            return self.pool().current(item)
        found = await self.servers.items(*place)
        return next((it for it in found if it.id == item), None)

    def view(self, guild: int | None) -> LocalKnowledge:
        """Take what is known in a server, or (None) outside of any."""
        snapshot, today = self.repository.snapshot, self.clock().date()
        shared = self._view
        if shared is None or shared.snapshot is not snapshot or shared.answers.today != today:
            self._own_views.clear()
            shared = self._view = LocalKnowledge(snapshot, today)
        own = self.servers.aliases(guild)
        return shared if guild is None or not own else self._own(guild, own, shared)

    def _own(self, guild: int, own: Mapping[str, str], shared: LocalKnowledge) -> LocalKnowledge:
        """Take the view of a server that has words of its own; the latest used are kept."""
        found = self._own_views.pop(guild, None)
        if found is None or found.own is not own:
            found = LocalKnowledge(shared.snapshot, shared.answers.today, own, shared.renderer)
        self._own_views[guild] = found
        while len(self._own_views) > MOST_VIEWS:
            del self._own_views[next(iter(self._own_views))]
        return found
