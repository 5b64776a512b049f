"""Cut a question into pieces of the lexicon of titles, stretch by stretch between punctuation."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.language.words import Word, bare
from bot.titles.lexicon import Lexicon, Piece

LONGEST_SHORT = 4
"""Letters of a word that may be an acronym, whose last letter is no plural."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the lexicon, over the words it was read from."""

    piece: Piece
    start: int
    end: int


Stretch = list[Part]


def stretches(lexicon: Lexicon, words: Sequence[Word]) -> Iterator[Stretch]:
    start = 0
    for end in range(1, len(words) + 1):
        if (
            end == len(words)
            or words[end].before.strip(" -")
            or words[end].clause != words[start].clause
        ):
            yield _parts(lexicon, words, start, end)
            start = end


def _parts(lexicon: Lexicon, words: Sequence[Word], start: int, end: int) -> Stretch:
    spelt: list[str] = []
    origin: list[int] = []
    for at in range(start, end):
        for part in lexicon.spell_out([_singular(lexicon, words[at])]):
            spelt.append(part)
            origin.append(at)
    parts: Stretch = []
    done = 0
    for piece in lexicon.pieces(spelt):
        size = len(piece.text.split())
        parts.append(Part(piece, origin[done], origin[done + size - 1] + 1))
        done += size
    return parts


def _singular(lexicon: Lexicon, word: Word) -> str:
    """Return a plural as its singular where only that is a word of titles: nurses, nurse."""
    text = bare(word)
    single = text.removesuffix("s")
    if len(text) <= LONGEST_SHORT:
        return text
    return single if not lexicon.knows(text) and lexicon.knows(single) else text
