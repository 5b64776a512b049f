"""Gists, verdicts and disagreements: what they say, and that they rest on claims."""

import re
from itertools import combinations
from pathlib import Path

import pytest
import yaml

from bot.knowledge.base import Knowledge
from bot.knowledge.loader import build
from bot.knowledge.money import Figures, money, ratio_amount
from bot.knowledge.verdicts import VERDICT_LENGTH, WHY_LENGTH
from bot.quiz.generate.pay import pay_items
from bot.quiz.generate.said import Evidence
from bot.records.claims import Claim, digits_in, numbers_in
from bot.services.editing.snapshot import KnowledgeSnapshot
from tests.conftest import ROOT
from tests.knowledge.test_loader import Files, changed, problems

DOCUMENTS = sorted((ROOT.parent / "shared" / "seeds").glob("*.txt"))
RUN = 8
"""Words in a row that may not be a document's."""


def test_all_pairs_have_a_verdict_that_tells_both_sides(knowledge: Knowledge) -> None:
    pairs = tuple(combinations(knowledge.roles.values(), 2))
    assert len(pairs) == 105
    for one, other in pairs:
        verdict = knowledge.verdict(one.id, other.id)
        named = [
            any(it in verdict.text for it in (role.spoken, role.short, role.name))
            or role.spoken.capitalize() in verdict.text
            for role in (one, other)
        ]
        assert all(named), verdict
        assert len(verdict.text) <= VERDICT_LENGTH, verdict
        assert 0 < len(verdict.why) <= WHY_LENGTH, verdict
        assert all(text.endswith(".") for text in (verdict.text, verdict.why)), verdict
        assert verdict.rests_on
        if verdict.composed:
            assert knowledge.verdict(other.id, one.id).composed
            sides = {name.partition("/")[0] for name in verdict.rests_on}
            assert {one.id, other.id} <= sides


def test_a_composed_verdict_names_no_figure_that_no_claim_has(knowledge: Knowledge) -> None:
    said = {
        f"{role.id}/{claim.id}": claim.text
        for role in knowledge.roles.values()
        for claims in role.facts.values()
        for claim in claims
        if claim.id
    }
    for one, other in combinations(knowledge.roles, 2):
        verdict = knowledge.verdict(one, other)
        if verdict.composed:
            words = " ".join(said[name] for name in verdict.rests_on)
            assert numbers_in(f"{verdict.text} {verdict.why}") <= numbers_in(words)


def test_pay_degree_and_week_are_set_side_by_side_where_no_verdict_is_written(
    raw_files: Files,
) -> None:
    schema = b"# yaml-language-server: $schema=schema/verdicts.json\nverdicts: []\n"
    knowledge = build({**raw_files, "verdicts.yaml": schema})
    pay = knowledge.verdict("ml-engineer", "ai-engineer")
    assert pay.why.startswith("At L5 in the US, ")
    assert "$300–450K" in pay.why
    assert {"tc-l5-us-ml-engineer", "tc-l5-us-ai-engineer"} <= set(pay.rests_on)
    degree = knowledge.verdict("ai-engineer", "research-scientist")
    assert "For AIE you don't need a PhD; for RS you almost always need a PhD" in degree.why
    week = knowledge.verdict("applied-scientist", "software-engineer-ml")
    assert "40 % modelling" in week.why
    assert "80 % engineering" in week.why


def test_disagreements_are_found_by_role(knowledge: Knowledge) -> None:
    assert "re-mle-at-faang" in {it.id for it in knowledge.disagreements_of("ml-engineer")}
    assert knowledge.disagreements_of("ml-systems-engineer") == ()


ROLE, VERDICTS, DISAGREEMENTS, GUIDE, LAB, LOOPS = (
    "roles/research-engineer.yaml",
    "verdicts.yaml",
    "disagreements.yaml",
    "guide/tracks.yaml",
    "labs/openai.yaml",
    "interviews.yaml",
)
MISTAKES = [
    (ROLE, "rests_on: [builds,", "rests_on: [build,", "no claim build in this file → did you mean"),
    (ROLE, "rests_on: [builds, others-ask, relay]", "rests_on: []", "should have at least 1 item"),
    (ROLE, "You build and scale", "You build and scale 900", "this rests on names 900"),
    (ROLE, 'text: "You build and', 'text: "REs build and', "has the wrong form"),
    (ROLE, "    - id: others-ask", "    - id: builds", "claim builds is already in line"),
    (VERDICTS, "research-engineer/ladder", "research-engineer/lader", "there is no claim rese"),
    (VERDICTS, "re-vs-rs#gist", "re-vs-rs#99", "there is no claim re-vs-rs#99"),
    (VERDICTS, "text: Choose RE for", "text: Choose RE at $77K for", "this rests on names 77"),
    (VERDICTS, "[research-scientist, applied-scientist]", "[research-engineer, research-scientist]",
     "have a verdict already"),
    (VERDICTS, "roles: [research-engineer, research-scientist]",
     "roles: [research-engineer, prompt-engineer]", "rests on nothing that is said of prompt-"),
    (DISAGREEMENTS, "[faang-re, tc-", "[fang-re, tc-", "there is no claim fang-re → did you mean"),
    (DISAGREEMENTS, "about: pay", "about: money", "money is nothing to disagree about"),
    (DISAGREEMENTS, "$280–420K", "$281–420K", "this rests on names 281"),
    (GUIDE, "[odds, credential]", "[odd, credential]", "no claim odd in this file → did you mean"),
    (GUIDE, "[odds, credential]", "[]", "should have at least 1 item"),
    (GUIDE, "Scientists earn more", "Scientists earn 300 more", "this rests on names 300"),
    (LAB, "[next-gpt, pragmatic]", "[next-gtp, pragmatic]", "there is no claim next-gtp in this"),
    (LAB, "[next-gpt, pragmatic]", "[]", "should have at least 1 item"),
    (LAB, "OpenAI values research", "OpenAI values 3 times research", "this rests on names 3"),
    (LOOPS, "[talk, maths, deep-dive]", "[talks, maths, deep-dive]", "no claim talks in this file"),
    (LOOPS, "[talk, maths, deep-dive]", "[]", "should have at least 1 item"),
    (LOOPS, "[talk, maths, deep-dive]", "[online-test, maths, deep-dive]", "no claim online-test"),
    (LOOPS, "talk of 30 to 45 minutes, critique", "talk of 30 to 50 minutes, critique", "names 50"),
    ("pay.yaml", "disagrees_with: [rs-over-re]", "disagrees_with: [faang-mle]", "does not say how"),
    ("pay.yaml", "exceeds: 1400000", "exceeds: 1400000\n      low: 1", "or else exceeds"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "message"), MISTAKES)
