"""Which labelled questions a model judges otherwise that learned from other examples.

Word for word they are read as labelled in any case; what flips shows how their like are read.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.knowledge.asking import Example, Intent
from bot.language.understanding import Understanding

_AT_ONCE = 1024
"""Questions that are judged together, so that their rows take a few megabytes."""


@dataclass(frozen=True, slots=True)
class Judged:
    """The likeliest intent of a labelled question before and after a change."""

    example: Example
    before: Intent
    after: Intent

    @property
    def was_right(self) -> bool:
        return _is_fair(self.example, self.before)

    @property
    def is_right(self) -> bool:
        return _is_fair(self.example, self.after)


@dataclass(frozen=True, slots=True)
class Flips:
    """What flips among so many labelled questions, wrong ones first.

    `unlearned` are new examples that hold word for word only: the model takes them for something
    else, as one alone may not outweigh the others.
    """

    judged: int
    flips: tuple[Judged, ...]
    unlearned: tuple[Judged, ...]


def flips_between(before: Understanding, after: Understanding) -> Flips | None:
    """Judge all examples of both versions with both models; None where the model is the same.

    What has gone or has another label is judged by what it was last. Takes about a second for
    10,000 examples.
    """
    if before.digest == after.digest:
        return None
    old, new = (it.knowledge.asking.examples for it in (before, after))
    examples = tuple({example.ask: example for example in (*old, *new)}.values())
    known = {(example.ask, example.intent) for example in old}
    judged = list(_judged(examples, before, after))
    flips = sorted(
        (it for it in judged if it.before is not it.after), key=lambda flip: flip.is_right
    )
    unlearned = (
        it for it in judged if not it.is_right and (it.example.ask, it.example.intent) not in known
    )
    return Flips(len(judged), tuple(flips), tuple(unlearned))


def _judged(
    examples: Sequence[Example], before: Understanding, after: Understanding
) -> Iterator[Judged]:
    from bot.language.model import LabelledExamples, ngrams_of  # noqa: PLC0415 - numpy comes with it

    models = before.model, after.model
    labelled = LabelledExamples.of(examples, after.scanner, after.files)
    for begin in range(0, len(examples), _AT_ONCE):
        some = slice(begin, begin + _AT_ONCE)
        # Both models cut texts into runs alike, so that one look serves both.
        ngrams = ngrams_of(labelled.texts[some], after.tuning)
        vectors = None if labelled.vectors is None else labelled.vectors[some]
        old, new = (it.judged(ngrams, vectors) for it in models)
        for example, one, other in zip(examples[some], old, new, strict=True):
            yield Judged(example, one.likeliest, other.likeliest)


def _is_fair(example: Example, intent: Intent) -> bool:
    return intent is example.intent or intent in example.also
