"""Understand questions: what is asked, of which roles, and how sure that is.

Words are cut and corrected, mentions found, phrases matched and weighed; then evidence decides
between an answer, asking back, and saying that it is not known. Nothing is answered for a phrase
alone: a question needs a role, or a word of the field, or a phrase that stands for itself.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.knowledge.asking import Talk
from bot.knowledge.base import Knowledge
from bot.language.deciding import decide
from bot.language.mentions import Mention, tokens_of
from bot.language.phrases import Examples, PhraseMatch, Phrases, Token, weigh, with_examples
from bot.language.reading import Analysis, Reading
from bot.language.spotting import Spotter
from bot.language.words import Word, clean, cut, in_other_script
from bot.titles.normalize import normalize
from bot.titles.spelling import SpellingCorrector

TWO_SLIPS_FROM = 9
"""Letters from which two slips are corrected: shorter words are too near to others."""
OTHER_LANGUAGE = "another language"
_FOREIGN_WORDS = 2
_SAYS = frozenset(
    {"i", "my", "we", "coming", "currently", "self", "love", "hate", "enjoy", "like", "tired",
     "finished", "studied", "worked", "been"}
)  # fmt: skip
_ASKS = frozenset(
    {"how", "what", "which", "why", "where", "when", "who", "should", "can", "could", "would",
     "do", "does", "is", "are", "will"}
)  # fmt: skip
_OPENERS = frozenset({"hey", "hi", "hello", "so", "ok", "okay", "but", "and", "well", "also"})


@dataclass(frozen=True, slots=True)
class Scan:
    """A question, cut into words and corrected, with what they name."""

    language: str | None
    words: list[Word]
    mentions: list[Mention]
    tokens: list[Token]

    def spoken(self) -> list[str]:
        """Return the words with what they name as a kind: one role is as good as another."""
        named = {mention.start: f"{{{mention.kind}}}" for mention in self.mentions}
        return [named.get(it.start, self.words[it.start].text) for it in self.tokens]


@dataclass(frozen=True, slots=True)
class Scanner:
    """Cut questions into words, correct these, and find what they name.

    `own` are the words of a server's own titles, which are spelt right.
    """

    spotter: Spotter
    spelling: SpellingCorrector
    spellings: Mapping[str, tuple[str, ...]]
    english: frozenset[str]
    languages: Mapping[str, frozenset[str]]
    own: frozenset[str] = frozenset()

    @classmethod
    def of(cls, knowledge: Knowledge, phrases: Iterable[str], others: Iterable[str]) -> "Scanner":
        """Take words of phrases to correct to, and `others` that are only spelt right."""
        vocabulary, spotter = knowledge.asking.vocabulary, Spotter.of(knowledge)
        ordinary = frozenset(map(normalize, vocabulary.ordinary))
        languages = {it.name: frozenset(map(normalize, it.words)) for it in vocabulary.languages}
        targets = {*phrases, *spotter.words, *map(normalize, vocabulary.mended)}
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
            # Titles are English everywhere, so that their words say nothing about the language.
            ordinary - spotter.words,
            languages,
        )

    def with_own(self, knowledge: Knowledge, own: Mapping[str, str]) -> "Scanner":
        words = frozenset(word for title in own for word in normalize(title).split())
        return replace(self, spotter=self.spotter.with_own(knowledge, own), own=words)

    def scan(self, question: str) -> Scan:
        text = clean(question)
        raw = cut(text, self.spellings)
        language = self._language(text, raw)
        words = raw if language else [self._corrected(word) for word in raw]
        mentions = self.spotter.spot(words, english=language is None)
        return Scan(language, words, mentions, tokens_of(words, mentions))

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


@dataclass(frozen=True, slots=True)
class _Phrasing:
    """How people ask, indexed: phrases of intents, of topics and of small talk, and examples."""

    intents: Phrases
    topics: Phrases
    talk: Phrases
    examples: Examples
    plain: frozenset[str]


class Understanding:
    """Understand questions with one version of the knowledge; immutable."""

    def __init__(self, knowledge: Knowledge, scanner: Scanner, phrasing: _Phrasing) -> None:
        self._knowledge = knowledge
        self._scanner = scanner
        self._phrasing = phrasing

    @classmethod
    def of(cls, knowledge: Knowledge) -> "Understanding":
        """Index all names and phrases; takes a tenth of a second."""
        files = knowledge.asking
        intents = Phrases(
            (intent.id, group) for intent in files.intents.intents for group in intent.groups
        )
        topics, talk = _talk(files.out_of_scope.topics), _talk(files.small_talk.talk)
        scanner = Scanner.of(knowledge, intents.words, topics.words | talk.words)
        examples = Examples(
            (intent.id, scanner.scan(example.ask).spoken())
            for intent in files.intents.intents
            for example in intent.examples
        )
        plain = intents.words.union(map(normalize, files.vocabulary.ordinary))
        return cls(knowledge, scanner, _Phrasing(intents, topics, talk, examples, plain))

    def moved_to(self, knowledge: Knowledge) -> "Understanding":
        """Understand with another version that names the same things in the same words."""
        return Understanding(knowledge, self._scanner, self._phrasing)

    def with_own(self, knowledge: Knowledge, own: Mapping[str, str]) -> "Understanding":
        """Know a server's own words for roles as well, given as title to role id."""
        return Understanding(knowledge, self._scanner.with_own(knowledge, own), self._phrasing)

    def read(self, question: str, before: Reading | None = None) -> Reading:
        """Understand a question, with what was asked before where it leaves something out."""
        return decide(self.look(question), self._knowledge, before)

    def look(self, question: str) -> Analysis:
        """Find all that stands in a question, before anything is decided."""
        scan, text, phrasing = self._scanner.scan(question), clean(question), self._phrasing
        found = tuple(phrasing.intents.find(scan.tokens))
        weighed = weigh(found, _statements(scan.words))
        shares = phrasing.examples.shares(scan.spoken())
        return Analysis(
            text=text,
            words=tuple(scan.words),
            mentions=tuple(scan.mentions),
            found=found,
            weighed=tuple(with_examples(weighed, shares)),
            topics=_heaviest(phrasing.topics.find(scan.tokens)),
            talk=_heaviest(phrasing.talk.find(scan.tokens)),
            quoted=self._scanner.spotter.quoted(text),
            language=scan.language,
            unknown=tuple(self._unknown(scan)),
        )

    def _unknown(self, scan: Scan) -> Iterable[str]:
        """Return the words that belong neither to careers nor to everyday speech."""
        for token in scan.tokens:
            word = scan.words[token.start].text
            plain = word in self._phrasing.plain or word in self._scanner.own
            if not token.kinds and not plain and len(word) > 1:
                yield word


def _talk(topics: Iterable[Talk]) -> Phrases:
    return Phrases((topic.id, group) for topic in topics for group in topic.groups)


def _heaviest(found: Iterable[PhraseMatch]) -> PhraseMatch | None:
    return max(found, key=lambda one: (one.weight, -one.start), default=None)


def _statements(words: Sequence[Word]) -> frozenset[int]:
    """Return the clauses that tell of the asker and ask for nothing, if others are left to ask."""
    clauses: dict[int, list[str]] = {}
    for word in words:
        clauses.setdefault(word.clause, []).append(word.text)
    telling = set()
    for number, texts in clauses.items():
        rest = [text for text in texts if text not in _OPENERS]
        if rest and ((rest[0] in _SAYS and not _ASKS & set(rest)) or rest[0] == "if"):
            telling.add(number)
    return frozenset(telling) if len(telling) < len(clauses) else frozenset()
