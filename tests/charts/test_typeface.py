from hypothesis import given
from hypothesis import strategies as st

from bot.charts.palette import LABEL, STRONG
from bot.charts.typeface import Typeface
from tests.charts.charts import texts


@given(texts, st.integers(120, 900))
def test_wrapped_text_fits_and_nothing_is_cut(text: str, width: int) -> None:
    face = Typeface()
    lines = face.wrap(text, LABEL, width)
    assert all(face.width(line, LABEL) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(face.literal(text).split())


def test_no_word_is_left_alone_on_a_last_line() -> None:
    lines = Typeface().wrap("How the week of a Research Engineer is split", STRONG, 780)
    assert lines == ["How the week of a", "Research Engineer is split"]


def test_the_font_has_what_amounts_are_written_with() -> None:
    face = Typeface()
    for style in (LABEL, STRONG):
        lacking = bytes(face.font(style).getmask("\uffff"))
        shown = {it: bytes(face.font(style).getmask(it)) for it in "–≈$€£·×…½%≥ü"}
        assert lacking not in shown.values()
