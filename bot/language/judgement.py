"""What a model says of a question, as plain values: numpy is loaded with the first question."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from bot.knowledge.asking import Example, Intent


@dataclass(frozen=True, slots=True)
class Texts:
    """A question as typed, and with its names masked: `{role} or {role}, which pays more`."""

    typed: str
    masked: str


Shares = Mapping[Intent, float]


@dataclass(frozen=True, slots=True)
class ModelReading:
    """The share of each intent, together 1; and for each role how likely a question is about it."""

    intents: Shares
    roles: Mapping[str, float]

    @property
    def likeliest(self) -> Intent:
        return max(self.intents, key=lambda intent: self.intents[intent])


def digest_of(examples: Iterable[Example]) -> str:
    """Identify a set of examples with their labels, in any order."""
    lines = sorted(f"{it.intent} {it.also} {it.roles} {it.ask}" for it in examples)
    return sha256("\n".join(lines).encode()).hexdigest()
