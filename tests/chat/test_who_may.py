"""Who may do what: every action there is, by everybody there is, and with ids that nobody wrote."""

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import timedelta
from enum import Enum
from random import Random
from types import NoneType
from typing import Any, get_args, get_type_hints

import discord
import pytest
import pytest_asyncio
from simcord import Env, GuildHandle, InteractionResult
from sqlalchemy import delete, update

from bot.bootstrap import Wiring, open_client
from bot.chat import (
    answers,
    claim_reports,
    member_pay,
    offers,
    page_ids,
    plan,
    plan_setup,
    posting,
    practice_actions,
    privacy,
    reminders,
    review,
    settings_panel,
    start,
)
from bot.chat.action_table import ACTIONS
from bot.chat.client import CareersClient
from bot.chat.kit.actions import Action
from bot.chat.kit.components import card, text
from bot.chat.kit.context import OUTDATED, Binding, Control, Operators
from bot.chat.kit.delivery import as_view
from bot.chat.kit.failures import SORRY
from bot.chat.knowledge import (
    change_review,
    claim_forms,
    claim_report_list,
    knowledge_status,
    miss_list,
    report_list,
)
from bot.chat.quiz import actions as quiz
from bot.chat.quiz import (
    daily_screens,
    exam_setup,
    leaderboard,
    night_screens,
    prize_actions,
    starting,
)
from bot.chat.rights import NoServerError, NotModeratorError, NotOperatorError
from bot.errors import UserFacingError
from bot.knowledge.decks import NumberItem
from bot.knowledge.loader import read_directory
from bot.language.reading import Missed
from bot.lookups.queries import RoleQuery
from bot.lookups.registry import encode
from bot.quiz.errors import GameOverError, NoAnswerToAppealError, NotPlayedError
from bot.quiz.items import ask, unshuffled
from bot.quiz.moves import SetQuestions
from bot.quiz.nights import NightPhase
from bot.quiz.phases import Pace
from bot.quiz.pool import Wish
from bot.quiz.repetition import Recall
from bot.quiz.rules import Mode, Rules
from bot.quiz.scoring import LeaderboardVisibility
from bot.services.appeals import OwnAppealError, UnknownGameError
from bot.services.daily.answering import DailyGoneError
from bot.services.editing.snapshot import KnowledgeSnapshot
from bot.services.exams import ExamGoneError
from bot.services.games.session import GameSession
from bot.services.leaderboards import NoSeasonError, Period, Scope
from bot.services.mock_loops import MockOverError
from bot.services.nights.planning import NightGoneError
from bot.services.pay_reports import PayOffError, PaySettledError
from bot.services.postings import ForgottenPostingError
from bot.services.practice import AnswerGoneError, OwnAnswerError
from bot.services.quizzes import HostOnlyError, NoQuizError, QuizMember, QuizOrder
from bot.services.reminders import ReminderId
from bot.services.reviews import CardFront, CardGoneError
from bot.services.servers.server_settings import SettingsPage
from bot.store import cards, daily, nights, pay_reports
from bot.store.connection import Connection
from bot.store.tables.nights import NIGHTS as NIGHTS_TABLE
from bot.tools.member_pay import PayReport
from bot.tools.practice import Grade
from tests.chat.forging import Command, Person
from tests.chat.operators.acts import until
from tests.chat.reading import seen
from tests.conftest import NOW, SHIPPED, MovedClock, QuickEnv, store_of

PROBLEM = "market-timing"
ROLE_CODE = encode(RoleQuery("research-engineer"))
Refusal = type[UserFacingError]


class Who(Enum):
    """Everybody there is."""

    MEMBER = "plays in the server"
    HOST = "started the game"
    MODERATOR = "manages the server"
    OPERATOR = "owns the shared knowledge, and moderates nothing"
    STRANGER = "manages another server that the bot is in"
    USER_INSTALL = "has the bot alone, in a server that the bot is not in"


