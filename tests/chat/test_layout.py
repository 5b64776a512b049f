from hypothesis import given
from hypothesis import strategies as st

from bot.chat.kit.layout import lay_out
from bot.chat.kit.markup import literal
from bot.chat.kit.pages import paginate
from bot.chat.page_ids import Open, Share, page_id
from bot.knowledge.roles import Source
from bot.lookups.model import Answer, Line, Mark, Section, Step
from bot.lookups.queries import HelpQuery
from bot.lookups.title import TitleQuery
from bot.preview.transcript import unmarked
from bot.records.dates import When
from tests.chat.reading import assert_within_limits

SOURCE = Source(id="a", title="A", document="a", date=When.parse(2026), scope="all")
LINES = st.builds(
    Line,
    st.text(min_size=1, max_size=700),
    st.none() | st.text(min_size=1, max_size=80),
    st.just(("a",)) | st.just(()),
    st.none() | st.text(max_size=120),
    st.just(()) | st.just(((Mark.DOUBTFUL, "why"),)),
)
ANSWERS = st.builds(
    Answer,
    st.text(min_size=1, max_size=120),
    st.none() | st.builds(TitleQuery, st.text(min_size=1, max_size=100)),
    st.lists(st.text(min_size=1, max_size=90), max_size=3).map(tuple),
    st.lists(
        st.builds(
            Section,
            st.none() | st.text(min_size=1, max_size=80),
            st.lists(LINES, min_size=1, max_size=12).map(tuple),
        ),
        min_size=1,
        max_size=8,
    ).map(tuple),
    st.just((SOURCE,)),
    st.just((Step("Help", HelpQuery()), Step("Help again", HelpQuery()))),
)


@given(ANSWERS)
def test_any_answer_is_cut_into_messages_that_discord_takes(answer: Answer) -> None:
    pages = paginate(answer)
    for page in pages:
        components = lay_out(answer, page, {}, shareable=True)
        assert_within_limits(components)
    shown = "\n".join(str(part) for page in pages for part in page.parts)
    for block in answer.blocks:
        for line in block.lines:
            assert literal(line.text[:200])[:150].split("\n")[0] in shown


@given(st.text(max_size=200))
def test_literal_text_neither_formats_nor_mentions(text: str) -> None:
    escaped = literal(text)
    for mark in ("<@", "](", "**", "__", "~~", "||", "`", "@everyone"):
        assert mark not in escaped or f"\\{mark[0]}" in escaped


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
