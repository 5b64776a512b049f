"""What questions name: roles in all the ways people write them, places, employers."""

import pytest

from bot.knowledge.base import Knowledge
from bot.language.mentions import JOBS, MentionKind
from bot.language.understanding import Scan, Scanner

RE, RS, AS = "research-engineer", "research-scientist", "applied-scientist"
MLE, AIE, SWE, SYSTEMS = "ml-engineer", "ai-engineer", "software-engineer-ml", "ml-systems-engineer"
DE, DS, OPS, AGENTS = "data-engineer", "data-scientist", "mlops-engineer", "agentic-ai-developer"
SAFETY, RED, EVALS, PROMPT = (
    "ai-safety-researcher", "ai-red-teamer", "evals-specialist", "prompt-engineer",
)  # fmt: skip


@pytest.fixture(scope="module")
def scanner(knowledge: Knowledge) -> Scanner:
    return Scanner.of(knowledge, ())


def roles(scan: Scan) -> list[str]:
    found = (it for it in scan.mentions if it.kind in JOBS and not it.negated)
    return [it.values[0] for it in found if it.values]


def named(scan: Scan, kind: MentionKind) -> list[str]:
    return [it.values[0] for it in scan.mentions if it.kind is kind]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("gpu ppl get paid how much", [SYSTEMS]),
        ("is gpu-infra demand structural", [SYSTEMS]),
        ("what would a compiler person be asked", [SYSTEMS]),
        ("got a loop coming, inference perf", [SYSTEMS]),
        ("anyone on perf with a doctorate?", [SYSTEMS]),
        ("what to expect in an ML infra interview", [SYSTEMS]),
        ("does the safety crowd mind", [SAFETY]),
        ("Does going into safety involve a vow of poverty", [SAFETY]),
        ("the interp people, what are they for", [SAFETY]),
        ("a typical tuesday of someone on agents", [AGENTS]),
        ("what gets me noticed for agent jobs", [AGENTS]),
        ("agent dev, prompt guy", [AGENTS, PROMPT]),
        ("is prompting as a job over", [PROMPT]),
        ("they sent a task for an LLM position", [AIE]),
    ],
)
def test_a_field_beside_a_word_of_work_is_a_role(
    scanner: Scanner, question: str, expected: list[str]
) -> None:
    assert roles(scanner.scan(question)) == expected


@pytest.mark.parametrize(
    "question",
    [
        "which gpu should I buy",
        "is it safe to walk there, safety first",
        "my agent keeps calling the same tool",
        "what does a travel agent job pay",
        "the cluster is down",
        "give me a prompt for a picture",
    ],
)
def test_a_field_alone_is_no_role(scanner: Scanner, question: str) -> None:
    assert roles(scanner.scan(question)) == []


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("whats better rs re mle or swe", [RS, RE, MLE, SWE]),
        ("mle vs swe at google", [MLE, SWE]),
        ("MTS at OAI. RE? SWE? both?", [RE, RE, SWE]),
        ("kernels or agents", [SYSTEMS, AGENTS]),
        ("headcount growth, rank: evals, red team, interp", [EVALS, RED, SAFETY]),
        ("which would you not train for: DS, PE, MLOps", [DS, PROMPT, OPS]),
        ("moving from infra to evals", [SYSTEMS, EVALS]),
        ("what do they want to see for l6 re", [RE]),
        ("DE?", [DE]),
        ("how does an RE's week look", [RE]),
        ("As a retired colonel, where would I start", []),
        ("L6 to L7 as ML systems engineer", [SYSTEMS]),
        ("columns are RS RE AS MLE AIE DE DS PE", [RS, RE, AS, MLE, AIE, DE, DS, PROMPT]),
        ("taking RE instead of RS, what do I give up", [RE, RS]),
        ("I can tell an AS from an MLE blind", [AS, MLE]),
        ("is a i engineer the same as m l engineer", [AIE, MLE]),
        ("how many rounds for an m l ops", [OPS]),
    ],
)
def test_short_names_count_in_lists(scanner: Scanner, question: str, expected: list[str]) -> None:
    assert roles(scanner.scan(question)) == expected