class Scene:
    """A server with a game in it, another one, and a button to forge ids on in each."""

    def __init__(
        self, env: Env, client: CareersClient, people: Mapping[Who, Person], almighty: Person
    ) -> None:
        self.env = env
        self.client = client
        self.people = people
        self.almighty = almighty

    @property
    def services(self) -> Any:
        return self.client.app.services

    def player(self, who: Who) -> QuizMember:
        return QuizMember(self.people[who].id, self.people[Who.HOST].channel.id)

    async def lobby(self, mode: Mode = Mode.CLASSIC, topic: str = "labs") -> GameSession:
        """A new game in the server's channel; the one before it ends."""
        host = self.player(Who.HOST)
        await self.services.games.channel_gone(host.channel)
        guild = self.people[Who.HOST].guild
        rules = Rules(mode, pace=Pace(60), hints=True)
        order = QuizOrder(guild, host.channel, None, (), host, topic, 2, None, rules)
        await self.services.quizzes.start(order, self.services.quizzes.check(order))
        session = await self.services.quizzes.open_in(host.channel)
        assert isinstance(session, GameSession)
        return session

    async def end_games(self) -> None:
        """End what earlier tests began, in this server and in the stranger's."""
        for who in (Who.HOST, Who.STRANGER):
            await self.services.games.channel_gone(self.people[who].channel.id)

    async def teams(self) -> GameSession:
        return await self.lobby(Mode.TEAMS)

    async def lightning(self) -> GameSession:
        """With all of its questions open."""
        return await self.open(Mode.LIGHTNING)

    async def open(self, mode: Mode = Mode.CLASSIC, topic: str = "labs") -> GameSession:
        """With its first question open."""
        session = await self.lobby(mode, topic)
        await session.join(self.people[Who.MEMBER].id)
        await session.begin()
        return session

    async def closed(self) -> GameSession:
        """With its first question closed, which the host answered rightly and the member not."""
        session = await self.open()
        right = session.game.question.right_letters
        wrong = next(it for it, _ in session.game.question.lettered if it not in right)
        for who, letter in ((Who.MEMBER, wrong), (Who.HOST, right)):
            await session.answer(self.people[who].id, 0, letter)
        await until(lambda: session.game.round.ending is not None)
        return session

    async def typed(self) -> GameSession:
        """With a question closed that the member answered wrongly by a number."""
        items = self.services.items.pool.items.values()
        number = next(it for it in items if isinstance(it, NumberItem))
        session = await self.lobby()
        asked = (ask(number, Random(1)),)
        await session.choose(SetQuestions(session.game.wish, session.game.rules, asked))
        await session.join(self.people[Who.MEMBER].id)
        await session.begin()
        far = max((number.low, number.high), key=lambda it: abs(it - number.answer))
        for who, typed in ((Who.MEMBER, far), (Who.HOST, number.answer)):
            await session.answer(self.people[who].id, 0, str(typed))
        await until(lambda: session.game.round.ending is not None)
        return session

    async def appealed(self) -> GameSession:
        """With the member's appeal of an answer that was typed."""
        session = await self.typed()
        await self.services.appeals.appeal(session.game.id, 0, self.player(Who.MEMBER))
        return session

    async def card(self) -> CardFront:
        """A card in the member's reviews."""
        member = self.people[Who.MEMBER].id
        item = next(iter(self.services.items.pool.items))
        await store_of(self.client).write(lambda it: cards.add(it, [(member, item)], NOW))
        shown = await self.services.reviews.next(member)
        assert isinstance(shown, CardFront)
        return shown

    async def daily(self) -> int:
        """The question of the day that is open in the server."""
        guild, channel = self.people[Who.HOST].guild, self.people[Who.HOST].channel.id

        async def work(connection: Connection) -> int:
            if (last := await daily.latest(connection, guild)) is None:
                item = next(
                    it for it in self.services.items.pool.items.values() if it.kind == "choice"
                )
                await daily.add(connection, guild, NOW.date(), channel, unshuffled(item), NOW)
                [asked] = await daily.unshown(connection)
                await daily.write_shown(connection, asked.id, 1)
                return asked.id
            return last.id

        return await store_of(self.client).write(work)

    async def night(self, phase: NightPhase) -> int:
        """A quiz to come in the server, planned by the host."""
        host = self.people[Who.HOST]
        when, wish = NOW + timedelta(days=1), Wish(2)
        planned = nights.NightDraft(host.guild, host.channel.id, host.id, when, wish, Rules())

        async def work(connection: Connection) -> None:
            await connection.execute(delete(NIGHTS_TABLE))
            drafted = await nights.draft(connection, planned)
            moved = update(NIGHTS_TABLE).where(NIGHTS_TABLE.c.id == drafted.number)
            await connection.execute(moved.values(id=NIGHT, phase=phase, message_id=1))

        await store_of(self.client).write(work)
        return NIGHT

    async def shown_answer(self) -> int:
        """An answer to a problem that the member put up in the server's channel."""
        member = self.people[Who.MEMBER]
        own = await self.services.practice.write(member.id, PROBLEM, "two ways at once")
        up = await self.services.practice.put_up(member.id, own.number, member.channel.id)
        return int(up.number)


Make = Callable[[Scene], Awaitable[Action]]


@dataclass(frozen=True)
class Row:
    """An action as it is tried, and who is refused it, and why; whoever is not named may do it."""

    make: Make | Action
    refused: Mapping[Who, Refusal] = field(default_factory=dict)
    chosen: tuple[str, ...] = ("1",)


def all_but(may: Sequence[Who], refusal: Refusal) -> dict[Who, Refusal]:
    return {who: refusal for who in Who if who not in may}


