"""Charts to draw: a usual one of each kind, and any that could be asked for."""

from hypothesis import strategies as st

from bot.lookups.charts import (
    AmountMark,
    Bar,
    CareerCard,
    Certificate,
    CountChart,
    HeatChart,
    PodiumChart,
    PodiumPlace,
    Range,
    RangeChart,
    ShareChart,
    TableChart,
)

PHONE_WIDTH = 286
"""Pixels at which a phone 412 wide shows a picture within a card; `test_page` measures it."""

SHARES = ShareChart(
    "How the week splits",
    (
        Bar("Research Engineer", (("research", 25), ("engineering", 70), ("product", 5))),
        Bar("ML Engineer", (("research", 0), ("engineering", 90), ("product", 10))),
    ),
)
RANGES = RangeChart(
    "Published pay",
    "USD",
    "year",
    (
        Range("OpenAI · 2025 to 2026", 249_000, 555_000, 530_000, doubtful=True),
        Range("Entry, all roles · mid-2026", 90_000, None, None, open_ended=True),
        Range("Up to · 2024", None, None, 300_000, old=True),
    ),
)

COUNTS = CountChart("Reviews due", "questions a day", (("Sat 21 Nov", 4), ("Sun 22 Nov", 0)))
HEAT = HeatChart(
    "Demand by role and sector",
    ("FAANG", "AI startups", "Healthcare"),
    ("Low", "Medium", "High", "Very high"),
    (("ML Engineer", (2, 3, 1)), ("Research Engineer", (1, None, 0))),
)
OFFER = RangeChart("Your offer", "USD", "year", RANGES.ranges, AmountMark("Your offer", 450_000))
TABLE = TableChart(
    "RE and MLE side by side",
    ("Week", "Key skills"),
    (
        ("RE", ("40 % engineering", "maths and PyTorch")),
        ("MLE", ("50 % engineering", "PyTorch and distributed training")),
    ),
)
CARD = CareerCard(
    "My AI career card",
    "Research Engineer",
    (("Research Engineer", 16), ("ML Engineer", 12), ("Applied Scientist", 11)),
    17,
    ("Building and scaling systems", "What I build"),
    ("You need strong software engineering and enough ML to be useful.",),
)
PODIUM = PodiumChart(
    "Quiz: Pay · 10 questions",
    (
        PodiumPlace(1, "Ada", "900 points"),
        PodiumPlace(2, "Ben", "850 points"),
        PodiumPlace(3, "Cem", "1 point"),
    ),
    (("Best streak", "Ada, 6 in a row"), ("Hardest", "question 7 (1 of 9 got it right)")),
)
CERTIFICATE = Certificate(
    "Ada Lovelace",
    "passed the exam Telling roles apart",
    "9 of 10 questions right",
    "AI Careers, 22 November 2026",
)
USUAL = (SHARES, RANGES, COUNTS, HEAT, OFFER, TABLE, CARD, PODIUM, CERTIFICATE)

texts = st.text(max_size=60)
"""Any text: with dollar signs, without glyphs, of control characters alone."""
amounts = st.none() | st.integers(0, 10**9)


@st.composite
def share_charts(draw: st.DrawFn) -> ShareChart:
    names = draw(st.lists(texts, min_size=1, max_size=9, unique=True))
    bars = []
    for _ in range(draw(st.integers(1, 4))):
        cuts = sorted(
            draw(st.lists(st.integers(0, 100), min_size=len(names) - 1, max_size=len(names) - 1))
        )
        shares = [high - low for low, high in zip([0, *cuts], [*cuts, 100], strict=True)]
        bars.append(Bar(draw(texts), tuple(zip(names, shares, strict=True))))
    return ShareChart(draw(texts), tuple(bars))


@st.composite
def ranges(draw: st.DrawFn) -> Range:
    low, high = draw(amounts), draw(amounts)
    if low is not None and high is not None:
        low, high = min(low, high), max(low, high)
    flags = st.booleans()
    return Range(
        draw(texts),
        low,
        draw(amounts),
        high,
        open_ended=draw(flags),
        doubtful=draw(flags),
        old=draw(flags),
    )


range_charts = st.builds(
    RangeChart,
    texts,
    st.sampled_from(("USD", "EUR", "CHF")),
    st.just("year"),
    st.lists(ranges(), max_size=6).map(tuple),
    st.none() | st.builds(AmountMark, texts, st.integers(0, 10**9)),
)


@st.composite
def heat_charts(draw: st.DrawFn) -> HeatChart:
    columns = draw(st.lists(texts, min_size=1, max_size=6))
    levels = draw(st.lists(texts, min_size=1, max_size=5))
    cell = st.none() | st.integers(0, len(levels) - 1)
    cells = st.lists(cell, min_size=len(columns), max_size=len(columns)).map(tuple)
    rows = draw(st.lists(st.tuples(texts, cells), max_size=4))
    return HeatChart(draw(texts), tuple(columns), tuple(levels), tuple(rows))


@st.composite
def table_charts(draw: st.DrawFn) -> TableChart:
    columns = draw(st.lists(texts, min_size=1, max_size=3))
    cells = st.lists(texts, min_size=len(columns), max_size=len(columns)).map(tuple)
    rows = draw(st.lists(st.tuples(texts, cells), max_size=4))
    return TableChart(draw(texts), tuple(columns), tuple(rows))


places = st.lists(
    st.builds(PodiumPlace, st.integers(1, 4), texts, texts, st.none() | st.binary(max_size=40)),
    max_size=3,
)
memories = st.lists(st.tuples(texts, texts), max_size=3)
podium_charts = st.builds(PodiumChart, texts, places.map(tuple), memories.map(tuple))
counts = st.lists(st.tuples(texts, st.integers(0, 10**6)), max_size=14).map(tuple)
count_charts = st.builds(CountChart, texts, texts, counts)
any_chart = (
    share_charts()
    | range_charts
    | heat_charts()
    | count_charts
    | table_charts()
    | podium_charts
    | st.builds(Certificate, texts, texts, texts, texts)
)
