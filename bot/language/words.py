"""Cut what a person wrote into words, clauses and pieces of titles, free of mark-up and links."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.titles.lexicon import Lexicon, Piece
from bot.titles.spelling import normalize

MAX_CHARACTERS = 1500
"""Characters of a question that are read: what a person asks stands in the first of them."""
MAX_WORDS = 160
LONGEST_SHORT = 4
"""Letters of a word that may be an acronym, whose last letter is no plural."""

_NOISE = re.compile(
    r"```.*?```|`[^`]*`|https?://\S+|www\.\S+|<[@#:/a][^>]*>|@everyone|@here", re.DOTALL
)
_WITH = (
    (re.compile(r"\bw/o\b", re.IGNORECASE), "without "),
    (re.compile(r"\bw/(?=\s|\w)", re.IGNORECASE), "with "),
)
_WRAPPED = re.compile(r"(?<=[a-z])\n(?=[a-z])")
_DOTTED = re.compile(r"\b(?:[A-Z]\.){2,}(?=\W|$)")
_WORD = re.compile(r"[^\W_]+(?:['’´][^\W_]+)*(?:[+#]+(?!\w))?|[$€£]+(?!\s?\d)")
_PLURAL_ACRONYM = re.compile(r"[A-Z]{2,5}['’´]?s")
_BREAK = re.compile(r"[,.;:?!()\n—–]|\s-\s")
_MONEY = "$€£"
_SPOKEN = frozenset(
    (name[:at], name[at:]) for name in ("ai", "ml", "llm", "gpu") for at in range(1, len(name))
) | {("ml", "ops"), ("m", "lops")}
_SCRIPT_SHARE = 0.4
_JOINS = frozenset({"and", "but", "also", "plus"})
_PERSONS = frozenset({"i", "you", "we", "someone"})
_ASKING = frozenset(
    {"what", "how", "which", "who", "where", "when", "why", "is", "are", "do", "does", "can",
     "should", "will", "also"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is understood, as it was written, what stood before it, and its place.

    `start` and `end` are the characters of the clean text that it was written with.
    """

    text: str
    raw: str
    before: str
    clause: int
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the lexicon, over the words it was read from."""

    piece: Piece
    start: int
    end: int


Stretch = list[Part]


def clean(text: str) -> str:
    """Take links, mentions, code and characters that cannot be seen out of a text."""
    text = "".join(
        char
        for char in text[: 2 * MAX_CHARACTERS]
        if char in "\n\t" or unicodedata.category(char) not in ("Cf", "Cc", "Cs", "Co", "Cn")
    )
    text = _NOISE.sub(" ", text)
    for found, put in _WITH:
        text = found.sub(put, text)
    text = _WRAPPED.sub(" ", text)
    text = _DOTTED.sub(lambda letters: letters[0].replace(".", ""), text)
    # A line that goes on in small letters was broken by the window it was typed in.
    text = re.sub(r"(?<=[^\n.?!:])\n(?=[a-z])", " ", text)
    return text[:MAX_CHARACTERS].strip()


def cut(text: str, spellings: Mapping[str, tuple[str, ...]]) -> list[Word]:
    """Cut a clean text into words, chat spelling written out."""
    words: list[Word] = []
    clause, end = 0, 0
    for found in _WORD.finditer(text):
        before = text[end : found.start()]
        end = found.end()
        clause += bool(words and _BREAK.search(before))
        folded = _folded(found[0])
        for part in folded.split():
            for number, spelt in enumerate(spellings.get(part, (part,))):
                words.append(Word(spelt, found[0], "" if number else before, clause, *found.span()))
        if len(words) >= MAX_WORDS:
            break
    return _parted(_joined(words))


def _joined(words: list[Word]) -> list[Word]:
    """Put letters together that were dictated one by one, where they are a short name: `a i`."""
    joined: list[Word] = []
    for word in words:
        last = joined[-1] if joined else None
        if last is not None and not word.before.strip(" ") and (last.text, word.text) in _SPOKEN:
            text = last.text + word.text
            joined[-1] = replace(last, text=text, raw=text, end=word.end)
        else:
            joined.append(word)
    return joined


def _folded(raw: str) -> str:
    if raw.isascii() and raw.isalpha():
        return raw.lower()
    return "money" if raw[0] in _MONEY else normalize(re.sub(r"['’´]", "", raw))


def _parted(words: list[Word]) -> list[Word]:
    """Begin a clause at `and how`, `but what`, `if i` and the like."""
    parted: list[Word] = []
    more = 0
    for at, word in enumerate(words):
        following = words[at + 1].text if at + 1 < len(words) else ""
        joined = word.text in _JOINS and following in _ASKING
        more += bool(at and (joined or (word.text == "if" and following in _PERSONS)))
        parted.append(replace(word, clause=word.clause + more) if more else word)
    return parted


def bare(word: Word) -> str:
    """Return a word; of an acronym in the plural or genitive, the acronym: `REs`, `RE's`."""
    return word.text.removesuffix("s") if _PLURAL_ACRONYM.fullmatch(word.raw) else word.text


def in_other_script(text: str) -> bool:
    """Whether much of a text is in letters other than Latin ones."""
    letters = [char for char in text if char.isalpha()]
    other = sum("LATIN" not in unicodedata.name(char, "") for char in letters)
    return bool(letters) and other / len(letters) > _SCRIPT_SHARE


def stretches(lexicon: Lexicon, words: Sequence[Word]) -> Iterator[Stretch]:
    """Cut words into pieces of the lexicon of titles, stretch by stretch between punctuation."""
    start = 0
    for end in range(1, len(words) + 1):
        if (
            end == len(words)
            or words[end].before.strip(" -")
            or words[end].clause != words[start].clause
        ):
            yield _parts(lexicon, words, start, end)
            start = end


def _parts(lexicon: Lexicon, words: Sequence[Word], start: int, end: int) -> Stretch:
    spelt: list[str] = []
    origin: list[int] = []
    for at in range(start, end):
        for part in lexicon.spell_out([_singular(lexicon, words[at])]):
            spelt.append(part)
            origin.append(at)
    parts: Stretch = []
    done = 0
    for piece in lexicon.pieces(spelt):
        size = len(piece.text.split())
        parts.append(Part(piece, origin[done], origin[done + size - 1] + 1))
        done += size
    return parts


def _singular(lexicon: Lexicon, word: Word) -> str:
    """Return a plural as its singular where only that is a word of titles: nurses, nurse."""
    text = bare(word)
    single = text.removesuffix("s")
    if len(text) <= LONGEST_SHORT:
        return text
    return single if not lexicon.knows(text) and lexicon.knows(single) else text