@pytest.mark.parametrize(
    "question",
    [
        "what makes a swe on an ml team different",
        "the SWE of ml team",
        "a software engineer assigned to an ML team",
        "SWE who sit in ML team",
        "SWE-who-sits-near-MLEs",
        "a plain software job beside an ML team",
        "software engineer in a team of ML",
        "'Software Engineer, Machine Learning' by Meta",
        "swe, machine lerning",
        "software dev on a machine learning team",
        "ML-team SWE",
    ],
)
def test_a_software_engineer_on_an_ml_team_is_one_in_any_order(
    scanner: Scanner, question: str
) -> None:
    assert roles(scanner.scan(question)) == [SWE]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("scientists or engineers, who carries home more", [RS, RE]),
        ("do research engineers get paid less than scientists", [RE, RS]),
        ("do researchers at meta still publish", [RS]),
        ("does the engineer enjoy parity with the scientist", [RE, RS]),
        ("should i aim for research scientist or eng", [RS, RE]),
        ("what do climate scientists say", []),
        ("how do engineers build bridges", []),
    ],
)
def test_scientists_and_engineers_are_those_of_research(
    scanner: Scanner, question: str, expected: list[str]
) -> None:
    assert roles(scanner.scan(question)) == expected


@pytest.mark.parametrize(
    ("question", "role"),
    [
        ("data scientits dead or na", DS),
        ("now my mate does mlopps", OPS),
        ("Applied scientits. Is that a thing", AS),
        ("A.I. engineer pay", AIE),
        ("res eng salary", RE),
        ("interpretabilty people", SAFETY),
        ("promt engineer pay", PROMPT),
    ],
)
def test_slips_and_short_forms_are_understood(scanner: Scanner, question: str, role: str) -> None:
    assert roles(scanner.scan(question)) == [role]


@pytest.mark.parametrize(
    ("question", "background"),
    [
        ("does a swe on an ml team earn as much as the ml engineers", []),
        ("I can tell an AS from an MLE", []),
        ("i am a data scientist, what next", [DS]),
        ("do i fit better as RS or RE", [RS, RE]),
    ],
)
def test_what_somebody_is_stands_apart_from_what_they_ask_about(
    scanner: Scanner, question: str, background: list[str]
) -> None:
    found = scanner.scan(question).mentions
    assert [it.values[0] for it in found if it.background] == background


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("ai engineer salary in germany", ["germany"]),
        ("safety work from Tashkent or Belo Horizonte", ["Tashkent", "Belo Horizonte"]),
        ("mle pay in Qarvelo Tumbri", ["Qarvelo Tumbri"]),
        ("toronto mle pay", ["toronto"]),
        ("london or berlin for an mle, uk pay", ["london", "berlin", "uk"]),
        ("is that a nice job", []),
        ("does it pay off in March", []),
        ("can I work in PyTorch", []),
        ("jobs from anywhere", []),
    ],
)
def test_places_are_found(scanner: Scanner, question: str, places: list[str]) -> None:
    assert named(scanner.scan(question), MentionKind.PLACE) == places


@pytest.mark.parametrize(
    ("question", "employers"),
    [
        ("Ha, fair enough", []),
        ("is 300k for an L4 fair or not", []),
        ("what does FAIR pay", ["meta"]),
        ("do we work together or apart", []),
        ("google interview for mle", ["google"]),
        ("roast my github", []),
        ("mle at github", ["github"]),
        ("Uber cool, thanks", []),
        ("my offer from uber", ["uber"]),
    ],
)
def test_an_employer_that_is_a_word_needs_more_than_the_word(
    scanner: Scanner, question: str, employers: list[str]
) -> None:
    assert named(scanner.scan(question), MentionKind.EMPLOYER) == employers
