"""Say which words and which examples decided how a question was read."""

from dataclasses import dataclass

import numpy as np

from bot.knowledge.asking import Example, Intent
from bot.language.judgement import Texts
from bot.language.model import LabelledExamples, ngrams_of
from bot.language.understanding import Understanding

MOST_WORDS = 40


@dataclass(frozen=True, slots=True)
class Explanation:
    """What decided, the strongest first.

    Each word comes with what the share of the intent loses without it; each example with its
    likeness to the question, at most 1.
    """

    words: tuple[tuple[str, float], ...]
    examples: tuple[tuple[Example, float], ...]


def explain(understanding: Understanding, question: str, intent: Intent, most: int) -> Explanation:
    """Judge a question again without each of its words, and find the examples nearest to it."""
    scan = understanding.scanner.scan(question)
    text = scan.text
    words = scan.words[:MOST_WORDS]
    less = [text[: word.start] + text[word.end :] for word in words]
    asked = [Texts(it, understanding.scanner.masked(it)) for it in (text, *less)]
    whole, *others = understanding.model.judge(asked)
    lost = [
        (word.raw, whole.intents[intent] - one.intents[intent])
        for word, one in zip(words, others, strict=True)
    ]
    telling = sorted((it for it in lost if it[1] > 0), key=lambda it: -it[1])
    near = _nearest(understanding, Texts(text, scan.masked), most)
    return Explanation(tuple(telling[:most]), near)


def _nearest(
    understanding: Understanding, texts: Texts, most: int
) -> tuple[tuple[Example, float], ...]:
    model = understanding.model
    labelled = LabelledExamples.of(
        understanding.knowledge.asking.examples, understanding.scanner, understanding.files
    )
    if model.encoder is None or labelled.vectors is None:
        rows, own = ngrams_of(labelled.texts, model.tuning), ngrams_of([texts], model.tuning)[0]
    else:
        both = model.encoder.encode([texts.typed, texts.masked])
        rows, own = labelled.vectors, both.reshape(-1)
    likeness = rows @ own / np.linalg.norm(own) / np.linalg.norm(rows, axis=1)
    return tuple(
        (labelled.examples[number], float(likeness[number]))
        for number in np.argsort(-likeness)[:most]
    )
