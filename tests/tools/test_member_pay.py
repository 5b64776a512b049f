"""What members report to earn is shown where it singles nobody out."""

from collections import Counter
from dataclasses import replace
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from bot.tools.member_pay import LEAST, PayReport, is_far, missing, pay_groups

ONE = PayReport("research-engineer", "l5", None, "US", "USD", "total", 400_000)
reports = st.lists(
    st.builds(
        PayReport,
        role=st.just("research-engineer"),
        level=st.sampled_from(["l5", None]),
        employer=st.sampled_from(["openai", "anthropic", "google-deepmind", None]),
        place=st.just("US"),
        currency=st.sampled_from(["USD", "EUR"]),
        basis=st.just("total"),
        amount=st.integers(1, 10**12),
    ),
    max_size=40,
)


def earning(*amounts: int, employer: str | None = None) -> list[PayReport]:
    return [replace(ONE, amount=it, employer=employer) for it in amounts]


def test_five_reports_that_are_alike_are_shown_rounded() -> None:
    four = earning(312_345, 350_000, 391_000, 427_900)
    assert pay_groups(four) == ()
    assert missing(four) == 1
    (group,) = pay_groups([*four, *earning(1_000_000)])
    assert (group.members, group.low, group.median, group.high) == (5, 350_000, 390_000, 430_000)
    assert group.like == replace(ONE, amount=0)


def test_what_differs_in_anything_is_not_counted_together() -> None:
    four = earning(300_000, 350_000, 400_000, 450_000)
    for other in (
        replace(ONE, level="l6"),
        replace(ONE, place="UK"),
        replace(ONE, currency="CAD"),
        replace(ONE, basis="base"),
    ):
        assert pay_groups([*four, other]) == ()
        assert missing([*four, other]) == 1
    assert missing([]) == LEAST


def test_an_employer_stands_apart_where_it_gives_away_nobody_else() -> None:
    here, there = earning(*range(5), employer="openai"), earning(*range(5))
    assert [it.like.employer for it in pay_groups([*here, *there])] == [None, "openai"]
    assert [it.like.employer for it in pay_groups([*here, *there[:4]])] == [None]
    assert [it.like.employer for it in pay_groups(here)] == ["openai"]


@given(reports)
def test_no_group_and_no_difference_of_groups_is_of_fewer_than_five(
    found: list[PayReport],
) -> None:
    sizes = Counter((it.alike, it.employer) for it in found)
    groups = pay_groups(found)
    for whole in (it for it in groups if it.like.employer is None):
        cell = whole.like.alike
        assert whole.members == sum(n for (alike, _), n in sizes.items() if alike == cell)
        parts = [it for it in groups if it.like.alike == cell and it.like.employer is not None]
        for count in range(len(parts) + 1):
            for some in combinations(parts, count):
                left = whole.members - sum(it.members for it in some)
                assert left == 0 or left >= LEAST
    for part in (it for it in groups if it.like.employer is not None):
        assert part.members == sizes[part.like.alike, part.like.employer]
    assert all(it.members >= LEAST and it.low <= it.median <= it.high for it in groups)
    if groups:
        assert missing(found) == 0


def test_what_is_far_from_all_that_is_known_is_held() -> None:
    published = (250_000, 450_000)
    assert not is_far(replace(ONE, amount=125_000), published, ())
    assert not is_far(replace(ONE, amount=900_000), published, ())
    assert is_far(replace(ONE, amount=124_999), published, ())
    assert is_far(replace(ONE, amount=900_001), published, ())
    assert not is_far(replace(ONE, amount=1), (), ()), "nothing to compare it with"
    groups = pay_groups(earning(*[80_000] * LEAST))
    assert is_far(replace(ONE, amount=170_000), (), groups)
    assert not is_far(replace(ONE, amount=170_000, place="UK"), (), groups), "another group"
