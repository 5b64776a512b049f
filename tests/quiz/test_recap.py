"""What is told of a question that closed, and of a game that ended."""

from collections.abc import Sequence
from dataclasses import replace

from bot.knowledge.decks import ChoiceItem, Difficulty, ItemTopic
from bot.quiz.game import Game
from bot.quiz.items.base import Question, RawText
from bot.quiz.items.choice import ChoiceQuestion
from bot.quiz.phases import Ending, Phase
from bot.quiz.pool import Wish
from bot.quiz.recap import HardQuestion, QuickAnswer, RoundRecap, recap_game, recap_round
from bot.quiz.rounds import LockedAnswer, Round
from bot.quiz.rules import Rules
from tests.conftest import NOW

ADA, BEN, CEM = 1, 2, 3
ITEM = ChoiceItem(
    id="one",
    kind="choice",
    topic=ItemTopic.LABS,
    difficulty=Difficulty.EASY,
    question="Which of these is it?",
    explanation="Because it is.",
    source="none",
    right="This",
    wrong=("That",),
)
ASKED: Question = ChoiceQuestion(ITEM).unshuffled()
Answers = Sequence[tuple[int, int]]
"""Who answered, with what credit, one second after the other."""


def played(*rounds: Answers | None) -> Game:
    """A game whose latest question has closed; None is a question that was skipped."""
    done = [
        Round(NOW, Ending.SKIPPED)
        if answers is None
        else Round(
            NOW,
            Ending.TIME,
            tuple(
                LockedAnswer(member, RawText("x"), credit == 100, credit, 1000 * place)
                for place, (member, credit) in enumerate(answers, 1)
            ),
        )
        for answers in rounds
    ]
    game = Game.open(1, ADA, (ASKED,) * (len(rounds) + 1), Rules(), Wish(len(rounds) + 1), NOW)
    return replace(game, members=(ADA, BEN, CEM), phase=Phase.CLOSED, rounds=tuple(done))


def test_a_first_question_moves_nobody_up() -> None:
    first = played([(BEN, 100), (ADA, 0), (CEM, 30)])
    won = {BEN: 100, CEM: 30}
    told = RoundRecap((BEN,), won, {}, {}, None, (), first.standings())
    assert recap_round(first) == told


def test_who_overtakes_another_moves_up() -> None:
    recap = recap_round(played([(ADA, 100), (BEN, 60)], [(BEN, 100), (ADA, 0)]))
    assert [(it.member, it.rank) for it in recap.risen] == [(BEN, 1)]


def test_a_streak_outlasts_a_skipped_question_and_no_missed_one() -> None:
    three = played([(ADA, 100), (BEN, 100)], [(ADA, 100), (BEN, 100)], None, [(ADA, 100)])
    assert recap_round(three).streaks == {ADA: 3}
    later = played([(ADA, 100)], [], [(ADA, 100)], [(ADA, 100)])
    assert recap_round(later).streaks == {}


def test_a_streak_that_a_wrong_or_missing_answer_ends_is_told_once() -> None:
    three = [[(ADA, 100), (BEN, 100)]] * 3
    assert recap_round(played(*three, [(ADA, 0)])).ended == {ADA: 3, BEN: 3}
    assert recap_round(played(*three, [(ADA, 0)], None)).ended == {}
    assert recap_round(played(*three, [(ADA, 0)], [(ADA, 0)])).ended == {}


def test_the_fastest_is_told_of_several_who_were_right() -> None:
    quickest = recap_round(played([(CEM, 0), (BEN, 100), (ADA, 100)])).quickest
    assert quickest is not None
    assert quickest.member == BEN
    assert recap_round(played([(CEM, 0), (BEN, 100)])).quickest is None


def test_a_skipped_question_changes_nothing() -> None:
    skipped = played([(ADA, 100)], None)
    assert recap_round(skipped) == RoundRecap((), {}, {}, {}, None, (), skipped.standings())


def test_a_game_is_remembered_by_its_streak_its_quickest_and_its_hardest() -> None:
    right = [(BEN, 100), (ADA, 100)]
    recap = recap_game(played(right, right, right, [(ADA, 100), (BEN, 0), (CEM, 0)], None))
    assert (recap.asked, recap.streak, recap.streakers) == (4, 4, (ADA,))
    assert recap.quickest == QuickAnswer(BEN, 0, 1000)
    assert recap.hardest == HardQuestion(3, 1, 3)


def test_a_game_in_which_nobody_answered_is_remembered_for_nothing() -> None:
    recap = recap_game(played([], None))
    assert (recap.asked, recap.streak, recap.streakers) == (1, 0, ())
    assert recap.quickest is None
    assert recap.hardest is None
