import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.kit.components import literal, one_line
from bot.chat.kit.layout import PageRights, lay_out
from bot.chat.kit.pages import page_of
from bot.chat.page_ids import Open, Share, page_id
from bot.knowledge.roles import Source
from bot.lookups.model import (
    SOURCES_PAGE,
    Answer,
    AnswerAction,
    Line,
    Mark,
    Section,
    Step,
    Topic,
)
from bot.lookups.queries import GuideQuery, HelpQuery, TiersQuery
from bot.lookups.title import TitleQuery
from bot.preview.transcript import unmarked
from bot.records.dates import When
from tests.chat.reading import assert_within_limits, walk

SOURCE = Source(
    id="a", title="A", document="a", date=When.parse(2026), scope="all", url="https://a.example/b"
)


def lines_of(most: int) -> st.SearchStrategy[Line]:
    return st.builds(
        Line,
        st.text(min_size=1, max_size=most),
        st.none() | st.text(min_size=1, max_size=30),
        st.just(("a",)) | st.just(()),
        st.none() | st.text(max_size=120),
        st.just(()) | st.just(((Mark.DOUBTFUL, "why"),)),
    )


def answers_of(headlines: int, line: int, lines: int) -> st.SearchStrategy[Answer]:
    said = st.lists(lines_of(line), min_size=1, max_size=lines).map(tuple)
    sections = st.builds(Section, st.none() | st.text(min_size=1, max_size=80), said)
    topics = st.builds(
        Topic,
        st.text(min_size=1, max_size=80),
        st.lists(sections, min_size=1, max_size=3).map(tuple),
        st.text(max_size=100),
    )
    return st.builds(
        Answer,
        st.text(min_size=1, max_size=headlines),
        st.none() | st.builds(TitleQuery, st.text(min_size=1, max_size=100)),
        name=st.none() | st.text(min_size=1, max_size=60),
        text=st.none() | st.text(max_size=200),
        lines=said,
        provenance=st.text(max_size=120),
        topics=st.lists(topics, max_size=3).map(tuple),
        steps=st.just((Step("Help", HelpQuery()), Step("Help again", HelpQuery()))),
        more=st.just((Step("The map", TiersQuery()), Step("Guides", GuideQuery(), "short"))),
        actions=st.just((AnswerAction("Plan", "plan", "re"),)),
        sources=st.just((SOURCE,)),
    )


@given(answers_of(headlines=2000, line=700, lines=12))
def test_any_answer_is_laid_out_in_messages_that_discord_takes(answer: Answer) -> None:
    for number in (*range(len(answer.topics) + 1), SOURCES_PAGE):
        assert_within_limits(lay_out(answer, page_of(answer, number), {}, PageRights(edit=True)))


@given(answers_of(headlines=120, line=60, lines=5))
def test_an_answer_that_keeps_to_its_limits_is_shown_whole(answer: Answer) -> None:
    pages = [page_of(answer, number) for number in range(len(answer.topics) + 1)]
    shown = "\n".join(str(part) for page in pages for part in (page.heading, *page.parts))
    assert one_line(answer.headline) in shown
    for line in answer.all_lines:
        assert literal(line.text) in shown
    for topic in answer.topics:
        assert one_line(topic.title) in shown


def test_everything_is_one_menu_or_one_button_away() -> None:
    topics = tuple(Topic(name, (Section(None, (Line("x", None, ("a",)),)),)) for name in "ABC")
    steps = tuple(Step(name, TiersQuery(name)) for name in ("one", "two", "three"))
    answer = Answer("Yes", HelpQuery(), topics=topics, steps=steps, sources=(SOURCE,))

    def offered(number: int, *, edit: bool = False) -> tuple[list[str], list[str]]:
        rights = PageRights(edit=edit)
        parts = list(walk(lay_out(answer, page_of(answer, number), {}, rights)))
        options = [it["label"] for part in parts for it in part.get("options", ())]
        return [it["label"] for it in parts if it["type"] == 2], options

    last = ["Sources and every claim", "As text, to copy", "Something wrong?"]
    assert offered(0) == (["one", "two", "three", "Share"], ["A", "B", "C", *last])
    assert offered(2) == (["Back", "one", "two", "three", "Share"], ["A", "C", *last])
    mending = ["Back", "Something wrong?", "Share"]
    assert offered(SOURCES_PAGE) == (mending, ["A", "B", "C", "As text, to copy"])
    assert offered(1, edit=True)[1] == ["B", "C", *last, "Edit what this says"]
    mending.insert(2, "Edit what this says")
    assert offered(SOURCES_PAGE, edit=True)[0] == mending
    assert page_of(answer, 7).number == 3
    assert "[A](https://a.example/b)" in str(page_of(answer, SOURCES_PAGE).parts)


@given(st.text(max_size=200))
def test_literal_text_neither_formats_nor_mentions(text: str) -> None:
    escaped = literal(text)
    for mark in ("<@", "](", "**", "__", "~~", "||", "`", "@everyone"):
        assert mark not in escaped or f"\\{mark[0]}" in escaped


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("a\n- b\n + c\n12. d\n3) e", "a\n\\- b\n \\+ c\n12\\. d\n3) e"),
        ("-\n1.\n", "\\-\n1\\.\n"),
        ("see https://a.example or a://b", "see https\\://a.example or a\\://b"),
        ("RE: pay is 1.5 - 2", "RE: pay is 1.5 - 2"),
    ],
)
def test_no_line_of_literal_text_is_a_list_or_a_link(text: str, escaped: str) -> None:
    assert literal(text) == escaped
    assert unmarked(escaped) == text


def test_marked_text_reads_as_it_was_said() -> None:
    assert literal("- 5 * [x](y) <@1> #1 `c`") == "\\- 5 \\* \\[x\\](y) \\<\\@1\\> \\#1 \\`c\\`"
    assert unmarked("## **a** " + literal("5 * b")) == "a 5 * b"


def test_a_page_is_read_back_from_its_button() -> None:
    query = TitleQuery("a: b|c\n", "openai")
    written = page_id(Share, query, 12)
    assert written is not None
    action = Share.read(written)
    assert action is not None
    assert (action.page, action.query) == (12, query)
    assert page_id(Open, TitleQuery("x" * 100)) is None
    lost = Open.read("g:0:r:a")
    assert lost is not None
    assert lost.query is None
