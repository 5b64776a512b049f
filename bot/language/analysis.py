"""What stands in a question, as found, before anything is decided."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.language.mentions import Kind, Mention
from bot.language.phrases import Found, Item
from bot.language.weighing import Weighed
from bot.language.words import Word
from bot.titles import Resolution


@dataclass(frozen=True, slots=True)
class Analysis:
    """Words, mentions and phrases of a question."""

    text: str
    words: tuple[Word, ...]
    mentions: tuple[Mention, ...]
    items: tuple[Item, ...]
    found: tuple[Found, ...]
    weighed: tuple[Weighed, ...]
    topics: Found | None
    talk: Found | None
    quoted: Resolution | None
    language: str | None
    unknown: tuple[str, ...]

    def of(self, *kinds: Kind) -> Iterator[Mention]:
        """Give the mentions of some kinds that are not negated."""
        return (one for one in self.mentions if one.kind in kinds and not one.negated)

    def has(self, *kinds: Kind) -> bool:
        """Tell whether something of some kinds is named."""
        return next(self.of(*kinds), None) is not None

    def first(self, kind: Kind) -> str | None:
        """Give the id of the first mention of a kind."""
        return next((one.values[0] for one in self.of(kind) if one.values), None)
