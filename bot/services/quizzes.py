"""Quizzes as members play them: what can be asked, who may start and lead one, and answers."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from secrets import SystemRandom

from bot.errors import UserFacingError
from bot.knowledge.decks import Difficulty, Item
from bot.quiz.errors import GameOverError, QuestionClosedError, TooManyGamesError
from bot.quiz.items import ask
from bot.quiz.items.base import ByButton, Hint, Judgement, Question
from bot.quiz.modes.lightning import MOST_QUESTIONS
from bot.quiz.moves import SetQuestions, SetRules
from bot.quiz.phases import PauseReason, Phase
from bot.quiz.pool import DECK_PREFIX, OWN_PREFIX, NoItemsError, Pool, Wish
from bot.quiz.rules import Mode, Rules, Scoring
from bot.quiz.saved import GamePlace, GamePlan
from bot.quiz.scoring import Standing
from bot.services.editing.repository import KnowledgeRepository
from bot.services.games.registry import GameRegistry
from bot.services.games.session import GameSession
from bot.services.items import QuizRefusedError, QuizTopics
from bot.services.scheduler import Clock
from bot.services.servers.server_service import ServerService
from bot.store import games, item_answers, reports
from bot.store.database import Store

LATELY = timedelta(days=14)
"""What was asked in a server in this time is asked again only where nothing else is left."""
SHORTEST_SECONDS = 5
LIGHTNING_DRAWS = 200
"""So many items are drawn for lightning, of which those with buttons are asked."""
LEARN_EVERY = timedelta(hours=1)
MOST_OPEN = 3
"""Games that one member may have open."""


class NoQuizError(UserFacingError):
    """There is no game to do that with."""

    text = "No quiz is open in this channel."
    remedy = "Start one with /quiz start."


class HostOnlyError(UserFacingError):
    """A member may not lead a game."""

    text = "Only the host or a moderator can do that."
    remedy = "Ask one of them."


@dataclass(frozen=True, slots=True)
class QuizMember:
    """Who plays or leads, in which channel: their roles in its server, whether they moderate it."""

    id: int
    channel: int
    roles: frozenset[int] = frozenset()
    moderates: bool = False

    def may_lead(self, host: int) -> bool:
        return self.moderates or self.id == host


@dataclass(frozen=True, slots=True)
class QuizOrder:
    """What a host asks for, and where.

    `parent` is the channel that `channel` is a thread of; `lacking` names the permissions that
    the bot lacks there; `topic` is as it was typed or chosen.
    """

    guild: int
    channel: int
    parent: int | None
    lacking: tuple[str, ...]
    host: QuizMember
    topic: str | None
    questions: int
    difficulty: Difficulty | None
    rules: Rules


@dataclass(frozen=True, slots=True)
class Opened:
    """A game is open, of so many questions; `shown` is false where its lobby comes only later."""

    questions: int
    shown: bool


@dataclass(frozen=True, slots=True)
class Skipped:
    """The question is closed, and counts for nobody."""


@dataclass(frozen=True, slots=True)
class VoteCounted:
    """A vote to skip counts; with `needed` of them the question is skipped."""

    votes: int
    needed: int


class QuizService:
    """Start games, lead them, and answer in them. Everything raises UserFacingErrors."""

    def __init__(  # noqa: PLR0913, PLR0917 - what it coordinates
        self,
        repository: KnowledgeRepository,
        servers: ServerService,
        topics: QuizTopics,
        registry: GameRegistry,
        store: Store,
        clock: Clock,
    ) -> None:
        self._repository = repository
        self._servers = servers
        self.topics = topics
        self._registry = registry
        self._store = store
        self._clock = clock
        self._difficulties: Mapping[str, Difficulty] = {}
        self._learned_at: datetime | None = None

    def check(self, order: QuizOrder) -> Wish:
        """Read what is to be asked; raise QuizRefusedError where a quiz cannot be so or here."""
        settings = self._servers.settings(order.guild)
        if not settings.may_start_quizzes(order.host.roles, moderates=order.host.moderates):
            raise QuizRefusedError(
                "The moderators of this server decided who may start a quiz here.",
                "Ask one of them.",
            )
        if not settings.allows_quizzes_in((order.channel, order.parent)):
            named = ", ".join(f"<#{channel}>" for channel in settings.quiz_channels)
            raise QuizRefusedError(f"In this server quizzes are played in {named}.", "Go there.")
        if order.lacking:
            raise QuizRefusedError(
                f"I cannot run a quiz in this channel: I need {', '.join(order.lacking)}.",
                "An admin can grant that.",
            )
        seconds = order.rules.pace.seconds
        if seconds is not None and seconds < SHORTEST_SECONDS:
            raise QuizRefusedError(
                "A question needs 5 to 120 seconds, or 0 for no timer.", "Start it again so."
            )
        if seconds is None and order.rules.scoring is Scoring.SPEED:
            raise QuizRefusedError(
                "Speed needs a timer.", "Give 5 to 120 seconds, or another scoring."
            )
        topic = self.topics.read(order.topic, order.guild)
        return Wish(order.questions, topic, order.difficulty)

    async def start(self, order: QuizOrder, wish: Wish) -> Opened:
        """Open a game; it has fewer questions than wished where no more fit.

        :raises TooManyGamesError: where the host has as many open as one may.
        :raises NoItemsError: where none fits.
        :raises ChannelBusyError: where a game is open in the channel.
        :raises ForbiddenChannelError: where Discord refuses its lobby; the channel is free then.
        """
        if await self._store.read(lambda it: games.open_of_host(it, order.host.id)) >= MOST_OPEN:
            raise TooManyGamesError
        place, rules = GamePlace(order.guild, order.channel), order.rules.settled()
        questions = await self._draw(order.guild, wish, rules)
        plan = GamePlan(place, order.host.id, wish, rules, questions)
        return Opened(len(questions), await self._registry.open(plan))

    async def choose_rules(self, game: int, leader: QuizMember, rules: Rules) -> None:
        """Let who leads a game in its lobby choose how it is played.

        Lightning asks other questions, so they are drawn anew; raise NoItemsError.
        """
        session = await self.led(game, leader)
        before = session.game
        if (rules.mode is Mode.LIGHTNING) == (before.rules.mode is Mode.LIGHTNING):
            await session.choose(SetRules(rules))
            return
        questions = await self._draw(session.place.guild, before.wish, rules)
        await session.choose(SetQuestions(before.wish, rules, questions))

    async def choose_questions(self, game: int, leader: QuizMember, wish: Wish) -> None:
        """Do the same with what is asked, and draw it anew; raise NoItemsError."""
        session = await self.led(game, leader)
        rules = session.game.rules
        questions = await self._draw(session.place.guild, wish, rules)
        await session.choose(SetQuestions(wish, rules, questions))

    async def open_in(self, channel: int) -> GameSession:
        """Give the game that is open in a channel; raise NoQuizError."""
        session = await self._registry.find_in(channel)
        if session is None:
            raise NoQuizError
        return session

    async def led_in(self, channel: int, leader: QuizMember) -> GameSession:
        """Give the game of a channel to who may lead it; raise HostOnlyError as well."""
        return _led(await self.open_in(channel), leader)

    async def stop_in(self, channel: int, member: QuizMember) -> None:
        """End the game of a channel: who leads it may, and anybody where nobody can see it."""
        session = await self.open_in(channel)
        await (session if session.is_forsaken else _led(session, member)).stop()

    async def question_of(self, game: int, number: int, member: QuizMember) -> Question:
        """Give a question that a member may answer now; raise a MoveError."""
        session = await self._session_of(game, member)
        session.check_answer(member.id, number)
        return session.game.questions[number]

    async def answer(self, game: int, number: int, member: QuizMember, typed: str) -> Judgement:
        """Lock a member's first answer; return when it is on disk. Raise a MoveError."""
        session = await self._session_of(game, member)
        return await session.answer(member.id, number, typed)

    async def join(self, game: int, member: QuizMember) -> None:
        await (await self._session_of(game, member)).join(member.id)

    async def hint(self, game: int, number: int, member: QuizMember) -> Hint:
        """Give a member a hint, for half of the points; raise a MoveError."""
        return await (await self._session_of(game, member)).hint(member.id, number)

    async def choose_team(self, game: int, member: QuizMember, team: int) -> None:
        await (await self._session_of(game, member)).choose_team(member.id, team)

    async def next_for(self, game: int, member: QuizMember) -> tuple[int, Question]:
        """Give the question that a member is at in lightning, with its number."""
        session = await self._session_of(game, member)
        number = session.game.number_for(member.id)
        session.check_answer(member.id, number)
        return number, session.game.questions[number]

    async def wake(self, game: int, member: QuizMember) -> None:
        """Take up a game that rests since nobody played, which anybody may."""
        await (await self._session_of(game, member)).wake()

    async def resume_in(self, channel: int, member: QuizMember) -> None:
        """Let a paused game go on: who leads it may, and anybody where it rests by itself."""
        session = await self.open_in(channel)
        if session.game.paused is PauseReason.IDLE:
            await session.wake()
        else:
            await _led(session, member).resume()

    async def leave(self, game: int, member: QuizMember) -> None:
        await (await self._session_of(game, member)).leave(member.id)

    async def led(self, game: int, leader: QuizMember) -> GameSession:
        """Give a game to who may lead it; raise HostOnlyError or GameOverError."""
        return _led(await self._session_of(game, leader), leader)

    async def led_at(self, game: int, number: int, leader: QuizMember) -> GameSession:
        """Do the same where question `number` is the one that was opened last."""
        session = await self.led(game, leader)
        if session.game.number != number:
            raise QuestionClosedError
        return session

    async def skip(self, game: int, number: int, member: QuizMember) -> Skipped | VoteCounted:
        """Skip the open question: at once for who leads, by majority for all others."""
        session = await self._session_of(game, member)
        if session.game.phase is not Phase.OPEN or session.game.number != number:
            raise QuestionClosedError
        return await self._skip(session, member)

    async def skip_in(self, channel: int, member: QuizMember) -> Skipped | VoteCounted:
        return await self._skip(await self.open_in(channel), member)

    async def standings(self, channel: int) -> tuple[Standing, ...]:
        """Rank those who play in a channel."""
        return (await self.open_in(channel)).game.standings()

    async def _session_of(self, game: int, member: QuizMember) -> GameSession:
        """Find a game that is played where the member is, whatever a forged button says."""
        session = await self._registry.find(game)
        if session is None or session.place.channel != member.channel:
            raise GameOverError
        return session

    async def _skip(self, session: GameSession, member: QuizMember) -> Skipped | VoteCounted:
        if member.may_lead(session.game.host):
            await session.skip()
            return Skipped()
        return VoteCounted(*await session.vote_skip(member.id))

    async def _draw(self, guild: int, wish: Wish, rules: Rules) -> tuple[Question, ...]:
        """Draw questions; for lightning as many as anybody could reach, all with buttons."""
        random = SystemRandom()
        if rules.mode is not Mode.LIGHTNING:
            return tuple(ask(it, random) for it in await self._pick(guild, wish, random))
        picked = await self._pick(guild, replace(wish, count=LIGHTNING_DRAWS), random)
        asked = [ask(it, random) for it in picked]
        quick = tuple(it for it in asked if isinstance(it.answered, ByButton))[:MOST_QUESTIONS]
        if not quick:
            raise NoItemsError
        return quick

    async def pick(self, guild: int, wish: Wish, without: Collection[str]) -> tuple[Item, ...]:
        """Pick items in a server, without some; raise NoItemsError."""
        return await self._pick(guild, wish, SystemRandom(), without)

    async def _pick(
        self, guild: int, wish: Wish, random: SystemRandom, without: Collection[str] = ()
    ) -> tuple[Item, ...]:
        """Pick from the files, or from a deck of the server's own."""
        since = self._clock() - LATELY
        out = await self._store.read(partial(reports.out_of_play, guild=guild))
        banned = out.union(without)
        recent = await self._store.read(lambda it: games.recent_items(it, guild, since))
        if wish.topic is None or not wish.topic.startswith(OWN_PREFIX):
            pool = self._repository.snapshot.pool.as_learned(await self._learned())
            return pool.pick(wish, random, banned, recent)
        name = wish.topic.removeprefix(OWN_PREFIX)
        items = await self._servers.items(guild, name)
        own = replace(wish, topic=DECK_PREFIX + name)
        pool = Pool.made_of({name: items}).as_learned(await self._learned())
        return pool.pick(own, random, banned, recent)

    async def _learned(self) -> Mapping[str, Difficulty]:
        """Tell how hard items turned out to be, as of an hour ago at most."""
        now = self._clock()
        if self._learned_at is None or now - self._learned_at > LEARN_EVERY:
            self._difficulties = await self._store.read(item_answers.difficulties)
            self._learned_at = now
        return self._difficulties


def _led(session: GameSession, leader: QuizMember) -> GameSession:
    if not leader.may_lead(session.game.host):
        raise HostOnlyError
    return session
