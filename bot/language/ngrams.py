"""Count the runs of letters and of words in a text, hashed into a row of fixed width.

Feature hashing (Weinberger et al., 2009): each run adds +1 or -1 at a place that its hash names,
so that no table of runs is kept. Counts are dampened by their square root, rows have length 1.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
_Codes = npt.NDArray[np.uint32]
_Places = npt.NDArray[np.intp]

LETTERS = frozenset({2, 3, 4, 5})
"""Lengths of the runs of letters; a space is one, so that short words count as wholes."""
WORDS = frozenset({1, 2})
LONGEST = 400
"""Bytes of a text that are read."""
AT_ONCE = 256
"""Texts that are counted together: as many as fit the processor's cache."""
_SPACE = ord(" ")
_LETTER_SALT, _SPELLING_SALT, _WORD_SALT = 1, 7, 50
_STEP = np.uint32(0x27D4EB2F)


def hashed(texts: Sequence[str], width: int) -> Floats:
    """Return one row of `width` numbers a text; `width` is a power of two."""
    rows = np.empty((len(texts), width), dtype=np.float32)
    for begin in range(0, len(texts), AT_ONCE):
        rows[begin : begin + AT_ONCE] = _counted(texts[begin : begin + AT_ONCE], width)
    return rows


def _counted(texts: Sequence[str], width: int) -> Floats:
    raw = [b" " + " ".join(text.split()).encode()[:LONGEST] + b" " for text in texts]
    letters = np.frombuffer(b"".join(raw), dtype=np.uint8).astype(np.uint32)
    rows = np.repeat(np.arange(len(raw)), [len(one) for one in raw])
    found = [*_runs(letters, rows, LETTERS, _LETTER_SALT)]
    found += _runs(*_words(letters, rows), WORDS, _WORD_SALT)
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
