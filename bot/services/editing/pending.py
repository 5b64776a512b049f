"""A change that was looked at, and waits to be applied."""

from dataclasses import dataclass

from bot.services.editing.history import Bodies
from bot.services.editing.snapshot import KnowledgeSnapshot
from bot.store.revisions import Origin


@dataclass(frozen=True, slots=True)
class PendingChange:
    """A change that loads and waits to be applied: its number, and what it would lead to."""

    number: int
    origin: Origin
    bodies: Bodies
    before: KnowledgeSnapshot
    after: KnowledgeSnapshot