ANYBODY: dict[Who, Refusal] = {}
OPERATORS = all_but([Who.OPERATOR], NotOperatorError)
MODERATORS = all_but([Who.MODERATOR, Who.STRANGER], NotModeratorError) | {
    Who.USER_INSTALL: NoServerError
}
"""The stranger moderates their own server; what they change is theirs, which a test sees to."""
AWAY = (Who.STRANGER, Who.USER_INSTALL)
KEEPERS = (Who.MODERATOR, Who.STRANGER)
"""Who moderates a server, here or elsewhere."""
PLAYERS = dict.fromkeys(AWAY, GameOverError)
LEADERS = dict.fromkeys((Who.MEMBER, Who.OPERATOR), HostOnlyError) | PLAYERS
JUDGES = dict.fromkeys((Who.MEMBER, Who.OPERATOR), HostOnlyError) | dict.fromkeys(
    AWAY, UnknownGameError
)
NOBODY = all_but([], ForgottenPostingError)
IN_A_SERVER = {Who.USER_INSTALL: NoServerError}
DAILY = {Who.STRANGER: DailyGoneError} | IN_A_SERVER
NIGHTS = {Who.STRANGER: NightGoneError} | IN_A_SERVER
NIGHT = 10**6
"""The number of the quiz to come."""
OWNER = all_but([Who.MEMBER], CardGoneError)
PAY = {Who.STRANGER: PayOffError} | IN_A_SERVER
HELD_PAY = MODERATORS | {Who.STRANGER: PaySettledError}
MOCK = all_but([Who.MEMBER], MockOverError)


def in_game(scene: str, action: Callable[[GameSession, Scene], Action]) -> Make:
    async def make(it: Scene) -> Action:
        return action(await getattr(it, scene)(), it)

    return make


def of(kind: Callable[..., Action], *more: object) -> Callable[[GameSession, Scene], Action]:
    return lambda session, _: kind(session.game.id, *more)


def judged(kind: Callable[..., Action]) -> Callable[[GameSession, Scene], Action]:
    return lambda session, scene: kind(session.game.id, 0, scene.people[Who.MEMBER].id)


def with_card(action: Callable[[CardFront], Action]) -> Make:
    async def make(scene: Scene) -> Action:
        return action(await scene.card())

    return make


def with_daily(kind: Callable[..., Action], *more: object) -> Make:
    async def make(scene: Scene) -> Action:
        return kind(await scene.daily(), *more)

    return make


def planned(action: Callable[[int], Action], phase: NightPhase = NightPhase.PLANNED) -> Make:
    async def make(scene: Scene) -> Action:
        return action(await scene.night(phase))

    return make


async def graded(scene: Scene) -> Action:
    return practice_actions.GradeOther(await scene.shown_answer(), Grade.LEAN)


async def written(scene: Scene) -> Action:
    return practice_actions.GradeOwn(await scene.shown_answer(), Grade.LEAN)


async def put_up(scene: Scene) -> Action:
    return practice_actions.PutUpAnswer(await scene.shown_answer())


def in_mock(action: Action) -> Make:
    """The member is in a mock loop, and nobody else."""

    async def make(scene: Scene) -> Action:
        loops = scene.services.mock_loops
        for person in scene.people.values():
            if await loops.role_of(person.id) is not None:
                await loops.end(person.id)
        await loops.begin(scene.people[Who.MEMBER].id, "research-engineer")
        return action

    return make


def with_held(kind: Callable[..., Action]) -> Make:
    """About a member's report of pay that waits for the server's moderators."""

    async def make(scene: Scene) -> Action:
        member = scene.people[Who.MEMBER]
        report = PayReport("research-engineer", None, None, "US", "USD", "total", 9)

        async def work(connection: Connection) -> int:
            await pay_reports.write(connection, member.guild, member.id, report, held=True, now=NOW)
            return (await pay_reports.held(connection, member.guild))[0].number

        return kind(await store_of(scene.client).write(work))

    return make


def page(kind: type[page_ids.PageAction]) -> Action:
    return kind(0, ROLE_CODE or "")


