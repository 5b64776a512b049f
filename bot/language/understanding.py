"""Understand questions: what is asked, of which roles, and how sure that is.

Words are cut and corrected, names found and masked, intents scored by a model learned from
examples; then numbered rules (`bot.language.policy`) make a reading of it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.knowledge.asking import OUTSIDE, Intent
from bot.knowledge.base import Knowledge
from bot.language.judgement import Shares, Texts, digest_of
from bot.language.mentions import JOBS, MASKS, Mention, Token, tokens_of
from bot.language.model_files import ModelFiles
from bot.language.phrases import PhraseLists, PhraseMatch
from bot.language.policy import PRONOUNS, decide
from bot.language.reading import Analysis, Clause, Reading
from bot.language.spotting import Spotter
from bot.language.tuning import TUNING, Tuning
from bot.language.words import Word, clean, cut, in_other_script
from bot.titles.spelling import SpellingCorrector, normalize

if TYPE_CHECKING:
    from bot.language.fitted import Head
    from bot.language.model import IntentModel

MOST_CLAUSES = 4
SHORTEST_CLAUSE = 3
LONGEST_OF_SEVERAL = 50
"""Words of the longest message that may be several questions: a longer one tells a story."""
LETTERS_ONLY = (
    "A file is missing here: I read questions by their letters alone, and misread more of them."
)
ANY_ROLE = "ML Engineer"
"""What stands for a role that a question points back to, and that nobody named."""
TWO_SLIPS_FROM = 9
"""Letters from which two slips are corrected: shorter words are too near to others."""
OTHER_LANGUAGE = "another language"
_FOREIGN_WORDS = 2
_PRONOUN = re.compile(rf"\b(?:{'|'.join(sorted(PRONOUNS))})\b", re.IGNORECASE)
_LEADING = frozenset({"and", "but", "also", "plus", "so", "or", "then"})


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


@dataclass(frozen=True, slots=True)
class Understanding:
    """Understand questions with one version of the knowledge; immutable."""

    knowledge: Knowledge
    files: ModelFiles
    scanner: Scanner
    phrases: PhraseLists
    digest: str
    labels: Mapping[str, Intent]
    fitted: "Head | None" = None
    """The heads, where the shipped ones were fitted on other examples."""
    tuning: Tuning = TUNING

    @classmethod
    def of(
        cls,
        knowledge: Knowledge,
        files: ModelFiles,
        before: "Understanding | None" = None,
        tuning: Tuning = TUNING,
    ) -> "Understanding":
        """Index all names; fit heads where none were fitted on these examples."""
        asking, phrases = knowledge.asking, PhraseLists.of(knowledge)
        scanner = Scanner.of(knowledge, phrases.words)
        digest = digest_of(asking.examples)
        fitted = before.fitted if before is not None and before.digest == digest else None
        if fitted is None and digest != files.digest:
            from bot.language.model import IntentModel  # noqa: PLC0415 - numpy comes with it

            fitted = IntentModel.of(asking.examples, scanner, files, tuning).head
        labels = {_folded(it.ask): it.intent for it in asking.examples}
        return cls(knowledge, files, scanner, phrases, digest, labels, fitted, tuning)

    @property
    def model(self) -> "IntentModel":
        """What judges questions; its files are read with the first one."""
        from bot.language.model import IntentModel  # noqa: PLC0415 - numpy comes with it

        heads = self.fitted or self.files.head
        if heads is None:
            raise FileNotFoundError(f"{self.files.folder} lost what questions are read by")
        return IntentModel(self.tuning, heads, self.files.encoder)

    @property
    def limits(self) -> str | None:
        """What people should know of how questions are read here; None where nothing is amiss."""
        return None if self.files.digest is not None else LETTERS_ONLY

    def moved_to(self, knowledge: Knowledge) -> "Understanding":
        """Understand with another version that names the same things in the same words."""
        return replace(self, knowledge=knowledge)

    def with_own(self, knowledge: Knowledge, own: Mapping[str, str]) -> "Understanding":
        """Know a server's own words for roles as well, given as title to role id."""
        return replace(self, knowledge=knowledge, scanner=self.scanner.with_own(own))

    def read(self, question: str, before: Reading | None = None) -> Reading:
        """Understand a question, with what was asked before where it leaves something out."""
        return self.decide(self.look(question, before), before)

    def decide(self, analysis: Analysis, before: Reading | None) -> Reading:
        """Make a reading of what was found."""
        return decide(analysis, self.knowledge, before, self.tuning)

    def look(self, question: str, before: Reading | None = None) -> Analysis:
        """Find all that stands in a question, before anything is decided."""
        scan = self.scanner.scan(question)
        text = scan.text
        parts = list(_clauses(scan, text))
        texts = [
            Texts(scan.typed, scan.masked),
            *(Texts(part, masked) for part, masked in parts),
        ]
        whole_again = self._completed(scan, text, before)
        judged = self.model.judge([*texts, *whole_again])
        shares = self._taught(question, judged[0].intents)
        clauses = (
            Clause(intent, part)
            for (part, _), of in zip(parts, judged[1:], strict=False)
            for intent in (of.likeliest,)
            if intent not in OUTSIDE and of.intents[intent] >= self.tuning.clause_bar
        )
        return Analysis(
            text=text,
            words=tuple(scan.words),
            mentions=tuple(scan.mentions),
            shares=shares,
            described=judged[0].roles,
            completed=judged[-1].intents if whole_again else None,
            clauses=tuple(clauses),
            topic=_heaviest(self.phrases.topics.find(scan.tokens)),
            talk=_heaviest(self.phrases.talk.find(scan.tokens)),
            superlative=self.phrases.superlative(scan.tokens),
            background=self.phrases.background(scan.words),
            quoted=self.scanner.spotter.quoted(text),
            language=scan.language,
            unknown=tuple(self._unknown(scan)),
        )

    def _taught(self, question: str, shares: Shares) -> Shares:
        """Read a question that stands among the examples word for word as it is labelled there."""
        label = self.labels.get(_folded(question))
        if label is None or shares[label] >= self.tuning.taught_share:
            return shares
        rest = (1 - self.tuning.taught_share) / (1 - shares[label])
        scaled = {intent: share * rest for intent, share in shares.items()}
        return {**scaled, label: self.tuning.taught_share}

    def _completed(self, scan: Scan, text: str, before: Reading | None) -> list[Texts]:
        """Put the role asked about before, or any, in the place of a pronoun, or at the end."""
        short = len(scan.words) <= self.tuning.follow_up_words
        asked_before = before is not None and bool(before.roles)
        points_back = _PRONOUN.search(text) is not None
        if not short or any(it.kind in JOBS for it in scan.mentions):
            return []
        if not asked_before and not points_back:
            return []
        role = self.knowledge.roles[before.roles[0]].name if before and asked_before else ANY_ROLE
        masked = scan.masked.split()
        at = next((n for n, word in enumerate(masked) if word in PRONOUNS), len(masked))
        typed = _PRONOUN.sub(role, text, count=1) if points_back else f"{text} {role}"
        masked[at : at + 1] = ["{role}"]
        return [Texts(typed, " ".join(masked))]

    def _unknown(self, scan: Scan) -> Iterator[str]:
        """Return the words that belong neither to careers nor to everyday speech."""
        for token in scan.tokens:
            word = scan.words[token.start].text
            if not token.kinds and len(word) > 1 and not self.scanner.is_plain(word):
                yield word


def scanner_of(knowledge: Knowledge) -> Scanner:
    """Make what cuts, corrects and masks questions."""
    return Scanner.of(knowledge, PhraseLists.of(knowledge).words)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip("?!. ")


def _heaviest(found: Iterable[PhraseMatch]) -> PhraseMatch | None:
    return max(found, key=lambda one: (one.weight, -one.start), default=None)


def _clauses(scan: Scan, text: str) -> Iterator[tuple[str, str]]:
    """Cut a message of several clauses into them: as typed, and masked."""
    numbers = list(dict.fromkeys(word.clause for word in scan.words))
    several = len(numbers) > 1 and len(scan.words) <= LONGEST_OF_SEVERAL
    for number in numbers[:MOST_CLAUSES] if several else ():
        words = [word for word in scan.words if word.clause == number]
        while len(words) > 1 and words[0].text in _LEADING:
            words = words[1:]
        if len(words) >= SHORTEST_CLAUSE:
            yield (
                " ".join(text[words[0].start : words[-1].end].split()),
                scan.masked_in(number, words[0].start),
            )
