"""A game with what surrounds it: where it is played, what was chosen, what was shown."""

from dataclasses import dataclass

from bot.quiz.game import Game
from bot.quiz.items.base import Question
from bot.quiz.pool import Wish
from bot.quiz.rules import Rules


@dataclass(frozen=True, slots=True)
class GamePlace:
    """Where a game is played."""

    guild: int
    channel: int


@dataclass(frozen=True, slots=True)
class GamePlan:
    """What a host chose for a game, and the questions that were drawn for it."""

    place: GamePlace
    host: int
    wish: Wish
    rules: Rules
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class SavedGame:
    """A game that was read back, where it is played, and what of it was shown already."""

    game: Game
    place: GamePlace
    lobby_message: int | None = None
    question_message: int | None = None
    result_shown: bool = False
    end_shown: bool = False
