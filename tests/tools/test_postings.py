"""What a posting is read as: role, employer, level, pay, red flags."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.knowledge.base import Knowledge
from bot.knowledge.posting import FlagKind
from bot.lookups.model import CARD_LIMIT
from bot.lookups.plain import plain
from bot.lookups.posting import posting_brief, questions_to_ask, why_this_role
from bot.tools.postings.pay import StatedPay, stated_pay
from bot.tools.postings.reading import PostingReader
from tests.evaluation.postings import LABELLED, postings_of, wrong

PLATFORM = """{title}

What you'll do
- Run our model registry, Kubernetes clusters and CI/CD
- Automate retraining with Kubeflow and Terraform; be on call for it
- Roll out models with canaries and rollback
"""


@pytest.fixture(scope="module")
def reader(knowledge: Knowledge) -> PostingReader:
    return PostingReader(knowledge)


@pytest.mark.parametrize(
    ("line", "pay"),
    [
        ("Salary: $180,000 - $250,000 per year", StatedPay(180_000, 250_000, "USD", "year")),
        ("The base pay is $180K–$250K.", StatedPay(180_000, 250_000, "USD", "year")),
        ("$180-250k + equity", StatedPay(180_000, 250_000, "USD", "year")),
        ("£70k to £95k", StatedPay(70_000, 95_000, "GBP", "year")),
        ("Gehalt: 80.000 – 95.000 EUR, salary by level", StatedPay(80_000, 95_000, "EUR", "year")),
        ("Contract, $75 - $95/hr", StatedPay(75, 95, "USD", "hour")),
        ("Range: $128,000.00 – $161,000.00 annual", StatedPay(128_000, 161_000, "USD", "year")),
        ("£72,310 (Band B) to £94,650 (Band A)", StatedPay(72_310, 94_650, "GBP", "year")),
        ("$147,000/year to $208,000/year", StatedPay(147_000, 208_000, "USD", "year")),
        ("Rate: $80/hour on contract", StatedPay(80, 80, "USD", "hour")),
        ("Up to £85,000 + bonus", StatedPay(None, 85_000, "GBP", "year")),
        ("Budget: 42 - 55 LPA (fixed)", StatedPay(4_200_000, 5_500_000, "INR", "year")),
        ("CAD 150,000 to 190,000 annually", StatedPay(150_000, 190_000, "CAD", "year")),
        ("We raised $50M - $60M and serve 10,000 - 20,000 clinics", None),
        ("3-5 years of Python; a team of 10 to 15", None),
        ("A bike (worth up to 45,000 DKK); salary by agreement", None),
        ("Competitive base, fertility support up to $20,000", None),
        ("A budget of $1,000 to $2,000 for courses", None),
    ],
)
def test_pay_is_read_as_it_is_typed(line: str, pay: StatedPay | None) -> None:
    assert stated_pay([line]) == pay


def test_what_is_called_pay_wins_over_another_range() -> None:
    lines = ["Our customers make $20,000 - $90,000 with us", "Salary: $150k-$190k"]
    assert stated_pay(lines) == StatedPay(150_000, 190_000, "USD", "year")


def test_the_work_wins_over_the_title_where_it_is_clear(reader: PostingReader) -> None:
    read = reader.read(PLATFORM.format(title="Research Scientist, Search"))
    assert read.role == "mlops-engineer"
    kinds = [flag.kind for flag in read.flags]
    assert kinds == [FlagKind.TITLE_DIFFERS, FlagKind.ENGINEERING_FOR_RESEARCHER]
    agreeing = reader.read(PLATFORM.format(title="MLOps Engineer"))
    assert (agreeing.role, agreeing.flags) == ("mlops-engineer", ())


def test_the_work_chooses_among_what_a_title_means(reader: PostingReader) -> None:
    work = "Profile training runs on thousands of GPUs with JAX; work closely with researchers."
    read = reader.read(f"Member of Technical Staff\nAnthropic\n{work}")
    assert (read.role, read.employer) == ("research-engineer", "anthropic")


@pytest.mark.parametrize(
    ("asked", "raised"),
    [
        ("PhD in computer science required.", True),
        ("You must have a Ph.D. in machine learning.", True),
        ("A PhD is preferred but not required.", False),
        ("Master's or PhD in computer science.", False),
        ("No PhD needed.", False),
        ("PhD or equivalent experience.", False),
    ],
)
def test_a_phd_for_an_ai_engineer_is_a_red_flag(
    reader: PostingReader, asked: str, *, raised: bool
) -> None:
    read = reader.read(f"Senior AI Engineer\nBuild RAG features with LLM APIs.\n{asked}")
    assert [flag.kind for flag in read.flags] == [FlagKind.PHD_ASKED] * raised
    scientist = reader.read(f"Research Scientist\nPublish papers.\n{asked}")
    assert not scientist.flags


def test_what_a_company_says_of_itself_speaks_for_no_role(reader: PostingReader) -> None:
    about = "About us\nWe build Kubernetes, Terraform and CI/CD tooling for MLOps teams.\n"
    read = reader.read(f"Data Scientist\n{about}\nResponsibilities\nStatistics and SQL dashboards.")
    assert {fit.role for fit in read.fits} == {"data-scientist"}


def test_another_trade_is_none_of_the_roles(reader: PostingReader) -> None:
    read = reader.read("Product Manager, AI\nOwn the roadmap of our LLM-powered chatbot with RAG.")
    assert read.role is None


@settings(max_examples=60)
@given(st.text(max_size=400), st.sampled_from(["", "AI Engineer\n", "Title: MTS\n"]))
def test_any_text_gets_a_brief_of_one_screen(knowledge: Knowledge, text: str, title: str) -> None:
    reading = PostingReader(knowledge).read(title + text)
    for answer in (
        posting_brief(reading, knowledge, "0" * 10),
        why_this_role(reading, knowledge),
        questions_to_ask(reading, knowledge),
    ):
        card = (answer.headline, answer.name or "", answer.provenance)
        lines = (f"{it.label or ''} {it.text}" for it in answer.lines)
        assert sum(map(len, (*card, *lines))) <= CARD_LIMIT
        assert plain(answer)


def test_every_question_to_ask_is_asked_once(reader: PostingReader, knowledge: Knowledge) -> None:
    bare = questions_to_ask(reader.read("Data engineer"), knowledge)
    told = questions_to_ask(reader.read("Senior data engineer\nSalary: $100k-$140k"), knowledge)
    for asked in (bare, told):
        texts = [line.text for line in asked.lines]
        assert len(set(texts)) == len(texts) == 5
    assert "Pay" in {line.label for line in bare.lines}
    assert not {"Pay", "Level"} & {line.label for line in told.lines}


def test_most_labelled_postings_are_read_right(reader: PostingReader) -> None:
    for file in sorted(LABELLED.glob("*.yaml")):
        rows = postings_of(file)
        assert len(rows) >= 20
        missed = [what for row in rows for what in wrong(row, reader.read(row.text))]
        for what in ("role", "level", "pay", "flags"):
            assert missed.count(what) <= len(rows) / 5, (file.name, what)
