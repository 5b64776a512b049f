"""Write what an answer says in Discord's markup, with everything taken literally."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from bot.knowledge.roles import Source
from bot.lookups.model import Answer, Line, Section
from bot.lookups.plain import cells_text
from bot.lookups.wording import spoken
from bot.records.reader import HIDDEN

_SPECIAL = re.compile(r"([\\*_~|`<>\[\]#@])")
CELLS_LIMIT = 120
"""Characters that cells take on one line; longer ones stand beneath each other."""
HEADING = "### "
_LIST_MARK = re.compile(r"^([^\S\n]*\d*)([-+.])(?=\s)", re.MULTILINE)
_LINK = re.compile(r":(?=//)")


def literal(text: str) -> str:
    """Escape text so that Discord shows it as it is: no format, mention, link or list, on any line.

    Characters that turn text round, or cannot be seen, are left out.
    """
    visible = text if text.isascii() else HIDDEN.sub("", text)
    escaped = _LINK.sub(r"\\:", _SPECIAL.sub(r"\\\1", visible))
    return _LIST_MARK.sub(r"\1\\\2", escaped)


def mention(member: int) -> str:
    """Name a member; one who asked to be forgotten has no name left."""
    return f"<@{member}>" if member > 0 else "somebody"


def moment(when: datetime) -> str:
    """Write a moment that each reader's own app counts down to."""
    return f"<t:{int(when.timestamp())}:R>"


def heading_text(answer: Answer) -> str:
    """Write what a card begins with: its name, the headline, and what is said beneath it."""
    lines = [f"-# {one_line(answer.name)}"] if answer.name else []
    lines.append(f"{HEADING}{one_line(answer.headline)}")
    if answer.text:
        lines.append(literal(answer.text))
    lines += map(small, answer.lead)
    return "\n".join(lines)


def one_line(text: str) -> str:
    """Write a text literally, on one line."""
    return literal(" ".join(text.split()))


def small(text: str) -> str:
    return f"-# {one_line(text)}"


def line_text(line: Line, *, bullet: bool = True) -> str:
    """Write one line: label, statement, and a word of caution where one is due."""
    start = "- " if bullet else ""
    label = f"**{literal(line.label)}** " if line.label else ""
    marks = "".join(f" *({mark})*" for mark, _ in line.marks)
    cells = literal(cells_text(line))
    if len(cells) <= CELLS_LIMIT:
        return f"{start}{label}{literal(line.text)}{cells}{marks}"
    beneath = (f"\n  - **{literal(name)}** {literal(text)}" for name, text in line.cells)
    return f"{start}{label}{literal(line.text)}{marks}{''.join(beneath)}"


def section_lines(section: Section) -> list[str]:
    """Write a section as its heading and its lines; a statement alone takes no bullet."""
    bullet = len(section.lines) > 1 or any(line.label for line in section.lines)
    heading = [f"**{one_line(section.heading)}**"] if section.heading else []
    return [*heading, *(line_text(line, bullet=bullet) for line in section.lines)]


def source_lines(source: Source, number: int) -> list[str]:
    """Write a document with its number, author, date and link, and what it covers beneath."""
    title = literal(source.title)
    if source.url is not None and not set(source.url) & set("()<> "):
        title = f"[{title}]({source.url})"
    return [
        f"`{number}` {title} · {literal(source.by)} · {spoken(source.date)}",
        small(f"Covers {source.scope}. {source.inferred}".rstrip()),
    ]


def claim_lines(line: Line, numbers: Mapping[str, int]) -> list[str]:
    """Write a claim with its sources; where and when it holds, and its doubts, beneath."""
    cites = "".join(f" `{numbers[source]}`" for source in line.sources if source in numbers)
    beneath = [line.note] if line.note else []
    beneath += [f"{mark}{f': {why}' if why else ''}" for mark, why in line.marks]
    said = line_text(replace(line, marks=()))
    return [f"{said}{cites}", *(f"  -# {one_line(part)}" for part in beneath)]
