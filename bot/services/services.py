"""All that the bot can do, built once by `bot.bootstrap`; each field is a use case."""

from dataclasses import dataclass

from bot.knowledge.base import Knowledge
from bot.services.appeals import AppealService
from bot.services.asking.conversations import Conversations
from bot.services.assessments import AssessmentService
from bot.services.editing.editing_service import EditingService
from bot.services.editing.repository import KnowledgeRepository
from bot.services.games.registry import GameRegistry
from bot.services.items import ItemService
from bot.services.leaderboards import LeaderboardService
from bot.services.local_knowledge import LocalKnowledgeService
from bot.services.misses import MissService
from bot.services.plans import PlanService
from bot.services.practice import PracticeService
from bot.services.privacy import PrivacyService
from bot.services.quizzes import QuizService
from bot.services.reminders import ReminderService
from bot.services.reports import ReportService
from bot.services.reviews import ReviewService
from bot.services.scheduler import Clock
from bot.services.servers.server_service import ServerCleanup, ServerService
from bot.store.database import Store


@dataclass(frozen=True, slots=True)
class Services:
    """The use cases, and the time that they go by."""

    clock: Clock
    repository: KnowledgeRepository
    store: Store
    servers: ServerService
    editing: EditingService
    misses: MissService
    reports: ReportService
    local_knowledge: LocalKnowledgeService
    items: ItemService
    conversations: Conversations
    games: GameRegistry
    quizzes: QuizService
    appeals: AppealService
    leaderboards: LeaderboardService
    reviews: ReviewService
    plans: PlanService
    practice: PracticeService
    assessments: AssessmentService
    reminders: ReminderService
    privacy: PrivacyService
    server_cleanup: ServerCleanup

    @property
    def knowledge(self) -> Knowledge:
        """The live version, without any server's own words."""
        return self.repository.snapshot.knowledge
