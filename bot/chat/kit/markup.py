"""Write an answer's lines in Discord's markup, with everything that is said taken literally."""

import re

from bot.lookups.model import Answer, Line, Section
from bot.lookups.plain import source_text
from bot.records.reader import HIDDEN

_SPECIAL = re.compile(r"([\\*_~|`<>\[\]#@])")
SHORT_NOTE = 40
HEADING = "### "
_LINE_START = re.compile(r"^(\s*)([-+>]|\d+\.)(?=\s)")


def literal(text: str) -> str:
    """Escape text so that Discord shows it as it is: no format, mention, link or list.

    Characters that turn text round, or cannot be seen, are left out.
    """
    visible = text if text.isascii() else HIDDEN.sub("", text)
    return _LINE_START.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", visible))


def heading_text(answer: Answer) -> str:
    """Write the title of an answer and the lines that lead it."""
    return "\n".join(
        [f"## {literal(answer.title)}", *(f"-# {literal(line)}" for line in answer.lead)]
    )


def line_text(line: Line, numbers: dict[str, int], *, bullet: bool) -> str:
    """Write one line: label, text, where and when it holds, sources; cautions beneath.

    A long note gets a line of its own, in small print, so that the text stays easy to read.
    """
    label = f"**{literal(line.label)}** " if line.label else ""
    cites = "".join(f" `{numbers[source]}`" for source in line.sources)
    short = line.note is not None and len(line.note) <= SHORT_NOTE
    note = f" *({literal(line.note or '')})*" if short else ""
    main = f"{'- ' if bullet else ''}{label}{literal(line.text)}{note}{cites}"
    cells = [f"  - {literal(name)}: {literal(text)}" for name, text in line.cells]
    small = [f"**{mark}**{f': {literal(why)}' if why else ''}" for mark, why in line.marks]
    if line.note and not short:
        small.insert(0, literal(line.note))
    return "\n".join([main, *cells, *(f"-# {part}" for part in small)])


def section_texts(section: Section, numbers: dict[str, int]) -> tuple[str, list[str]]:
    """Write a section as its heading and its lines."""
    bullet = len(section.lines) > 1
    heading = f"{HEADING}{literal(section.heading)}" if section.heading else ""
    return heading, [line_text(line, numbers, bullet=bullet) for line in section.lines]


def sources_text(answer: Answer, numbers: dict[str, int], cited: frozenset[str]) -> str:
    """List the sources that one page cites."""
    return "\n".join(
        f"-# `{numbers[source.id]}` {literal(source_text(source))}"
        for source in answer.sources
        if source.id in cited
    )