TABLE: Mapping[type[Action], Row] = {
    page_ids.Open: Row(page(page_ids.Open)),
    page_ids.OpenBeside: Row(page(page_ids.OpenBeside)),
    page_ids.PickPage: Row(page_ids.PickPage(0), chosen=(page(page_ids.Open).custom_id or "",)),
    page_ids.Share: Row(page(page_ids.Share)),
    page_ids.AsText: Row(page(page_ids.AsText)),
    page_ids.Remind: Row(page(page_ids.Remind)),
    page_ids.SayWrong: Row(page(page_ids.SayWrong)),
    page_ids.ReportForm: Row(page(page_ids.ReportForm)),
    page_ids.EditShown: Row(page(page_ids.EditShown), OPERATORS),
    claim_reports.ChooseShown: Row(claim_reports.ChooseShown(), OPERATORS),
    answers.AskAnything: Row(answers.AskAnything()),
    answers.AskQuestion: Row(answers.AskQuestion()),
    answers.WantAnswer: Row(answers.WantAnswer(Missed.TITLE, "Vibe Alchemist")),
    offers.AskOffer: Row(offers.AskOffer("research-engineer", None, None, None)),
    offers.OfferForm: Row(offers.OfferForm("research-engineer", None, None, None)),
    member_pay.SharePay: Row(member_pay.SharePay("research-engineer", None), PAY),
    member_pay.PayForm: Row(member_pay.PayForm("research-engineer", None), PAY),
    member_pay.CountPay: Row(with_held(member_pay.CountPay), HELD_PAY),
    member_pay.DeclinePay: Row(with_held(member_pay.DeclinePay), HELD_PAY),
    posting.PostingForm: Row(posting.PostingForm()),
    posting.WhyThisRole: Row(posting.WhyThisRole("0123456789"), NOBODY),
    posting.QuestionsToAsk: Row(posting.QuestionsToAsk("0123456789"), NOBODY),
    quiz.JoinGame: Row(in_game("lobby", of(quiz.JoinGame)), PLAYERS),
    quiz.LeaveGame: Row(in_game("open", of(quiz.LeaveGame)), PLAYERS),
    quiz.BeginGame: Row(in_game("lobby", of(quiz.BeginGame)), LEADERS),
    quiz.ShowTopics: Row(quiz.ShowTopics()),
    quiz.OpenSetup: Row(in_game("lobby", of(quiz.OpenSetup)), LEADERS),
    quiz.SetUp: Row(in_game("lobby", of(quiz.SetUp, quiz.Chosen.MODE)), LEADERS, ("survival",)),
    quiz.ChooseOption: Row(in_game("open", of(quiz.ChooseOption, 0, "A")), PLAYERS),
    quiz.TypeAnswer: Row(in_game("open", of(quiz.TypeAnswer, 0)), PLAYERS),
    quiz.SendAnswer: Row(in_game("open", of(quiz.SendAnswer, 0)), PLAYERS),
    quiz.AskHint: Row(in_game("open", of(quiz.AskHint, 0)), PLAYERS),
    quiz.GoOn: Row(in_game("open", of(quiz.GoOn)), PLAYERS),
    quiz.PickTeam: Row(in_game("teams", of(quiz.PickTeam, 1)), PLAYERS),
    quiz.PlayLightning: Row(in_game("lightning", of(quiz.PlayLightning)), PLAYERS),
    quiz.PickLightning: Row(in_game("lightning", of(quiz.PickLightning, 0, "A")), PLAYERS),
    quiz.LockExactly: Row(in_game("open", of(quiz.LockExactly, 0, "A")), PLAYERS),
    quiz.SkipQuestion: Row(in_game("open", of(quiz.SkipQuestion, 0)), PLAYERS),
    quiz.NextQuestion: Row(in_game("closed", of(quiz.NextQuestion, 0)), LEADERS),
    quiz.ReportQuestion: Row(
        in_game("closed", of(quiz.ReportQuestion, 0)),
        all_but([Who.MEMBER, Who.HOST], NotPlayedError) | dict.fromkeys(AWAY, UnknownGameError),
    ),
    quiz.AppealAnswer: Row(
        in_game("typed", of(quiz.AppealAnswer, 0)),
        all_but([Who.MEMBER], NoAnswerToAppealError) | dict.fromkeys(AWAY, UnknownGameError),
    ),
    quiz.GrantAppeal: Row(in_game("appealed", judged(quiz.GrantAppeal)), JUDGES),
    quiz.RefuseAppeal: Row(in_game("appealed", judged(quiz.RefuseAppeal)), JUDGES),
    quiz.PractiseMisses: Row(quiz.PractiseMisses(1)),
    leaderboard.ShowBoard: Row(
        leaderboard.ShowBoard(Period.WEEK, None, None, Scope.SERVER), IN_A_SERVER
    ),
    leaderboard.ChooseBoard: Row(
        leaderboard.ChooseBoard("when"), IN_A_SERVER, ("lb:week:::server",)
    ),
    prize_actions.ShowSeasons: Row(prize_actions.ShowSeasons(), MODERATORS),
    prize_actions.NameSeason: Row(prize_actions.NameSeason(), MODERATORS),
    prize_actions.OpenSeason: Row(prize_actions.OpenSeason(), MODERATORS),
    prize_actions.CloseSeason: Row(
        prize_actions.CloseSeason(1), MODERATORS | dict.fromkeys(KEEPERS, NoSeasonError)
    ),
    prize_actions.ShowExams: Row(prize_actions.ShowExams(), MODERATORS),
    prize_actions.ChooseExam: Row(prize_actions.ChooseExam(), MODERATORS, ("pay",)),
    prize_actions.AddExam: Row(prize_actions.AddExam(), MODERATORS),
    prize_actions.EditExam: Row(
        prize_actions.EditExam("pay"), MODERATORS | dict.fromkeys(KEEPERS, ExamGoneError)
    ),
    prize_actions.SetExam: Row(
        prize_actions.SetExam("pay"), MODERATORS | dict.fromkeys(KEEPERS, exam_setup.ExamFormError)
    ),
    prize_actions.NameExamRole: Row(
        prize_actions.NameExamRole("pay"), MODERATORS | dict.fromkeys(KEEPERS, ExamGoneError)
    ),
    prize_actions.RemoveExam: Row(prize_actions.RemoveExam("pay"), MODERATORS),
    prize_actions.SitExam: Row(
        prize_actions.SitExam("pay"), all_but([], ExamGoneError) | IN_A_SERVER
    ),
    prize_actions.TypeExam: Row(prize_actions.TypeExam(1), all_but([], ExamGoneError)),
    prize_actions.SendExam: Row(prize_actions.SendExam(1, 0), all_but([], ExamGoneError)),
    prize_actions.AnswerExam: Row(prize_actions.AnswerExam(1, 0, "A"), all_but([], ExamGoneError)),
    quiz.ShowLeaderboard: Row(quiz.ShowLeaderboard(1), IN_A_SERVER),
    starting.PlanQuiz: Row(starting.PlanQuiz(), {Who.USER_INSTALL: starting.NoQuizHereError}),
    starting.StartQuiz: Row(starting.StartQuiz(), {Who.USER_INSTALL: starting.NoQuizHereError}),
    daily_screens.AnswerDaily: Row(with_daily(daily_screens.AnswerDaily, "A"), DAILY),
    daily_screens.TypeDaily: Row(with_daily(daily_screens.TypeDaily), DAILY),
    daily_screens.SendDaily: Row(with_daily(daily_screens.SendDaily), DAILY),
    daily_screens.ShowDaily: Row(daily_screens.ShowDaily(), IN_A_SERVER),
    night_screens.AnnounceNight: Row(
        planned(lambda it: night_screens.AnnounceNight(it, 0), NightPhase.DRAFT),
        all_but([Who.HOST], NightGoneError) | IN_A_SERVER,
    ),
    night_screens.RemindNight: Row(planned(night_screens.RemindNight), NIGHTS),
    night_screens.CancelNight: Row(
        planned(lambda _: night_screens.CancelNight()),
        NIGHTS | dict.fromkeys((Who.MEMBER, Who.OPERATOR), HostOnlyError),
        (str(NIGHT),),
    ),
    review.NextCard: Row(review.NextCard()),
    review.ShowAnswer: Row(with_card(lambda it: review.ShowAnswer(it.card)), OWNER),
    review.ChooseCard: Row(
        with_card(lambda it: review.ChooseCard(it.card, it.reviews, "A")), OWNER
    ),
    review.GradeCard: Row(
        with_card(lambda it: review.GradeCard(it.card, it.reviews, Recall.GOOD)), OWNER
    ),
    review.DropCard: Row(with_card(lambda it: review.DropCard(it.card)), OWNER),
    practice_actions.PractiseRound: Row(
        practice_actions.PractiseRound("research-engineer", "paper")
    ),
    practice_actions.AnotherProblem: Row(practice_actions.AnotherProblem(PROBLEM)),
    practice_actions.WriteAnswer: Row(practice_actions.WriteAnswer(PROBLEM)),
    practice_actions.AnswerWritten: Row(practice_actions.AnswerWritten(PROBLEM)),
    practice_actions.LookAtAnswer: Row(practice_actions.LookAtAnswer(PROBLEM)),
    practice_actions.GradeOwn: Row(written, all_but([Who.MEMBER], AnswerGoneError)),
    practice_actions.PutUpAnswer: Row(put_up, all_but([Who.MEMBER], AnswerGoneError)),
    practice_actions.GradeOther: Row(
        graded, {Who.MEMBER: OwnAnswerError} | dict.fromkeys(AWAY, AnswerGoneError)
    ),
    practice_actions.ShowProgress: Row(practice_actions.ShowProgress("research-engineer")),
    practice_actions.StartMock: Row(practice_actions.StartMock("research-engineer")),
    practice_actions.BeginMock: Row(practice_actions.BeginMock("research-engineer", 0)),
    practice_actions.OpenMock: Row(in_mock(practice_actions.OpenMock()), MOCK),
    practice_actions.RunClock: Row(in_mock(practice_actions.RunClock(0)), MOCK),
    practice_actions.StopClock: Row(in_mock(practice_actions.StopClock(0)), MOCK),
    practice_actions.MockHint: Row(in_mock(practice_actions.MockHint(0, 1)), MOCK),
    practice_actions.WriteMock: Row(in_mock(practice_actions.WriteMock(0)), MOCK),
    practice_actions.MockWritten: Row(in_mock(practice_actions.MockWritten(0)), MOCK),
    practice_actions.LookInMock: Row(in_mock(practice_actions.LookInMock(0)), MOCK),
    practice_actions.EndMock: Row(in_mock(practice_actions.EndMock()), MOCK),
    plan.OpenPlan: Row(plan.OpenPlan()),
    plan.BackToPlan: Row(plan.BackToPlan()),
    plan.ShowSteps: Row(plan.ShowSteps()),
    plan.FinishStep: Row(plan.FinishStep("0")),
    plan.SnoozeStep: Row(plan.SnoozeStep("0")),
    plan.QuizStep: Row(plan.QuizStep("coding")),
    plan.PickInPlan: Row(plan.PickInPlan(), chosen=("yl",)),
    plan.AskAdjust: Row(plan.AskAdjust()),
    plan.AskPlanReminder: Row(plan.AskPlanReminder()),
    plan_setup.StartPlan: Row(plan_setup.StartPlan("research-engineer")),
    plan_setup.PlanFor: Row(plan_setup.PlanFor("research-engineer", 14)),
    plan_setup.ChoosePlanRole: Row(plan_setup.ChoosePlanRole(), chosen=("ml-engineer",)),
    plan_setup.ChooseDays: Row(plan_setup.ChooseDays("ml-engineer", 8), chosen=("56",)),
    plan_setup.ChooseHours: Row(plan_setup.ChooseHours("ml-engineer", 56, 0), chosen=("5",)),
    plan_setup.AskInterviewDay: Row(plan_setup.AskInterviewDay(None, None)),
    plan_setup.TakeInterviewDay: Row(plan_setup.TakeInterviewDay("ml-engineer", 8)),
    plan_setup.MakePlan: Row(plan_setup.MakePlan("ml-engineer", 56, 8, 0)),
    plan_setup.MissWeek: Row(plan_setup.MissWeek()),
    plan_setup.AdjustDays: Row(plan_setup.AdjustDays(), chosen=("28",)),
    plan_setup.AdjustHours: Row(plan_setup.AdjustHours(), chosen=("5",)),
    plan_setup.AdjustRole: Row(plan_setup.AdjustRole(), chosen=("data-scientist",)),
    reminders.ChooseZone: Row(
        reminders.ChooseZone(ReminderId.PLAN, None), chosen=("Europe/Berlin",)
    ),
    reminders.TypeZone: Row(reminders.TypeZone(ReminderId.PLAN, None)),
    reminders.ChooseTime: Row(reminders.ChooseTime(ReminderId.PLAN), chosen=("18:00",)),
    privacy.Appear: Row(privacy.Appear(LeaderboardVisibility.SERVER)),
    privacy.ExportStored: Row(privacy.ExportStored()),
    privacy.AskToForget: Row(privacy.AskToForget()),
    privacy.ForgetMe: Row(privacy.ForgetMe()),
    settings_panel.SwitchSettingTo: Row(
        settings_panel.SwitchSettingTo("leaderboards", 1, SettingsPage.GENERAL), MODERATORS
    ),
    settings_panel.ChooseSetting: Row(
        settings_panel.ChooseSetting("replies", SettingsPage.SETUP_ANSWERS),
        MODERATORS,
        ("private",),
    ),
    settings_panel.NameEntities: Row(
        settings_panel.NameEntities("quiz_roles", SettingsPage.GENERAL), MODERATORS, ()
    ),
    settings_panel.AskSetting: Row(
        settings_panel.AskSetting("daily_time", SettingsPage.SETUP_DAILY), MODERATORS
    ),
    settings_panel.TypeSetting: Row(
        settings_panel.TypeSetting("daily_time", SettingsPage.DAILY), MODERATORS
    ),
    settings_panel.ShowSettings: Row(
        settings_panel.ShowSettings(SettingsPage.SETUP_PEOPLE), MODERATORS
    ),
    settings_panel.ResetSettings: Row(settings_panel.ResetSettings(), MODERATORS),
    start.OpenStart: Row(start.OpenStart()),
    change_review.ApplyChange: Row(change_review.ApplyChange(1), OPERATORS),
    change_review.CancelChange: Row(change_review.CancelChange(1), OPERATORS),
    change_review.UndoRevision: Row(change_review.UndoRevision(1), OPERATORS),
    claim_forms.AskFigures: Row(claim_forms.AskFigures("x"), OPERATORS),
    claim_forms.FiguresForm: Row(claim_forms.FiguresForm("x"), OPERATORS),
    claim_forms.AskWords: Row(claim_forms.AskWords("x"), OPERATORS),
    claim_forms.WordsForm: Row(claim_forms.WordsForm("x"), OPERATORS),
    claim_forms.MarkReviewed: Row(claim_forms.MarkReviewed("x"), OPERATORS),
    claim_forms.RoleForm: Row(claim_forms.RoleForm("x"), OPERATORS),
    claim_forms.TitlesForm: Row(claim_forms.TitlesForm("x"), OPERATORS),
    claim_forms.UploadForm: Row(claim_forms.UploadForm("x"), OPERATORS),
    claim_report_list.ShowReports: Row(claim_report_list.ShowReports(), OPERATORS),
    claim_report_list.ChooseClaimReport: Row(claim_report_list.ChooseClaimReport(), OPERATORS),
    claim_report_list.EditReported: Row(claim_report_list.EditReported("x"), OPERATORS),
    claim_report_list.SettleClaimReport: Row(claim_report_list.SettleClaimReport("x"), OPERATORS),
    claim_forms.NewClaimForm: Row(claim_forms.NewClaimForm("x"), OPERATORS),
    knowledge_status.ShowHistory: Row(knowledge_status.ShowHistory(), OPERATORS),
    knowledge_status.ShowDiff: Row(knowledge_status.ShowDiff(1), OPERATORS),
    miss_list.ShowMisses: Row(miss_list.ShowMisses(), OPERATORS),
    miss_list.ChooseMiss: Row(miss_list.ChooseMiss(), OPERATORS),
    miss_list.MissMeans: Row(miss_list.MissMeans(1), OPERATORS),
    miss_list.MissIsExample: Row(miss_list.MissIsExample(1), OPERATORS),
    miss_list.ApplyExample: Row(miss_list.ApplyExample(1, 1), OPERATORS),
    miss_list.MissNoRole: Row(miss_list.MissNoRole(1), OPERATORS),
    miss_list.AskMissTitle: Row(miss_list.AskMissTitle(1), OPERATORS),
    miss_list.MissTitleForm: Row(miss_list.MissTitleForm(1), OPERATORS),
    report_list.ChooseReported: Row(report_list.ChooseReported(), OPERATORS),
    report_list.BringBack: Row(report_list.BringBack(), OPERATORS),
    report_list.KeepItem: Row(report_list.KeepItem("x"), OPERATORS),
    report_list.AskWording: Row(report_list.AskWording("x"), OPERATORS),
    report_list.WordingForm: Row(report_list.WordingForm("x"), OPERATORS),
    report_list.RetireItem: Row(report_list.RetireItem("x"), OPERATORS),
    report_list.VoidItem: Row(report_list.VoidItem("x"), OPERATORS),
    report_list.JudgeAgain: Row(report_list.JudgeAgain("x"), OPERATORS),
}
REFUSALS = {it for row in TABLE.values() for it in row.refused.values()} | {OwnAppealError}


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def scene(
    tmp_path_factory: pytest.TempPathFactory, whole: KnowledgeSnapshot
) -> AsyncIterator[Scene]:
    """The bot on files of its own, in a server with everybody, and in another server."""
    folder, clock = tmp_path_factory.mktemp("who"), MovedClock()
    files = folder / "knowledge"
    shutil.copytree(SHIPPED, files, ignore=shutil.ignore_patterns("schema"))
    snapshot = KnowledgeSnapshot.of(read_directory(files), NOW, whole)
    async with open_client(snapshot, folder / "careers.sqlite3", Wiring(clock, files)) as client:
        env = QuickEnv(client)
        clock.follow(env)
        await env.start()
        home, away = env.create_guild("Home"), env.create_guild("Away")
        people = {who: await _person(env, client, who, home, away) for who in Who}
        almighty = await _person(env, client, Who.MODERATOR, home, away)
        operators = Operators(frozenset({people[Who.OPERATOR].id, almighty.id}))
        client.app = replace(client.app, operators=operators)
        await client.app.services.servers.change_setting(home.id, "member_pay", value=True)
        try:
            yield Scene(env, client, people, almighty)
        finally:
            await env.shutdown()


