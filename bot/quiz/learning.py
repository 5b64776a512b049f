"""What answers teach about items: how hard each is, and whether good players know it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.knowledge.decks import Difficulty

ENOUGH = 20
"""Answers from which on what was learned counts more than what was written."""
EASY_FROM, MEDIUM_FROM = 0.75, 0.4
"""Shares of right answers."""
NEARLY_ALL, NEARLY_NONE = 0.95, 0.1
KNOWN_PLAYER = 5
"""Answers to other items that tell how good a player is."""
LEAST_COMPARED = 5
"""Players that each of the two thirds needs, of those who answered an item."""


@dataclass(frozen=True, slots=True)
class ItemAnswers:
    """How often one member answered an item, and how often rightly."""

    item: str
    member: int
    answered: int
    right: int


@dataclass(frozen=True, slots=True)
class LearnedItem:
    """How an item fares: `right` is a share, from 0 to 1.

    `discrimination` is how much more of the best third of players know it than of the weakest,
    from -1 to 1; None where too few are known.
    """

    item: str
    answered: int
    right: float
    discrimination: float | None

    @property
    def misleads(self) -> bool:
        """Whether good players miss it more than weak ones."""
        return self.discrimination is not None and self.discrimination < 0


def learned_difficulty(answered: int, right: int) -> Difficulty | None:
    """Tell how hard an item is by its answers; None where there are too few."""
    if answered < ENOUGH:
        return None
    share = right / answered
    if share >= EASY_FROM:
        return Difficulty.EASY
    return Difficulty.MEDIUM if share >= MEDIUM_FROM else Difficulty.HARD


def learned_items(answers: Iterable[ItemAnswers]) -> tuple[LearnedItem, ...]:
    """Tell how the items fare that have answers enough."""
    by_item: dict[str, list[ItemAnswers]] = defaultdict(list)
    of_member: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for it in answers:
        by_item[it.item].append(it)
        total = of_member[it.member]
        total[0] += it.answered
        total[1] += it.right
    found = []
    for item, rows in sorted(by_item.items()):
        answered, right = sum(it.answered for it in rows), sum(it.right for it in rows)
        if answered >= ENOUGH:
            found.append(LearnedItem(item, answered, right / answered, _told(rows, of_member)))
    return tuple(found)


def _told(rows: Sequence[ItemAnswers], of_member: Mapping[int, Sequence[int]]) -> float | None:
    """Compare the best third of an item's players with the weakest, by their other answers."""
    skilled: list[tuple[float, float]] = []
    for it in rows:
        answered, right = of_member[it.member]
        others = answered - it.answered
        if others >= KNOWN_PLAYER:
            skilled.append(((right - it.right) / others, it.right / it.answered))
    skilled.sort()
    third = len(skilled) // 3
    if third < LEAST_COMPARED:
        return None
    weak, good = skilled[:third], skilled[-third:]
    return (sum(it[1] for it in good) - sum(it[1] for it in weak)) / third


def poor_items(learned: Iterable[LearnedItem]) -> tuple[LearnedItem, ...]:
    """Choose what somebody should look at: misleading items first, then too hard, then too easy."""

    def place(it: LearnedItem) -> tuple[int, float]:
        if it.misleads:
            return 0, it.discrimination or 0
        return (1, it.right) if it.right <= NEARLY_NONE else (2, -it.right)

    chosen = (it for it in learned if it.misleads or not NEARLY_NONE < it.right < NEARLY_ALL)
    return tuple(sorted(chosen, key=place))
