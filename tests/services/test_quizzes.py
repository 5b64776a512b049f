"""Quizzes without Discord: who may start and lead, answers, skips, appeals, reports, scores."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from random import Random

import pytest
from sqlalchemy import func, select

from bot.chat.quiz.handlers import REPORTED
from bot.knowledge.decks import ItemTopic, NumberItem
from bot.quiz.errors import (
    AlreadyAnsweredError,
    ForgottenError,
    GameOverError,
    NoAnswerToAppealError,
    NoOpenAppealError,
    NoQuestionOpenError,
    NotInLobbyError,
    NotPlayedError,
    NotTypedError,
    QuestionClosedError,
    TooManyGamesError,
)
from bot.quiz.game import Game
from bot.quiz.items import ask
from bot.quiz.phases import Pace, Phase
from bot.quiz.pool import OWN_PREFIX, TOPIC_NAMES, NoItemsError, Wish
from bot.quiz.rules import SCORING_WORDS, Rules, Scoring
from bot.quiz.saved import GamePlace, GamePlan, SavedGame
from bot.quiz.scoring import LeaderboardVisibility
from bot.services.appeals import AppealService, ItemReport, OwnAppealError, UnknownGameError
from bot.services.editing.repository import KnowledgeRepository
from bot.services.games.registry import ChannelBusyError, GameRegistry
from bot.services.games.session import GameSession
from bot.services.items import QuizRefusedError, QuizTopics
from bot.services.leaderboards import (
    BoardChoice,
    LeaderboardService,
    LeaderboardsOffError,
    Period,
    Scope,
)
from bot.services.privacy import PrivacyService
from bot.services.quizzes import (
    MOST_OPEN,
    HostOnlyError,
    NoQuizError,
    QuizMember,
    QuizOrder,
    QuizService,
    Skipped,
    VoteCounted,
)
from bot.services.retention import RetentionService
from bot.services.scheduler import Scheduler
from bot.services.servers.server_service import ServerService
from bot.store import practice, reports, saved_games, scores
from bot.store.database import Database
from bot.store.tables.quizzes import PLAYERS, ROUNDS
from tests.services.conftest import HandClock

GUILD, CHANNEL = 1, 10
ALL_TIME, GLOBAL = BoardChoice(Period.ALL_TIME), BoardChoice(scope=Scope.GLOBAL)
ANN, BEN, CLEO = (QuizMember(number, CHANNEL) for number in (1, 2, 3))
MOD = QuizMember(9, CHANNEL, moderates=True)
RULES = Rules(pace=Pace(20))
ORDER = QuizOrder(GUILD, CHANNEL, None, (), ANN, "labs", 3, None, RULES)


@dataclass
class RecordedView:
    """A view that notes what was shown."""

    shown: list[str] = field(default_factory=list)

    def shows(self, message: int) -> bool:
        return message == len(self.shown)

    async def _note(self, what: str) -> int:
        self.shown.append(what)
        return len(self.shown)

    async def show_lobby(self, game: Game) -> int:
        return await self._note(f"lobby of {game.host}")

    async def show_question(self, game: Game) -> int:
        return await self._note(f"question {game.number}")

    async def show_count(self, game: Game) -> None:
        pass

    async def show_result(self, game: Game) -> None:
        await self._note(f"result {game.number}")

    async def show_end(self, game: Game) -> None:
        await self._note(f"end, {game.outcome}")

    async def say(self, text: str, mentions: Sequence[int] = ()) -> None:
        del mentions
        await self._note(text)

    async def tell_host(self, host: int, text: str) -> None:
        await self._note(f"{host}: {text}")


@dataclass
class QuizServices:
    """The services of quizzes over one database, and what was shown of the game."""

    servers: ServerService
    repository: KnowledgeRepository
    topics: QuizTopics
    registry: GameRegistry
    quizzes: QuizService
    appeals: AppealService
    leaderboards: LeaderboardService
    view: RecordedView
    scheduler: Scheduler

    @property
    def session(self) -> GameSession:
        session = self.registry.session_in(CHANNEL)
        assert session is not None
        return session

    @property
    def game(self) -> Game:
        return self.session.game

    def plan(self) -> GamePlan:
        """One question about labs."""
        pool = self.repository.snapshot.pool
        items = pool.pick(Wish(1, "labs"), Random(1), (), ())
        questions = tuple(ask(item, Random(1)) for item in items)
        place = GamePlace(GUILD, CHANNEL)
        return GamePlan(place, ANN.id, Wish(1), RULES, questions)

    def typed_plan(self) -> GamePlan:
        """One question that is answered by a number."""
        items = self.repository.snapshot.pool.items.values()
        number = next(it for it in items if isinstance(it, NumberItem))
        return replace(self.plan(), questions=(ask(number, Random(1)),))

    async def start(self, order: QuizOrder = ORDER) -> None:
        await self.quizzes.start(order, self.quizzes.check(order))

    async def begin(self, *members: QuizMember) -> None:
        """Open the first question with the host and others in the game; all answers close it."""
        for member in members:
            await self.quizzes.join(self.game.id, member)
        await self.session.begin()

    async def answer(self, member: QuizMember, *, right: bool) -> None:
        game, item = self.game, self.game.question.item
        if isinstance(item, NumberItem):
            far = max((item.low, item.high), key=lambda it: abs(it - item.answer))
            typed = str(item.answer if right else far)
        else:
            letters = game.question.right_letters
            wrong = next(letter for letter, _ in game.question.lettered if letter not in letters)
            typed = letters if right else wrong
        await self.quizzes.answer(game.id, game.number, member, typed)
        await self.scheduler.quiet(1)


@pytest.fixture
def quiz(store: Database, clock: HandClock, repository: KnowledgeRepository) -> QuizServices:
    servers, view, scheduler = (
        ServerService(store, repository, clock),
        RecordedView(),
        Scheduler(clock, clock.monotonic),
    )

    def view_of(saved: SavedGame) -> RecordedView:
        del saved
        return view

    games = GameRegistry(store, scheduler, lambda _: repository.snapshot.knowledge, view_of)
    topics = QuizTopics(repository, servers)
    return QuizServices(
        servers,
        repository,
        topics,
        games,
        QuizService(repository, servers, topics, games, store, clock),
        AppealService(repository, games, store, clock),
        LeaderboardService(servers, store, clock),
        view,
        scheduler,
    )


async def test_a_game_is_played_from_lobby_to_end(quiz: QuizServices, clock: HandClock) -> None:
    await quiz.start()
    number = quiz.game.id
    await quiz.quizzes.join(number, BEN)
    await (await quiz.quizzes.led(number, ANN)).begin()
    for index in range(3):
        await quiz.answer(ANN, right=True)
        await quiz.answer(BEN, right=False)
        assert quiz.view.shown[-1] == f"result {index}"
        clock.move(seconds=10)
        session = await quiz.quizzes.led_at(number, index, ANN)
        await session.proceed()
    assert quiz.view.shown[0] == "lobby of 1"
    assert quiz.view.shown[-1] == "end, played"
    with pytest.raises(NoQuizError):
        await quiz.quizzes.open_in(CHANNEL)
    with pytest.raises(GameOverError):
        await quiz.quizzes.join(number, BEN)
    board = await quiz.leaderboards.board(GUILD, ANN.id)
    assert [(it.member, it.points) for it in board.board.places] == [(ANN.id, 300), (BEN.id, 0)]
    figures = await quiz.leaderboards.figures(ANN.id, GUILD, BEN.id)
    assert figures is not None
    assert (figures.answered, figures.right) == (3, 3)


@pytest.mark.parametrize(
    ("order", "reason"),
    [
        (replace(ORDER, lacking=("View Channel",)), "I need View Channel"),
        (replace(ORDER, rules=Rules(pace=Pace(3))), "5 to 120 seconds"),
        (replace(ORDER, rules=Rules(scoring=Scoring.SPEED, pace=Pace(None))), "needs a timer"),
        (replace(ORDER, topic="cooking"), "no questions about that"),
    ],
)
async def test_a_quiz_that_cannot_be_is_refused(
    quiz: QuizServices, order: QuizOrder, reason: str
) -> None:
    with pytest.raises(QuizRefusedError, match=reason):
        quiz.quizzes.check(order)


async def test_a_server_says_who_may_start_and_where(quiz: QuizServices) -> None:
    for name, value in (
        ("quiz_starters", "roles"),
        ("quiz_roles", ("5",)),
        ("quiz_channels", ("10",)),
    ):
        await quiz.servers.change_setting(GUILD, name, value)
    with pytest.raises(QuizRefusedError, match="decided who"):
        quiz.quizzes.check(ORDER)
    allowed = replace(ORDER, host=QuizMember(1, CHANNEL, frozenset({5})))
    quiz.quizzes.check(allowed)
    quiz.quizzes.check(replace(allowed, channel=77, parent=CHANNEL))
    with pytest.raises(QuizRefusedError, match="played in <#10>"):
        quiz.quizzes.check(replace(allowed, channel=77))


async def test_one_game_a_channel(quiz: QuizServices) -> None:
    await quiz.start()
    with pytest.raises(ChannelBusyError):
        await quiz.start()


async def test_topics_are_read_as_they_are_offered(quiz: QuizServices) -> None:
    everything, *others = quiz.topics.offered(GUILD)
    for it in others:
        typed = (it.value or "", it.label, it.name.upper())
        assert {quiz.topics.read(one, GUILD) for one in typed} == {it.value}
        assert quiz.topics.name_of(it.value, GUILD) == it.name
    assert quiz.topics.read(" everything ", GUILD) is everything.value is None
    assert quiz.topics.name_of(None, GUILD) == "Everything"
    assert "no longer there" in quiz.topics.name_of(OWN_PREFIX + "gone", GUILD)


async def test_topics_are_found_by_the_words_that_people_use(quiz: QuizServices) -> None:
    for typed, name in (
        *(("sal", "Pay"), ("salary", "Pay"), ("intervews", "Interviews"), ("compan", "Labs")),
        *(("versus", "Telling roles apart"), ("week", "The working week")),
    ):
        assert name in [it.name for it in quiz.topics.found(typed, GUILD)], typed
    assert quiz.topics.read("salary", GUILD) == "pay"
    assert quiz.topics.found("cooking", GUILD) == ()
    with pytest.raises(QuizRefusedError, match="I have no questions about that"):
        quiz.topics.read("cooking", GUILD)


async def test_a_host_sets_a_game_up_in_its_lobby(quiz: QuizServices, store: Database) -> None:
    await quiz.start()
    number, wish = quiz.game.id, Wish(2, "pay")
    rules = Rules(scoring=Scoring.FIRST, pace=Pace(60), final_double=True)
    with pytest.raises(HostOnlyError):
        await quiz.quizzes.choose_rules(number, BEN, rules)
    await quiz.quizzes.choose_rules(number, ANN, rules)
    await quiz.quizzes.choose_questions(number, ANN, wish)
    assert {it.item.topic for it in quiz.game.questions} == {"pay"}
    assert (quiz.game.rules, quiz.game.wish) == (rules, wish)
    saved = await store.read(lambda it: saved_games.read_game(it, number))
    assert saved is not None
    assert saved.game == quiz.game
    with pytest.raises(NoItemsError):
        await quiz.quizzes.choose_questions(number, ANN, Wish(2, "deck:lost"))
    await quiz.begin(BEN)
    with pytest.raises(NotInLobbyError):
        await quiz.quizzes.choose_questions(number, ANN, wish)


async def test_only_who_may_leads(quiz: QuizServices) -> None:
    await quiz.start()
    with pytest.raises(HostOnlyError):
        await quiz.quizzes.led_in(CHANNEL, BEN)
    assert await quiz.quizzes.led_in(CHANNEL, MOD) is quiz.session
    await (await quiz.quizzes.led(quiz.game.id, ANN)).begin()
    with pytest.raises(QuestionClosedError):
        await quiz.quizzes.led_at(quiz.game.id, 7, ANN)


async def test_a_first_answer_is_locked(quiz: QuizServices) -> None:
    await quiz.start()
    await quiz.quizzes.join(quiz.game.id, BEN)
    await quiz.session.begin()
    await quiz.answer(ANN, right=False)
    with pytest.raises(AlreadyAnsweredError):
        await quiz.answer(ANN, right=True)
    with pytest.raises(AlreadyAnsweredError):
        await quiz.quizzes.question_of(quiz.game.id, 0, ANN)
    assert await quiz.quizzes.question_of(quiz.game.id, 0, BEN) is quiz.game.question


async def test_members_skip_by_majority_and_hosts_at_once(quiz: QuizServices) -> None:
    await quiz.start()
    number = quiz.game.id
    for member in (BEN, CLEO):
        await quiz.quizzes.join(number, member)
    await quiz.session.begin()
    assert await quiz.quizzes.skip(number, 0, BEN) == VoteCounted(1, 2)
    assert await quiz.quizzes.skip_in(CHANNEL, CLEO) == VoteCounted(2, 2)
    assert quiz.game.phase is Phase.CLOSED
    with pytest.raises(QuestionClosedError):
        await quiz.quizzes.skip(number, 0, ANN)
    await quiz.session.proceed()
    assert await quiz.quizzes.skip(number, 1, ANN) == Skipped()


async def test_an_appeal_is_decided_once_and_the_scores_follow(quiz: QuizServices) -> None:
    await quiz.registry.open(quiz.typed_plan())
    number = quiz.game.id
    await quiz.begin(BEN)
    await quiz.answer(ANN, right=False)
    await quiz.answer(BEN, right=False)
    with pytest.raises(NoOpenAppealError):
        await quiz.appeals.decide(number, 0, BEN.id, ANN, granted=True)
    for member in (ANN, BEN):
        appealed = await quiz.appeals.appeal(number, 0, member)
        assert appealed is not None
        assert appealed.words.endswith(quiz.game.question.right.body.partition(" ")[2])
    assert await quiz.appeals.appeal(number, 0, ANN) is None
    with pytest.raises(NoAnswerToAppealError):
        await quiz.appeals.appeal(number, 0, CLEO)
    with pytest.raises(HostOnlyError):
        await quiz.appeals.decide(number, 0, ANN.id, BEN, granted=True)
    granted = await quiz.appeals.decide(number, 0, BEN.id, ANN, granted=True)
    assert [it.points for it in granted] == [100, 0]
    await quiz.appeals.decide(number, 0, ANN.id, MOD, granted=False)
    await quiz.session.stop()
    with pytest.raises(NoOpenAppealError):
        await quiz.appeals.decide(number, 0, ANN.id, MOD, granted=True)
    with pytest.raises(UnknownGameError):
        await quiz.appeals.appeal(99, 0, ANN)


@pytest.mark.parametrize("running", [True, False])
async def test_nobody_decides_an_appeal_of_their_own(
    quiz: QuizServices,
    running: bool,  # noqa: FBT001 - pytest gives it by name
) -> None:
    await quiz.registry.open(quiz.typed_plan())
    number, judge = quiz.game.id, replace(BEN, moderates=True)
    await quiz.begin(BEN)
    for member in (ANN, BEN):
        await quiz.answer(member, right=False)
    for member in (ANN, BEN):
        await quiz.appeals.appeal(number, 0, member)
    if not running:
        await quiz.session.stop()
    for member in (ANN, judge):
        for granted in (True, False):
            with pytest.raises(OwnAppealError):
                await quiz.appeals.decide(number, 0, member.id, member, granted=granted)
    await quiz.appeals.decide(number, 0, ANN.id, judge, granted=True)


async def test_a_click_is_not_appealed(quiz: QuizServices) -> None:
    await quiz.start()
    await quiz.begin()
    await quiz.answer(ANN, right=False)
    with pytest.raises(NotTypedError):
        await quiz.appeals.appeal(quiz.game.id, 0, ANN)


async def test_three_reports_take_an_item_out_of_play_in_their_server(quiz: QuizServices) -> None:
    whole = replace(ORDER, topic="deck:myths", questions=30)
    await quiz.start(whole)
    number = quiz.game.id
    item = quiz.game.questions[0].item.id
    with pytest.raises(NoQuestionOpenError):
        await quiz.appeals.report(number, 0, ANN)
    await quiz.begin(BEN, CLEO)
    for member in (ANN, BEN, CLEO):
        await quiz.answer(member, right=True)
    said = [await quiz.appeals.report(number, 0, member) for member in (ANN, ANN, BEN, CLEO)]
    assert said == [
        ItemReport.COUNTED,
        ItemReport.KNOWN,
        ItemReport.COUNTED,
        ItemReport.OUT_OF_PLAY,
    ]
    await quiz.session.stop()
    await quiz.start(whole)
    assert item not in [it.item.id for it in quiz.game.questions]
    elsewhere = replace(whole, guild=2, channel=20)
    await quiz.start(elsewhere)
    asked = (await quiz.quizzes.open_in(20)).game.questions
    assert item in [it.item.id for it in asked]


async def test_only_who_answered_a_question_reports_it(quiz: QuizServices) -> None:
    await quiz.start()
    number = quiz.game.id
    await quiz.session.begin()
    await quiz.answer(ANN, right=True)
    for member in (BEN, MOD):
        with pytest.raises(NotPlayedError):
            await quiz.appeals.report(number, 0, member)
    for forged in (-1, 1, 2, 3, 99, 2**62):
        with pytest.raises(NoQuestionOpenError):
            await quiz.appeals.report(number, forged, ANN)


async def test_a_game_is_led_played_and_judged_in_its_channel_alone(quiz: QuizServices) -> None:
    await quiz.start()
    number = quiz.game.id
    await quiz.session.begin()
    await quiz.answer(ANN, right=False)
    elsewhere = QuizMember(5, 77, moderates=True)
    with pytest.raises(GameOverError):
        await quiz.quizzes.led(number, elsewhere)
    with pytest.raises(GameOverError):
        await quiz.quizzes.question_of(number, 0, elsewhere)
    for played in (
        quiz.quizzes.join(number, elsewhere),
        quiz.quizzes.leave(number, replace(ANN, channel=77)),
        quiz.quizzes.answer(number, 0, elsewhere, "A"),
        quiz.quizzes.skip(number, 0, elsewhere),
    ):
        with pytest.raises(GameOverError):
            await played
    for ended in (False, True):
        if ended:
            await quiz.session.stop()
        for judged in (
            quiz.appeals.report(number, 0, replace(ANN, channel=77)),
            quiz.appeals.appeal(number, 0, replace(ANN, channel=77)),
            quiz.appeals.decide(number, 0, ANN.id, elsewhere, granted=True),
        ):
            with pytest.raises(UnknownGameError):
                await judged


async def test_who_is_forgotten_in_a_game_does_not_play_it_twice(
    quiz: QuizServices, store: Database
) -> None:
    privacy = PrivacyService(store, (quiz.registry.reload,))
    await quiz.start()
    number = quiz.game.id
    await quiz.begin(BEN, CLEO)
    await quiz.answer(BEN, right=True)
    await privacy.delete(BEN.id)
    assert BEN.id not in quiz.session.people
    for again in (
        quiz.quizzes.answer(number, 0, BEN, quiz.game.question.right_letters),
        quiz.quizzes.join(number, BEN),
    ):
        with pytest.raises(ForgottenError):
            await again
    assert (await privacy.overview(BEN.id)).rows == {}
    await quiz.answer(ANN, right=True)
    await quiz.answer(CLEO, right=False)
    assert [it.points for it in await quiz.quizzes.standings(CHANNEL)] == [100, 100, 0]
    await quiz.session.stop()
    marked = select(func.count()).where(PLAYERS.c.mark.is_not(None))
    assert (await store.read(lambda it: it.execute(marked))).scalar() == 0
    await quiz.start()
    await quiz.quizzes.join(quiz.game.id, BEN)


async def test_an_own_deck_counts_in_its_server_alone(quiz: QuizServices, store: Database) -> None:
    privacy = PrivacyService(store, ())
    for member in (ANN, BEN):
        await privacy.choose_visibility(member.id, LeaderboardVisibility.GLOBAL)
    for topic in ("labs", f"{OWN_PREFIX}ours"):
        plan = replace(quiz.plan(), wish=Wish(1, topic))
        await quiz.registry.open(plan)
        await quiz.begin(BEN)
        await quiz.answer(ANN, right=True)
        await quiz.answer(BEN, right=True)
        await quiz.session.stop()
    here = await quiz.leaderboards.board(GUILD, ANN.id)
    assert [it.points for it in here.board.places] == [200, 200]
    everywhere = await quiz.leaderboards.board(GUILD, ANN.id, GLOBAL)
    assert [it.points for it in everywhere.board.places] == [100, 100]


async def test_leaderboards_can_be_switched_off(quiz: QuizServices) -> None:
    await quiz.servers.change_setting(GUILD, "leaderboards", False)
    with pytest.raises(LeaderboardsOffError):
        await quiz.leaderboards.board(GUILD, ANN.id)


def test_every_topic_scoring_and_report_has_words() -> None:
    assert set(TOPIC_NAMES) == set(ItemTopic)
    assert set(SCORING_WORDS) == set(Scoring)
    assert set(REPORTED) == set(ItemReport)


async def test_a_member_has_so_many_quizzes_open(quiz: QuizServices) -> None:
    for channel in range(MOST_OPEN):
        await quiz.start(replace(ORDER, channel=CHANNEL + channel))
    further = replace(ORDER, channel=77)
    with pytest.raises(TooManyGamesError):
        await quiz.start(further)
    await quiz.start(replace(further, host=BEN))
    await quiz.session.stop()
    await quiz.start(replace(further, channel=78))


async def test_the_questions_of_old_games_go_and_their_scores_stay(
    quiz: QuizServices, store: Database, clock: HandClock
) -> None:
    privacy = PrivacyService(store, ())
    retention = RetentionService(store, quiz.scheduler, days=90)
    items = []
    for _ in range(2):
        await quiz.registry.open(quiz.plan())
        await quiz.begin(BEN)
        items.append(quiz.game.question.item.id)
        await quiz.answer(ANN, right=True)
        await quiz.answer(BEN, right=False)
        await quiz.session.stop()
        clock.move(days=46)
    before = await quiz.leaderboards.board(GUILD, ANN.id, ALL_TIME)
    await retention.run()
    bodies = await store.read(lambda it: it.execute(select(ROUNDS.c.game_id, ROUNDS.c.question)))
    assert [(row.game_id, row.question is None) for row in bodies] == [(1, True), (2, False)]
    assert await quiz.leaderboards.board(GUILD, ANN.id, ALL_TIME) == before
    assert await store.read(lambda it: saved_games.read_game(it, 2)) is not None
    with pytest.raises(UnknownGameError):
        await quiz.appeals.appeal(1, 0, BEN)
    assert len(json.loads(await privacy.export(BEN.id))["stored"]["answers"]) == 2
    figures = await store.read(lambda it: scores.figures_of_item(it, items[0], None))
    assert figures.answered == 4
    assert sum(times for _, times in figures.given) == 2
    current = quiz.repository.snapshot.pool.items[items[0]]
    await store.write(lambda it: reports.judge_again(it, items[0], current))


async def test_old_answers_to_problems_go(store: Database, clock: HandClock) -> None:
    for _ in range(2):
        written = partial(practice.write_answer, member=ANN.id, problem="x", text="my words")
        number = await store.write(partial(written, now=clock.now))
        await store.write(partial(practice.write_grade, number=number, grader=BEN.id, grade="lean"))
        clock.move(days=46)
    retention = RetentionService(store, Scheduler(clock), days=90)
    await retention.run()
    kept = [
        await store.read(partial(practice.answer_of, member=ANN.id, number=it)) for it in (1, 2)
    ]
    assert [it and it.text for it in kept] == ["", "my words"]
    assert (await PrivacyService(store, ()).overview(BEN.id)).rows == {"peer_grades": 1}
