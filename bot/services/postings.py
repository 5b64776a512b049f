"""Postings that members pasted: read, remembered for an hour in memory, and stored nowhere."""

from dataclasses import dataclass
from datetime import timedelta
from hashlib import blake2s

from cachetools import TTLCache

from bot.errors import UserFacingError
from bot.knowledge.base import Knowledge
from bot.services.scheduler import Clock
from bot.tools.postings.reading import PostingReader, PostingReading

REMEMBERED, HOUR = 500, timedelta(hours=1)
KEY_BYTES = 5


class ForgottenPostingError(UserFacingError):
    """The posting behind a button is no longer in memory."""

    text = "I keep no postings, and this one has left my memory."
    remedy = "Paste it into /posting once more."


@dataclass(frozen=True, slots=True)
class ReadPosting:
    """What was read, and the key by which its member finds it for an hour."""

    reading: PostingReading
    key: str


class PostingService:
    """Read postings by what is known where they are asked about."""

    def __init__(self, clock: Clock) -> None:
        self._readings: TTLCache[tuple[int, str], PostingReading] = TTLCache(
            REMEMBERED, HOUR.total_seconds(), lambda: clock().timestamp()
        )

    def read(self, member: int, text: str, knowledge: Knowledge) -> ReadPosting:
        reading = PostingReader(knowledge).read(text)
        key = blake2s(text.encode(), digest_size=KEY_BYTES).hexdigest()
        self._readings[member, key] = reading
        return ReadPosting(reading, key)

    def again(self, member: int, key: str) -> PostingReading:
        """Find what a member had read; raise ForgottenPostingError where it is gone."""
        if (found := self._readings.get((member, key))) is None:
            raise ForgottenPostingError
        return found
