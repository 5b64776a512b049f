"""What every card keeps to: one phone screen, and nothing offered that leads nowhere."""

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import pytest

from bot.charts.renderer import ChartRenderer
from bot.chat.action_table import ACTIONS
from bot.chat.kit.actions import prefix_of
from bot.chat.kit.components import MAX_OPTIONS
from bot.chat.kit.layout import PageRights, lay_out
from bot.chat.kit.pages import page_of
from bot.chat.page_ids import Open
from bot.lookups.about import AboutQuery
from bot.lookups.by_title import Asked
from bot.lookups.lookup import Lookup
from bot.lookups.model import (
    CARD_LIMIT,
    MAX_BUTTONS,
    MAX_LINES,
    MAX_TOPICS,
    SOURCES_PAGE,
    TITLE_LIMIT,
    TOPIC_LIMIT,
    Answer,
    Mark,
    Topic,
)
from bot.lookups.plain import line_text, marked_once
from bot.lookups.queries import CompareQuery, HelpQuery, LevelsQuery, Query, TiersQuery
from bot.lookups.registry import LOOKUPS, Answers
from bot.lookups.topics import SHORT_TITLE
from bot.services.editing.snapshot import KnowledgeSnapshot
from tests.chat.reading import assert_within_limits, walk

SELECT = 3
WITHOUT_SAMPLES: dict[type[Query], Query] = {AboutQuery: AboutQuery(), HelpQuery: HelpQuery()}
CARDS = list(LOOKUPS)


def answers_of(lookup: Lookup[Any], answers: Answers) -> Iterator[Answer]:
    """Give every page that the samples of a look-up ask for."""
    queries: list[Query] = [query for query, _ in lookup.samples(answers.knowledge)]
    if lookup.query in WITHOUT_SAMPLES:
        queries.append(WITHOUT_SAMPLES[lookup.query])
    return map(answers.answer, queries)


def spoken(answer: Answer) -> str:
    """What a card says, without its picture and what can be clicked."""
    lines = (f"- {line_text(line)}" for line in marked_once(answer.lines))
    parts = (answer.name, answer.headline, answer.text, *lines, answer.provenance)
    return "\n".join(part for part in parts if part)


def size_of(topic: Topic) -> int:
    headings = (getattr(block, "heading", None) or "" for block in topic.blocks)
    lines = (f"- {line_text(line)}" for line in topic.lines)
    return len("\n".join((topic.title, *headings, *lines, topic.provenance)))


@pytest.mark.parametrize("lookup", CARDS, ids=lambda it: it.query.__name__)
def test_a_card_is_one_phone_screen(lookup: Lookup[Any], answers: Answers) -> None:
    for answer in answers_of(lookup, answers):
        about = f"{answer.query}: {answer.headline}"
        assert len(spoken(answer)) <= CARD_LIMIT, about
        assert "\n" not in answer.headline, about
        assert len(answer.lines) <= MAX_LINES, about
        assert all(spoken(answer).count(f"({mark})") <= 1 for mark in Mark), about
        assert len(answer.topics) <= MAX_TOPICS, about
        assert len(answer.charts[1:]) <= len(answer.topics), about


@pytest.mark.parametrize("lookup", CARDS, ids=lambda it: it.query.__name__)
def test_a_topic_is_one_screen_that_holds_something(lookup: Lookup[Any], answers: Answers) -> None:
    for answer in answers_of(lookup, answers):
        titles = [topic.title for topic in answer.topics]
        assert len(set(titles)) == len(titles), answer.query
        for topic in answer.topics:
            about = f"{answer.query}: {topic.title}"
            assert topic.blocks, about
            assert all(block.lines or not hasattr(block, "heading") for block in topic.blocks)
            assert 0 < len(topic.title) <= TITLE_LIMIT, about
            assert size_of(topic) <= TOPIC_LIMIT, about


@pytest.mark.parametrize("lookup", CARDS, ids=lambda it: it.query.__name__)
def test_what_is_offered_fits_and_leads_somewhere(lookup: Lookup[Any], answers: Answers) -> None:
    for answer in answers_of(lookup, answers):
        assert len(answer.steps) + len(answer.actions) <= MAX_BUTTONS, answer.query
        # The last entries: the sources, the text to copy, to be reminded, to report, to edit.
        assert len(answer.topics) + len(answer.more) + 5 <= MAX_OPTIONS, answer.query
        labels = [it.label for it in answer.steps] + [it.label for it in answer.actions]
        assert len(set(labels)) == len(labels), answer.query
        for step in (*answer.steps, *answer.more):
            opened = answers.answer(step.query)
            assert opened.query == step.query, f"{answer.query} leads to nothing: {step}"
            assert step.page in (0, SOURCES_PAGE) or step.page <= len(opened.topics)


@pytest.mark.parametrize("lookup", LOOKUPS, ids=lambda it: it.query.__name__)
def test_every_page_is_a_message_that_discord_takes(lookup: Lookup[Any], answers: Answers) -> None:
    prefixes = {it.action.prefix for it in ACTIONS.bindings}
    for answer in answers_of(lookup, answers):
        for number in (*range(len(answer.topics) + 1), SOURCES_PAGE):
            page = page_of(answer, number)
            pictures = {it: ChartRenderer.name(it) for it in page.parts if not isinstance(it, str)}
            components = lay_out(answer, page, pictures, PageRights(edit=True))
            assert_within_limits(components)
            buttons = [it for it in walk(components) if it["type"] == 2]
            assert len(buttons) <= MAX_BUTTONS
            assert len({it["label"] for it in buttons}) == len(buttons), answer.query
            menus = [it for it in walk(components) if it["type"] == SELECT]
            assert len(menus) <= 1
            for value in (option["value"] for it in menus for option in it["options"]):
                if (opened := Open.read(value)) is not None:
                    assert opened.query is not None
                else:
                    assert prefix_of(value) in prefixes


def test_titles_of_topics_are_short_and_list_no_more_than_two_things(answers: Answers) -> None:
    for lookup in LOOKUPS:
        for answer in answers_of(lookup, answers):
            for topic in answer.topics:
                assert len(topic.title) <= SHORT_TITLE + 12, topic.title
                assert topic.title.count(", ") <= 2, topic.title


def test_a_menu_under_a_comparison_is_short(answers: Answers) -> None:
    for one, other in combinations(answers.knowledge.roles, 2):
        answer = answers.answer(CompareQuery((one, other)))
        assert len(answer.topics) + len(answer.more) <= 12, answer.query


def test_a_comparison_has_room_for_how_the_question_was_read(
    answers: Answers, snapshot: KnowledgeSnapshot
) -> None:
    roles = answers.knowledge.roles.values()
    for one, other in combinations(roles, 2):
        asked = snapshot.asker.ask(f"{one.name} vs {other.name}").shown
        assert isinstance(asked, Asked)
        answer = answers.answer(asked.query)
        assert len("\n".join((spoken(answer), *asked.lead))) <= CARD_LIMIT, answer.query


def test_the_map_and_the_levels_lead_on(answers: Answers) -> None:
    for query in (TiersQuery(), LevelsQuery()):
        answer = answers.answer(query)
        assert len(answer.steps) >= 3
        assert answer.more
