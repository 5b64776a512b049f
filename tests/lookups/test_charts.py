import pytest

from bot.knowledge.money import short_amount
from bot.lookups.charts import Bar, Range, RangeChart, ShareChart


def test_the_words_give_every_number() -> None:
    parts = (("research", 25), ("modelling", 30), ("engineering", 40), ("product", 5))
    chart = ShareChart("How the week splits", (Bar("Research Engineer", parts),))
    assert chart.describe() == (
        "How the week splits. Research Engineer: "
        "research 25 %, modelling 30 %, engineering 40 %, product 5 %."
    )
    claim = Range("OpenAI", 249_000, 555_000, 530_000, doubtful=True)
    lab = Range("top", 200_000, None, 500_000, open_ended=True)
    assert RangeChart("Published pay", "USD", "year", (claim, lab)).describe() == (
        "Published pay, in USD a year. OpenAI: 249–530K, median 555K (doubtful); "
        "top: 200–500K or more."
    )


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (0, "0"),
        (999, "999"),
        (1_234, "1,234"),
        (90_000, "90K"),
        (249_500, "249.5K"),
        (999_999, "999,999"),
        (1_000_001, "1,000,001"),
        (1_050_000, "1.05M"),
        (2_000_000, "2M"),
    ],
)
def test_amounts_are_shortened_but_never_rounded(amount: int, text: str) -> None:
    assert short_amount(amount) == text
