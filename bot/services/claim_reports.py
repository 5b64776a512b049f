"""What members say is wrong with an answer: taken once a member and claim, settled by operators."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from hashlib import sha256

from bot.errors import UserFacingError
from bot.services.scheduler import Clock
from bot.store import claim_reports
from bot.store.claim_reports import StoredClaimReport
from bot.store.database import Store

CODE_LENGTH = 12


class ClaimReportSettledError(UserFacingError):
    """Nobody waits for this one any more."""

    text = "Somebody settled that one already."
    remedy = "/knowledge reports shows what is left."


@dataclass(frozen=True, slots=True)
class ReportedClaim:
    """A claim by its code, or (None) the whole answer to a query, with what members said of it.

    `query` is the code of the latest answer that showed it, `said` what stood there.
    """

    query: str
    claim: str | None
    said: str
    reports: int
    wrong: tuple[str, ...]
    latest_at: datetime

    @property
    def code(self) -> str:
        """A short id of what is reported, the same for all who report it."""
        about = self.query if self.claim is None else f"claim {self.claim}"
        return sha256(about.encode()).hexdigest()[:CODE_LENGTH]


class ClaimReportService:
    """The reports on answers and their claims."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def report(
        self, member: int, query: str, claim: str | None, said: str, wrong: str
    ) -> bool:
        """Take a report; False where this member has one open on the same."""
        words = " ".join(wrong.split())
        found = StoredClaimReport(query, claim or "", said, words, self._clock())
        return await self._store.write(partial(claim_reports.report, found=found, member=member))

    async def listed(self) -> tuple[ReportedClaim, ...]:
        """List what nobody settled, the most reported first."""
        groups: dict[tuple[str, str], list[StoredClaimReport]] = {}
        for it in await self._store.read(claim_reports.open_reports):
            groups.setdefault((it.claim, "" if it.claim else it.query), []).append(it)
        found = [
            ReportedClaim(
                latest.query,
                latest.claim or None,
                latest.said,
                1 + len(rest),
                tuple(it.wrong for it in (latest, *rest) if it.wrong),
                latest.at,
            )
            for latest, *rest in groups.values()
        ]
        return tuple(sorted(found, key=lambda it: -it.reports))

    async def one(self, code: str) -> ReportedClaim:
        """Raise ClaimReportSettledError where no report is open on it."""
        for found in await self.listed():
            if found.code == code:
                return found
        raise ClaimReportSettledError

    async def settle(self, member: int, reported: ReportedClaim) -> None:
        """Close the reports on it."""
        await self._store.write(
            partial(
                claim_reports.settle,
                query=reported.query if reported.claim is None else None,
                claim=reported.claim or "",
                member=member,
                now=self._clock(),
            )
        )
