"""How the words of a title are read: what is no slip, what a phrase means, who decides."""

from pathlib import Path

import pytest

from bot.knowledge.base import Knowledge
from tests.evaluation.titles import ours, read_rows, score

UNSEEN = Path(__file__).parent / "unseen.csv"
"""Titles of unlike kinds, labelled before any of them was tried."""


@pytest.mark.parametrize(
    "title",
    [
        "Power Generation Engineer",
        "Analytical Scientist",
        "Project Scientist",
        "Evolution Researcher",
        "Trading Engineer",
        "Assignment Engineer",
        "Maps Engineer",
        "Date Engineer",
        "Code Developer",
    ],
)
def test_an_ordinary_word_is_not_taken_for_a_slip(knowledge: Knowledge, title: str) -> None:
    assert knowledge.titles.resolve(title).roles == ()


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("datta engineer", "data-engineer"),
        ("AI saftey engineer", "ai-safety-researcher"),
        ("ML Systesm Engineer", "ml-systems-engineer"),
        ("infrence engineer", "ml-systems-engineer"),
        ("interpretabilty researcher", "ai-safety-researcher"),
    ],
)
def test_a_slip_is_corrected_where_one_word_is_near(
    knowledge: Knowledge, title: str, role: str
) -> None:
    found = knowledge.titles.resolve(title)
    assert (found.roles[:1], found.how) == ((role,), "fuzzy")


@pytest.mark.parametrize(
    ("title", "roles"),
    [
        ("On-Device ML Engineer", ("ml-systems-engineer",)),
        ("LLM Research Scientist", ("research-scientist",)),
        ("Data Center Engineer", ()),
        ("Linux Kernel Software Engineer", ()),
        ("Laser Alignment Engineer", ()),
    ],
)
def test_a_phrase_means_what_its_parts_mean_where_it_tells_of_a_role(
    knowledge: Knowledge, title: str, roles: tuple[str, ...]
) -> None:
    assert knowledge.titles.resolve(title).roles[:1] == roles


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("Researcher / Data Scientist", "data-scientist"),
        ("BI Developer / Data Engineer", "data-engineer"),
        ("Product Engineer, AI", "ai-engineer"),
        ("SRE, ML Platform", "mlops-engineer"),
        ("Software Engineer, Systems ML - Frameworks / Compilers / Kernels", "ml-systems-engineer"),
        ("Staff Software Engineer, GPU Kernels", "ml-systems-engineer"),
        ("Pretraining Engineer", "research-engineer"),
        ("LLM Fine-Tuning Engineer", "ml-engineer"),
    ],
)
def test_the_deciding_noun_is_found(knowledge: Knowledge, title: str, role: str) -> None:
    assert knowledge.titles.resolve(title).roles[:1] == (role,)


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("Científico de Datos", "data-scientist"),
        ("Engenheira de Dados Sênior", "data-engineer"),
        ("KI-Entwickler (m/w/d)", "ai-engineer"),
        ("Ingénieur·e en apprentissage automatique, II", "ml-engineer"),
        ("データサイエンティスト", "data-scientist"),
        ("机器学习工程师", "ml-engineer"),
    ],
)
def test_titles_of_other_languages_are_read(knowledge: Knowledge, title: str, role: str) -> None:
    assert knowledge.titles.resolve(title).roles[:1] == (role,)


@pytest.mark.parametrize(
    "title",
    [
        "Software Engineer I - Birmingham, AL",
        "Managing Director Data Science",
        "Pavement Evaluation Engineer",
        "Traffic Safety Researcher",
        "Applied Behavior Scientist",
        "Speech Specialist",
        "Data Communications Engineer",
        "Cyber Red Team Football Coach",
    ],
)
def test_a_word_of_ours_is_not_enough(knowledge: Knowledge, title: str) -> None:
    assert knowledge.titles.resolve(title).roles == ()


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("Intern Machine Learning", "ml-engineer"),
        ("Technical Lead - ML", "ml-engineer"),
        ("ML algo intern", "ml-engineer"),
        ("Anthropic AI Safety Fellow", "ai-safety-researcher"),
        ("alignment science @ anthropic", "ai-safety-researcher"),
    ],
)
def test_a_field_and_a_level_mean_the_usual_role_of_the_field(
    knowledge: Knowledge, title: str, role: str
) -> None:
    found = knowledge.titles.resolve(title)
    assert found.roles[:1] == (role,)


def test_the_usual_role_of_a_field_is_said_as_such(knowledge: Knowledge) -> None:
    assert knowledge.titles.resolve("Intern Machine Learning").by_field
    assert not knowledge.titles.resolve("Machine Learning Engineer Intern").by_field


@pytest.mark.parametrize(
    "title", ["Machine Learning", "AI", "Music Intern, AI", "Teaching Fellow", "Marketing Lead, AI"]
)
def test_a_field_alone_or_another_trade_means_none(knowledge: Knowledge, title: str) -> None:
    assert knowledge.titles.resolve(title).roles == ()


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("AS2 amazon", "applied-scientist"),
        ("DE2 @ uber", "data-engineer"),
        ("SDE2 ML", "software-engineer-ml"),
        ("DATA SCIENTIST ANALYST I MX 2 (12345)", "data-scientist"),
        ("Data Engineer - Tbilisi", "data-engineer"),
        ("SMTS - inference", "ml-systems-engineer"),
        ("Forward Deployed Engineer, Applied AI", "ai-engineer"),
    ],
)
def test_codes_places_and_sites_are_noise(knowledge: Knowledge, title: str, role: str) -> None:
    assert knowledge.titles.resolve(title).roles[:1] == (role,)


@pytest.mark.parametrize("title", ["QA2", "Data Analyst II MX 3", "Data Scientist Analyst"])
def test_a_code_changes_no_trade(knowledge: Knowledge, title: str) -> None:
    assert knowledge.titles.resolve(title).roles == ()


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("res eng", "research-engineer"),
        ("mach learn eng", "ml-engineer"),
        ("DatabEngineer", "data-engineer"),
        ("mlopsenginer", "mlops-engineer"),
        ("ResearchScientst", "research-scientist"),
    ],
)
def test_half_words_and_glued_words_are_tried_against_known_titles(
    knowledge: Knowledge, title: str, role: str
) -> None:
    found = knowledge.titles.resolve(title)
    assert found.roles[:1] == (role,)
    assert found.sure < 1


@pytest.mark.parametrize("title", ["mech eng", "prod eng", "SalesEngineer", "MachineOperator"])
def test_half_words_of_other_trades_mean_none(knowledge: Knowledge, title: str) -> None:
    assert knowledge.titles.resolve(title).roles == ()


@pytest.mark.parametrize(
    ("title", "roles"),
    [
        ("Associate Research Scientist - Cell & Gene Therapy", ()),
        ("Research Scientist, Virology", ()),
        ("Prompter", ()),
        ("AI Research Scientist, Drug Discovery", ("research-scientist",)),
        ("Data Scientist, Genomics", ("data-scientist",)),
    ],
)
def test_a_laboratory_science_is_another_job(
    knowledge: Knowledge, title: str, roles: tuple[str, ...]
) -> None:
    assert knowledge.titles.resolve(title).roles[:1] == roles


def test_titles_of_many_kinds_are_read(knowledge: Knowledge) -> None:
    with UNSEEN.open(encoding="utf-8", newline="") as stream:
        result = score(ours(knowledge.titles), read_rows(stream))
    assert result.right / result.rows >= 0.97, result.wrong
    assert result.false_accepts / result.rows <= 0.01, result.wrong
