"""How many questions one member, or all of a channel, may ask in a while."""

from collections import OrderedDict, deque
from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

MOST_KEYS = 4000


@dataclass(slots=True)
class Limit:
    """Allow `count` questions in `per`, for each key by itself."""

    count: int
    per: timedelta
    _asked: OrderedDict[Hashable, deque[datetime]] = field(default_factory=OrderedDict)

    def wait(self, key: Hashable, now: datetime) -> timedelta:
        """Give how long to wait; nothing where there is room."""
        asked = self._asked.get(key, deque())
        while asked and now - asked[0] >= self.per:
            asked.popleft()
        return self.per - (now - asked[0]) if len(asked) >= self.count else timedelta()

    def count_in(self, key: Hashable, now: datetime) -> None:
        """Count a question."""
        self._asked.setdefault(key, deque()).append(now)
        self._asked.move_to_end(key)
        while len(self._asked) > MOST_KEYS:
            self._asked.popitem(last=False)


@dataclass(slots=True)
class Limits:
    """The limits of a member and of a channel together."""

    member: Limit = field(default_factory=lambda: Limit(6, timedelta(minutes=1)))
    channel: Limit = field(default_factory=lambda: Limit(20, timedelta(minutes=1)))

    def admit(self, member: int, channel: int, now: datetime) -> timedelta:
        """Count a question in where both have room; else give how long to wait."""
        wait = max(self.member.wait(member, now), self.channel.wait(channel, now))
        if not wait:
            self.member.count_in(member, now)
            self.channel.count_in(channel, now)
        return wait
