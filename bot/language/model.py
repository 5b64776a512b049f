"""Which intent a question has, learned from examples: two linear heads, mixed.

One head sees the runs of letters and words of a question, as typed and with its names masked; the
other sees the encoder's vectors of the same two texts. Each is a ridge regression on the examples'
labels (one closed-form solve), and their mixture becomes shares by a softmax.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, Self

import numpy as np

from bot.knowledge.asking import Example, Intent
from bot.language.encoder import Encoder, Floats, hashed
from bot.language.fitted import Head, Known, key_of
from bot.language.judgement import ModelReading, Texts, digest_of
from bot.language.mentions import MASKS, MentionKind
from bot.language.model_files import ModelFiles
from bot.language.tuning import Tuning

INTENTS = tuple(Intent)
_ROWS = 1024
_ROLE = MASKS[MentionKind.ROLE]
_TOGETHER = 32
"""Texts that the encoder reads at once: three times as fast as one by one."""


class Masker(Protocol):
    """Put kinds in the place of names."""

    def masked(self, question: str) -> str:
        """Return the words of a question, corrected, with `{role}` for a role and so on."""


@dataclass(frozen=True, slots=True)
class LabelledExamples:
    """Examples with what models see of them, in one order."""

    examples: Sequence[Example]
    texts: Sequence[Texts]
    vectors: Floats | None

    @classmethod
    def of(cls, examples: Sequence[Example], masker: Masker, files: ModelFiles) -> Self:
        """Take what the files know of examples, and look at new ones now."""
        known = files.examples
        new = [it.ask for it in examples if key_of(it.ask) not in known]
        return cls.made(examples, {**known, **look_at(new, masker, files.encoder)})

    @classmethod
    def made(cls, examples: Sequence[Example], known: Mapping[str, Known]) -> Self:
        """Put together what is known of each example by `key_of` its text."""
        found = [known[key_of(example.ask)] for example in examples]
        texts = [Texts(it.ask, one.masked) for it, one in zip(examples, found, strict=True)]
        vectors = np.stack([one.vector for one in found])
        return cls(examples, texts, vectors if vectors.size else None)


def look_at(
    questions: Sequence[str], masker: Masker, encoder: Encoder | None
) -> Mapping[str, Known]:
    """Give what is made of questions, by `key_of` them; those of about one length together."""
    known: dict[str, Known] = {}
    ordered = sorted(questions, key=len)
    for begin in range(0, len(ordered), _TOGETHER):
        typed = ordered[begin : begin + _TOGETHER]
        masked = [masker.masked(it) for it in typed]
        vectors: Floats = np.zeros((len(typed), 0), dtype=np.float32)
        if encoder is not None:
            vectors = np.hstack([encoder.encode(typed), encoder.encode(masked)])
        for question, text, vector in zip(typed, masked, vectors, strict=True):
            known[key_of(question)] = Known(text, vector)
    return known


@dataclass(frozen=True, slots=True)
class IntentModel:
    """Both heads, and the encoder that the second one needs. Immutable once fitted."""

    tuning: Tuning
    head: Head
    encoder: Encoder | None

    @classmethod
    def fit(cls, labelled: LabelledExamples, encoder: Encoder | None, tuning: Tuning) -> Self:
        """Solve both heads; takes about a second for 10,000 examples."""
        targets = np.array([target(it, tuning) for it in labelled.examples], dtype=np.float32)
        mean: Floats = targets.mean(0)
        wanted = targets - mean
        texts, vectors = labelled.texts, labelled.vectors
        portions = (
            (ngrams_of(texts[begin : begin + _ROWS], tuning), wanted[begin : begin + _ROWS])
            for begin in range(0, len(texts), _ROWS)
        )
        ngrams = _solved(portions, tuning.ngram_ridge)
        digest = digest_of(labelled.examples)
        if vectors is None:
            none = np.zeros((0, 0), dtype=np.float32)
            return cls(tuning, Head(digest, mean, ngrams, none, none), encoder)
        meaning = _solved([(vectors, wanted)], tuning.meaning_ridge)
        roles, ids = _solved_roles(labelled, vectors, tuning)
        return cls(tuning, Head(digest, mean, ngrams, meaning, roles, ids), encoder)

    @classmethod
    def of(
        cls, examples: Sequence[Example], masker: Masker, files: ModelFiles, tuning: Tuning
    ) -> Self:
        """Take the head that was fitted on these very examples, where there is one; else fit it."""
        if (head := files.head_of(digest_of(examples))) is not None:
            return cls(tuning, head, files.encoder)
        fitted = cls.fit(LabelledExamples.of(examples, masker, files), files.encoder, tuning)
        files.keep(fitted.head)
        return fitted

    def judge(self, texts: Sequence[Texts]) -> list[ModelReading]:
        """Return the share of each intent in each question, and how far it is about each role."""
        ngrams = ngrams_of(texts, self.tuning)
        if self.encoder is None:
            return self.judged(ngrams, None)
        both = [text for one in texts for text in (one.typed, one.masked)]
        return self.judged(ngrams, self.encoder.encode(both).reshape(len(texts), -1))

    def judged(self, ngrams: Floats, vectors: Floats | None) -> list[ModelReading]:
        """Judge texts by their runs of letters, and by their vectors where there are any."""
        head, part = self.head, np.float32(self.tuning.ngram_part)
        scores, sharpness = head.mean + ngrams @ head.ngrams, self.tuning.ngram_sharpness
        about = np.zeros((len(scores), 0), dtype=np.float32)
        if vectors is not None:
            scores = part * scores + (1 - part) * (head.mean + vectors @ head.meaning)
            about = _without_names(ngrams, vectors) @ head.roles
            sharpness = self.tuning.sharpness
        return [
            ModelReading(
                {intent: float(share) for intent, share in zip(INTENTS, row, strict=True)},
                {role: float(share) for role, share in zip(head.role_ids, roles, strict=False)},
            )
            for row, roles in zip(softmax(scores * np.float32(sharpness)), about, strict=True)
        ]


def _solved_roles(
    labelled: LabelledExamples, vectors: Floats, tuning: Tuning
) -> tuple[Floats, tuple[str, ...]]:
    """Fit what words tell which role is meant where nothing names it.

    Names are masked, so that what stands beside them is learned; an example that has names in it
    counts for less than one that describes a role.
    """
    examples, texts = labelled.examples, labelled.texts
    ids = tuple(sorted({role for it in examples for role in it.roles or ()}))
    told = [n for n, it in enumerate(examples) if it.roles is not None]
    about = [[role in (examples[n].roles or ()) for role in ids] for n in told]
    counts = np.array(
        [tuning.named_weight if _ROLE in texts[n].masked else 1.0 for n in told], dtype=np.float32
    )
    weights = np.sqrt(counts)[:, None]
    rows = _without_names(ngrams_of([texts[n] for n in told], tuning), vectors[told])
    wanted = np.array(about, dtype=np.float32).reshape(len(told), len(ids))
    return _solved([(rows * weights, wanted * weights)], tuning.role_ridge), ids


def _without_names(ngrams: Floats, vectors: Floats) -> Floats:
    """Take what is seen of the masked text alone, which is the second half of both."""
    halves = [it[:, it.shape[1] // 2 :] for it in (vectors, ngrams)]
    return with_one(np.hstack(halves))


def ngrams_of(texts: Sequence[Texts], tuning: Tuning) -> Floats:
    typed = hashed([text.typed.casefold() for text in texts], tuning.ngram_width)
    return np.hstack([typed, hashed([text.masked for text in texts], tuning.ngram_width)])


def with_one(vectors: Floats) -> Floats:
    return np.hstack([vectors, np.ones((len(vectors), 1), dtype=np.float32)])


def softmax(scores: Floats) -> Floats:
    powers = np.exp(scores - scores.max(1, keepdims=True))
    shares: Floats = powers / powers.sum(1, keepdims=True)
    return shares


def target(example: Example, tuning: Tuning) -> list[float]:
    """Give the label most, and what else is fair a part together."""
    also = tuning.also_share / len(example.also) if example.also else 0.0
    own = 1 - tuning.also_share if example.also else 1.0
    return [own if it is example.intent else also * (it in example.also) for it in INTENTS]


def _solved(portions: Iterable[tuple[Floats, Floats]], ridge: float) -> Floats:
    """Solve a ridge regression of targets on rows: (X'X + ridge)⁻¹ X'y, portion by portion."""
    sums = ((rows.T @ rows, rows.T @ targets) for rows, targets in portions)
    gram, moment = next(sums)
    for more, further in sums:
        gram += more
        moment += further
    gram[np.diag_indices_from(gram)] += np.float32(ridge)
    weights: Floats = np.linalg.solve(gram, moment)
    return weights
