"""Find places: those of the lexicon, and whatever has a capital letter behind `in`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.language.mentions import Mention, MentionKind
from bot.language.words import Part, Stretch, Word
from bot.titles.lexicon import Lexicon

_BEFORE = frozenset(
    {"in", "from", "to", "near", "around", "within", "outside", "the", "for", "based"}
)
_IN = frozenset({"in", "near", "outside"})
_LONG, _SHORT = 5, 4
"""Letters from which a place in small letters needs no preposition: at all, if not ordinary."""
_ACRONYMS = frozenset({"usa", "uk", "uae", "nyc"})
_SHORTEST = 4
_MOST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Places:
    """Find places; short `ordinary` words need a preposition, words of `names` are known."""

    lexicon: Lexicon
    ordinary: frozenset[str]
    names: frozenset[str]

    def find(self, words: Sequence[Word], stretches: Sequence[Stretch]) -> Iterator[Mention]:
        for part in (part for parts in stretches for part in parts):
            meaning = part.piece.meaning
            if meaning is not None and meaning.strip == "place" and self._meant(words, part):
                yield _place(words, part.start, part.end)
        for at, word in enumerate(words):
            end = at + 1
            while word.text in _IN and end < at + 1 + _MOST_WORDS and self._unknown(words, end):
                end += 1
            if end > at + 1:
                yield _place(words, at + 1, end)

    def _meant(self, words: Sequence[Word], part: Part) -> bool:
        word = words[part.start]
        before = words[part.start - 1].text if part.start else ""
        size = len(part.piece.text)
        long = size >= _LONG or (size >= _SHORT and word.text not in self.ordinary)
        alone = long or word.text in _ACRONYMS
        return alone or before in _BEFORE or word.raw[0].isupper()

    def _unknown(self, words: Sequence[Word], at: int) -> bool:
        """Whether a word has a capital letter and is none that is known otherwise."""
        if at >= len(words) or words[at].before.strip():
            return False
        word = words[at]
        return (
            len(word.raw) >= _SHORTEST
            and word.raw.istitle()
            and not (
                word.text in self.ordinary
                or word.text in self.names
                or self.lexicon.knows(word.text)
            )
        )


def _place(words: Sequence[Word], start: int, end: int) -> Mention:
    text = " ".join(word.raw for word in words[start:end])
    return Mention(MentionKind.PLACE, start, end, text, (text,))
