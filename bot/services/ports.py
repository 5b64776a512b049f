"""What the services need from outside; Discord is one implementation of each."""

from collections.abc import Callable, Sequence
from typing import Protocol

from bot.quiz.daily import DailyPost, DailyResult
from bot.quiz.game import Game
from bot.quiz.nights import QuizNight
from bot.quiz.saved import SavedGame
from bot.services.editing.changes import LoadFailure
from bot.services.reminders import Notice


class GameView(Protocol):
    """Show one game to all who play. Every method raises SendError where that is impossible.

    Messages are numbers; what is shown by one is remembered across restarts. What is shown again
    because nobody knows whether it arrived stands there once.
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

    async def tell_host(self, host: int, text: str) -> None:
        """Tell the host alone one sentence, in which `{channel}` stands for the channel."""


class QuizBoard(Protocol):
    """Show the question of the day, and quizzes to come, in the channels of servers.

    Where nothing else is said, a method raises SendError. What is sent again since nobody knows
    whether it arrived stands there once.
    """

    async def ask_daily(self, post: DailyPost) -> int:
        """Show a question of the day; give the message that shows it."""

    async def close_daily(self, channel: int, message: int, result: DailyResult) -> None:
        """Show the answer in the message that asked."""

    async def announce_night(self, night: QuizNight, name: str) -> int:
        """Announce a quiz of this name; give the message that does."""

    async def close_night(self, night: QuizNight, name: str) -> None:
        """Show in the announcement what became of it."""

    async def remind_of_night(self, member: int, night: QuizNight, name: str) -> None:
        """Send a member a direct message."""

    async def mention_for_night(self, night: QuizNight, members: Sequence[int]) -> None:
        """Mention members in the channel of a quiz."""

    async def make_event(self, night: QuizNight, name: str) -> int:
        """Make an event of Discord's own; give its number."""

    async def drop_event(self, guild: int, event: int) -> None:
        """Take an event back."""

    async def say(self, channel: int, text: str, nonce: str) -> None:
        """Say one sentence in a channel, in which `<#…>` names channels."""

    def updates_channel(self, guild: int) -> int | None:
        """Give the channel in which Discord itself tells the moderators of a server news."""


class RoleGiver(Protocol):
    """Give members roles."""

    async def give_role(self, guild: int, member: int, role: int, why: str) -> None:
        """Give a member a role; raises SendError, which says why in words for moderators."""


class Messenger(RoleGiver, Protocol):
    """Say what nobody asked for just now."""

    async def remind(self, member: int, notice: Notice) -> None:
        """Send a member a direct message; raises SendError."""

    @property
    def board(self) -> QuizBoard:
        """Show what is asked and planned in channels."""

    async def tell_operators(self, failure: LoadFailure | None) -> None:
        """Say that the knowledge files do not load, or (None) that they do again."""

    def game_view(self, saved: SavedGame, name: Callable[[str | None], str]) -> GameView:
        """Show a game where it is played; `name` names its topic."""
