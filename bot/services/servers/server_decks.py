"""A server's own quiz decks: read from YAML or CSV, checked whole, named apart from all others."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import yaml
from pydantic import ValidationError

from bot.knowledge.base import Knowledge
from bot.knowledge.complaints import explain
from bot.knowledge.decks import DeckFile, Item, TitleItem
from bot.quiz import lint as deck_lint
from bot.quiz.items import LIST_COLUMNS, NUMBER_COLUMNS
from bot.records.fields import SLUG
from bot.records.problems import Problem, suggestion
from bot.records.reader import DataPath, Document, Position, read
from bot.services.servers.server_settings import ServerDataError

MAX_BYTES = 256 * 1024
MAX_ITEMS = 300
MAX_DECKS = 20
TOO_MANY = f"a deck has up to {MAX_ITEMS} items, this one over {MAX_ITEMS}"
LONGEST_NAME, LONGEST_ID = 40, 50
OWN = "own"
"""The source of items that cite none of the bot's: the server itself answers for them."""
COLUMNS = ("id", "kind", "topic", "difficulty", "question", "explanation")
SEPARATOR = "|"
PREFIX = "server-"
"""What the ids of all servers' own items begin with."""


class DeckError(ServerDataError):
    """A server's deck that cannot be taken, or is not there."""


@dataclass(frozen=True, slots=True)
class ReadDeck:
    """What was read of an upload: a deck, or problems; and advice that stops nobody."""

    deck: DeckFile | None
    problems: tuple[Problem, ...] = ()
    advice: tuple[Problem, ...] = ()


def read_deck(name: str, raw: bytes, knowledge: Knowledge) -> ReadDeck:
    """Read a deck from YAML, or from CSV where its name ends so; all problems at once."""
    if len(raw) > MAX_BYTES:
        limit = MAX_BYTES // 1024
        wrong = f"the file is over {limit} kB"
        return ReadDeck(None, (Problem(name, 1, 1, wrong, "split it into several decks"),))
    if name.lower().endswith(".csv"):
        return _read_csv(name, raw, knowledge)
    document = read(name, raw)
    if document.problems:
        return ReadDeck(None, document.problems)
    items = document.data.get("items") if isinstance(document.data, dict) else None
    if isinstance(items, list) and len(items) > MAX_ITEMS:
        problem = document.problem(("items",), TOO_MANY, "split it into several decks")
        return ReadDeck(None, (problem,))
    return _checked(document, knowledge)


def _checked(document: Document, knowledge: Knowledge) -> ReadDeck:
    _default_sources(document.data)
    try:
        deck = DeckFile.model_validate(document.data)
    except ValidationError as error:
        return ReadDeck(None, tuple(explain(document, DeckFile, error)))
    problems = tuple(_broken(document, deck, knowledge))
    if problems:
        return ReadDeck(None, problems)
    advice = tuple(
        document.problem(finding.path, finding.wrong, finding.right)
        for finding in deck_lint.lint({document.name: deck}, knowledge.titles)
    )
    return ReadDeck(deck, (), advice)


def _default_sources(data: Any) -> None:
    """Let the server answer for items that name no source."""
    items = data.get("items") if isinstance(data, dict) else None
    for item in items if isinstance(items, list) else ():
        if isinstance(item, dict):
            item.setdefault("source", OWN)


def _broken(document: Document, deck: DeckFile, knowledge: Knowledge) -> Iterator[Problem]:
    """Find references to what is not there, and ids that stand twice."""
    seen: set[str] = set()
    for index, item in enumerate(deck.items):
        path = ("items", index)
        if len(item.id) > LONGEST_ID:
            wrong = f"the id {item.id[:LONGEST_ID]}… is over {LONGEST_ID} characters"
            yield document.problem((*path, "id"), wrong, "shorten it")
        if item.id in seen:
            yield document.problem((*path, "id"), f"the id {item.id} stands twice", "rename one")
        seen.add(item.id)
        named = [("roles", role) for role in item.roles]
        if isinstance(item, TitleItem):
            named += [("accept", role) for role in item.accept]
        for field, role in named:
            if role not in knowledge.roles:
                right = suggestion(role, sorted(knowledge.roles))
                yield document.problem((*path, field), f"there is no role {role}", right)
        if item.source != OWN and item.source not in knowledge.sources:
            right = suggestion(item.source, sorted([*knowledge.sources, OWN]))
            yield document.problem((*path, "source"), f"there is no source {item.source}", right)


