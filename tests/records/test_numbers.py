import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.records.numbers import read_numbers


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1.2 million", (1_200_000,)),
        ("$1.2 mil", (1_200_000,)),
        ("300 thousand", (300_000,)),
        ("2.5 times", (2.5,)),
        ("1,5m", (1_500_000,)),
        ("€1,5 Mio", (1_500_000,)),
        ("0.5", (0.5,)),
        ("0.500", (0.5,)),
        ("450.000", (450_000,)),
        ("1.234,5", (1_234.5,)),
        ("½", (0.5,)),
        ("1½ million", (1_500_000,)),
        ("300-450k", (300_000, 450_000)),
        ("$300k – $450k", (300_000, 450_000)),
        ("2 to 3 million", (2_000_000, 3_000_000)),
        ("-5", (-5,)),
        ("L5", ()),
        ("45kg", ()),
    ],
)
def test_numbers_are_read_in_every_way_people_type_them(
    text: str, numbers: tuple[float, ...]
) -> None:
    assert read_numbers(text) == numbers


_WRITTEN = (
    "{:d}", "{:,d}", "${:,d}", "{:d} USD", "about {:d}", "{:,d} a year", "~{:d}", "{:d}.",
)  # fmt: skip


@given(st.integers(0, 10**12), st.sampled_from(_WRITTEN), st.sampled_from(",. '’\u00a0\u202f"))
def test_a_number_means_the_same_however_it_is_set(
    number: int, written: str, separator: str
) -> None:
    text = written.format(number).replace(",", separator)
    assert read_numbers(text) == (number,)


@given(
    st.integers(1, 999),
    st.integers(0, 9),
    st.sampled_from(".,"),
    st.sampled_from(["{}k", "{} K", "{} thousand", "${}k", "{} grand"]),
)
def test_thousands_and_tenths_of_them(whole: int, tenth: int, mark: str, written: str) -> None:
    assert read_numbers(written.format(f"{whole}{mark}{tenth}")) == (whole * 1_000 + tenth * 100,)
    millions = written.format(f"{whole}{mark}{tenth}").replace("K", "M").replace("k", "m")
    for word in ("thousand", "grand"):
        millions = millions.replace(word, "million")
    assert read_numbers(millions) == (whole * 1_000_000 + tenth * 100_000,)


@given(st.text(max_size=60))
def test_any_text_is_read_or_not(text: str) -> None:
    assert len(read_numbers(text)) <= 2
