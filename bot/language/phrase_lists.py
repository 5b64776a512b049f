"""What questions are searched for by phrases: topics, small talk, superlatives, backgrounds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.knowledge.asking import PhraseGroup, Talk
from bot.knowledge.base import Knowledge
from bot.knowledge.phrase_patterns import stem
from bot.language.mentions import tokens_of
from bot.language.phrases import Phrases, Token
from bot.language.reading import Superlative
from bot.language.words import Word

_LEAST = ":least"
"""What ends the key of a ranking's lower end."""
_WHICH = frozenset(map(stem, ("which", "what", "who", "where")))
_PLACES = frozenset(map(stem, ("lab", "company", "companies", "employer", "country", "city")))
"""What else than roles people rank."""


@dataclass(frozen=True, slots=True)
class PhraseLists:
    """What is found by phrases: topics out of scope, small talk, superlatives, backgrounds."""

    topics: Phrases
    talk: Phrases
    rankings: Phrases
    backgrounds: Phrases

    @classmethod
    def of(cls, knowledge: Knowledge) -> "PhraseLists":
        asking = knowledge.asking
        rankings = (
            (name + (_LEAST if side is it.least else ""), _group(side.asked_as))
            for name, it in knowledge.rankings.items()
            for side in (it.most, it.least)
        )
        backgrounds = ((name, _group(it.said_as)) for name, it in knowledge.backgrounds.items())
        return cls(
            _phrases(asking.out_of_scope.topics),
            _phrases(asking.small_talk.talk),
            Phrases(rankings),
            Phrases(backgrounds),
        )

    def superlative(self, tokens: Sequence[Token]) -> Superlative | None:
        """Find which end of which ranking is asked for, where it is asked which role has it."""
        found = next(self.rankings.find(tokens), None)
        before = {it.stem for it in tokens[: found.start if found else 0]}
        elsewhere = not _PLACES.isdisjoint(it.stem for it in tokens)
        if found is None or elsewhere or before.isdisjoint(_WHICH):
            return None
        return Superlative(found.key.removesuffix(_LEAST), found.key.endswith(_LEAST))

    def background(self, words: Sequence[Word]) -> str | None:
        """Find what somebody says to be, or to come from, be it a job that is none of ours."""
        found = next(self.backgrounds.find(tokens_of(words, ())), None)
        return None if found is None else found.key

    @property
    def words(self) -> frozenset[str]:
        every = (self.topics, self.talk, self.rankings, self.backgrounds)
        return frozenset[str]().union(*(it.words for it in every))


def _group(phrases: tuple[str, ...]) -> PhraseGroup:
    return PhraseGroup(weight=1, phrases=phrases)


def _phrases(topics: Iterable[Talk]) -> Phrases:
    return Phrases((topic.id, group) for topic in topics for group in topic.groups)
