"""What a game needs from the place it is played in; Discord is one such place."""

from collections.abc import Sequence
from typing import Protocol

from bot.quiz.game import Game


class GameViewError(Exception):
    """The place cannot be played in; the message says why, for the host."""


class ChannelGoneError(GameViewError):
    """The place is gone for good, such as a deleted channel."""


class ChannelClosedError(GameViewError):
    """The place cannot be spoken in for now, such as a channel without the permission to."""


class GameView(Protocol):
    """Show a game to all who play. Every method raises GameViewError where that is impossible."""

    def shows(self, shown: int) -> bool:
        """Tell whether this number is of what shows the lobby or the open question."""

    async def show_lobby(self, game: Game) -> int:
        """Show who is in and how to begin; give the number of what shows it."""

    async def show_question(self, game: Game) -> int:
        """Show the open question, with ways to answer; give the number of what shows it."""

    async def show_count(self, game: Game) -> None:
        """Show how many have answered the open question."""

    async def show_result(self, game: Game) -> None:
        """Show the right answer of the question that closed, why, who had it, and standings."""

    async def show_end(self, game: Game) -> None:
        """Show the podium and a table by question."""

    async def say(self, text: str, mentions: Sequence[int] = ()) -> None:
        """Tell all who play one sentence."""
