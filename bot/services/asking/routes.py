"""From a reading to the query that answers it, by the routes that look-ups declare."""

from bot.knowledge.base import Knowledge
from bot.language.reading import Reading
from bot.lookups.lookup import FreeQuestion
from bot.lookups.queries import Query
from bot.lookups.registry import ROUTES
from bot.titles.normalize import normalize

MAX_WORDS = 60
"""Characters of the words that are looked up, so that they fit a button."""


class Router:
    """Turn readings into queries; immutable once built."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._seek = {one.id: one.seek for one in knowledge.asking.intents.intents}
        self._ordinary = frozenset(map(normalize, knowledge.asking.vocabulary.ordinary))

    def query(self, reading: Reading) -> Query:
        """Give what a reading asks for."""
        return ROUTES[reading.intent](FreeQuestion(reading, self._knowledge, self._words(reading)))

    def telling(self, question: str) -> list[str]:
        """Give the words of a question that say what it is about."""
        words = dict.fromkeys(normalize(question).split())
        return [word for word in words if word not in self._ordinary]

    def _words(self, reading: Reading) -> str:
        """Choose the words to look up: the question's own, then those of its intent."""
        own = self.telling(reading.question)
        if reading.employer is not None:
            own += normalize(self._knowledge.employers[reading.employer].name).split()
        chosen = ""
        for word in dict.fromkeys((*own, *self._seek.get(reading.intent, ()))):
            if len(chosen) + len(word) < MAX_WORDS:
                chosen = f"{chosen} {word}".strip()
        return chosen
