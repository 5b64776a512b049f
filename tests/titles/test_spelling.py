import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.titles.spelling import SpellingCorrector, is_slip, slips_allowed

WORDS = ("data", "team", "teamer", "engineer", "scientist", "safety")


@pytest.mark.parametrize(("length", "slips"), [(0, 0), (3, 0), (4, 1), (6, 1), (7, 2), (30, 2)])
def test_longer_words_may_hold_more_slips(length: int, slips: int) -> None:
    assert slips_allowed(length) == slips


@pytest.mark.parametrize(
    ("typed", "known", "slip"),
    [
        ("dtaa", "data", True),
        ("datta", "data", True),
        ("date", "data", False),
        ("safetx", "safety", True),
        ("enginer", "engineer", True),
        ("enginr", "engineer", True),
        ("ngnr", "engineer", False),
        ("ai", "a", False),
    ],
)
def test_a_letter_for_another_is_no_slip_in_a_short_word(
    typed: str, known: str, *, slip: bool
) -> None:
    assert is_slip(typed, known) is slip


@pytest.mark.parametrize(
    ("typed", "corrected"),
    [
        ("enginer", "engineer"),
        ("scientsit", "scientist"),
        ("teamr", "teamer"),
        ("adta", "data"),
        ("data", "data"),
        ("dat", "dat"),
        ("dat4", "dat4"),
        ("power", "power"),
    ],
)
def test_a_word_is_corrected_where_one_known_word_is_near(typed: str, corrected: str) -> None:
    assert SpellingCorrector(WORDS).correct(typed) == corrected


def test_words_known_otherwise_stay_as_they_are() -> None:
    assert SpellingCorrector(WORDS, ["saftey"]).correct("saftey") == "saftey"
    assert SpellingCorrector(WORDS).correct("saftey", others=frozenset({"saftey"})) == "saftey"
    assert SpellingCorrector(WORDS).correct("saftey", shortest=7) == "saftey"


def test_a_corrector_can_be_careful() -> None:
    careful = SpellingCorrector(WORDS, two_slips_from=9, keeps_first_letter=True)
    assert careful.correct("adta") == "adta"
    assert careful.correct("teamr") == "teamr"
    assert careful.correct("enginr") == "enginr"
    assert careful.correct("scientits") == "scientist"


@given(st.text(max_size=20))
def test_any_word_stays_or_becomes_a_known_one(word: str) -> None:
    corrected = SpellingCorrector(WORDS).correct(word)
    assert corrected == word or corrected in WORDS
