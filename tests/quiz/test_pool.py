"""The items: how many, how good, and what becomes of them when facts change."""

from collections import Counter
from collections.abc import Mapping
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.knowledge.base import Knowledge
from bot.knowledge.decks import ChoiceItem, Difficulty, ItemTopic, NumberItem, OrderItem, TitleItem
from bot.knowledge.loader import build
from bot.quiz.generate import generate
from bot.quiz.generate.making import fact_of
from bot.quiz.lint import lint
from bot.quiz.pool import NoItemsError, Pool, Wish
from bot.records.problems import Finding


@pytest.fixture(scope="session")
def pool(knowledge: Knowledge) -> Pool:
    return Pool.of(knowledge)


def test_there_are_enough_items_of_every_kind(knowledge: Knowledge, pool: Pool) -> None:
    written = [item for deck in knowledge.decks.values() for item in deck.items]
    assert len(written) >= 60
    assert {item.source for item in written} == set(knowledge.sources)
    assert {item.kind for item in written} == {"choice", "title", "number", "order"}
    generated = list(generate(knowledge))
    assert len(generated) >= 300
    assert len(pool.items) == len(written) + len(generated)


def findings(raw: Mapping[str, bytes]) -> list[Finding]:
    """What the decks of some files could do better."""
    built = build(raw)
    return list(lint(built.decks, built.titles))


def test_written_decks_have_nothing_to_mend(knowledge: Knowledge) -> None:
    assert list(lint(knowledge.decks, knowledge.titles)) == []


def test_generated_items_are_always_the_same(knowledge: Knowledge) -> None:
    assert list(generate(knowledge)) == list(generate(knowledge))


def test_wrong_options_are_wrong(knowledge: Knowledge, pool: Pool) -> None:
    names = {role.name: role for role in knowledge.roles.values()}
    for item in pool.items.values():
        if not isinstance(item, ChoiceItem):
            continue
        assert item.right not in item.wrong
        if item.id.startswith("tier:") and item.right in names:
            tiers = {names[option].tier for option in item.wrong}
            assert names[item.right].tier not in tiers
        if item.id.startswith("week:"):
            weeks = [names[option].week for option in (item.right, *item.wrong)]
            assert len({week.parts for week in weeks if week}) == len(weeks)


def test_no_generated_item_asks_about_doubtful_or_disputed_pay(
    knowledge: Knowledge, pool: Pool
) -> None:
    """A claim that is disputed may be compared with others than those it is disputed with."""
    asked = [it for name, it in pool.items.items() if name.startswith("pay:")]
    assert asked
    for item in asked:
        claim = knowledge.pay[fact_of(item.id).split(":")[1]]
        assert not claim.doubt
        if claim.disagrees_with:
            assert fact_of(item.id).split(":")[2].startswith(("most", "least", "order"))
        for dispute in knowledge.disagreements_of(claim.roles[0]):
            if claim.id in dispute.claims:
                assert len(set(dispute.roles) & set(item.roles)) == 1


def changed(raw_files: Mapping[str, bytes], name: str, old: str, new: str) -> Knowledge:
    text = raw_files[name].decode()
    assert old in text
    return build({**raw_files, name: text.replace(old, new, 1).encode()})


def test_a_changed_fact_retires_its_item_and_brings_the_new_one(
    knowledge: Knowledge, raw_files: Mapping[str, bytes], pool: Pool
) -> None:
    week = knowledge.roles["research-engineer"].week
    assert week is not None
    text = raw_files["weeks.yaml"].decode()
    start = text.index("role: research-engineer")
    before = text[start:]
    after = before.replace(f"research: {week.research}", f"research: {week.research - 1}", 1)
    after = after.replace(
        f"engineering: {week.engineering}", f"engineering: {week.engineering + 1}", 1
    )
    renewed = Pool.of(build({**raw_files, "weeks.yaml": (text[:start] + after).encode()}))
    old = next(it for it in pool.items if it.startswith("week:research-engineer:research."))
    assert old not in renewed.items
    new = renewed.current(old)
    assert isinstance(new, NumberItem)
    assert new.answer == week.research - 1
    kept = next(it for it in pool.items if it.startswith("week:research-engineer:modelling."))
    assert renewed.items[kept].question == pool.items[kept].question


def test_a_lost_fact_has_no_item(pool: Pool) -> None:
    assert pool.current("week:astronaut:research.1234567") is None


