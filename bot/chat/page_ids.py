"""What the buttons and menus under an answer do: which page, of which query."""

from dataclasses import dataclass

from bot.chat.kit.actions import Action
from bot.lookups.model import AnswerAction
from bot.lookups.queries import Query
from bot.lookups.registry import decode, encode

LAST_PAGE = 999


@dataclass(frozen=True, slots=True)
class PageAction(Action):
    """Something that is done with one page of what answers a query."""

    page: int
    code: str

    @property
    def query(self) -> Query | None:
        """The query; None for a code that this version of the bot does not write."""
        return decode(self.code)


@dataclass(frozen=True, slots=True)
class Open(PageAction, prefix="g"):
    """Show a page in place of the one that was clicked."""


@dataclass(frozen=True, slots=True)
class OpenBeside(PageAction, prefix="tb"):
    """Show a page in a message of its own."""


@dataclass(frozen=True, slots=True)
class Share(PageAction, prefix="s"):
    """Post a page where everyone can read it."""


@dataclass(frozen=True, slots=True)
class AsText(PageAction, prefix="x"):
    """Give the whole answer as plain text."""


@dataclass(frozen=True, slots=True)
class Remind(PageAction, prefix="r"):
    """Put questions about the answer into the asker's reviews."""


@dataclass(frozen=True, slots=True)
class SayWrong(PageAction, prefix="w"):
    """Ask what is wrong with an answer."""


@dataclass(frozen=True, slots=True)
class ReportForm(PageAction, prefix="W"):
    """Take what is wrong with an answer."""


@dataclass(frozen=True, slots=True)
class EditShown(PageAction, prefix="e"):
    """Let an operator choose which claim of an answer to edit."""


@dataclass(frozen=True, slots=True)
class PickPage(Action, prefix="m"):
    """Do what was chosen in the menu of this number; its values are ids of buttons."""

    menu: int


def page_id(kind: type[PageAction], query: Query, page: int = 0) -> str | None:
    """Write a custom id, or None where the query does not fit one."""
    code = encode(query)
    return None if code is None or page > LAST_PAGE else kind(page, code).custom_id


def action_id(action: AnswerAction) -> str:
    """Write the custom id of something that a button does beyond asking."""
    return f"t{action.kind}:{action.subject}" if action.subject else f"t{action.kind}"
