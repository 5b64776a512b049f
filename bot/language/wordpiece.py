"""Cut text into word pieces, as BERT's uncased models were trained on.

The rule: lower case, accents taken off, every punctuation mark a word of its own; then the longest
piece of the vocabulary from the left, `##` before what continues a word. Source: the WordPiece
tokenizer of the BERT paper (Devlin et al., 2018) and its published code.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

START, END, UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
LONGEST_WORD = 100
_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")


@dataclass(frozen=True)
class WordPieces:
    """A vocabulary: a piece's number is its place in the list."""

    pieces: Sequence[str]

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {piece: number for number, piece in enumerate(self.pieces)}

    def numbers(self, text: str, most: int) -> list[int]:
        """Return at most `most` numbers, those of start and end included."""
        known = self._numbers
        found = [known.get(piece, known[UNKNOWN]) for piece in self._cut(text, most)]
        return [known[START], *found[: most - 2], known[END]]

    def _cut(self, text: str, most: int) -> Iterator[str]:
        folded = "".join(
            char
            for char in unicodedata.normalize("NFD", text.lower())
            if unicodedata.category(char) != "Mn"
        )
        for count, word in enumerate(_WORD.finditer(folded)):
            if count == most:
                return
            yield from self._pieces(word[0])

    def _pieces(self, word: str) -> Sequence[str]:
        found: list[str] = []
        start = 0
        while start < len(word):
            for end in range(min(len(word), start + LONGEST_WORD), start, -1):
                piece = word[start:end] if start == 0 else "##" + word[start:end]
                if piece in self._numbers:
                    break
            else:
                return (UNKNOWN,)
            found.append(piece)
            start = end
        return found
