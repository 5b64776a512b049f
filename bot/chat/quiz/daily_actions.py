"""What can be clicked under a question of the day; never what is right."""

from dataclasses import dataclass

from bot.chat.kit.actions import Action


@dataclass(frozen=True, slots=True)
class AnswerDaily(Action, prefix="da"):
    """Answer by the letter of an option."""

    question: int
    letter: str


@dataclass(frozen=True, slots=True)
class TypeDaily(Action, prefix="dt"):
    """Open the form to answer in."""

    question: int


@dataclass(frozen=True, slots=True)
class SendDaily(Action, prefix="dw"):
    """Answer by what was typed into the form."""

    question: int


@dataclass(frozen=True, slots=True)
class ShowDaily(Action, prefix="ds"):
    """Show how one stands."""
