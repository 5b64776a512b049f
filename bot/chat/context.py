"""A bridge for modules that have not been moved to `bot.chat.kit.context` yet."""

from dataclasses import dataclass

from bot.charts.renderer import ChartRenderer
from bot.chat.kit.context import App
from bot.chat.operators import Operators
from bot.knowledge.base import Knowledge
from bot.knowledge.decks import Item
from bot.quiz.pool import Pool
from bot.services.asking.conversations import Conversations
from bot.services.editing.repository import KnowledgeRepository
from bot.services.games.registry import GameRegistry
from bot.services.local_knowledge import LocalKnowledge
from bot.services.reminders import ReminderService
from bot.services.scheduler import Clock
from bot.services.servers.server_service import ServerCleanup, ServerService
from bot.store.database import Store


@dataclass(frozen=True, slots=True)
class Context:
    """What commands used to share, read from the app."""

    app: App

    @property
    def repository(self) -> KnowledgeRepository:
        return self.app.services.repository

    @property
    def charts(self) -> ChartRenderer:
        return self.app.charts

    @property
    def database(self) -> Store:
        return self.app.services.store

    @property
    def servers(self) -> ServerService:
        return self.app.services.servers

    @property
    def clock(self) -> Clock:
        return self.app.services.clock

    @property
    def operators(self) -> Operators:
        return self.app.operators

    @property
    def reminding(self) -> ReminderService:
        return self.app.services.reminders

    @property
    def leaving(self) -> ServerCleanup:
        return self.app.services.server_cleanup

    @property
    def knowledge(self) -> Knowledge:
        return self.app.services.knowledge

    @property
    def games(self) -> GameRegistry:
        return self.app.services.games

    def conversations(self) -> Conversations:
        return self.app.services.conversations

    def pool(self) -> Pool:
        return self.app.services.items.pool

    async def item(self, item: str) -> Item | None:
        return await self.app.services.items.current(item)

    def view(self, guild: int | None) -> LocalKnowledge:
        return self.app.services.local_knowledge.at(guild)
