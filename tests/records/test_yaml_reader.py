import time

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.records.reader import MAX_BYTES, read


def problems(text: str | bytes) -> list[str]:
    raw = text.encode() if isinstance(text, str) else text
    return [str(problem) for problem in read("x.yaml", raw).problems]


def test_values_come_as_they_are_written() -> None:
    document = read("x.yaml", b"a: 1\nb: two words\nc: [true, null, '1e3']\nd: 2026-06\n")
    assert document.problems == ()
    assert document.data == {"a": 1, "b": "two words", "c": [True, None, "1e3"], "d": "2026-06"}


def test_places_point_at_keys_and_items() -> None:
    document = read("x.yaml", b"a:\n  - b: 1\n    c: 2\n")
    assert document.place(("a", 0, "c")) == (3, 8)
    assert document.place(("a", 0, "missing")) == (2, 5)
    assert document.place(("a",)) == (1, 1)


@pytest.mark.parametrize(
    "value", ["no", "On", "y", "1e3", "1.5", "0o17", "0x1f", "12:30", "1_000", "~", ".inf", "007"]
)
def test_what_readers_disagree_on_must_be_quoted(value: str) -> None:
    assert problems(f"a: {value}\n")[0].startswith(f"x.yaml:1:4: {value} without quotes")
    assert problems(f"a: '{value}'\n") == []
    assert read("x.yaml", f"a: '{value}'\n".encode()).data == {"a": value}


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ("a: 1\na: 2\n", "2:1", "a second time, first in line 1"),
        ("a:\n\tb: 1\n", "2:1", "a tab where YAML wants spaces"),
        ("a: &x 1\nb: *x\n", "1:4", "an anchor or alias"),
        ("a: !!python/object:os.system x\n", "1:4", "the tag"),
        ("a: 1\n---\nb: 2\n", "2:1", "a second document"),
        ("", "1:1", "the file is empty"),
        ("a: \x00\n", "1:4", "the control character U+0000"),
        (b"a: 1\nb: \xff\n", "2:4", "this is not UTF-8"),
        ("a".encode("utf-16"), "1:1", "this is not UTF-8"),
        ("[[[[[[[[[[[[[[[[[[[[", "1:18", "nested over 16 deep"),
        ("? {a: b}\n: c\n", "1:3", "a key that is no text"),
    ],
)
def test_a_bad_file_says_where_and_what(text: str | bytes, where: str, what: str) -> None:
    found = problems(text)
    assert found
    assert found[0].startswith(f"x.yaml:{where}: ")
    assert what in found[0]


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ("a: b: c\n", "1:5", "a second ': ' in one line → put the text in quotes"),
        ("a: “b: c”\n", "1:6", "curly quotes do not hold a text together → write straight ones"),
        ("a:\n  b: 1\n c: 2\n", "3:2", "indented unlike those around it → begin it in the same"),
        ("a: 1\n  b: 2\n", "2:4", "below one that has its text already → indent both alike"),
        ("a:\n  -b: 1\n   c: 2\n", "3:5", "“-b: 1”, above, has no space behind its -"),
        ('a: [x, "y]\nb: 2\n', "1:8", "the quote that opens here is not closed → close it"),
        ("a: 'it's'\n", "1:8", "more text behind the closing quote → write the text in"),
        ("a: [x, y\nb: 2\n", "1:4", "the list that begins here is broken → put commas"),
        ("a: {b: 1 c: 2}\n", "1:4", "the record that begins here is broken → put commas"),
        ("a: {b: 90,000}\n", "1:11", "the key 000 is no text → write it as"),
        ("a: 1\nb:2\nc: 3\n", "2:1", "“b:2” has no field and value → write `field: value`"),
        ("a: @b\n", "1:4", "a text cannot begin with @ → put it in quotes"),
        ("a:\n  - b: 1\n\u00a0   c: 2\n    d: 3\n", "3:1", "a space and is none (U+00A0) → type"),
        ("a:\n<<<<<<< mine\n  b: 1\n", "2:1", "a merge that was not finished left its marks"),
    ],
)
def test_broken_yaml_is_said_in_words_of_those_who_write_it(
    text: str, where: str, what: str
) -> None:
    found = problems(text)
    assert found[0].startswith(f"x.yaml:{where}: ")
    assert what in found[0]


def test_both_parsers_of_yaml_are_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = ["a: b: c\n", "a:\n  b: 1\n c: 2\n", "a: [x, y\nb: 2\n", "a: 'it's'\n", "a: @b\n"]
    by_libyaml = [problems(text) for text in broken]
    monkeypatch.delattr(yaml, "CSafeLoader")
    assert [problems(text) for text in broken] == by_libyaml


def test_all_problems_of_a_file_are_reported() -> None:
    assert len(problems("a: no\nb: 1e3\na: on\n")) == 4


BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{chr(98 + i)}: &{chr(98 + i)} [{','.join([f'*{chr(97 + i)}'] * 9)}]\n" for i in range(9)
)
HOSTILE = [
    b"[" * 3_000_000,
    b"{" * 3_000_000,
    b"- " * 1_500_000,
    b"a: [" + b"x," * 1_500_000 + b"]",
    b"a: '" + b"x" * 3_900_000,
    b"a:\n" * 1_000_000,
    b"\n".join(b"k%d: v" % i for i in range(300_000)),
    b"x" * (MAX_BYTES + 1),
    BOMB.encode(),
]


@pytest.mark.parametrize("raw", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_files_end_in_an_error_soon(raw: bytes) -> None:
    started = time.process_time()
    assert read("x.yaml", raw).problems
    # A hang is what this guards against; the figure itself is in tests/benchmarks.
    assert time.process_time() - started < 5


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    document = read("x.yaml", raw)
    assert document.data is not None or document.problems or raw.strip()
    for problem in document.problems:
        assert problem.line >= 1
        assert problem.column >= 1
