"""Dates as sources give them: a day, a month, a year, the middle of a year, or a span."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import core_schema

from bot.records.problems import RecordError

_ONE = r"(?:mid-\d{4}|\d{4}(?:-\d{2}(?:-\d{2})?)?)"
_PATTERN = re.compile(rf"({_ONE})(?: to ({_ONE}))?")
_FORMS = "2026, mid-2026, 2026-06, 2026-06-15 or '2025 to 2026'"
_MID_MONTHS = (5, 8)


@dataclass(frozen=True, slots=True)
class When:
    """A date no more exact than its source: `text` as written, `first` to `last` as days."""

    text: str
    first: date
    last: date

    @classmethod
    def parse(cls, value: object) -> Self:
        """Read one of the accepted forms; raise RecordError that names them."""
        if isinstance(value, cls):
            return value
        text = str(value).strip() if isinstance(value, str | int) else ""
        match = _PATTERN.fullmatch(text)
        if match is None or isinstance(value, bool):
            raise RecordError(f"{text or value} is no date", f"write {_FORMS}")
        first, last = _bounds(match[1])
        if match[2] is not None:
            last = _bounds(match[2])[1]
            if last < first:
                raise RecordError("a span of dates runs from the earlier to the later")
        return cls(text, first, last)

    def older_than(self, months: int, today: date) -> bool:
        """Compare the latest day that this may mean with the day `months` months ago."""
        years, month = divmod(today.year * 12 + today.month - 1 - months, 12)
        month += 1
        day = min(today.day, monthrange(years, month)[1])
        return self.last < date(years, month, day)

    def __str__(self) -> str:
        return self.text

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[Any], handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls.parse, serialization=core_schema.to_string_ser_schema()
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {
            "anyOf": [
                {"type": "string", "pattern": f"^{_PATTERN.pattern}$"},
                {"type": "integer", "minimum": 1000, "maximum": 9999},
            ],
            "description": f"A date no more exact than the source gives it: {_FORMS}.",
        }


def _bounds(text: str) -> tuple[date, date]:
    """Return the first and the last day that one written date may mean."""
    if text.startswith("mid-"):
        year = int(text[4:])
        return date(year, _MID_MONTHS[0], 1), date(year, _MID_MONTHS[1], 31)
    numbers = [int(part) for part in text.split("-")]
    try:
        match numbers:
            case [year]:
                return date(year, 1, 1), date(year, 12, 31)
            case [year, month]:
                return date(year, month, 1), date(year, month, monthrange(year, month)[1])
            case _:
                day = date(*numbers)
                return day, day
    except ValueError as error:
        raise RecordError(f"{text} is no date of the calendar", f"write {_FORMS}") from error
