from datetime import date

import pytest

from bot.records.dates import When


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        (2026, date(2026, 1, 1), date(2026, 12, 31)),
        ("mid-2026", date(2026, 5, 1), date(2026, 8, 31)),
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28)),
        ("2026-06-15", date(2026, 6, 15), date(2026, 6, 15)),
        ("2025 to 2026", date(2025, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_date_means_a_span_of_days(text: object, first: date, last: date) -> None:
    when = When.parse(text)
    assert (when.first, when.last, str(when)) == (first, last, str(text))


@pytest.mark.parametrize(
    "text", ["", "June 2026", "2026-13", "2026-02-30", "26", True, None, "2026 to 2025", 20.26]
)
def test_other_forms_are_refused(text: object) -> None:
    with pytest.raises(ValueError, match=r"date|calendar|span"):
        When.parse(text)


def test_a_claim_is_old_only_when_its_latest_day_is() -> None:
    assert not When.parse("2025").older_than(18, date(2027, 6, 30))
    assert When.parse("2025").older_than(18, date(2027, 7, 1))
    assert When.parse("2025-08-31").older_than(18, date(2027, 3, 1))
    assert not When.parse("2025-08-31").older_than(18, date(2027, 2, 28))
