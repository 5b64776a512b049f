"""What can be clicked of a quiz to come."""

from dataclasses import dataclass

from bot.chat.kit.actions import Action


@dataclass(frozen=True, slots=True)
class AnnounceNight(Action, prefix="na"):
    """Announce what one planned; with 1 as an event of Discord's too."""

    night: int
    event: int


@dataclass(frozen=True, slots=True)
class RemindNight(Action, prefix="nr"):
    """Be reminded, or no more."""

    night: int


@dataclass(frozen=True, slots=True)
class CancelNight(Action, prefix="nc"):
    """Call a quiz off; a menu of their numbers."""
