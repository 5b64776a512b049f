"""Turn questions into rows of numbers: by their meaning, and by their letters and words.

By meaning does a small BERT encoder, run with numpy alone. Its weights are all-MiniLM-L6-v2 (six
layers, 384 numbers), fine-tuned on the examples by `python -m tests.evaluation.encoder`, as whole
numbers of eight bits with one scale a column. They stay so in memory and are widened layer by
layer, which costs a few milliseconds a question.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt

from bot.errors import UserFacingError

Floats = npt.NDArray[np.float32]
_Codes = npt.NDArray[np.uint32]
_Places = npt.NDArray[np.intp]
LAYERS, HEADS, WIDTH = 6, 12, 384
MOST_PIECES = 64
"""Pieces of a text that are read: with 15 in the median question, hardly one has more."""
_EPSILON = np.float32(1e-12)
_START, _END, _UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
_LONGEST_WORD = 100
_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")
_LETTERS = frozenset({2, 3, 4, 5})
"""Lengths of the runs of letters; a space is one, so that short words count as wholes."""
_WORDS = frozenset({1, 2})
_LONGEST = 400
"""Bytes of a text that are read."""
_AT_ONCE = 256
"""Texts that are counted together: as many as fit the processor's cache."""
_SPACE = ord(" ")
_LETTER_SALT, _SPELLING_SALT, _WORD_SALT = 1, 7, 50
_STEP = np.uint32(0x27D4EB2F)


class EncoderError(UserFacingError):
    """The file of the encoder is not what it should be."""


@dataclass(frozen=True)
class WordPieces:
    """A vocabulary that cuts text into word pieces; a piece's number is its place in the list.

    The rule of BERT's uncased models: lower case, accents taken off, every punctuation mark a word
    of its own; then the longest piece of the vocabulary from the left, `##` before what continues a
    word. Source: the WordPiece tokenizer of the BERT paper (Devlin et al., 2018) and its code.
    """

    pieces: Sequence[str]

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {piece: number for number, piece in enumerate(self.pieces)}

    def numbers(self, text: str, most: int) -> list[int]:
        """Return at most `most` numbers, those of start and end included."""
        known = self._numbers
        found = [known.get(piece, known[_UNKNOWN]) for piece in self._cut(text, most)]
        return [known[_START], *found[: most - 2], known[_END]]

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
            for end in range(min(len(word), start + _LONGEST_WORD), start, -1):
                piece = word[start:end] if start == 0 else "##" + word[start:end]
                if piece in self._numbers:
                    break
            else:
                return (_UNKNOWN,)
            found.append(piece)
            start = end
        return found


