"""Cut questions into words, correct these, find what they name, and mask it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.knowledge.base import Knowledge
from bot.language.mentions import MASKS, Mention, Token, tokens_of
from bot.language.spotting import Spotter
from bot.language.words import Word, clean, cut, in_other_script
from bot.titles.normalize import normalize
from bot.titles.spelling import SpellingCorrector

TWO_SLIPS_FROM = 9
"""Letters from which two slips are corrected: shorter words are too near to others."""
OTHER_LANGUAGE = "another language"
_FOREIGN_WORDS = 2


@dataclass(frozen=True, slots=True)
class Scan:
    """A question, clean, cut into words and corrected, with what they name."""

    text: str
    language: str | None
    words: list[Word]
    mentions: list[Mention]
    tokens: list[Token]

    @property
    def typed(self) -> str:
        """The text as typed; words of another language in English, where they are known."""
        return self.text if self.language is None else " ".join(word.text for word in self.words)

    @property
    def masked(self) -> str:
        """The words with a kind in the place of each name: one role is as good as another."""
        return self.masked_in(None)

    def masked_in(self, clause: int | None, start: int = 0) -> str:
        """Mask one clause, from a character on; None is the whole question."""
        masks = {one.start: MASKS[one.kind] for one in self.mentions if one.kind in MASKS}
        return " ".join(
            masks.get(it.start) or self.words[it.start].text
            for it in self.tokens
            if clause is None or (it.clause == clause and self.words[it.start].start >= start)
        )


@dataclass(frozen=True, slots=True)
class Scanner:
    """Cut questions into words, correct these, and find what they name.

    `own` are the words of a server's own titles, which are spelt right.
    """

    spotter: Spotter
    spelling: SpellingCorrector
    spellings: Mapping[str, tuple[str, ...]]
    plain: frozenset[str]
    english: frozenset[str]
    languages: Mapping[str, frozenset[str]]
    meanings: Mapping[str, Mapping[str, str]]
    own: frozenset[str] = frozenset()

    @classmethod
    def of(cls, knowledge: Knowledge, others: Iterable[str]) -> "Scanner":
        """Take the words of names to correct to, and `others` that are only spelt right."""
        vocabulary, spotter = knowledge.asking.vocabulary, Spotter.of(knowledge)
        ordinary = frozenset(map(normalize, vocabulary.ordinary))
        languages = {it.name: frozenset(map(normalize, it.words)) for it in vocabulary.languages}
        targets = {*spotter.words, *map(normalize, vocabulary.mended)}
        known = ordinary.union(knowledge.titles.lexicon.words, others, *languages.values())
        return cls(
            spotter,
            SpellingCorrector(
                targets, known, two_slips_from=TWO_SLIPS_FROM, keeps_first_letter=True
            ),
            {
                normalize(short): tuple(normalize(long).split())
                for short, long in vocabulary.spellings.items()
            },
            ordinary.union(others),
            # Titles are English everywhere, so that their words say nothing about the language.
            ordinary - spotter.titles,
            languages,
            {
                it.name: {normalize(word): said for word, said in it.means.items()}
                for it in vocabulary.languages
            },
        )

    def with_own(self, own: Mapping[str, str]) -> "Scanner":
        words = frozenset(word for title in own for word in normalize(title).split())
        return replace(self, spotter=self.spotter.with_own(own), own=words)

    def scan(self, question: str) -> Scan:
        text = clean(question)
        raw = cut(text, self.spellings)
        language = self._language(text, raw)
        if language is None:
            words = [self._corrected(word) for word in raw]
        else:
            means = self.meanings.get(language, {})
            words = [
                replace(it, text=said) for it in raw for said in means.get(it.text, it.text).split()
            ]
        mentions = self.spotter.spot(words, english=language is None)
        return Scan(text, language, words, mentions, tokens_of(words, mentions))

    def is_plain(self, word: str) -> bool:
        """Whether a word is one of everyday speech, or of a server's own titles."""
        return word in self.plain or word in self.own

    def masked(self, question: str) -> str:
        return self.scan(question).masked

    def _corrected(self, word: Word) -> Word:
        text = self.spelling.correct(word.text, others=self.own)
        return word if text == word.text else replace(word, text=text)

    def _language(self, text: str, words: Sequence[Word]) -> str | None:
        """Name another language that a text is in; None for English, and for too little to say."""
        if in_other_script(text):
            return OTHER_LANGUAGE
        typed = [word.text for word in words]
        english = sum(word in self.english for word in typed)
        counts = {
            name: sum(word in small for word in typed) for name, small in self.languages.items()
        }
        name = max(counts, key=lambda one: counts[one])
        return name if counts[name] >= _FOREIGN_WORDS and counts[name] > english else None
