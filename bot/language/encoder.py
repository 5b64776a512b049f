"""Turn a question into a vector by its meaning: a small BERT encoder, run with numpy alone.

The weights are all-MiniLM-L6-v2 (six layers, 384 numbers), fine-tuned on the examples by
`python -m tests.evaluation.encoder`, as whole numbers of eight bits with one scale a column. They
stay so in memory and are widened layer by layer, which costs a few milliseconds a question.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt

from bot.errors import UserFacingError
from bot.language.wordpiece import WordPieces

Floats = npt.NDArray[np.float32]
LAYERS, HEADS, WIDTH = 6, 12, 384
MOST_PIECES = 64
"""Pieces of a text that are read: with 15 in the median question, hardly one has more."""
_EPSILON = np.float32(1e-12)


class EncoderError(UserFacingError):
    """The file of the encoder is not what it should be."""


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
