"""Quiz questions that members reported: how they fared, and what operators make of them."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass
from functools import partial
from hashlib import sha256

from bot.errors import UserFacingError
from bot.knowledge.decks import ChoiceItem, Item
from bot.knowledge.history import OriginKind
from bot.quiz.items import unshuffled
from bot.quiz.learning import LearnedItem, learned_items, poor_items
from bot.quiz.scoring import ItemFigures
from bot.services.editing.editing_service import EditingService, ProposedChange, RefusedChange
from bot.services.editing.edits import ItemEdit
from bot.services.leaderboards import recompute_scores
from bot.services.scheduler import Clock
from bot.services.servers.server_decks import PREFIX
from bot.store import item_answers, reports, scores
from bot.store.database import Store
from bot.store.reports import Reported

CODE_LENGTH = 12


class ReportSettledError(UserFacingError):
    """No report is open on a question any more, or it cannot be changed so."""

    text = "No reports are open on that question any more."
    remedy = "/knowledge reports shows what is left."


@dataclass(frozen=True, slots=True)
class ReportedItem:
    """An item with open reports; `item` is how it is asked now, None where it no longer is.

    `servers` counts those in which it is out of play; `file` is the deck that a written item
    stands in, None for a generated one.
    """

    id: str
    reports: int
    servers: int
    item: Item | None
    file: str | None

    @property
    def code(self) -> str:
        """A short id, for ids too long for a button."""
        return item_code(self.id)

    @property
    def question(self) -> str:
        return self.id if self.item is None else self.item.question


@dataclass(frozen=True, slots=True)
class RetiredItem:
    """An item that is asked no more, though the facts behind it still make it."""

    code: str
    question: str


@dataclass(frozen=True, slots=True)
class PoorItem:
    """An item that nearly all or nearly none know, or that good players miss."""

    question: str
    learned: LearnedItem


@dataclass(frozen=True, slots=True)
class ReportList:
    """The reported items, the most reported first, the retired ones, the latest first.

    `poor` are those that answers show to be poor, the worst first.
    """

    reported: tuple[ReportedItem, ...]
    retired: tuple[RetiredItem, ...]
    poor: tuple[PoorItem, ...]


@dataclass(frozen=True, slots=True)
class ItemRecord:
    """A reported item with its right answer and how it fared in ended games."""

    reported: ReportedItem
    right_answer: str | None
    figures: ItemFigures


@dataclass(frozen=True, slots=True)
class ItemWording:
    """A question as it is to be asked from now on; `right` and `wrong` of a choice alone."""

    question: str
    explanation: str
    right: str | None = None
    wrong: tuple[str, ...] = ()


class ReportService:
    """The reported items of the shared decks; those of servers are their moderators'."""

    def __init__(self, editing: EditingService, store: Store, clock: Clock) -> None:
        self._editing = editing
        self._store = store
        self._clock = clock

    async def listed(self) -> ReportList:
        retired = await self._store.read(reports.retired)
        return ReportList(
            tuple(map(self._reported, await self._shared())),
            tuple(RetiredItem(item_code(it), self._question(it)) for it in retired),
            await self._poor(frozenset(retired)),
        )

    async def _poor(self, retired: Collection[str]) -> tuple[PoorItem, ...]:
        """Find poor items among those that are still asked."""
        answers = await self._store.read(item_answers.answers_by_member)
        learned = await asyncio.to_thread(learned_items, answers)
        asked = self._editing.snapshot.pool.items
        return tuple(
            PoorItem(asked[it.item].question, it)
            for it in poor_items(learned)
            if it.item in asked and it.item not in retired
        )

    async def one(self, code: str) -> ReportedItem:
        """Raise ReportSettledError where no report is open on it."""
        for found in await self._shared():
            if item_code(found.item) == code:
                return self._reported(found)
        raise ReportSettledError

    async def record(self, reported: ReportedItem) -> ItemRecord:
        names = self._editing.snapshot.knowledge.role_names
        figures = await self._store.read(
            lambda connection: scores.figures_of_item(connection, reported.id, reported.item, names)
        )
        if reported.item is None:
            return ItemRecord(reported, None, figures)
        asked = unshuffled(reported.item)
        return ItemRecord(reported, asked.meaning(asked.right, names), figures)

    async def keep(self, member: int, reported: ReportedItem) -> None:
        """Close the reports: the question is fine, and comes back into play."""
        now = self._clock()
        await self._store.write(partial(reports.settle, item=reported.id, member=member, now=now))

    async def propose_wording(
        self, member: int, reported: ReportedItem, wording: ItemWording
    ) -> ProposedChange | RefusedChange:
        """Propose other words of a written item; raise ReportSettledError for another."""
        if reported.file is None:
            raise ReportSettledError
        edit = ItemEdit(
            file=reported.file,
            item=reported.id,
            question=" ".join(wording.question.split()),
            right=wording.right,
            wrong=tuple(filter(None, map(str.strip, wording.wrong))),
            explanation=" ".join(wording.explanation.split()),
        )
        return await self._propose(member, reported, edit)

    async def retire(
        self, member: int, reported: ReportedItem
    ) -> ProposedChange | RefusedChange | None:
        """Ask an item no more: a generated one at once (None), a written one leaves its deck."""
        if reported.file is not None:
            edit = ItemEdit(file=reported.file, item=reported.id)
            return await self._propose(member, reported, edit)
        now = self._clock()
        await self._store.write(partial(reports.retire, item=reported.id, member=member, now=now))
        await self.keep(member, reported)
        return None

    async def void(self, reported: ReportedItem) -> int:
        """Let an item count in no ended game; in how many it counted."""
        count = await self._store.write(partial(reports.take_out_of_scores, item=reported.id))
        await recompute_scores(self._store)
        return count

    async def judge_again(self, reported: ReportedItem) -> int:
        """Judge past answers to a choice by what it is now; how many changed."""
        if not isinstance(reported.item, ChoiceItem):
            raise ReportSettledError
        judge = partial(reports.judge_again, item=reported.id, current=reported.item)
        changed = await self._store.write(judge)
        await recompute_scores(self._store)
        return changed

    async def bring_back(self, code: str) -> None:
        """Ask a retired item again; nothing where it is not retired."""
        for item in await self._store.read(reports.retired):
            if item_code(item) == code:
                await self._store.write(partial(reports.bring_back, item=item))

    async def _shared(self) -> list[Reported]:
        found = await self._store.read(reports.reported)
        return [it for it in found if not it.item.startswith(PREFIX)]

    def _reported(self, found: Reported) -> ReportedItem:
        snapshot = self._editing.snapshot
        file = next(
            (
                f"quiz/{name}.yaml"
                for name, deck in snapshot.knowledge.decks.items()
                if any(it.id == found.item for it in deck.items)
            ),
            None,
        )
        current = snapshot.pool.current(found.item)
        return ReportedItem(found.item, found.reports, found.servers, current, file)

    def _question(self, item: str) -> str:
        current = self._editing.snapshot.pool.current(item)
        return item if current is None else current.question

    async def _propose(
        self, member: int, reported: ReportedItem, edit: ItemEdit
    ) -> ProposedChange | RefusedChange:
        why = f"reported {reported.reports} times"
        return await self._editing.propose_edit(member, edit, why, OriginKind.REPORT)


def item_code(item: str) -> str:
    return sha256(item.encode()).hexdigest()[:CODE_LENGTH]
