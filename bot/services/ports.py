"""What the services need from outside; Discord is one implementation of each."""

from collections.abc import Sequence
from typing import Protocol

from bot.quiz.game import Game
from bot.quiz.saved import SavedGame
from bot.services.editing.changes import LoadFailure
from bot.services.reminders import Notice


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


class Messenger(Protocol):
    """Say what nobody asked for just now."""

    async def remind(self, member: int, notice: Notice) -> None:
        """Send a member a direct message; raises UndeliverableError."""

    async def tell_operators(self, failure: LoadFailure | None) -> None:
        """Say that the knowledge files do not load, or (None) that they do again."""

    def game_view(self, saved: SavedGame, name: str) -> GameView:
        """Show a game of this name where it is played."""
