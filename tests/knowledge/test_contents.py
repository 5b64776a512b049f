"""What the five documents say of pay and of roles, figure by figure, and where it stands.

Read off the documents, not off the files: a figure that gets lost fails by its name.
"""

import pytest

from bot.knowledge.base import Knowledge
from bot.knowledge.roles import FactKind

MAP, HANDBOOK, PATHS, TEAM, LABS = (
    "careers-map",
    "interview-handbook",
    "engineer-vs-researcher",
    "team-not-title",
    "re-vs-rs",
)

FIGURES = [
    (MAP, None, None, "Entry", 90_000, None, None, "unspecified", "mid-2026"),
    (HANDBOOK, "ml-engineer", None, "L5", 300_000, None, 450_000, "total", "2026"),
    (HANDBOOK, "ai-engineer", None, "L5", 250_000, None, 400_000, "total", "2026"),
    (HANDBOOK, "mlops-engineer", None, "L5", 250_000, None, 380_000, "total", "2026"),
    (HANDBOOK, "data-scientist", None, "L5", 220_000, None, 350_000, "total", "2026"),
    (HANDBOOK, "research-engineer", None, "L5", 280_000, None, 420_000, "total", "2026"),
    (HANDBOOK, "data-engineer", None, "L5", 220_000, None, 340_000, "total", "2026"),
    (PATHS, "ai-engineer", None, None, 120_000, None, 350_000, "unspecified", "2025"),
    (PATHS, "research-scientist", None, None, 200_000, None, 500_000, "unspecified", "2025"),
    (LABS, "research-scientist", "openai", None, 771_000, 1_000_000, 1_470_000, "total", None),
    (LABS, "research-engineer", "openai", None, 249_000, 555_000, 530_000, "total", None),
    (LABS, "research-scientist", "openai", "Senior", None, None, None, "total", None),
    (LABS, "research-scientist", "openai", "Staff", None, None, None, "total", None),
    (LABS, "research-engineer", "openai", "Senior", 530_000, None, 600_000, "total", None),
    (LABS, "research-scientist", "anthropic", None, 320_000, 746_000, 1_050_000, "total", None),
    (LABS, "research-engineer", "anthropic", None, 300_000, None, 490_000, "unspecified", None),
    (LABS, "research-engineer", "anthropic", "Senior", 550_000, None, 759_000, "unspecified", None),
    (LABS, "research-scientist", "google-deepmind", "L5 or L6 at entry", 300_000, None, 685_000,
     "unspecified", None),
    (LABS, "research-engineer", "google-deepmind", None, 250_000, None, 500_000, "unspecified",
     None),
    (LABS, "research-scientist", None, "Top", 2_000_000, None, 5_000_000, "total", None),
]  # fmt: skip


@pytest.mark.parametrize("figure", FIGURES, ids=str)
def test_every_published_figure_is_there(knowledge: Knowledge, figure: tuple[object, ...]) -> None:
    found = {
        (
            claim.source,
            next(iter(claim.roles), None),
            next(iter(claim.employers), None),
            claim.level,
            claim.figures.low,
            claim.figures.median,
            claim.figures.high,
            claim.basis,
            str(claim.date) if str(claim.date) != "2025 to 2026" else None,
        )
        for claim in knowledge.pay.values()
        if claim.figures
    }
    assert figure in found


@pytest.mark.parametrize(
    ("claim", "figure"),
    [
        ("openai-rs-senior", 1_400_000),
        ("openai-rs-staff", 1_400_000),
        ("above-a-million", 1_000_000),
    ],
)
def test_what_pay_can_exceed_is_no_floor(knowledge: Knowledge, claim: str, figure: int) -> None:
    figures = knowledge.pay[claim].figures
    assert figures is not None
    assert (figures.exceeds, figures.low, figures.high) == (figure, None, None)


@pytest.mark.parametrize(
    ("claim", "unit", "low", "high"),
    [
        ("frontier-over-faang", "times", 2, None),
        ("senior-rs-over-faang", "times", 2, 5),
        ("rs-over-re", "percent-more", 40, 80),
        ("openai-gap-senior", "amount-more", None, None),
        ("openai-gap-median", "amount-more", 445_000, None),
        ("anthropic-gap", "amount-more", 200_000, 300_000),
    ],
)
def test_ratios_are_claims_too(
    knowledge: Knowledge, claim: str, unit: str, low: int | None, high: int | None
) -> None:
    ratio = next(item for item in knowledge.ratios if item.id == claim)
    assert (ratio.unit, ratio.low, ratio.high) == (unit, low, high)
    assert ratio.exceeds == (900_000 if low is None else None)
    assert ratio.possible is (claim == "senior-rs-over-faang")


def test_what_contradicts_itself_is_marked(knowledge: Knowledge) -> None:
    doubtful = {claim.id for claim in knowledge.pay.values() if claim.doubt}
    assert doubtful == {"openai-re", "openai-re-senior", "deepmind-rs", "above-a-million"}


def test_all_thirteen_roles_of_the_map_have_its_pay_and_purpose(knowledge: Knowledge) -> None:
    of_map = [
        role for role in knowledge.roles if role not in ("data-scientist", "software-engineer-ml")
    ]
    assert len(of_map) == 13
    for role in of_map:
        assert any(c.source == MAP and c.words for c in knowledge.pay.values() if role in c.roles)
        assert any(MAP in c.sources for c in knowledge.roles[role].facts[FactKind.PURPOSE])


@pytest.mark.parametrize(
    ("role", "week"),
    [
        ("research-scientist", (60, 30, 5, 5)),
        ("applied-scientist", (20, 40, 20, 20)),
        ("research-engineer", (25, 30, 40, 5)),
        ("ml-engineer", (5, 30, 50, 15)),
        ("software-engineer-ml", (0, 10, 80, 10)),
    ],
)
def test_the_activity_split_is_as_published(
    knowledge: Knowledge, role: str, week: tuple[int, ...]
) -> None:
    found = knowledge.roles[role].week
    assert found is not None
    assert tuple(share for _, share in found.parts) == week


TIERS = {
    "research": {"research-scientist", "applied-scientist", "research-engineer"},
    "engineering": {"ml-engineer", "ai-engineer", "agentic-ai-developer", "software-engineer-ml"},
    "infrastructure": {"ml-systems-engineer", "mlops-engineer", "data-engineer"},
    "safety": {"ai-red-teamer", "evals-specialist", "ai-safety-researcher"},
    "application": {"prompt-engineer", "data-scientist"},
}


@pytest.mark.parametrize("tier", TIERS)
def test_roles_stand_in_their_tiers(knowledge: Knowledge, tier: str) -> None:
    assert {role.id for role in knowledge.roles.values() if role.tier == tier} == TIERS[tier]


def test_the_tables_have_all_their_dimensions(knowledge: Knowledge) -> None:
    tables = {item.id: item for item in knowledge.comparisons}
    matrix, paths = tables["six-role-matrix"], tables["engineer-vs-researcher"]
    # The matrix has eight rows below its heading; the table of the two careers has nine.
    assert all(len(d.cells) + len(d.pay) == 6 for d in matrix.dimensions)
    assert len(matrix.dimensions) == 8
    assert all(len(d.cells) + len(d.pay) == 2 for d in paths.dimensions)
    assert len(paths.dimensions) == 9
    assert len(tables["re-vs-rs"].dimensions) >= 15
