"""What members of a server report to earn: shared, held where it is far off, shown in groups."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from bot.errors import UserFacingError
from bot.knowledge.base import Knowledge
from bot.services.moderators import ModeratorNotes
from bot.services.scheduler import Clock
from bot.services.servers.server_service import ServerService
from bot.store import pay_reports
from bot.store.connection import Connection
from bot.store.database import Store
from bot.tools.member_pay import HeldPay, PayGroup, PayReport, is_far, missing, pay_groups

WAITING = "Pay that a member shared is far from what is known, and waits for you: /pay held"


class MemberPayError(UserFacingError):
    """What members report to earn cannot be shared or seen so."""


class PayOffError(MemberPayError):
    """The server does not have it."""

    text = "Members' pay is off in this server."
    remedy = "Its moderators can turn it on in /settings show."


class PaySettledError(MemberPayError):
    """No report of a number is held."""

    text = "That report doesn't wait any more."
    remedy = "/pay held shows what is left."


@dataclass(frozen=True, slots=True)
class SharedPay:
    """What became of a report: whether it waits for a moderator, and replaced an earlier one."""

    held: bool
    replaced: bool


@dataclass(frozen=True, slots=True)
class RolePay:
    """The groups of a role that may be shown, and how many reports the nearest other one lacks."""

    groups: tuple[PayGroup, ...]
    missing: int


class PayReportService:
    """One report a member and server, for a year; whose it is nobody reads."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        servers: ServerService,
        knowledge: Callable[[], Knowledge],
        notes: ModeratorNotes,
    ) -> None:
        self._store = store
        self._clock = clock
        self._servers = servers
        self._knowledge = knowledge
        self._notes = notes

    def require(self, guild: int) -> None:
        """Raise PayOffError where a server does not have it."""
        if not self._servers.settings(guild).member_pay:
            raise PayOffError

    async def share(self, guild: int, member: int, report: PayReport) -> SharedPay:
        """Keep a report in the place of the member's earlier one; raise PayOffError."""
        self.require(guild)
        published, now = tuple(_published(self._knowledge(), report)), self._clock()

        async def work(connection: Connection) -> SharedPay:
            others = await pay_reports.counted(connection, guild, report.role, member)
            held = is_far(report, published, pay_groups(others))
            replaced = await pay_reports.write(
                connection, guild, member, report, held=held, now=now
            )
            return SharedPay(held, replaced)

        shared = await self._store.write(work)
        if shared.held:
            await self._notes.tell(guild, WAITING)
        return shared

    async def of_role(self, guild: int, role: str) -> RolePay:
        """Give what may be shown of a role; raise PayOffError."""
        self.require(guild)
        found = await self._store.read(partial(pay_reports.counted, guild=guild, role=role))
        return RolePay(pay_groups(found), missing(found))

    async def held(self, guild: int) -> tuple[HeldPay, ...]:
        """List what waits for a moderator."""
        return await self._store.read(partial(pay_reports.held, guild=guild))

    async def settle(self, guild: int, number: int, *, count: bool) -> None:
        """Let a held report count, or delete it; raise PaySettledError where it is gone."""
        settle = partial(pay_reports.settle, guild=guild, number=number, count=count)
        if not await self._store.write(settle):
            raise PaySettledError


def _published(knowledge: Knowledge, report: PayReport) -> Iterator[int]:
    """Give the published amounts of a role in the currency of a report."""
    for claim in knowledge.pay_of(report.role):
        figures = claim.figures
        if figures is not None and (figures.currency, figures.period) == (report.currency, "year"):
            yield from filter(None, (figures.low, figures.median, figures.high))
