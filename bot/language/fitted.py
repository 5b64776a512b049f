"""What is fitted in development and shipped as arrays: what examples look like, and the heads.

`python -m tests.evaluation.encoder` makes the files anew. Of a file only those arrays are read that
are asked for: all the examples take ten times the room of the heads.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.language.encoder import Floats

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


def stored_examples(file: Path) -> Mapping[str, Known]:
    """Read what was made of the shipped examples, by `key_of` their text."""
    with np.load(file) as stored:
        vectors = stored["vectors"].astype(np.float32) / _STEPS
        masked = _text(stored["masked"]).split("\n")
        keys = _text(stored["keys"]).split("\n")
    known = (Known(text, vector) for text, vector in zip(masked, vectors, strict=True))
    return dict(zip(keys, known, strict=True))


def stored_head(file: Path) -> Head:
    """Read the heads that were fitted on the shipped examples."""
    with np.load(file) as stored:
        names = ("mean", "ngrams", "meaning", "roles")
        mean, ngrams, meaning, roles = (stored[name].astype(np.float32) for name in names)
        ids = tuple(_text(stored["role_ids"]).split())
        return Head(_text(stored["digest"]), mean, ngrams, meaning, roles, ids)


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