def _read_csv(name: str, raw: bytes, knowledge: Knowledge) -> ReadDeck:
    """Read a table with one item a row; lists within a cell are set apart by |."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return ReadDeck(
            None, (Problem(name, line, 1, "this is not UTF-8", "save the file as UTF-8"),)
        )
    try:
        columns, rows, lines = _rows(text)
    except csv.Error as error:
        return ReadDeck(None, (Problem(name, 1, 1, f"this is no CSV: {error}", "export it anew"),))
    if missing := [column for column in COLUMNS if column not in columns]:
        wrong = "the first row lacks " + ", ".join(missing)
        return ReadDeck(None, (Problem(name, 1, 1, wrong, "name the columns in the first row"),))
    if len(rows) > MAX_ITEMS:
        return ReadDeck(None, (Problem(name, 1, 1, TOO_MANY, "split it"),))
    stem = name.rsplit(".", 1)[0]
    items = [_item(row) for row in rows]
    data = {"name": stem.replace("-", " ").capitalize(), "about": "Imported.", "items": items}
    # Read once more as the file that would be exported, so that the same rules hold for both.
    document = read(name, yaml.safe_dump(data, allow_unicode=True).encode())
    if document.problems:
        return ReadDeck(None, tuple(replace(it, line=1, column=1) for it in document.problems))
    places: dict[DataPath, Position] = {
        ("items", index): (line, 1) for index, line in enumerate(lines)
    }
    return _checked(Document(name, document.data, places, ()), knowledge)


def _rows(text: str) -> tuple[list[str], list[dict[str, str]], list[int]]:
    """Read the columns of a table, and its rows with their lines, one more than a deck may have."""
    reader = csv.DictReader(io.StringIO(text), restkey="")
    columns = [column.strip() for column in reader.fieldnames or ()]
    rows: list[dict[str, str]] = []
    lines: list[int] = []
    for row in reader:
        rows.append({key.strip(): value for key, value in row.items() if isinstance(value, str)})
        lines.append(reader.line_num)
        if len(rows) > MAX_ITEMS:
            break
    return columns, rows, lines


def _item(row: Mapping[str, str]) -> dict[str, Any]:
    """Make a record of a row; empty cells are left out."""
    item: dict[str, Any] = {}
    for column, cell in row.items():
        value = cell.strip()
        if not value:
            continue
        if column in LIST_COLUMNS:
            item[column] = [part.strip() for part in value.split(SEPARATOR) if part.strip()]
        elif column in NUMBER_COLUMNS and value.removeprefix("-").isdecimal():
            item[column] = int(value)
        else:
            item[column] = value
    return item


def export_deck(deck: DeckFile) -> bytes:
    """Write a deck as a file that can be changed and uploaded again."""
    data = deck.model_dump(mode="json", exclude_defaults=True)
    return yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=100).encode()


def deck_prefix(guild: int, name: str) -> str:
    """Make what the ids of the items of a server's deck begin with."""
    return f"{PREFIX}{guild}+{name}+"


def deck_place(item: str) -> tuple[int, str] | None:
    """Tell which server's deck an item is from: server and deck; None for all other items."""
    if not item.startswith(PREFIX):
        return None
    guild, _, rest = item.removeprefix(PREFIX).partition("+")
    return (int(guild), rest.partition("+")[0]) if guild.isdecimal() else None


def own_items(guild: int, name: str, deck: DeckFile) -> tuple[Item, ...]:
    """Put the items of a server's deck under ids that no other server and no file has."""
    prefix = deck_prefix(guild, name)
    return tuple(item.model_copy(update={"id": prefix + item.id}) for item in deck.items)


def deck_name(typed: str | None, file: str) -> str:
    """Name a deck as was typed, or as its file is called.

    :raises DeckError: where no deck can be called so
    """
    name = (typed or file.rpartition(".")[0]).strip().lower().replace(" ", "-")
    if re.fullmatch(SLUG, name) is None or len(name) > LONGEST_NAME:
        raise DeckError(
            "A deck is called by lower-case letters, figures and hyphens, such as friday-night.",
            "Rename its file, or say how to call it with the option name.",
        )
    return name