async def _person(
    env: Env, client: CareersClient, who: Who, home: GuildHandle, away: GuildHandle
) -> Person:
    guild = away if who is Who.STRANGER else home
    roles = []
    if who in (Who.MODERATOR, Who.STRANGER):
        manages = discord.Permissions(manage_guild=True)
        roles.append(guild.create_role(who.name, permissions=manages))
    actor = guild.add_member(env.create_user(who.name.lower()), roles=roles)
    channel = guild.channels.get("talk") or guild.create_text_channel("talk")
    await env.settle()
    target = client.get_channel(channel.id)
    assert isinstance(target, discord.TextChannel)
    message = await target.send(view=as_view(card([text("here")])))
    person = Person(env, actor.id, guild.id, channel, message)
    return person.in_foreign_server() if who is Who.USER_INSTALL else person


def answered(result: InteractionResult) -> str:
    """What somebody reads; a form is an answer too."""
    if result.modal is not None:
        return str(result.modal["title"])
    if result.response is None and result.followups:
        return result.followups[-1].content
    return seen(result)


def failed(said: str) -> bool:
    return SORRY.partition("{")[0][:60] in said


BY_ACTION = {it.action: it for it in ACTIONS.bindings}


def test_every_action_has_its_row() -> None:
    assert set(TABLE) == set(BY_ACTION)