@given(seed=st.integers(0, 10_000), count=st.integers(1, 30))
@settings(max_examples=60)
def test_a_game_mixes_topics_and_tables_and_gives_nothing_away(
    pool: Pool, seed: int, count: int
) -> None:
    items = pool.pick(Wish(count), Random(seed), (), ())
    assert len(items) == len({item.id for item in items}) == count
    most = max(1, count // 5)
    assert max(Counter(pool.tables[item.id] for item in items).values()) <= most
    assert max(Counter(item.topic for item in items).values()) <= max(3, count // 3)
    subjects = [fact_of(item.id).rpartition(":")[0] or item.id for item in items]
    assert len(set(subjects)) == len(subjects)
    hardness = [list(Difficulty).index(item.difficulty) for item in items]
    assert hardness == sorted(hardness), "a game rises in difficulty"


def test_wishes_are_kept(knowledge: Knowledge, pool: Pool) -> None:
    for topic in (ItemTopic.PAY, ItemTopic.TIERS):
        assert {it.topic for it in pool.pick(Wish(5, topic), Random(1), (), ())} == {topic}
    hard = pool.pick(Wish(5, None, Difficulty.HARD), Random(1), (), ())
    assert {item.difficulty for item in hard} == {Difficulty.HARD}
    deck = next(iter(knowledge.decks))
    chosen = pool.pick(Wish(5, f"deck:{deck}"), Random(1), (), ())
    assert set(chosen) <= set(knowledge.decks[deck].items)


def test_banned_items_are_never_asked_and_recent_ones_last(pool: Pool) -> None:
    tiers = [it.id for it in pool.fitting(Wish(1, ItemTopic.TIERS))]
    banned, recent = set(tiers[:3]), set(tiers[3:-1])
    chosen = [it.id for it in pool.pick(Wish(1, ItemTopic.TIERS), Random(1), banned, recent)]
    assert chosen == tiers[-1:]
    with pytest.raises(NoItemsError, match="No item fits"):
        pool.pick(Wish(2, ItemTopic.TIERS), Random(1), tiers, ())


def test_typed_items_accept_what_is_right(knowledge: Knowledge, pool: Pool) -> None:
    for item in pool.items.values():
        if isinstance(item, TitleItem):
            assert set(item.accept) <= set(knowledge.roles)
        if isinstance(item, OrderItem):
            assert len(item.order) >= 3


DECK = """
name: A deck
about: For the test.
items:
  - id: first-item
    kind: {kind}
    topic: roles
    difficulty: easy
    question: Which role trains large models for research?
    explanation: It is said so.
    source: careers-map
    {rest}
"""


@pytest.mark.parametrize(
    ("kind", "rest", "words"),
    [
        ("choice", "right: RE\n    wrong: [Research Engineer, Data Scientist]", "is right as well"),
        ("choice", "right: 300k\n    wrong: ['300,000', 200k]", "is right as well"),
        ("choice", "right: RE\n    wrong: [None of these, AS]", "says nothing of its own"),
        ("choice", "right: Both\n    wrong: [RE, AS]", "says nothing of its own"),
    ],
)
def test_lint_finds_an_option_that_is_also_right_or_fills(
    raw_files: Mapping[str, bytes], kind: str, rest: str, words: str
) -> None:
    found = list(
        findings({**raw_files, "quiz/a-deck.yaml": DECK.format(kind=kind, rest=rest).encode()})
    )
    assert any(words in finding.wrong for finding in found)


def test_lint_finds_twins_and_right_options_that_are_always_longest(
    raw_files: Mapping[str, bytes],
) -> None:
    asked = ["Which of these is the longest option?"] * 2
    asked += [f"What about the {number}th thing of them all?" for number in range(2, 8)]
    lines = ["name: A deck", "about: For the test.", "items:"]
    for number in range(8):
        lines += [
            f"  - id: long-{number}",
            "    kind: choice",
            "    topic: roles",
            "    difficulty: easy",
            f"    question: {asked[number]}",
            "    explanation: It is said so.",
            "    source: careers-map",
            "    right: an option that is much longer than all of the others",
            "    wrong: [short one, brief one]",
        ]
    found = [
        it.wrong for it in findings({**raw_files, "quiz/a-deck.yaml": "\n".join(lines).encode()})
    ]
    assert any("the right option is the longest" in it for it in found)
    assert any("nearly the same as item long-0" in it for it in found)


def test_facts_that_give_no_question_are_passed_over(raw_files: Mapping[str, bytes]) -> None:
    weeks = raw_files["weeks.yaml"].decode()
    begin = weeks.index("weeks:")
    first = weeks.index("  - ", begin)
    second = weeks.index("  - ", first + 4)
    alone = build({**raw_files, "weeks.yaml": weeks[:second].encode()})
    assert len(alone.week_table.activities) == 4
    items = Pool.of(alone).items
    assert any(it.startswith("week:") for it in items)
    whose = [it for it in items if it.startswith("week:") and ":whose" in it]
    assert not whose, "one week alone cannot be told from others"
