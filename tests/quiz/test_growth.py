"""What keeps the making of items from growing with the square of the knowledge."""

from bot.quiz.generate.making import MOST_CANDIDATES, some


def test_of_very_many_some_are_taken_and_always_the_same() -> None:
    few, many = list(range(MOST_CANDIDATES)), list(range(10 * MOST_CANDIDATES))
    assert some(few, "a") == few
    assert len(set(some(many, "a"))) == MOST_CANDIDATES
    assert some(many, "a") == some(many, "a") != some(many, "b")