async def tried(scene: Scene, binding: Binding, row: Row, who: Who) -> str:
    action = row.make if isinstance(row.make, Action) else await row.make(scene)
    person = scene.people[who]
    used = Control.MENU if binding.control is Control.CHOICE else binding.control
    return answered(await person.use(used, action.custom_id, row.chosen))


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("kind", TABLE, ids=lambda it: it.__name__)
async def test_who_may_do_what(scene: Scene, kind: type[Action]) -> None:
    binding, row = BY_ACTION[kind], TABLE[kind]
    for who in Who:
        said = await tried(scene, binding, row, who)
        assert said
        assert not failed(said), who
        assert OUTDATED not in said, who
        found = {it for it in REFUSALS if it.text.replace("*", "") in said}
        assert found == ({row.refused[who]} if who in row.refused else set()), (who, said)


GROUPS = {"knowledge": OPERATORS, "settings": MODERATORS, "aliases": MODERATORS, "deck": MODERATORS}
LED = ("stop", "pause", "resume")


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("group", GROUPS)
async def test_who_may_use_what_manages(scene: Scene, group: str) -> None:
    """As a command that an admin shows to everybody, or that somebody forged."""
    await scene.end_games()
    for command in _commands(scene, group):
        for who, refusal in GROUPS[group].items():
            said = answered(await scene.people[who].command(command))
            assert refusal.text in said, (command.qualified_name, who, said)


