"""What was asked last, by whom and where: kept in memory for ten minutes, and never written."""

from collections import OrderedDict
from collections.abc import Hashable
from datetime import datetime, timedelta

from bot.language.reading import Reading

KEPT_FOR = timedelta(minutes=10)
MOST = 2000
"""Conversations kept at once; the oldest go first."""


class Memory:
    """Remember the last reading of each conversation, for a while."""

    def __init__(self, most: int = MOST, kept_for: timedelta = KEPT_FOR) -> None:
        self._most = most
        self._kept_for = kept_for
        self._last: OrderedDict[Hashable, tuple[datetime, Reading]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._last)

    def recall(self, conversation: Hashable, now: datetime) -> Reading | None:
        """Give what was understood last, unless that is too long ago."""
        at, reading = self._last.get(conversation, (now, None))
        if reading is not None and now - at > self._kept_for:
            del self._last[conversation]
            return None
        return reading

    def keep(self, conversation: Hashable, reading: Reading, now: datetime) -> None:
        """Remember a reading, in place of the one before it."""
        self._last[conversation] = (now, reading)
        self._last.move_to_end(conversation)
        while len(self._last) > self._most:
            self._last.popitem(last=False)

    def forget(self, conversation: Hashable) -> None:
        """Forget a conversation."""
        self._last.pop(conversation, None)
