"""What members say against questions: reports of items, and appeals that a host decides."""

import logging
from dataclasses import dataclass
from enum import Enum, auto
from functools import partial

from bot.errors import UserFacingError
from bot.quiz.errors import NoQuestionOpenError, NotPlayedError, NotTypedError
from bot.quiz.items.base import ByButton
from bot.quiz.saved import SavedGame
from bot.quiz.scoring import Standing
from bot.services.editing.repository import KnowledgeRepository
from bot.services.games.registry import GameRegistry
from bot.services.quizzes import HostOnlyError, QuizMember
from bot.services.scheduler import Clock
from bot.store import reports, saved_games, scores
from bot.store.database import Store
from bot.store.reports import OUT_OF_PLAY

log = logging.getLogger(__name__)


class UnknownGameError(UserFacingError):
    """A question of a game that is no longer stored."""

    text = "I no longer know that game."
    remedy = "/quiz report flags the newest question of an open one."


class OwnAppealError(UserFacingError):
    """An appeal would be judged by who made it."""

    text = "Nobody decides an appeal of their own."
    remedy = "The host or a moderator does; where you are the host, a moderator."


class ItemReport(Enum):
    """What became of a report of an item."""

    KNOWN = auto()
    """The member has an open report of it."""
    COUNTED = auto()
    OUT_OF_PLAY = auto()
    """It is not asked in that server until it has been reviewed."""


@dataclass(frozen=True, slots=True)
class Appealed:
    """An answer that is to be judged again, in words."""

    words: str


class AppealService:
    """Take reports and appeals, and decide the latter; the scores follow at once."""

    def __init__(
        self,
        repository: KnowledgeRepository,
        registry: GameRegistry,
        store: Store,
        clock: Clock,
    ) -> None:
        self._repository = repository
        self._registry = registry
        self._store = store
        self._clock = clock

    async def report(self, game: int, number: int, member: QuizMember) -> ItemReport:
        """Flag the item of a question that the member answered, in a running game or an ended one.

        Enough reports take it out of play in the server.

        :raises NoQuestionOpenError: where the question was not asked yet.
        :raises NotPlayedError: where the member did not answer it.
        """
        found = await self._game(game, member)
        if not 0 <= number < len(found.game.rounds):
            raise NoQuestionOpenError
        if found.game.rounds[number].answer_of(member.id) is None:
            raise NotPlayedError
        item, guild, now = found.game.questions[number].item.id, found.place.guild, self._clock()
        count = await self._store.write(lambda it: reports.report(it, item, guild, member.id, now))
        if count is None:
            return ItemReport.KNOWN
        if count < OUT_OF_PLAY:
            return ItemReport.COUNTED
        log.warning("item %s is out of play in server %d after %d reports", item, guild, count)
        return ItemReport.OUT_OF_PLAY

    async def appeal(self, game: int, number: int, member: QuizMember) -> Appealed | None:
        """Ask for a wrong answer to be judged again; None where it was asked before.

        :raises NoAnswerToAppealError: where there is no such answer.
        :raises NotTypedError: where it was a click, which nobody can have misread.
        """
        found = (await self._game(game, member)).game
        answer = found.wrong_answer(member.id, number)
        if isinstance(found.questions[number].answered, ByButton):
            raise NotTypedError
        now = self._clock()
        new = await self._store.write(lambda it: reports.appeal(it, game, number, member.id, now))
        if not new:
            return None
        names = self._repository.snapshot.knowledge.role_names
        return Appealed(found.questions[number].words(answer.given, names))

    async def decide(
        self, game: int, number: int, member: int, judge: QuizMember, *, granted: bool
    ) -> tuple[Standing, ...]:
        """Decide an appeal, in a running game or an ended one; give the standings after it.

        :raises HostOnlyError:
        :raises OwnAppealError:
        :raises NoOpenAppealError: where nobody appealed, or it was decided.
        """
        if not judge.may_lead((await self._game(game, judge)).game.host):
            raise HostOnlyError
        if judge.id == member:
            raise OwnAppealError
        session, now = await self._registry.find(game), self._clock()
        if granted and session is not None:
            await session.grant(member, number, judge.id)
        else:
            await self._store.write(
                lambda it: reports.decide(it, game, number, member, judge.id, now, granted=granted)
            )
        return await self._store.read(partial(scores.standings, game=game))

    async def _game(self, number: int, member: QuizMember) -> SavedGame:
        """Find a game that is or was played where the member is; raise UnknownGameError."""
        if (session := await self._registry.find(number)) is not None:
            saved: SavedGame | None = SavedGame(session.game, session.place)
        else:
            saved = await self._store.read(lambda it: saved_games.read_game(it, number))
        if saved is None or saved.place.channel != member.channel:
            raise UnknownGameError
        return saved