@pytest.mark.asyncio(loop_scope="module")
async def test_who_may_lead_a_quiz_by_command(scene: Scene) -> None:
    await scene.end_games()
    led = [it for it in _commands(scene, "quiz") if it.name in LED]
    assert len(led) == len(LED)
    session = await scene.open()
    before = session.game
    for command in led:
        for who in (Who.MEMBER, Who.OPERATOR, Who.STRANGER, Who.USER_INSTALL):
            refusal = NoQuizError if who in AWAY else HostOnlyError
            said = answered(await scene.people[who].command(command))
            assert refusal.text in said, (command.name, who, said)
    assert session.game == before


def _commands(scene: Scene, group: str) -> list[Command]:
    found = scene.client.tree.get_command(group)
    assert isinstance(found, discord.app_commands.Group)
    return [it for it in found.walk_commands() if isinstance(it, discord.app_commands.Command)]


@pytest.mark.asyncio(loop_scope="module")
async def test_who_moderates_another_server_changes_that_one_alone(scene: Scene) -> None:
    stranger, servers = scene.people[Who.STRANGER], scene.services.servers
    home = scene.people[Who.MODERATOR].guild
    action = settings_panel.SwitchSettingTo("leaderboards", 0, SettingsPage.GENERAL)
    await stranger.use(Control.BUTTON, action.custom_id)
    assert not servers.settings(stranger.guild).leaderboards
    assert servers.settings(home).leaderboards


