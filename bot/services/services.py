"""All that the bot can do, built once; each field is a use case."""

from dataclasses import dataclass

from bot.knowledge.base import Knowledge
from bot.quiz.saved import SavedGame
from bot.services.appeals import AppealService
from bot.services.asking.conversations import Conversations, ModelKeeper
from bot.services.assessments import AssessmentService
from bot.services.claim_reports import ClaimReportService
from bot.services.daily.answering import DailyAnswerService
from bot.services.daily.posting import DailyPostingService
from bot.services.editing.editing_service import EditingService
from bot.services.editing.repository import KnowledgeRepository
from bot.services.exams import ExamService
from bot.services.games.registry import GameRegistry
from bot.services.items import ItemService, QuizTopics
from bot.services.leaderboards import LeaderboardService
from bot.services.local_knowledge import LocalKnowledgeService
from bot.services.misses import MissService, StoredMisses
from bot.services.mock_loops import MockLoopService
from bot.services.moderators import ModeratorNotes
from bot.services.nights.keeping import NightKeeper
from bot.services.nights.planning import NightService
from bot.services.pay_reports import PayReportService
from bot.services.plans import PlanService
from bot.services.ports import GameView, Messenger
from bot.services.postings import PostingService
from bot.services.practice import PracticeService
from bot.services.privacy import PrivacyService
from bot.services.prizes import PrizeService
from bot.services.quizzes import QuizService
from bot.services.reminders import ReminderService
from bot.services.reports import ReportService
from bot.services.retention import RetentionService
from bot.services.reviews import ReviewService
from bot.services.scheduler import Clock, Scheduler
from bot.services.seasons import SeasonService
from bot.services.servers.server_service import ServerCleanup, ServerService
from bot.services.welcome import WelcomeService
from bot.store.database import Store


@dataclass(frozen=True, slots=True)
class Services:
    """The use cases, and the time that they go by."""

    scheduler: Scheduler
    clock: Clock
    repository: KnowledgeRepository
    servers: ServerService
    editing: EditingService
    misses: MissService
    reports: ReportService
    claim_reports: ClaimReportService
    local_knowledge: LocalKnowledgeService
    items: ItemService
    conversations: Conversations
    games: GameRegistry
    quizzes: QuizService
    appeals: AppealService
    leaderboards: LeaderboardService
    seasons: SeasonService
    exams: ExamService
    prizes: PrizeService
    pay_reports: PayReportService
    reviews: ReviewService
    plans: PlanService
    postings: PostingService
    practice: PracticeService
    mock_loops: MockLoopService
    assessments: AssessmentService
    reminders: ReminderService
    privacy: PrivacyService
    retention: RetentionService
    welcome: WelcomeService
    server_cleanup: ServerCleanup
    daily: DailyPostingService
    daily_answers: DailyAnswerService
    nights: NightService
    night_keeper: NightKeeper

    @property
    def knowledge(self) -> Knowledge:
        """The live version, without any server's own words."""
        return self.repository.snapshot.knowledge


def build_services(  # noqa: PLR0913, PLR0917 - what they are built on
    store: Store,
    repository: KnowledgeRepository,
    servers: ServerService,
    scheduler: Scheduler,
    messenger: Messenger,
    keep_days: int,
) -> Services:
    """Build each use case on those that it needs; nothing begins yet."""
    clock = scheduler.now
    local = LocalKnowledgeService(repository, servers, clock)
    items = ItemService(repository, servers)
    topics = QuizTopics(repository, servers)

    def knowledge() -> Knowledge:
        return repository.snapshot.knowledge

    def game_view(saved: SavedGame) -> GameView:
        return messenger.game_view(saved, lambda it: topics.name_of(it, saved.place.guild))

    games = GameRegistry(store, scheduler, lambda guild: local.at(guild).knowledge, game_view)
    misses = StoredMisses(store, scheduler)
    editing = EditingService(repository, store, clock)
    reviews = ReviewService(store, clock, items)
    plans = PlanService(store, clock, knowledge)
    welcome = WelcomeService(store)
    quizzes = QuizService(repository, servers, topics, games, store, clock)
    notes = ModeratorNotes(scheduler, servers, messenger.board)
    keeper = NightKeeper(store, scheduler, quizzes, games, topics, messenger.board, notes)
    prizes = PrizeService(store, scheduler, messenger, notes)
    kinds = (reviews.reminder, plans.reminder)
    return Services(
        scheduler=scheduler,
        clock=clock,
        repository=repository,
        servers=servers,
        editing=editing,
        misses=MissService(editing, store, clock, misses),
        reports=ReportService(editing, store, clock),
        claim_reports=ClaimReportService(store, clock),
        local_knowledge=local,
        items=items,
        conversations=Conversations(clock, misses, ModelKeeper(scheduler)),
        games=games,
        quizzes=quizzes,
        appeals=AppealService(repository, games, store, clock),
        leaderboards=LeaderboardService(servers, store, clock),
        seasons=SeasonService(store, clock, servers, prizes),
        exams=ExamService(store, clock, servers, topics, items, local, quizzes.pick, prizes),
        prizes=prizes,
        pay_reports=PayReportService(store, clock, servers, knowledge, notes),
        reviews=reviews,
        plans=plans,
        postings=PostingService(clock),
        practice=PracticeService(store, clock, knowledge),
        mock_loops=MockLoopService(store, clock, knowledge),
        assessments=AssessmentService(store, clock, knowledge),
        reminders=ReminderService(store, scheduler, kinds, messenger.remind),
        privacy=PrivacyService(store, (games.reload, welcome.forgotten)),
        retention=RetentionService(store, scheduler, keep_days),
        welcome=welcome,
        server_cleanup=ServerCleanup(store, scheduler, servers),
        daily=DailyPostingService(store, scheduler, repository, servers, messenger.board, notes),
        daily_answers=DailyAnswerService(store, clock, local),
        nights=NightService(store, clock, servers, quizzes, topics, keeper),
        night_keeper=keeper,
    )
