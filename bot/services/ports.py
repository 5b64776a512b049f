"""What the services need from outside; Discord is one implementation of each."""

from collections.abc import Sequence
from typing import Protocol

from bot.quiz.game import Game


class GameViewError(Exception):
    """A game cannot be shown in its channel; the message says why, for the log."""


class ChannelGoneError(GameViewError):
    """The channel is gone for good, such as a deleted one."""


class ChannelClosedError(GameViewError):
    """The channel cannot be written in for now, such as one without the permission to."""


class GameView(Protocol):
    """Show one game to all who play. Every method raises GameViewError where that is impossible.

    Messages are numbers; what is shown by one is remembered across restarts.
    """

    def shows(self, message: int) -> bool:
        """Whether a message is what shows the lobby or the open question."""

    async def show_lobby(self, game: Game) -> int:
        """Show who is in and how to begin; give the message that shows it."""

    async def show_question(self, game: Game) -> int:
        """Show the open question, with ways to answer; give the message that shows it."""

    async def show_count(self, game: Game) -> None:
        """Show how many have answered the open question."""

    async def show_result(self, game: Game) -> None:
        """Show the right answer of the question that closed, why, who had it, and standings."""

    async def show_end(self, game: Game) -> None:
        """Show the podium and a table by question."""

    async def say(self, text: str, mentions: Sequence[int] = ()) -> None:
        """Tell all who play one sentence."""
