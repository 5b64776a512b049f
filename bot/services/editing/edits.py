"""The small edits that operators make by a form, as values that can be kept and carried out."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter
from ruamel.yaml.comments import CommentedSeq

from bot.knowledge.asking import Intent
from bot.records.fields import Strict
from bot.services.editing.changes import EditError
from bot.services.editing.yaml_edits import (
    LOOK_AGAIN,
    amended,
    append,
    append_text,
    at,
    find,
    flow_list,
    set_field,
)
from bot.titles.spelling import normalize

PAY, ALIASES = "pay.yaml", "titles/aliases.yaml"
EXAMPLES_BY_HAND = "asking/examples/moderators.yaml"
_Part = str | int


class PayEdit(Strict):
    """Other figures for a pay claim, with who says them and when."""

    kind: Literal["pay"] = "pay"
    claim: str
    low: int | None
    median: int | None
    high: int | None
    source: str
    date: str

    @property
    def file(self) -> str:
        return PAY

    def carry_out(self, data: Any) -> None:
        record = find(data["claims"], self.claim)
        figures = record.get("figures")
        if figures is None:
            said = f"{self.claim} has words and no figures."
            raise EditError(said, "Edit its words instead.")
        for name, before in (("low", ()), ("median", ("low",)), ("high", ("low", "median"))):
            set_field(figures, name, getattr(self, name), ("currency", "period", *before))
        set_field(record, "source", self.source)
        set_field(record, "date", plain_date(self.date), ("source",))


class WordsEdit(Strict):
    """Other words for a claim, with who says them and when; `was` holds the words it had.

    Without a `source` the claim keeps the citations that it has.
    """

    kind: Literal["words"] = "words"
    file: str
    path: tuple[_Part, ...]
    field: Literal["text", "words"]
    was: str
    id: str | None = None
    text: str
    source: str | None
    date: str | None

    def carry_out(self, data: Any) -> None:
        record = _claim(data, self.path, self.id, self.field, self.was)
        set_field(record, self.field, " ".join(self.text.split()))
        if self.source is None:
            return  # it keeps its citations, each with its own date
        set_field(record, "source", self.source)
        if self.date is not None or "date" in record:
            set_field(record, "date", plain_date(self.date), ("source",))


class NewClaimEdit(Strict):
    """One more claim in a list of a file; with a `role` it is one on its pay, in words."""

    kind: Literal["new-claim"] = "new-claim"
    file: str
    path: tuple[_Part, ...]
    role: str | None = None
    text: str
    source: str
    date: str | None
    scope: str | None

    def carry_out(self, data: Any) -> None:
        claims = self._list(data)
        said = "text" if self.role is None else "words"
        if any(it.get(said) == self.text for it in claims):
            raise EditError("That stands there already.", LOOK_AGAIN)
        record: dict[str, Any] = {}
        if self.role is not None:
            record["id"] = _free_id(f"{self.source}-{self.role}", claims)
            record |= {"roles": flow_list([self.role]), "basis": "unspecified"}
        record |= {said: self.text, "source": self.source}
        for name, value in (("date", plain_date(self.date)), ("scope", self.scope)):
            if value is not None:
                record[name] = value
        append(claims, record)

    def _list(self, data: Any) -> Any:
        """Find the list, or begin one of a kind of fact of which nothing was said."""
        *way, last = self.path
        holder = at(data, tuple(way))
        if isinstance(last, str) and last not in holder:
            holder[last] = CommentedSeq()
        return at(data, self.path)


def _free_id(wanted: str, records: Any) -> str:
    """Find an id that no record has."""
    taken = {it.get("id") for it in records}
    numbered = (wanted, *(f"{wanted}-{number}" for number in range(2, len(taken) + 3)))
    return next(it for it in numbered if it not in taken)


class ReviewEdit(Strict):
    """A claim looked at, and found to stand; `was` holds its words where it has no id."""

    kind: Literal["review"] = "review"
    file: str
    path: tuple[_Part, ...]
    was: str | None = None
    id: str | None = None
    month: str

    def carry_out(self, data: Any) -> None:
        record = _claim(data, self.path, self.id, "text", self.was)
        set_field(record, "reviewed", self.month, ("source", "date", "cites"))


class AliasEdit(Strict):
    """Titles that mean a role from now on, everywhere or at some employers; and some no longer."""

    kind: Literal["alias"] = "alias"
    role: str
    add: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    employers: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        return ALIASES

    def carry_out(self, data: Any) -> None:
        groups = data["aliases"]
        gone = {normalize(title) for title in self.drop}
        for group in [it for it in groups if self._is_of(it)]:
            for title in [it for it in group["titles"] if normalize(it) in gone]:
                group["titles"].remove(title)
            if not group["titles"]:
                groups.remove(group)
        if not self.add:
            return
        own = next((it for it in groups if self._is_of(it) and not _says_more(it)), None)
        if own is not None:
            own["titles"].extend(self.add)
            return
        record: dict[str, Any] = {"roles": flow_list([self.role])}
        record["titles"] = flow_list(self.add)
        if self.employers:
            record["employers"] = flow_list(self.employers)
        groups.append(record)

    def _is_of(self, group: Mapping[str, Any]) -> bool:
        same = tuple(group.get("employers", ())) == self.employers
        return list(group["roles"]) == [self.role] and same


class ExampleEdit(Strict):
    """One more question that asks an intent, among the examples added by hand."""

    kind: Literal["example"] = "example"
    question: str
    intent: Intent

    @property
    def file(self) -> str:
        return EXAMPLES_BY_HAND

    def carry_out(self, data: Any) -> None:
        questions = data["examples"].setdefault(self.intent.value, CommentedSeq())
        asked = (it if isinstance(it, str) else it["ask"] for it in questions)
        if normalize(self.question) in map(normalize, asked):
            raise EditError("That is an example of it already.", LOOK_AGAIN)
        append_text(questions, self.question)


class RoleEdit(Strict):
    """Another name, short name or tier of a role."""

    kind: Literal["role"] = "role"
    role: str
    name: str
    short: str
    tier: str

    @property
    def file(self) -> str:
        return f"roles/{self.role}.yaml"

    def carry_out(self, data: Any) -> None:
        for field in ("name", "short", "tier"):
            set_field(data, field, getattr(self, field))


class ItemEdit(Strict):
    """Another wording of a quiz item, or (without a question) its end."""

    kind: Literal["item"] = "item"
    file: str
    item: str
    question: str | None = None
    right: str | None = None
    wrong: tuple[str, ...] = ()
    explanation: str | None = None

    def carry_out(self, data: Any) -> None:
        record = find(data["items"], self.item)
        if self.question is None:
            if len(data["items"]) == 1:
                last = "This is the last item of its deck."
                raise EditError(last, "Remove the deck instead.")
            data["items"].remove(record)
            return
        set_field(record, "question", self.question)
        set_field(record, "explanation", self.explanation)
        if record["kind"] == "choice":
            set_field(record, "right", self.right)
            set_field(record, "wrong", flow_list(self.wrong))


Edit = Annotated[
    PayEdit | WordsEdit | NewClaimEdit | ReviewEdit | AliasEdit | ExampleEdit | RoleEdit | ItemEdit,
    Field(discriminator="kind"),
]
EDIT: TypeAdapter[Edit] = TypeAdapter(Edit)


def edited(edit: Edit, raw: bytes) -> bytes:
    """Carry an edit out on the content of its file.

    :raises EditError: where the edit does not fit the file any more
    """
    return amended(edit.file, raw, edit.carry_out)


def plain_date(text: str | None) -> str | int | None:
    """Write a date as files write it: a year alone is a number."""
    if text is None:
        return None
    return int(text) if text.isdecimal() else text


def _claim(data: Any, path: tuple[_Part, ...], id_: str | None, field: str, was: str | None) -> Any:
    """Find the claim with an id, or at a path.

    :raises EditError: where another stands there now
    """
    record = at(data, path) if id_ is None else find(data["claims"], id_)
    if was is not None and " ".join(str(record.get(field, "")).split()) != " ".join(was.split()):
        raise EditError("That claim has changed or moved since.", LOOK_AGAIN)
    return record


def _says_more(group: Mapping[str, Any]) -> bool:
    """Tell whether a group names a source or a note, which new titles would share unasked."""
    return "source" in group or "note" in group
