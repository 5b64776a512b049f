"""Say what is wrong with the YAML of a file in words of those who write it."""

import re

import yaml

from bot.records.problems import Problem

Words = tuple[str, str]
"""What is wrong, and what would be right."""

_MERGE = re.compile(r"^(<{7} |={7}$|>{7} )", re.MULTILINE)
_ODD_INDENT = re.compile("([ -]*)([\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000])")
"""Within a text such a space does no harm."""
CURLY = re.compile("[“”„‘’]")
_VALUE = re.compile(r":(?= |$)")
_LAST = (
    "check the indentation, and put text that holds ': ' or ' #' or starts with a symbol in quotes"
)


def syntax_problem(name: str, text: str, error: yaml.MarkedYAMLError) -> Problem:
    """Say a syntax error in one line, at the place where it can be mended."""
    if (merge := _MERGE.search(text)) is not None:
        line = text.count("\n", 0, merge.start()) + 1
        right = "keep one of the two versions, and remove the lines <<<<<<<, ======= and >>>>>>>"
        return Problem(name, line, 1, "a merge that was not finished left its marks here", right)
    lines = text.splitlines()
    marks = (error.problem_mark, error.context_mark)
    places = [(it.line, it.column) for it in marks if it is not None] or [(0, 0)]
    (at, column), (began, start) = places[0], places[-1]
    here = _line(lines, at)
    indent = here[: len(here) - len(here.lstrip())]
    if "\t" in indent or here[column : column + 1] == "\t":
        wrong, right = "a tab where YAML wants spaces", "indent with spaces"
        return Problem(name, at + 1, column + 1, wrong, right)
    for number in (at, at - 1):
        if (odd := _ODD_INDENT.match(_line(lines, number))) is not None:
            wrong = f"a character that looks like a space and is none (U+{ord(odd[2]):04X})"
            return Problem(name, number + 1, odd.start(2) + 1, wrong, "type a plain space there")
    what = " ".join(part for part in (error.context, error.problem) if part)
    if "quoted scalar" in what or "flow " in what or "simple key" in what:
        return Problem(name, began + 1, start + 1, *_begun(what, _line(lines, began)))
    return Problem(name, at + 1, column + 1, *_found(what, lines, at, column))


def _line(lines: list[str], number: int) -> str:
    return lines[number] if 0 <= number < len(lines) else ""


def _begun(what: str, line: str) -> Words:
    """Say what began in a line and does not end as it should."""
    if "quoted scalar" in what:
        return "the quote that opens here is not closed", "close it with the same sign"
    if "flow sequence" in what:
        right = "put commas between the entries, ] behind the last, and text with commas in quotes"
        return "the list that begins here is broken", right
    if "flow mapping" in what:
        right = "put commas between the entries, } behind the last, and text with commas in quotes"
        return "the record that begins here is broken", right
    if "flow node" in what:
        return (
            "an entry is missing here",
            "write one; behind the last one of a list comes ], not a comma",
        )
    right = "write `field: value`, with a space behind the colon"
    return f"“{line.strip()[:40]}” has no field and value", right


def _found(what: str, lines: list[str], at: int, column: int) -> Words:
    """Say what was found in a line that cannot stand there."""
    here = _line(lines, at)
    if "mapping values are not allowed" in what:
        return _unexpected_value(lines, at, column)
    if "cannot start any token" in what:
        return f"a text cannot begin with {here[column : column + 1]}", "put it in quotes"
    if "block " in what and here[:column].strip():
        right = 'write the text in "…", which may hold apostrophes'
        return "there is more text behind the closing quote", right
    if "block " in what:
        right = "begin it in the same column as the fields above it"
        return "this line is indented unlike those around it", right
    return f"broken YAML: {what}", _LAST


def _unexpected_value(lines: list[str], at: int, column: int) -> Words:
    """Say why there is a field where only text can be."""
    here = lines[at]
    if CURLY.search(here):
        return "curly quotes do not hold a text together", 'write straight ones: "text: more text"'
    if _VALUE.search(here[:column]):
        return "a second ': ' in one line", 'put the text in quotes: field: "text: more text"'
    before = next((it.strip() for it in reversed(lines[:at]) if it.strip()), "")
    if re.match(r"-\S", before):
        return f"“{before[:40]}”, above, has no space behind its -", "write it as `- id: …`"
    right = "indent both alike, or remove the text behind the colon above"
    return "this line is indented below one that has its text already", right
