"""What is wrong with the knowledge files, said so that a moderator can mend it."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake in one place; line and column count from 1."""

    file: str
    line: int
    column: int
    wrong: str
    right: str = ""

    def __str__(self) -> str:
        hint = f" → {self.right}" if self.right else ""
        return f"{self.file}:{self.line}:{self.column}: {self.wrong}{hint}"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is allowed, and worth a look: which rule found it, where, and what is better.

    `path` leads to a value in the file's data.
    """

    rule: str
    file: str
    path: tuple[str | int, ...]
    wrong: str
    right: str


class KnowledgeError(Exception):
    """The files cannot be used; `problems` lists every reason, in reading order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        count = len(self.problems)
        title = "1 problem" if count == 1 else f"{count} problems"
        super().__init__("\n".join([f"{title} in the knowledge files:", *map(str, self.problems)]))
