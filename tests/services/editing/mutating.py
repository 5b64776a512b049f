"""Spoil knowledge files as tired people and hostile ones do; by chance, repeatably."""

import random
from collections.abc import Callable, Mapping

Mutation = Callable[[bytes, random.Random], bytes]
TOKENS = (
    b"&a ", b"*a", b"!!python/object:os.system ", b"{", b"}", b"[", b"]", b": ", b"- ", b"#",
    b"'", b'"', b"|\n", b">-\n", b"?", b"%", b"@", b"`", b"\t", b"\r", b"\x00", b"\xff", b"---\n",
    b"...\n", b"null", b"~", b"yes", b"1e9", b"0x1F", b"007", b"12:30", b"-1", b"9" * 40, b"true",
    b"2026-13-01", b"@everyone", b"<@1>", b"```", b"\xe2\x80\xae", b"\xef\xbb\xbf", b"\\u202e",
    b"\xed\xa0\x80", b"x" * 700, b"<<: *a", b"=", b"!!binary ", "𝕏".encode(), b"\xf0\x9f",
)  # fmt: skip


def _kind(name: str) -> str:
    """Return the folder of a file that has one, or else its own name."""
    return name.rpartition("/")[0] or name


def _lines(body: bytes) -> list[bytes]:
    return body.splitlines(keepends=True)


def flip(body: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(body) or 1)
    return body[:at] + bytes([chance.randrange(256)]) + body[at + 1 :]


def insert(body: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(body) + 1)
    return body[:at] + chance.choice(TOKENS) + body[at:]


def cut_short(body: bytes, chance: random.Random) -> bytes:
    return body[: chance.randrange(len(body) + 1)]


def drop_lines(body: bytes, chance: random.Random) -> bytes:
    lines = _lines(body)
    at = chance.randrange(len(lines) or 1)
    return b"".join(lines[:at] + lines[at + chance.randint(1, 4) :])


def repeat_lines(body: bytes, chance: random.Random) -> bytes:
    lines = _lines(body)
    at, size = chance.randrange(len(lines) or 1), chance.randint(1, 12)
    return b"".join(lines[: at + size] + lines[at:])


def swap_lines(body: bytes, chance: random.Random) -> bytes:
    lines = _lines(body)
    if len(lines) > 1:
        one, other = chance.sample(range(len(lines)), 2)
        lines[one], lines[other] = lines[other], lines[one]
    return b"".join(lines)


def shift(body: bytes, chance: random.Random) -> bytes:
    lines = _lines(body)
    at = chance.randrange(len(lines) or 1)
    for number in range(at, min(len(lines), at + chance.randint(1, 5))):
        line = lines[number]
        lines[number] = b" " * chance.randint(1, 4) + line if chance.random() < 0.5 else line[1:]
    return b"".join(lines)


def other_value(body: bytes, chance: random.Random) -> bytes:
    """Put another value behind a key."""
    lines = _lines(body)
    keyed = [number for number, line in enumerate(lines) if b": " in line]
    if keyed:
        at = chance.choice(keyed)
        key = lines[at].partition(b": ")[0]
        lines[at] = key + b": " + chance.choice(TOKENS).strip() + b"\n"
    return b"".join(lines)


def other_amount(body: bytes, chance: random.Random) -> bytes:
    """Change a number, as a slip of the pen does."""
    digits = [at for at, char in enumerate(body) if 48 <= char <= 57]
    if not digits:
        return body
    at = chance.choice(digits)
    return body[:at] + str(chance.randrange(10)).encode() + body[at + 1 :]


def nest(body: bytes, chance: random.Random) -> bytes:
    depth = chance.choice((5, 20, 5000))
    return body + b"\nextra: " + b"[" * depth + b"]" * depth + b"\n"


MUTATIONS: tuple[Mutation, ...] = (
    flip, insert, insert, cut_short, drop_lines, drop_lines, repeat_lines, swap_lines, shift, shift,
    other_value, other_value, other_amount, other_amount, nest,
)  # fmt: skip


def mutated(raw: Mapping[str, bytes], chance: random.Random) -> tuple[str, bytes]:
    """Choose a file and spoil it once to three times; give its name and what it holds then."""
    folders = sorted({_kind(name) for name in raw})
    kind = chance.choice(folders)  # a kind of file each time, however many there are of it
    name = chance.choice(sorted(it for it in raw if _kind(it) == kind))
    body = raw[name]
    for _ in range(chance.randint(1, 3)):
        body = chance.choice(MUTATIONS)(body, chance)
    return name, body
