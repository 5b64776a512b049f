"""What is fitted in development and shipped: the encoder, and what it makes of the examples.

`python -m tests.evaluation.encoder` makes the files anew. The smaller one names the digest of the
larger, so that neither is used with another than its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.language.encoder import Encoder, Floats

SHIPPED = Path(__file__).parent / "weights"
ENCODER, EXAMPLES = "encoder.npz", "examples.npz"
_STEPS = np.float32(127)


@dataclass(frozen=True, slots=True)
class Known:
    """What was made of an example: its masked text, and the vectors of both, side by side."""

    masked: str
    vector: Floats


@dataclass(frozen=True, slots=True)
class Head:
    """The weights of both heads, and the digest of the examples that they were fitted on."""

    digest: str
    mean: Floats
    ngrams: Floats
    meaning: Floats
    roles: Floats
    """What vectors say of the roles that a question is about; both are empty without encoder."""
    role_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class ModelFiles:
    """The files in a folder, each read when it is first needed; None without them.

    The last heads that were fitted beside them are kept: a change is fitted when it is proposed,
    and need not be again when it is applied.
    """

    folder: Path = SHIPPED
    _fitted: list[Head] = field(default_factory=list, repr=False, compare=False)

    @cached_property
    def _stored(self) -> Mapping[str, npt.NDArray[np.generic]] | None:
        file = self.folder / EXAMPLES
        if not file.exists() or not (self.folder / ENCODER).exists():
            return None
        with np.load(file) as stored:
            return {name: stored[name] for name in stored.files}

    @cached_property
    def encoder(self) -> Encoder | None:
        """The encoder; raise EncoderError where the file is damaged."""
        if self._stored is None:
            return None
        return Encoder.load(self.folder / ENCODER, _text(self._stored["encoder"]))

    @cached_property
    def examples(self) -> Mapping[str, Known]:
        """What was made of the shipped examples, by `key_of` their text."""
        if self._stored is None:
            return {}
        vectors = self._stored["vectors"].astype(np.float32) / _STEPS
        masked = _text(self._stored["masked"]).split("\n")
        keys = _text(self._stored["keys"]).split("\n")
        known = (Known(text, vector) for text, vector in zip(masked, vectors, strict=True))
        return dict(zip(keys, known, strict=True))

    def keep(self, head: Head) -> None:
        self._fitted[:] = [head]

    def head_of(self, digest: str) -> Head | None:
        """Return the head that was fitted on the examples of a digest, shipped or kept."""
        known = (*self._fitted, *((self.head,) if self.head is not None else ()))
        return next((it for it in known if it.digest == digest), None)

    @cached_property
    def head(self) -> Head | None:
        """The head that was fitted on the shipped examples."""
        if self._stored is None:
            return None
        stored = self._stored

        def floats(name: str) -> Floats:
            return stored[name].astype(np.float32)

        return Head(
            _text(stored["digest"]),
            floats("mean"),
            floats("ngrams"),
            floats("meaning"),
            floats("roles"),
            tuple(_text(stored["role_ids"]).split()),
        )


def key_of(text: str) -> str:
    return blake2b(text.encode(), digest_size=9).hexdigest()


def write_examples(file: Path, encoder: str, known: Mapping[str, Known], head: Head) -> None:
    """Write what the encoder of a digest made of the examples, and the head fitted on them."""
    vectors = np.stack([one.vector for one in known.values()])
    np.savez_compressed(
        file,
        encoder=_bytes(encoder),
        keys=_bytes("\n".join(known)),
        masked=_bytes("\n".join(one.masked for one in known.values())),
        vectors=np.round(vectors * _STEPS).astype(np.int8),
        digest=_bytes(head.digest),
        mean=head.mean,
        ngrams=head.ngrams.astype(np.float16),
        meaning=head.meaning.astype(np.float16),
        roles=head.roles.astype(np.float16),
        role_ids=_bytes(" ".join(head.role_ids)),
    )


def _bytes(text: str) -> npt.NDArray[np.uint8]:
    return np.frombuffer(text.encode(), dtype=np.uint8)


def _text(stored: npt.NDArray[np.generic]) -> str:
    return bytes(stored.astype(np.uint8)).decode()
