import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.records.numbers import MOST_MONEY, TypedAmount, read_money


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("450k", TypedAmount(450_000, None, marked=True)),
        ("$450,000", TypedAmount(450_000, "USD", marked=True)),
        ("450", TypedAmount(450_000, None, marked=False, in_thousands=True)),
        ("1.2m usd", TypedAmount(1_200_000, "USD", marked=True)),
        ("€90k", TypedAmount(90_000, "EUR", marked=True)),
        ("90kEUR", TypedAmount(90_000, "EUR", marked=True)),
        ("C$200k", TypedAmount(200_000, "CAD", marked=True)),
        ("45 lpa", TypedAmount(4_500_000, "INR", marked=True)),
        ("₹45,00,000", TypedAmount(4_500_000, "INR", marked=True)),
        ("is 450k good for L5", TypedAmount(450_000, None, marked=True)),
        ("L5 450k", TypedAmount(450_000, None, marked=True)),
        ("is 450k good for a neural network engineer", TypedAmount(450_000, None, marked=True)),
        ("3 years in, offered 450k", TypedAmount(450_000, None, marked=True)),
        ("38k a month in london", TypedAmount(38_000, None, marked=True, per="month")),
        ("$150/h", TypedAmount(150, "USD", marked=True, per="hour")),
        ("150 an hour", TypedAmount(150, None, marked=True, per="hour")),
        ("£800 a day", TypedAmount(800, "GBP", marked=True, per="day")),
        ("420k, 3 days a week", TypedAmount(420_000, None, marked=True)),
        ("2 days per week", TypedAmount(2_000, None, marked=False, in_thousands=True)),
        ("200k base + 150k equity", TypedAmount(200_000, None, marked=True, alone=False)),
        ("400-450k", TypedAmount(450_000, None, marked=True, alone=False)),
        ("a lot", None),
        ("0", None),
        ("-450k", None),
        ("9" * 30, None),
        ("L5", None),
    ],
)
def test_an_amount_is_read_as_people_write_it(text: str, amount: TypedAmount | None) -> None:
    assert read_money(text) == amount


def test_a_period_that_is_given_holds_where_the_text_names_none() -> None:
    assert read_money("150", "hour") == TypedAmount(150, None, marked=False, per="hour")
    assert read_money("38k a month", "hour") == TypedAmount(38_000, None, marked=True, per="month")


@given(st.text(max_size=60))
def test_any_text_is_an_amount_or_none(text: str) -> None:
    found = read_money(text)
    assert found is None or 0 < found.value <= MOST_MONEY
