"""List what is wrong with files: as much as fits a message, and all of it as a file."""

from collections.abc import Sequence

from bot.chat.kit.markup import literal
from bot.records.problems import Problem

SHOWN = 10
LONGEST = 240
LIMIT = 1500
"""Characters of the list in a message."""


def listed(problems: Sequence[Problem]) -> tuple[str, str | None]:
    """Give the first problems in Discord's markup, and all of them as text where more exist."""
    lines: list[str] = []
    for problem in problems[:SHOWN]:
        hint = f"\n-# → {literal(_cut(problem.right))}" if problem.right else ""
        place = f"`{problem.file}:{problem.line}:{problem.column}`"
        line = f"- {place} {literal(_cut(problem.wrong))}{hint}"
        if sum(map(len, lines)) + len(line) > LIMIT:
            break
        lines.append(line)
    if len(lines) == len(problems):
        return "\n".join(lines), None
    lines.append(f"…and {len(problems) - len(lines)} more, all in the attached file.")
    return "\n".join(lines), "\n".join(map(str, problems)) + "\n"


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"
