"""Keep what members answered as values instead of as it was shown.

An answer becomes `option:<place>`, `order:<places>`, `number:<number> <unit>` or `roles:<ids>`,
read with the question that is stored beside it; what cannot be read stays as `text:<as shown>`.
"""

import json
import re
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Read every answer, and say by its name what the note of an answer was."""
    connection = op.get_bind()
    asked = {
        (game, number): json.loads(question)
        for game, number, question in connection.execute(
            sa.text("SELECT game_id, number, CAST(question AS TEXT) FROM rounds")
        )
    }
    answers = connection.execute(sa.text("SELECT id, game_id, number, given FROM answers")).all()
    values = [
        {"answer": number, "value": _value(asked[game, asked_as], given)}
        for number, game, asked_as, given in answers
    ]
    if values:
        connection.execute(sa.text("UPDATE answers SET given = :value WHERE id = :answer"), values)
    op.execute("ALTER TABLE answers RENAME COLUMN note TO read_as")
    # How far off a number was follows from the number.
    op.execute("UPDATE answers SET read_as = NULL WHERE given LIKE 'number:%'")


def _value(question: dict[str, Any], shown: str) -> str:
    item = question.get("item", {})
    readers = {"choice": _option, "order": _order, "number": _number, "title": _roles}
    reader = readers.get(item.get("kind"))
    value = None if reader is None else reader(item, question.get("options", []), shown)
    return f"text:{shown}" if value is None else value


def _option(item: dict[str, Any], options: list[str], shown: str) -> str | None:
    """Read "B. An option": the place of the option in the item, the right one first."""
    del options
    places = [item["right"], *item["wrong"]]
    match = re.fullmatch(r"[A-E]\. (.*)", shown, re.DOTALL)
    return f"option:{places.index(match[1])}" if match and match[1] in places else None


def _order(item: dict[str, Any], options: list[str], shown: str) -> str | None:
    """Read "B → A → C": the places in the right order of what the letters stand for."""
    letters = shown.split(" → ")
    if sorted(letters) != ["ABCDE"[number] for number in range(len(options))]:
        return None
    steps = [options["ABCDE".index(letter)] for letter in letters]
    return "order:" + ",".join(str(item["order"].index(step)) for step in steps)


def _number(item: dict[str, Any], options: list[str], shown: str) -> str | None:
    """Read "249,000 USD a year"."""
    del item, options
    match = re.fullmatch(r"(-?\d{1,3}(?:,\d{3})*) (.+)", shown)
    return f"number:{match[1].replace(',', '')} {match[2]}" if match else None


def _roles(item: dict[str, Any], options: list[str], shown: str) -> str | None:
    """Read "Research Engineer" where its words make the id of a role that the item names."""
    del options
    ids = [re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-") for name in shown.split(" or ")]
    known = {*item.get("accept", ()), *item.get("roles", ())}
    return "roles:" + ",".join(ids) if known.issuperset(ids) else None
