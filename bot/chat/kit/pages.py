"""Cut an answer into pages that keep within what one Discord message holds.

Limits: 4,000 characters of text and 40 components a message (Components V2), and messages of
about 10 kB fail, so text is counted in UTF-8 bytes as well.
"""

from dataclasses import dataclass

from bot.chat.kit.markup import HEADING, heading_text, line_text, section_texts, sources_text
from bot.lookups.charts import Chart
from bot.lookups.model import Answer, Figure
from bot.lookups.plain import numbers_of

TEXT_BUDGET = 2500
"""What a phone shows in about three screens; far enough below the limit for the sources."""
BYTE_BUDGET = 7000
PART_BUDGET = 14
LINE_LIMIT = 1500


@dataclass(frozen=True, slots=True)
class Page:
    """One message's worth of an answer, written out."""

    heading: str
    parts: tuple[str | Chart, ...]
    sources: str
    number: int
    contents: tuple[str, ...]
    """The first heading of every page."""

    @property
    def count(self) -> int:
        """Give the number of pages."""
        return len(self.contents)


def paginate(answer: Answer) -> tuple[Page, ...]:
    """Cut an answer into pages: whole sections where they fit, else between lines."""
    numbers = numbers_of(answer)
    filler = _Filler(heading_text(answer))
    for block in answer.blocks:
        if isinstance(block, Figure):
            caption = "\n".join(f"-# {line_text(x, numbers, bullet=False)}" for x in block.lines)
            sources = frozenset(source for line in block.lines for source in line.sources)
            filler.picture(block.chart, caption, sources)
            continue
        heading, texts = section_texts(block, numbers)
        cites = [frozenset(line.sources) for line in block.lines]
        filler.section(heading, [_shortened(text) for text in texts], cites)
    filler.close()
    contents = tuple(_first_heading(parts) or answer.title for parts, _ in filler.pages)
    return tuple(
        Page(
            heading_text(answer),
            tuple(parts),
            sources_text(answer, numbers, cited),
            number,
            contents,
        )
        for number, (parts, cited) in enumerate(filler.pages)
    )


def _first_heading(parts: list[str | Chart]) -> str | None:
    """Find what a page begins with, for the menu of pages."""
    for part in parts:
        if not isinstance(part, str):
            return part.title
        if part.startswith(HEADING):
            return part.splitlines()[0].removeprefix(HEADING).replace("\\", "")
    return None


def _shortened(text: str) -> str:
    return text if len(text) <= LINE_LIMIT else text[: LINE_LIMIT - 1] + "…"


class _Filler:
    """Fill pages one after the other."""

    def __init__(self, heading: str) -> None:
        self.pages: list[tuple[list[str | Chart], frozenset[str]]] = []
        self._heading = heading
        self._start()

    def _start(self) -> None:
        self._parts: list[str | Chart] = []
        self._cited: set[str] = set()
        self._characters = len(self._heading)
        self._bytes = len(self._heading.encode())

    def close(self) -> None:
        """End the page at hand; an answer has at least one."""
        if self._parts or not self.pages:
            self.pages.append((self._parts, frozenset(self._cited)))
        self._start()

    def picture(self, chart: Chart, caption: str, sources: frozenset[str]) -> None:
        """Place a picture with its caption."""
        if len(self._parts) + 1 >= PART_BUDGET or not self._fits(caption):
            self.close()
        self._parts.append(chart)
        if caption:
            self._text(caption)
            self._cited |= sources

    def section(self, heading: str, texts: list[str], cites: list[frozenset[str]]) -> None:
        """Place a section, whole if it fits a page, else over several with its heading on each."""
        whole = "\n".join(filter(None, [heading, *texts]))
        if not self._fits(whole) and self._parts and len(whole) <= TEXT_BUDGET // 2:
            self.close()
        chunk = heading
        for text, sources in zip(texts, cites, strict=True):
            longer = f"{chunk}\n{text}" if chunk else text
            if not self._fits(longer):
                if chunk != heading:
                    self._text(chunk)
                self.close()
                longer = f"{heading}\n{text}" if heading else text
            chunk = longer
            self._cited |= sources
        self._text(chunk)

    def _fits(self, text: str) -> bool:
        return (
            self._characters + len(text) <= TEXT_BUDGET
            and self._bytes + len(text.encode()) <= BYTE_BUDGET
            and len(self._parts) < PART_BUDGET
        )

    def _text(self, text: str) -> None:
        self._parts.append(text)
        self._characters += len(text)
        self._bytes += len(text.encode())
