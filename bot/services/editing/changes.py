"""Why a change to the knowledge does not come about."""

from dataclasses import dataclass

from bot.records.problems import Problem
from bot.store.revisions import Revision


class EditError(Exception):
    """A change cannot be made; the message says why and what to do, for an operator."""


class RefusedError(EditError):
    """The files would not load with the change; `problems` says all that is wrong."""

    def __init__(self, problems: tuple[Problem, ...], *, elsewhere: bool = False) -> None:
        self.problems = problems
        self.elsewhere = elsewhere
        super().__init__("the files would not load with this change")


class OutdatedError(EditError):
    """The file has changed since the change to it was looked at; `since` says by whom."""

    def __init__(self, number: int, since: tuple[Revision, ...]) -> None:
        self.number = number
        self.since = since
        super().__init__("the file has changed in the meantime")


class UnchangedError(EditError):
    """The change changes nothing."""

    def __init__(self) -> None:
        super().__init__("That is what stands there already, so there is nothing to change.")


class GoneError(EditError):
    """The proposal was applied, dropped or forgotten."""

    def __init__(self) -> None:
        super().__init__(
            "This change is no longer waiting: it was applied, cancelled, or a day old."
        )


class NoFilesError(EditError):
    """There is no directory of files behind this bot."""

    def __init__(self) -> None:
        super().__init__("This bot was started without a directory of files, so I cannot write.")


@dataclass(frozen=True, slots=True)
class LoadFailure:
    """Files on disk that do not load: which version of them, and why not."""

    version: str
    problems: tuple[Problem, ...]
