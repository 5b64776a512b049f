"""A server's own quiz decks: read from YAML or CSV, checked whole, named apart from all others."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import yaml
from pydantic import ValidationError

from bot.knowledge.base import Knowledge
from bot.knowledge.complaints import explain
from bot.knowledge.decks import DeckFile, Difficulty, Item, ItemTopic, TitleItem
from bot.quiz import lint as deck_lint
from bot.quiz.generate.making import slug
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
CSV, YAML = "csv", "yaml"
OWN = "own"
"""The source of items that cite none of the bot's: the server itself answers for them."""
COLUMNS = ("question", "right", "wrong")
"""What a table needs; where a row says its kind, what that kind needs."""
CALLED = {
    "right answer": "right",
    "correct": "right",
    "correct answer": "right",
    "answer key": "right",
    "wrong answer": "wrong",
    "wrong answers": "wrong",
    "why": "explanation",
}
"""What else people call a column."""
SEPARATOR = "|"
DELIMITERS = ",;\t"
TEMPLATE = """\
question,right answer,wrong answers
Who brought cake last Friday?,Ann,Ben|Cleo|Nobody did
Which channel is for job postings?,#jobs,#general|#random
When did this server open?,2021,2019|2020|2023
"""
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


def form_of(file: str) -> str:
    """Tell by the name of a file whether it is a table."""
    return CSV if file.lower().endswith(f".{CSV}") else YAML


def read_deck(name: str, raw: bytes, knowledge: Knowledge) -> ReadDeck:
    """Read a deck from YAML, or from CSV where its name ends so; all problems at once."""
    if len(raw) > MAX_BYTES:
        limit = MAX_BYTES // 1024
        wrong = f"the file is over {limit} kB"
        return ReadDeck(None, (Problem(name, 1, 1, wrong, "split it into several decks"),))
    if form_of(name) == CSV:
        return _read_csv(name, raw, knowledge)
    document = read(name, raw)
    if document.problems:
        return ReadDeck(None, document.problems)
    items = document.data.get("items") if isinstance(document.data, dict) else None
    if isinstance(items, list) and len(items) > MAX_ITEMS:
        problem = document.problem(("items",), TOO_MANY, "split it into several decks")
        return ReadDeck(None, (problem,))
    return _checked(document, knowledge)


def stored_deck(name: str, form: str, raw: bytes) -> DeckFile:
    """Read an upload once more, which was checked when it was taken in."""
    data = _table(name, raw.decode("utf-8-sig"))[0] if form == CSV else read(name, raw).data
    _default_sources(data)
    return DeckFile.model_validate(data)


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
        data, columns, lines = _table(name, raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return ReadDeck(
            None, (Problem(name, line, 1, "this is not UTF-8", "save the file as UTF-8"),)
        )
    except csv.Error as error:
        return ReadDeck(None, (Problem(name, 1, 1, f"this is no CSV: {error}", "export it anew"),))
    needed = COLUMNS[:1] if "kind" in columns else COLUMNS
    if missing := [column for column in needed if column not in columns]:
        wrong = "the first row lacks " + ", ".join(missing)
        return ReadDeck(None, (Problem(name, 1, 1, wrong, "name the columns in the first row"),))
    if len(data["items"]) > MAX_ITEMS:
        return ReadDeck(None, (Problem(name, 1, 1, TOO_MANY, "split it"),))
    # Read once more as a file of YAML would be, so that the same rules hold for both.
    document = read(name, yaml.safe_dump(data, allow_unicode=True).encode())
    if document.problems:
        return ReadDeck(None, tuple(replace(it, line=1, column=1) for it in document.problems))
    places: dict[DataPath, Position] = {
        ("items", index): (line, 1) for index, line in enumerate(lines)
    }
    return _checked(Document(name, document.data, places, ()), knowledge)


def _table(name: str, text: str) -> tuple[dict[str, Any], list[str], list[int]]:
    """Read a table as the deck it stands for, its columns, and the line of each row.

    It stops at one row more than a deck may have; raises csv.Error.
    """
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text), delimiter=max(DELIMITERS, key=first.count))
    heads = [" ".join(head.casefold().replace("_", " ").split()) for head in next(reader, [])]
    columns = [CALLED.get(head, head) for head in heads]
    items: list[dict[str, Any]] = []
    lines: list[int] = []
    for row in reader:
        if any(map(str.strip, row)) and len(items) <= MAX_ITEMS:
            items.append(_item(dict(zip(columns, row, strict=False))))
            lines.append(reader.line_num)
    _fill_in(items)
    title = name.rsplit(".", 1)[0].replace("-", " ").capitalize()
    return {"name": title, "about": "Imported.", "items": items}, columns, lines


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


def _fill_in(items: list[dict[str, Any]]) -> None:
    """Give rows what they leave out; an id follows from the question, so that it lasts."""
    seen: Counter[str] = Counter()
    for item in items:
        if "id" not in item:
            made = slug(str(item.get("question", "")))
            seen[made] += 1
            item["id"] = made if seen[made] == 1 else f"{made}-{seen[made]}"
        item.setdefault("kind", "choice")
        item.setdefault("topic", ItemTopic.ROLES.value)
        item.setdefault("difficulty", Difficulty.MEDIUM.value)
        if "right" in item:
            item.setdefault("explanation", f"The right answer is {item['right']}.")


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
