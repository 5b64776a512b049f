from hypothesis import given
from hypothesis import strategies as st

from bot.charts.palette import LABEL, TITLE
from bot.charts.typeface import Typeface
from tests.charts.charts import texts


@given(texts, st.integers(120, 900), st.integers(1, 3))
def test_wrapped_text_fits_and_only_what_is_too_long_is_cut(
    text: str, width: int, most: int
) -> None:
    face = Typeface(bold=False)
    lines = face.wrap(text, LABEL, width, most)
    assert len(lines) <= most
    assert all(face.width(line, LABEL.size) <= width for line in lines)
    whole = "".join(face.literal(text).split())
    shown = "".join("".join(lines).split())
    assert shown == whole or (shown.endswith("…") and whole.startswith(shown[:-1]))


def test_no_word_is_left_alone_on_a_last_line() -> None:
    face = Typeface(bold=True)
    lines = face.wrap("How the week of a Research Engineer is split", TITLE, 912, 3)
    assert lines == ["How the week of a", "Research Engineer is split"]