def test_what_rests_on_nothing_is_refused(
    whole: KnowledgeSnapshot, name: str, old: str, new: str, message: str
) -> None:
    found = problems(changed(whole.raw, name, old, new), whole)
    assert any(message in line for line in found), found


@pytest.mark.parametrize(
    ("data", "wrong"),
    [
        ({}, "source is missing"),
        ({"cites": [{"source": "a"}]}, "one citation alone"),
        ({"cites": [{"source": "a"}, {"source": "b"}], "date": "2026"}, "stand beside cites"),
        ({"cites": [{"source": "a"}, {"source": "b"}], "source": "c"}, "stand beside cites"),
    ],
)
def test_a_claim_says_once_who_says_it(data: dict[str, object], wrong: str) -> None:
    with pytest.raises(ValueError, match=wrong):
        Claim.model_validate({"text": "So it is.", **data})


def test_a_claim_has_one_citation_or_several() -> None:
    one = Claim.model_validate({"text": "So.", "source": "a", "scope": "here"})
    assert [(it.source, it.scope) for it in one.citations] == [("a", "here")]
    several = Claim.model_validate(
        {"text": "So.", "cites": [{"source": "a"}, {"source": "b", "date": "2026"}]}
    )
    assert several.sources == ("a", "b")
    assert str(several.citations[1].date) == "2026"


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"low": 280_000, "high": 420_000}, "$280–420K"),
        ({"low": 320_000, "high": 1_050_000, "median": 746_000}, "$320K–1.05M, median $746K"),
        ({"low": 200_000, "high": 500_000, "open_ended": True}, "$200–500K or more"),
        ({"low": 530_000, "high": 600_000, "approximate": True}, "about $530–600K"),
        ({"low": 90_000, "approximate": True}, "from about $90K"),
        ({"high": 530_000}, "up to $530K"),
        ({"exceeds": 1_400_000}, "can exceed $1.4M"),
        ({"low": 1_234, "high": 1_534, "currency": "CHF"}, "CHF 1,234–1,534"),
    ],
)
def test_money_is_written_as_people_write_it(fields: dict[str, object], text: str) -> None:
    figures = Figures.model_validate({"currency": "USD", "period": "year", **fields})
    assert money(figures) == text


@pytest.mark.parametrize(
    ("ratio", "text"),
    [
        ("frontier-over-faang", "about 2 times"),
        ("senior-rs-over-faang", "can be 2–5 times"),
        ("rs-over-re", "40–80 % more"),
        ("openai-gap-senior", "can exceed $900K more"),
        ("anthropic-gap", "about $200–300K more"),
    ],
)
def test_a_ratio_keeps_its_hedge(knowledge: Knowledge, ratio: str, text: str) -> None:
    assert ratio_amount(next(it for it in knowledge.ratios if it.id == ratio)) == text


def test_what_pay_can_exceed_is_never_asked(knowledge: Knowledge) -> None:
    exceeding = {it.id for it in knowledge.pay.values() if it.figures and it.figures.exceeds}
    assert exceeding
    assert not [
        it.id for it in pay_items(Evidence.of(knowledge)) if it.id.split(":")[1] in exceeding
    ]


def test_figures_are_found_in_digits_and_words() -> None:
    assert digits_in("At L5, $280–420K or 1,000") == {"280", "420", "1000"}
    assert numbers_in("Twice in five of 7 rounds") == {"2", "5", "7"}


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.casefold().replace("’", "").replace("'", ""))


def _runs(text: str) -> set[tuple[str, ...]]:
    words = _words(text)
    return {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


def _texts(data: object) -> list[str]:
    match data:
        case str():
            return [data]
        case dict():
            return [text for value in data.values() for text in _texts(value)]
        case list():
            return [text for value in data for text in _texts(value)]
        case _:
            return []


@pytest.mark.skipif(not DOCUMENTS, reason="the documents are not at hand: ../shared/seeds")
def test_no_eight_words_in_a_row_are_a_documents(raw_files: Files) -> None:
    taken = set().union(*(_runs(Path(it).read_text(encoding="utf-8")) for it in DOCUMENTS))
    copied = [
        (name, text)
        for name, raw in raw_files.items()
        if not name.startswith("asking/")
        for text in _texts(yaml.safe_load(raw))
        if _runs(text) & taken
    ]
    assert copied == []