@dataclass(frozen=True, slots=True)
class Encoder:
    """The weights, by name, and the vocabulary that their first table is numbered by."""

    weights: Mapping[str, npt.NDArray[np.generic]]
    pieces: WordPieces
    digest: str

    @classmethod
    def load(cls, file: Path, digest: str) -> Self:
        """Read the weights; raise EncoderError where they are not those of the digest (SHA-256)."""
        if sha256(file.read_bytes()).hexdigest() != digest:
            raise EncoderError(
                f"{file.name} is damaged or of another version", "Install the bot's files again."
            )
        with np.load(file) as stored:
            weights = {name: stored[name] for name in stored.files}
        words = bytes(weights.pop("pieces").astype(np.uint8)).decode().split("\n")
        return cls(weights, WordPieces(words), digest)

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return one vector of length 1 and 384 numbers a text.

        Short texts among long ones are read apart, since all are filled up to the longest.
        """
        numbers = [self.pieces.numbers(text, MOST_PIECES) for text in texts]
        half = max(map(len, numbers)) // 2
        vectors = np.empty((len(texts), WIDTH), dtype=np.float32)
        for short in (True, False):
            rows = [n for n, of in enumerate(numbers) if (len(of) <= half) is short]
            if rows:
                vectors[rows] = self._encoded([numbers[n] for n in rows])
        return vectors

    def _encoded(self, numbers: Sequence[Sequence[int]]) -> Floats:
        longest = max(map(len, numbers))
        ids = np.zeros((len(numbers), longest), dtype=np.intp)
        mask = np.zeros((len(numbers), longest), dtype=np.float32)
        for row, of in enumerate(numbers):
            ids[row, : len(of)] = of
            mask[row, : len(of)] = 1
        hidden = self._embedded(ids)
        for layer in range(LAYERS):
            hidden = self._layer(f"{layer}.", hidden, mask)
        mean = (hidden * mask[..., None]).sum(1) / mask.sum(1, keepdims=True)
        unit: Floats = mean / np.linalg.norm(mean, axis=1, keepdims=True)
        return unit

    def _embedded(self, ids: npt.NDArray[np.intp]) -> Floats:
        table, scale = self.weights["words"], self._floats("words.scale")
        words = table[ids].astype(np.float32) * scale[ids][..., None]
        return self._normed("embedded", words + self._floats("positions")[: ids.shape[1]])

    def _layer(self, name: str, hidden: Floats, mask: Floats) -> Floats:
        count, length, _ = hidden.shape
        joint = self._linear(name + "attention", hidden)
        query, key, value = joint.reshape(count, length, 3, HEADS, -1).transpose(2, 0, 3, 1, 4)
        scores = query @ key.swapaxes(-1, -2) / np.float32(np.sqrt(WIDTH / HEADS))
        scores += (mask[:, None, None, :] - 1) * np.float32(1e4)
        scores = np.exp(scores - scores.max(-1, keepdims=True))
        scores /= scores.sum(-1, keepdims=True)
        seen = (scores @ value).transpose(0, 2, 1, 3).reshape(count, length, WIDTH)
        hidden = self._normed(name + "seen", hidden + self._linear(name + "joined", seen))
        wide = _gelu(self._linear(name + "widened", hidden))
        return self._normed(name + "out", hidden + self._linear(name + "narrowed", wide))

    def _linear(self, name: str, values: Floats) -> Floats:
        widened = self.weights[name].astype(np.float32)
        product: Floats = (values.reshape(-1, values.shape[-1]) @ widened) * self._floats(
            name + ".scale"
        )
        product += self._floats(name + ".bias")
        return product.reshape(*values.shape[:-1], -1)

    def _normed(self, name: str, values: Floats) -> Floats:
        centred = values - values.mean(-1, keepdims=True)
        variance = (centred * centred).mean(-1, keepdims=True)
        normed: Floats = centred / np.sqrt(variance + _EPSILON)
        return normed * self._floats(name + ".weight") + self._floats(name + ".bias")

    def _floats(self, name: str) -> Floats:
        return self.weights[name].astype(np.float32, copy=False)


def _gelu(values: Floats) -> Floats:
    """Activate by the tanh form of GELU, which the encoder was fine-tuned with."""
    cube = values * values * values
    inner = np.float32(0.7978845608) * (values + np.float32(0.044715) * cube)
    active: Floats = values * np.float32(0.5) * (1 + np.tanh(inner))
    return active


def hashed(texts: Sequence[str], width: int) -> Floats:
    """Count the runs of letters and of words in each text, hashed into a row of `width` numbers.

    Feature hashing (Weinberger et al., 2009): each run adds +1 or -1 at a place that its hash
    names, so that no table of runs is kept. Counts are dampened by their square root, rows have
    length 1; `width` is a power of two.
    """
    rows = np.empty((len(texts), width), dtype=np.float32)
    for begin in range(0, len(texts), _AT_ONCE):
        rows[begin : begin + _AT_ONCE] = _counted(texts[begin : begin + _AT_ONCE], width)
    return rows


def _counted(texts: Sequence[str], width: int) -> Floats:
    raw = [b" " + " ".join(text.split()).encode()[:_LONGEST] + b" " for text in texts]
    letters = np.frombuffer(b"".join(raw), dtype=np.uint8).astype(np.uint32)
    rows = np.repeat(np.arange(len(raw)), [len(one) for one in raw])
    found = [*_runs(letters, rows, _LETTERS, _LETTER_SALT)]
    found += _runs(*_words(letters, rows), _WORDS, _WORD_SALT)
    codes, of = (np.concatenate(parts) for parts in zip(*found, strict=True))
    signs = np.where(codes >> np.uint32(31), 1.0, -1.0)
    places = of * width + (codes % np.uint32(width)).astype(np.intp)
    counts = np.bincount(places, signs, minlength=len(raw) * width).reshape(len(raw), width)
    damped = np.sign(counts) * np.sqrt(np.abs(counts))
    sizes = np.maximum(np.linalg.norm(damped, axis=1, keepdims=True), 1e-6)
    rows_of_length_one: Floats = (damped / sizes).astype(np.float32)
    return rows_of_length_one


def _words(letters: _Codes, rows: _Places) -> tuple[_Codes, _Places]:
    """Return a code for each word, and the row that it stands in."""
    space = letters == _SPACE
    starts = np.flatnonzero(space[:-1] & ~space[1:]) + 1
    if not starts.size:
        return np.zeros(0, dtype=np.uint32), np.zeros(0, dtype=np.intp)
    begun = np.cumsum(np.bincount(starts, minlength=letters.size)) - 1
    place = (np.arange(letters.size) - starts[np.maximum(begun, 0)]).astype(np.uint32)
    codes = np.where(space, np.uint32(0), _mixed(letters + place * _STEP, _SPELLING_SALT))
    return np.add.reduceat(codes, starts), rows[starts]


def _runs(
    codes: _Codes, rows: _Places, lengths: frozenset[int], salt: int
) -> Iterator[tuple[_Codes, _Places]]:
    """Return a code for each run of the lengths within a row, and its row."""
    run = _mixed(codes, salt)
    for length in range(1, max(lengths) + 1):
        if length > 1:
            run = _mixed(run[: len(run) - 1] + codes[length - 1 :] * _STEP, salt + length)
        inside = rows[: len(run)] == rows[length - 1 :]
        if length in lengths:
            yield run[inside], rows[: len(run)][inside]


def _mixed(codes: _Codes, salt: int) -> _Codes:
    """Spread codes over 32 bits, differently for each salt (the finaliser of MurmurHash3)."""
    mixed = (codes + np.uint32(salt * 0x85EBCA6B & 0xFFFFFFFF)) * np.uint32(0x9E3779B1)
    mixed = (mixed ^ (mixed >> np.uint32(15))) * np.uint32(0x2C1B3C6D)
    return mixed ^ (mixed >> np.uint32(13))
