"""What self-assessments and ways to a role came to: kept for the member, with what came before."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from bot.errors import UserFacingError
from bot.knowledge.base import Knowledge
from bot.lookups.queries import Query
from bot.lookups.registry import encode, outcome_of
from bot.services.scheduler import Clock
from bot.store import results
from bot.store.connection import Connection
from bot.store.database import Store
from bot.store.errors import StoreError

log = logging.getLogger(__name__)


class NoAssessmentError(UserFacingError):
    """The member has kept no self-assessment."""

    text = "No self-assessment is kept for you yet."
    remedy = "/assess start begins one."


@dataclass(frozen=True, slots=True)
class EarlierOutcome:
    """What a flow came to at some time: a score, or the name of a role."""

    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class OutcomeKept:
    """The outcome of a flow was kept; those of the same kind before it, the oldest first."""

    earlier: tuple[EarlierOutcome, ...]


@dataclass(frozen=True, slots=True)
class OutcomeLost:
    """The outcome of a flow could not be kept just now; it can be shown all the same."""


@dataclass(frozen=True, slots=True)
class AssessmentScore:
    """The score of one self-assessment."""

    score: int
    at: datetime


class AssessmentService:
    """Keep what finished flows come to."""

    def __init__(self, store: Store, clock: Clock, knowledge: Callable[[], Knowledge]) -> None:
        self._store = store
        self._clock = clock
        self._knowledge = knowledge

    async def keep(self, member: int, query: Query) -> OutcomeKept | OutcomeLost | None:
        """Keep the outcome of a finished flow; None where this query is none."""
        knowledge = self._knowledge()
        found, code = outcome_of(query, knowledge), encode(query)
        if found is None or code is None:
            return None
        kind, outcome = found
        now = self._clock()

        async def work(connection: Connection) -> tuple[results.KeptResult, ...]:
            earlier = await results.results_of(connection, member, kind)
            await results.keep_result(connection, member, kind, code, outcome, now)
            return earlier

        try:
            earlier = await self._store.write(work)
        except StoreError as error:
            log.error("a result could not be kept: %s", error)  # noqa: TRY400 - an expected one
            return OutcomeLost()
        others = (it for it in earlier if it.code != code or now - it.at >= results.SAME)
        return OutcomeKept(
            tuple(EarlierOutcome(_name(it.outcome, knowledge), it.at) for it in others)
        )

    async def history(self, member: int) -> tuple[AssessmentScore, ...]:
        """List the latest self-assessments, the oldest first; raise NoAssessmentError."""
        kept = await self._store.read(
            partial(results.results_of, member=member, kind=results.ASSESSMENT)
        )
        if not kept:
            raise NoAssessmentError
        return tuple(AssessmentScore(int(it.outcome), it.at) for it in kept)


def _name(outcome: str, knowledge: Knowledge) -> str:
    """Say an outcome: a role by its name, a score as it is."""
    role = knowledge.roles.get(outcome)
    return outcome if role is None else role.name
