"""Understand questions: what is asked, of which roles, and how sure that is.

Words are cut and mended, mentions found, phrases matched and weighed; then evidence decides
between an answer, asking back, and saying that it is not known. Nothing is answered for a phrase
alone: a question needs a role, or a word of the field, or a phrase that stands for itself.
"""

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import replace

from bot.knowledge.asking.files import Talk
from bot.knowledge.base import Knowledge
from bot.language.analysis import Analysis
from bot.language.deciding import decide
from bot.language.likeness import Examples
from bot.language.mentions import Mention, items_of
from bot.language.phrases import Found, Item, Phrases
from bot.language.reading import Reading
from bot.language.spotting import Spotter
from bot.language.weighing import weigh, with_examples
from bot.language.words import Mender, Word, clean, cut, in_other_script
from bot.titles.normalize import normalize

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


class Understanding:
    """Understand questions with one version of the knowledge; immutable once built."""

    def __init__(self, knowledge: Knowledge) -> None:
        files = knowledge.asking
        self._knowledge = knowledge
        self._files = files
        vocabulary = files.vocabulary
        self._spellings = {
            normalize(short): tuple(normalize(long).split())
            for short, long in vocabulary.spellings.items()
        }
        self._spotter = Spotter(knowledge, files)
        self._intents = Phrases(
            (intent.id, group) for intent in files.intents.intents for group in intent.groups
        )
        self._topics = _talk(files.out_of_scope.topics)
        self._talk = _talk(files.small_talk.talk)
        self._languages = {
            language.name: frozenset(map(normalize, language.words))
            for language in vocabulary.languages
        }
        self._ordinary = frozenset(map(normalize, vocabulary.ordinary))
        # Titles are English everywhere, so that their words say nothing about the language.
        self._english = self._ordinary - self._spotter.words
        known = self._ordinary | self._intents.words | self._topics.words | self._talk.words
        known |= {word for words in self._languages.values() for word in words}
        targets = self._intents.words | self._spotter.words
        self._plain = self._ordinary | self._intents.words
        self._mender = Mender(
            known | knowledge.titles.lexicon.words, targets | set(map(normalize, vocabulary.mended))
        )

        self._examples = Examples(
            (intent.id, _spoken(*self._spot(example.ask)[1:]))
            for intent in files.intents.intents
            for example in intent.examples
        )

    def moved_to(self, knowledge: Knowledge) -> "Understanding":
        """Give one for another version that names the same things in the same words."""
        other = copy(self)
        vars(other).update(_knowledge=knowledge)
        return other

    def with_own(self, knowledge: Knowledge, own: Mapping[str, str]) -> "Understanding":
        """Give one that knows a server's own words for roles as well: title to role id."""
        other = copy(self)
        words = {word for title in own for word in normalize(title).split()}
        vars(other).update(
            _knowledge=knowledge,
            _spotter=self._spotter.with_own(knowledge, own),
            _mender=self._mender.with_words(words),
            _plain=self._plain | words,
        )
        return other

    def read(self, question: str, before: Reading | None = None) -> Reading:
        """Understand a question, with what was asked before where it leaves something out."""
        analysis = self.look(question)
        return decide(analysis, self._knowledge, self._files, before)

    def look(self, question: str) -> Analysis:
        """Find all that stands in a question, before anything is decided."""
        language, words, mentions, items = self._spot(question)
        text = clean(question)
        found = tuple(self._intents.find(items))
        weighed = weigh(found, _statements(words))
        shares = self._examples.shares(_spoken(words, mentions, items))
        return Analysis(
            text=text,
            words=tuple(words),
            mentions=tuple(mentions),
            items=tuple(items),
            found=found,
            weighed=tuple(with_examples(weighed, shares)),
            topics=_heaviest(self._topics.find(items)),
            talk=_heaviest(self._talk.find(items)),
            quoted=self._spotter.quoted(text),
            language=language,
            unknown=tuple(self._unknown(words, items)),
        )

    def _spot(self, question: str) -> tuple[str | None, list[Word], list[Mention], list[Item]]:
        """Cut a question into words, and find what they name."""
        text = clean(question)
        raw = cut(text, self._spellings)
        language = self._language(text, raw)
        words = raw if language else [self._mended(word) for word in raw]
        mentions = self._spotter.spot(words, english=language is None)
        return language, words, mentions, items_of(words, mentions)

    def _mended(self, word: Word) -> Word:
        text = self._mender.mend(word.text)
        return word if text == word.text else replace(word, text=text)

    def _language(self, text: str, words: Sequence[Word]) -> str | None:
        """Name another language that a text is in; None for English, and for too little to say."""
        if in_other_script(text):
            return OTHER_LANGUAGE
        typed = [word.text for word in words]
        english = sum(word in self._english for word in typed)
        counts = {
            name: sum(word in small for word in typed) for name, small in self._languages.items()
        }
        name = max(counts, key=lambda one: counts[one])
        return name if counts[name] >= _FOREIGN_WORDS and counts[name] > english else None

    def _unknown(self, words: Sequence[Word], items: Sequence[Item]) -> Iterable[str]:
        """Give the words that belong neither to careers nor to everyday speech."""
        for item in items:
            word = words[item.start].text
            if not item.kinds and word not in self._plain and len(word) > 1:
                yield word


def _spoken(words: Sequence[Word], mentions: Sequence[Mention], items: Sequence[Item]) -> list[str]:
    """Give a question with what it names as a kind: one role is as good as another."""
    named = {mention.start: f"{{{mention.kind}}}" for mention in mentions}
    return [named.get(item.start, words[item.start].text) for item in items]


def _talk(topics: Iterable[Talk]) -> Phrases:
    return Phrases((topic.id, group) for topic in topics for group in topic.groups)


def _heaviest(found: Iterable[Found]) -> Found | None:
    return max(found, key=lambda one: (one.weight, -one.start), default=None)


def _statements(words: Sequence[Word]) -> frozenset[int]:
    """Give the clauses that tell of the asker and ask for nothing, if others are left to ask."""
    clauses: dict[int, list[str]] = {}
    for word in words:
        clauses.setdefault(word.clause, []).append(word.text)
    telling = set()
    for number, texts in clauses.items():
        rest = [text for text in texts if text not in _OPENERS]
        if rest and ((rest[0] in _SAYS and not _ASKS & set(rest)) or rest[0] == "if"):
            telling.add(number)
    return frozenset(telling) if len(telling) < len(clauses) else frozenset()