FIELDS = (
    "answer",
    "amount",
    "claim",
    "day",
    "place",
    "role",
    "source",
    "text",
    "time",
    "title",
    "topic",
    "wrong",
    "zone",
)
NUMBERS = ("-1", "0", str(2**62), str(2**63 - 1), "9" * 20, "9" * 30, "٣", "letters", "")
WORDS = ("", "9" * 20, "9" * 30, "letters", "a:b", "../x", "\x00", "🙂", "x" * 60)


def forged(kind: type[Action]) -> Iterator[str]:
    """Ids that begin as an action's do: odd values in each field, beside others that are right."""
    right, odd = [], []
    hints = get_type_hints(kind)
    for name in (it.name for it in fields(kind)):  # type: ignore[arg-type]
        given = get_args(hints[name]) or (hints[name],)
        of_kind = next(it for it in given if it is not NoneType)
        is_enum, is_number = issubclass(of_kind, Enum), issubclass(of_kind, int)
        right.append(str(next(iter(of_kind))) if is_enum else "1" if is_number else "x")
        odd.append(NUMBERS if is_number else WORDS)
    yield kind.prefix
    yield ":".join((kind.prefix, *right, "more"))
    for at, values in enumerate(odd):
        for value in values:
            yield ":".join((kind.prefix, *right[:at], value, *right[at + 1 :]))


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("kind", TABLE, ids=lambda it: it.__name__)
async def test_no_forged_id_fails(scene: Scene, kind: type[Action]) -> None:
    """Whoever sends it has every right, so that what is behind the rights is reached."""
    control = BY_ACTION[kind].control
    used = Control.MENU if control is Control.CHOICE else control
    await scene.open()
    for custom_id in forged(kind):
        for value in ("1", "9" * 30, "letters"):
            typed = dict.fromkeys(FIELDS, value)
            result = await scene.almighty.use(used, custom_id, (value,), typed)
            said = answered(result)
            assert said, custom_id
            assert not failed(said), (custom_id, value)
            if used is Control.BUTTON:
                break
