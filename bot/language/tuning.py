"""Every number that decides how a question is read, with its unit and its reason.

The bars were chosen on voices that encoder and heads had not seen, as
`python -m tests.evaluation.questions --left-out` measures them; docs/figures.md says how well
they do there.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tuning:
    """Shares are from 0 to 1, and those of all intents sum to 1."""

    ngram_width: int = 1024
    """Numbers a text for its runs of letters and words: twice as many read three in a hundred more
    right without the encoder, and take four times as long to fit."""
    ngram_ridge: float = 1.0
    meaning_ridge: float = 1.0
    """What large weights cost in fitting: of runs of letters, half or double hardly matters."""
    role_ridge: float = 1.0
    named_weight: float = 0.3
    """How much an example that names a role counts in learning what describes one."""
    ngram_part: float = 0.35
    """How much of the mixture the runs of letters are, the encoder being the rest."""
    sharpness: float = 11.0
    """What scores are multiplied with before they are made shares; calibrates them."""
    ngram_sharpness: float = 7.0
    """The same where there is no encoder."""
    also_share: float = 0.3
    """The share of an example's target that goes to its other fair labels."""
    outside_bar: float = 0.72
    """From this share for out of scope and mere remarks together a question is declined."""
    outside_bar_named: float = 0.85
    """The same where a role of ours is named, which speaks for the question."""
    unsure_bar: float = 0.1
    """Below this share of the best intent nothing is answered."""
    described_bar: float = 0.3
    """From this likeness a role that is described, and not named, is meant."""
    missing_bar: float = 0.25
    """The same where a question has to be about a role: what it is, or how two differ."""
    second_bar: float = 0.015
    """From this share the second reading is offered as a button."""
    near_bar: float = 0.01
    """From this share a reading is offered with a refusal."""
    talk_bar: float = 0.1
    """From this share for out of scope a topic's own reply is taken."""
    asked_back_bar: float = 0.3
    """Up to this share for something else, with a role put into it, a question is asked back."""
    taught_share: float = 0.9
    """The least share of the label that a question has among the examples, word for word."""
    clause_bar: float = 0.6
    """From this share another clause counts as another question."""
    carried_bar: float = 0.5
    """Below this share a short question is one that goes on from the last one."""
    follow_up_words: int = 8
    """Words of the longest question that leaves something out."""


TUNING = Tuning()
