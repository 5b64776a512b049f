"""One way to write a title down, for the files and for what people type alike."""

import re
import unicodedata

MAX_LENGTH = 300
"""Characters of a title that are read; what lies beyond decides nothing."""

_DOTTED = re.compile(r"\b((?:[a-z]\.){2,})(?=\W|$)")
_WORD = re.compile(r"[^\W_]+(?:[+#]+(?!\w))?")
_SEPARATOR = re.compile(
    r"(\s[-|:/]+\s|[-:]\s|\s-|[,;|()\[\]{}<>/•·:@]|_+|\s(?:at|for|on|in|with|within)\s)"
)
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣－"), " - ")
_ASCII = dict.fromkeys((*range(32), 127), " ") | {ord("&"): " and "}
_BRACKETS = str.maketrans("【】〔〕「」『』《》〈〉［］（）｛｝", "[][][][][][][](){}")


def tidy(text: str) -> str:
    """Fold a title: compatible characters, case, accents; invisible characters removed."""
    text = text[:MAX_LENGTH]
    if not text.isascii():
        text = _fold(text)
    text = text.casefold().translate(_ASCII)
    return _DOTTED.sub(lambda match: match[1].replace(".", "") + " ", text) if "." in text else text


def normalize(text: str) -> str:
    """Return the key of a title: its words in their order, one space between."""
    return " ".join(_WORD.findall(tidy(text)))


def squash(key: str) -> str:
    """Take the spaces out of a key, so that `datascientist` meets `data scientist`."""
    return key.replace(" ", "")


def segments(text: str) -> list[tuple[str, list[str]]]:
    """Cut a title where its writer did: what stood before each part, and the part's words."""
    cut = ["", *_SEPARATOR.split(tidy(text))]
    pairs = zip(cut[::2], cut[1::2], strict=True)
    found = ((before.strip(), _WORD.findall(part)) for before, part in pairs)
    return [(before, words) for before, words in found if words]


def _fold(text: str) -> str:
    """Turn other scripts' forms into plain ones, and drop accents and what cannot be seen."""
    text = text.translate(_DASHES).translate(_BRACKETS)
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text))
    kept = []
    for char in text:
        category = unicodedata.category(char)
        if category not in ("Mn", "Cf", "Me"):
            kept.append(" " if category[0] in "CZ" or category == "So" else char)
    return "".join(kept)
