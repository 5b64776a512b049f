import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.charts.geometry import column_widths, scale_of, shape_of
from bot.charts.palette import MARGIN, WIDTH
from bot.lookups.charts import Range, RangeChart
from tests.charts.charts import range_charts


def chart_of(*some: Range) -> RangeChart:
    return RangeChart("", "USD", "year", some)


@given(range_charts)
def test_every_range_lies_on_the_picture(chart: RangeChart) -> None:
    scale = scale_of(chart)
    assert len(scale.ticks) <= 5
    for shape in filter(None, (shape_of(item, scale) for item in chart.ranges)):
        left, right = shape.reach
        assert MARGIN <= left <= shape.start <= shape.end <= right <= WIDTH - MARGIN
    if chart.mark is not None:
        assert MARGIN <= scale.at(chart.mark.amount) <= WIDTH - MARGIN


@pytest.mark.parametrize(
    ("highest", "ticks"),
    [
        (0, [0, 1]),
        (90_000, [0, 50_000]),
        (450_000, [0, 200_000, 400_000]),
        (1_000_000, [0, 500_000, 1_000_000]),
        (1_470_000, [0, 500_000, 1_000_000]),
    ],
)
def test_the_axis_has_few_round_steps_from_zero(highest: int, ticks: list[int]) -> None:
    assert list(scale_of(chart_of(Range("", highest, None, highest))).ticks) == ticks


@pytest.mark.parametrize(
    ("item", "below", "above"),
    [
        (Range("", 1, None, 2), False, False),
        (Range("", 1, None, 2, open_ended=True), False, True),
        (Range("", 1, None, None), False, True),
        (Range("", None, None, 2), True, False),
        (Range("", 2, None, 2), False, False),
    ],
)
def test_an_open_end_is_an_arrow(item: Range, *, below: bool, above: bool) -> None:
    shape = shape_of(item, scale_of(chart_of(item)))
    assert shape is not None
    assert (shape.below, shape.above) == (below, above)


def test_a_median_alone_has_no_extent() -> None:
    item = Range("", None, 5, None)
    assert shape_of(item, scale_of(chart_of(item))) is None


@given(
    st.lists(st.tuples(st.floats(1, 300), st.floats(1, 900)), min_size=1, max_size=6),
    st.floats(100, 900),
)
def test_columns_fill_the_width_and_get_what_they_need_where_there_is_room(
    columns: list[tuple[float, float]], room: float
) -> None:
    least, wished = [least for least, _ in columns], [wish for _, wish in columns]
    widths = column_widths(least, wished, room)
    assert sum(widths) == pytest.approx(room)
    if sum(least) <= room:
        assert all(got >= need - 1e-6 for got, need in zip(widths, least, strict=True))
