"""How the words of a title are read: what is no slip, what a phrase means, who decides."""

import pytest

from bot.knowledge.base import Knowledge


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
