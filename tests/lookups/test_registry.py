"""The one list of what can be asked, and all that follows from it."""

from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.asking import OUTSIDE, Intent
from bot.knowledge.base import Knowledge
from bot.language.mentions import SLOTS_OF, MentionKind
from bot.lookups.about import AboutQuery
from bot.lookups.by_title import Asked
from bot.lookups.codes import CODE_LIMIT
from bot.lookups.interview import interviews_by_names
from bot.lookups.lookup import Lookup
from bot.lookups.match import MatchQuery
from bot.lookups.model import Answer
from bot.lookups.naming import NAMES
from bot.lookups.queries import (
    CompareQuery,
    Entity,
    HelpQuery,
    InterviewCompareQuery,
    InterviewQuery,
    PassagesQuery,
    Query,
    RoleQuery,
    RoleSection,
    SalaryQuery,
)
from bot.lookups.ranking import End
from bot.lookups.registry import (
    COMMANDS,
    LOOKUPS,
    ROUTES,
    Answers,
    decode,
    encode,
    is_personal,
    roles_of,
)
from bot.lookups.tiers import tier_by_name
from bot.lookups.title import TitleQuery

ids = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "roles": st.lists(ids, min_size=1, max_size=4).map(tuple),
    "labs": st.lists(ids, min_size=1, max_size=3).map(tuple),
    "section": st.sampled_from(RoleSection),
    "about": st.none() | st.sampled_from(RoleSection),
    "end": st.sampled_from(End),
    "text": st.text(max_size=100),
    "words": st.text(max_size=100),
}


def queries_of(lookup: Lookup[Any]) -> st.SearchStrategy[Query]:
    optional = {it.name for it in fields(lookup.query) if it.default is None}
    values = {
        it.name: VALUES.get(it.name, (st.none() | ids) if it.name in optional else ids)
        for it in fields(lookup.query)
    }
    return st.builds(lookup.query, **values)


@given(st.sampled_from(LOOKUPS).flatmap(queries_of))
def test_any_query_comes_back_from_its_code_or_has_none(query: Query) -> None:
    code = encode(query)
    if code is not None:
        assert len(code) <= CODE_LIMIT
        assert decode(code) == query


@given(st.sampled_from([it.code for it in LOOKUPS]), st.text(max_size=30))
def test_any_code_is_read_or_refused(letter: str, rest: str) -> None:
    query = decode(f"{letter}:{rest}")
    assert query is None or decode(encode(query) or "") == query


@pytest.mark.parametrize(
    ("query", "code"),
    [
        (RoleQuery("re"), "r:re:overview"),
        (CompareQuery(("re", "rs")), "c:re+rs"),
        (CompareQuery(("re", "rs"), RoleSection.PAY), "c:re+rs:3"),
        (TitleQuery("MTS: II", "openai"), "t:openai:MTS: II"),
        (TitleQuery("MTS"), "t::MTS"),
        (PassagesQuery("visa: how", ("re",)), "w:re:visa: how"),
        (MatchQuery("tree", "ab12", "01"), "m:tree:ab12:01"),
        (MatchQuery(), "m:::"),
        (HelpQuery(), "h"),
    ],
)
def test_codes_of_earlier_versions_are_still_read(query: Query, code: str) -> None:
    assert encode(query) == code
    assert decode(code) == query


def test_every_intent_in_scope_leads_somewhere() -> None:
    assert set(ROUTES) == set(Intent) - OUTSIDE


def test_every_kind_of_thing_has_names(knowledge: Knowledge) -> None:
    assert set(NAMES) == set(Entity)
    assert all(NAMES[entity](knowledge) for entity in Entity)


def test_every_sample_is_answered(answers: Answers, knowledge: Knowledge) -> None:
    sampled = [query for it in LOOKUPS for query, _ in it.samples(knowledge)]
    assert {type(query) for query in sampled} == {it.query for it in LOOKUPS} - {
        AboutQuery,
        HelpQuery,
    }
    assert all("since that button" not in str(answers.answer(query)) for query in sampled)


def test_what_is_personal_and_what_a_query_is_about() -> None:
    personal = {it.command for it in LOOKUPS if it.personal}
    assert personal == {"/match", "/assess", "/practice"}
    assert is_personal(MatchQuery())
    assert not is_personal(HelpQuery())
    assert is_personal(SalaryQuery("ml-engineer", offer="450000"))
    assert not is_personal(SalaryQuery("ml-engineer"))
    assert roles_of(CompareQuery(("re", "rs"))) == ("re", "rs")
    assert roles_of(TitleQuery("MTS")) == ()
    assert roles_of(None) == ()


def test_help_names_every_command_once(answers: Answers) -> None:
    blocks = [block for topic in answers.answer(HelpQuery()).topics for block in topic.blocks]
    said = [line.label for block in blocks for line in block.lines if line.label]
    assert len(said) == len(set(said))
    assert {"/match", "/assess", "/practice", "/plan"} <= set(said)
    listed = {it.command for it in LOOKUPS} | {it.command for it in COMMANDS}
    assert listed - {"/interview compare"} == set(said)


def test_a_tier_is_found_by_a_name_that_is_nearly_right(knowledge: Knowledge) -> None:
    assert tier_by_name(knowledge, "reserch") == Asked(tier_by_name(knowledge, "research").query)


def test_what_is_asked_back_about_interviews_stays_about_interviews(knowledge: Knowledge) -> None:
    asked = interviews_by_names(knowledge, ("MLE", "Researcher"))
    assert isinstance(asked, Answer)
    assert asked.steps[0].query == InterviewCompareQuery(("ml-engineer", "research-scientist"))
    same = interviews_by_names(knowledge, ("MLE", "ml engineer"))
    assert isinstance(same, Asked)
    assert same.query == InterviewQuery("ml-engineer")


def test_every_kind_of_mention_fits_a_slot_of_phrases() -> None:
    assert set(SLOTS_OF) == set(MentionKind)
