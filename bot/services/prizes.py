"""Roles that members earned: given, or the moderators are told why not. The winner is not."""

import asyncio
import logging
from datetime import timedelta
from functools import partial

from bot.services.moderators import ModeratorNotes
from bot.services.ports import RoleGiver
from bot.services.scheduler import Alarm, Scheduler
from bot.services.sending import PassingSendError, SendError, wait_after
from bot.store import prizes
from bot.store.database import Store
from bot.store.errors import StoreError
from bot.store.prizes import Prize

log = logging.getLogger(__name__)
RETRY = timedelta(minutes=5)
"""How long until the database is asked again after it failed."""
NOT_GIVEN = (
    "<@{member}> {deed}, but I could not give <@&{role}>: {reason}. Please give it by hand; "
    "/settings show has what I give out."
)


class PrizeService:
    """Give what was written as earned, once for each; what fails for now is tried again."""

    def __init__(
        self, store: Store, scheduler: Scheduler, giver: RoleGiver, notes: ModeratorNotes
    ) -> None:
        self._store = store
        self._scheduler = scheduler
        self._giver = giver
        self._notes = notes
        self._turn = asyncio.Lock()
        self._alarm = Alarm(scheduler, "give roles that were earned", self.run)
        self._failures = 0

    async def run(self) -> None:
        """Give what is waiting. Raises nothing."""
        async with self._turn:
            self._alarm.cancel()
            try:
                settled = await self._settle_all()
            except StoreError as error:
                log.warning("roles that were earned are given later: %s", error)
                self._alarm.after(RETRY)
                return
            self._failures = 0 if settled else self._failures + 1
            if self._failures:
                self._alarm.after(wait_after(self._failures))

    async def _settle_all(self) -> bool:
        """Give what can be given; False where some is tried again. Raise StoreError."""
        told: dict[int, list[str]] = {}
        settled = True
        for prize in await self._store.read(prizes.waiting):
            try:
                if (problem := await self._give(prize)) is not None:
                    told.setdefault(prize.guild, []).append(problem)
            except PassingSendError as error:
                log.info("role %d is given later: %s", prize.role, error)
                settled = False
            else:
                now = self._scheduler.now()
                await self._store.write(partial(prizes.settle, prize=prize.id, now=now))
        for guild, problems in told.items():
            await self._notes.tell(guild, "\n".join(problems))
        return settled

    async def _give(self, prize: Prize) -> str | None:
        """Give a role, or say why that is impossible; raise PassingSendError."""
        try:
            await self._giver.give_role(prize.guild, prize.member, prize.role, prize.deed)
        except PassingSendError:
            raise
        except SendError as error:
            log.warning("role %d in server %d is not given: %s", prize.role, prize.guild, error)
            return NOT_GIVEN.format(
                member=prize.member, deed=prize.deed, role=prize.role, reason=error
            )
        return None
