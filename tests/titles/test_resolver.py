from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.knowledge.base import Knowledge
from bot.titles.spelling import MAX_LENGTH, normalize
from tests.conftest import SHARED
from tests.evaluation.titles import baselines, ours, read_rows, score
from tests.evaluation.titles import main as evaluate

EVAL = SHARED / "eval" / "titles.csv"

MATCHED = [
    ("research-engineer", "research-engineer", "id"),
    ("Research Engineer", "research-engineer", "name"),
    ("  research   ENGINEER!! ", "research-engineer", "name"),
    ("RE", "research-engineer", "alias"),
    ("mle", "ml-engineer", "alias"),
    ("MTS", "research-engineer", "employer-alias"),
    ("MTS at OpenAI", "research-engineer", "employer-alias"),
    ("datascientist", "data-scientist", "alias"),
    ("Sr. Staff ML Engineer II - Ads Ranking (Remote)", "ml-engineer", "cleaned"),
    ("SWE, Machine Learning @ Google", "software-engineer-ml", "cleaned"),
    ("Ｓｅｎｉｏｒ　ＭＬ　Ｅｎｇｉｎｅｅｒ", "ml-engineer", "cleaned"),
    ("ML\u200b Engineer\u200d", "ml-engineer", "name"),
    ("🚀 Data Engineer 🚀 (R-12345)", "data-engineer", "cleaned"),
    ("Ingénieur Machine Learning (H/F)", "ml-engineer", "cleaned"),
    ("engineer, machine learning", "ml-engineer", "cleaned"),
    ("Scientist - Data", "data-scientist", "cleaned"),
    ("reserch enginer", "research-engineer", "fuzzy"),
    ("Mahcine Lerning Enginer", "ml-engineer", "fuzzy"),
    ("Research Engineer, AI for Weather and Energy", "research-engineer", "cleaned"),
    ("Research Scientist, AI for Drug Discovery", "research-scientist", "cleaned"),
    ("dta scientist", "data-scientist", "fuzzy"),
]


@pytest.mark.parametrize(("title", "role", "how"), MATCHED)
def test_a_title_is_resolved_by_its_tier(
    knowledge: Knowledge, title: str, role: str, how: str
) -> None:
    found = knowledge.titles.resolve(title)
    assert (found.status, found.roles[:1], found.how) == ("matched", (role,), how)


@pytest.mark.parametrize(
    "title",
    [
        "",
        "x",
        "🙂",
        "rn",
        "IT Engineer",
        "QA Engineer",
        "Wheel Alignment Mechanic",
        "Real Estate Agent",
        "Train Engineer",
        "AI Product Manager",
        "Technical Program Manager, AI Safety",
        "Recruiter, AI Research",
        "Head of Data Science",
        "AI Chip Design Engineer",
        "Linux Kernel Engineer",
        "Research Scientist - Crop Nutrition",
        "Machine Operator",
        "Data Coder",
        "Data Science Student",
        "Front End Alignment Specialist",
        "Aerospace Research Engineer",
        "Operations Research Scientist",
        "Test and Evaluation Engineer",
        "Cognitive Scientist",
    ],
)
def test_other_jobs_get_no_role(knowledge: Knowledge, title: str) -> None:
    assert knowledge.titles.resolve(title).roles == ()


@pytest.mark.parametrize("title", ["Researcher", "Scientist - AI/ML?", "Software Engineer, Growth"])
def test_what_is_unclear_is_put_to_the_person(knowledge: Knowledge, title: str) -> None:
    found = knowledge.titles.resolve(title)
    assert found.roles == () or found.how == "cleaned"
    assert found.candidates or found.roles


def test_what_does_not_count_is_said(knowledge: Knowledge) -> None:
    found = knowledge.titles.resolve("Sr MLE II, Ads @ Meta (Remote, NYC)")
    kinds = {item.kind for item in found.stripped}
    assert kinds == {"level", "employer", "employment", "place", "team"}
    assert found.employer == "meta"


def test_an_alias_holds_at_its_employers(knowledge: Knowledge) -> None:
    assert knowledge.titles.resolve("MTS", "anthropic").roles[0] == "research-engineer"
    elsewhere = knowledge.titles.resolve("MTS", "amazon")
    assert elsewhere.status == "choose"
    assert "research-engineer" in elsewhere.candidates


def test_short_titles_match_exactly_or_not_at_all(knowledge: Knowledge) -> None:
    for title in ("ra", "rz", "mlx", "mtz", "aix"):
        assert knowledge.titles.resolve(title).roles == ()


def test_a_near_miss_says_what_it_is(knowledge: Knowledge) -> None:
    found = knowledge.titles.resolve("Senior Data Analyst")
    assert found.status == "unknown"
    assert found.near_miss is not None
    assert found.candidates == ("data-scientist",)


def test_suggestions_begin_as_typed(knowledge: Knowledge) -> None:
    assert knowledge.titles.suggest("res")[0] in ("research-engineer", "research-scientist")
    assert knowledge.titles.suggest("MTS")[0] == "research-engineer"
    assert knowledge.titles.suggest("sr ml eng")[0] == "ml-engineer"
    assert knowledge.titles.suggest("machin lerning")[0] == "ml-engineer"
    assert len(knowledge.titles.suggest("")) == 15


def test_every_alias_resolves_to_its_role(knowledge: Knowledge) -> None:
    wrong = [
        (title, found.roles)
        for group in knowledge.title_files.aliases.aliases
        for title in group.titles
        if (found := knowledge.titles.resolve(title)).roles[:1] != group.roles[:1]
    ]
    assert wrong == []


@settings(deadline=None)
@given(
    st.text(max_size=400) | st.from_regex(r"(Senior |Staff )?[A-Za-z ]{0,30}(engineer|scientist)")
)
def test_any_text_is_resolved_or_not_and_nothing_else(knowledge: Knowledge, title: str) -> None:
    found = knowledge.titles.resolve_anew(title)
    assert bool(found.roles) == (found.status == "matched")
    assert (found.how is None) == (found.status != "matched")
    assert set(found.roles) | set(found.candidates) <= set(knowledge.roles)
    assert len(found.title) <= MAX_LENGTH
    assert set(knowledge.titles.suggest(title)) <= set(knowledge.roles)
    assert normalize(normalize(title)) == normalize(title)


@pytest.mark.skipif(not EVAL.exists(), reason="the labelled titles are not here (../shared/eval)")
def test_the_labelled_titles_are_resolved(knowledge: Knowledge) -> None:
    with EVAL.open(encoding="utf-8", newline="") as stream:
        rows = read_rows(stream)
    result = score(ours(knowledge.titles), rows)
    assert result.right / result.rows >= 0.97, result.wrong
    assert result.false_accepts / result.rows <= 0.01, result.wrong
    for guess in baselines(knowledge.titles).values():
        assert score(guess, rows).right < result.right


def test_an_evaluation_prints_every_wrong_row(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = tmp_path / "rows.csv"
    rows.write_text("title,expected,note\nMLE,ml-engineer,\nMLE,data-engineer,\nx,none,DOUBT\n")
    evaluate(rows)
    said = capsys.readouterr().out
    assert "'MLE': ml-engineer, not data-engineer" in said
    assert "this resolver: 50.0 % right (1 of 2)" in said
