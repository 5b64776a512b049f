import pytest

from bot.records.numbers import TypedAmount, read_money


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("450k", TypedAmount(450_000, None, marked=True)),
        ("$450,000", TypedAmount(450_000, "USD", marked=True)),
        ("450", TypedAmount(450_000, None, marked=False)),
        ("1.2m usd", TypedAmount(1_200_000, "USD", marked=True)),
        ("€90k", TypedAmount(90_000, "EUR", marked=True)),
        ("is 450k good for L5", TypedAmount(450_000, None, marked=True)),
        ("L5 450k", TypedAmount(450_000, None, marked=True)),
        ("a lot", None),
        ("0", None),
        ("L5", None),
    ],
)
def test_an_amount_is_read_as_people_write_it(text: str, amount: TypedAmount | None) -> None:
    assert read_money(text) == amount
