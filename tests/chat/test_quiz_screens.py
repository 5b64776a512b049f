"""What a quiz says, from values alone."""

from dataclasses import replace
from random import Random

import pytest

from bot.chat.kit.components import Layout
from bot.chat.quiz import end_screen, question_screens
from bot.chat.quiz.portraits import Portrait, drawable
from bot.chat.quiz.standings import ordinal
from bot.knowledge.base import Knowledge
from bot.knowledge.decks import Item, NumberItem
from bot.preview.transcript import message_text
from bot.quiz.game import Game
from bot.quiz.items import ask
from bot.quiz.phases import Ending, Outcome, PauseReason, Phase
from bot.quiz.pool import Wish
from bot.quiz.rounds import LockedAnswer, Round
from bot.quiz.rules import Mode, Rules, Scoring
from tests.chat.reading import assert_within_limits, walk
from tests.conftest import NOW

CROWD = tuple(range(10**17, 10**17 + 40))
"""More members than anything names, with ids as long as Discord's."""


def written(knowledge: Knowledge) -> list[Item]:
    return [item for deck in knowledge.decks.values() for item in deck.items]


def open_game(item: Item, scoring: Scoring = Scoring.ACCURACY) -> Game:
    """A game of 40 members whose first of two questions is open."""
    rules = Rules(scoring=scoring)
    game = Game.open(10**15, CROWD[0], (ask(item, Random(1)),) * 2, rules, Wish(2), NOW)
    rounds = (Round(NOW),)
    return replace(game, members=CROWD, phase=Phase.OPEN, rounds=rounds, due=NOW)


def closed(game: Game) -> Game:
    """The same, with every second member right and the others nearly so."""
    right = game.question.right
    answers = tuple(
        LockedAnswer(member, right, place % 2 == 0, 100 if place % 2 == 0 else 60, 900 + place)
        for place, member in enumerate(CROWD)
    )
    return replace(game, phase=Phase.CLOSED, rounds=(Round(NOW, Ending.TIME, answers),))


def read(layout: Layout) -> str:
    return message_text("", layout.components)


def test_every_written_item_fits_one_message_open_and_closed(knowledge: Knowledge) -> None:
    for item in written(knowledge):
        game = open_game(item)
        asked, told = question_screens.open_question(game), closed(game)
        answered = question_screens.reveal(told, knowledge)
        for layout in (asked, answered):
            assert_within_limits(layout.components)
        frame, *rows = asked.components
        letters = [it["label"] for it in rows[0]["components"]]
        assert "Skip" not in letters
        assert [it["label"] for it in rows[1]["components"]] == ["Skip"]
        assert item.question not in read(answered).split("\n")[0]
        del frame


def test_the_answer_to_a_number_is_judged_by_distance_and_says_so(knowledge: Knowledge) -> None:
    number = next(it for it in written(knowledge) if isinstance(it, NumberItem))
    said = {it: read(question_screens.open_question(open_game(number, it))) for it in Scoring}
    assert "The closer you are, the more points." in said[Scoring.ACCURACY]
    assert "Only the closest scores." in said[Scoring.FIRST]


def test_skip_votes_are_seen_by_all(knowledge: Knowledge) -> None:
    game = open_game(written(knowledge)[0])
    voted = question_screens.open_question(replace(game, votes=frozenset(CROWD[:1])))
    labels = [it["label"] for it in walk(voted.components) if it["type"] == 2]
    assert "Skip 1 of 21" in labels


def test_an_ending_names_the_winner_first_and_counts_agree(knowledge: Knowledge) -> None:
    game = closed(open_game(written(knowledge)[0]))
    over = replace(game, phase=Phase.FINISHED, outcome=Outcome.PLAYED)
    first, *_ = read(end_screen.end(over)).split("\n")
    assert first.startswith("🏆 <@")
    assert "share first place with 100 points" in first
    answers = (LockedAnswer(CROWD[1], game.question.right, False, 1, 900),)
    alone = replace(over, rounds=(Round(NOW, Ending.TIME, answers),))
    assert read(end_screen.end(alone)).startswith(f"🏆 <@{CROWD[1]}> wins with 1 point\n")
    assert_within_limits(end_screen.end(over).components)


def test_a_podium_names_who_is_known(knowledge: Knowledge) -> None:
    game = closed(open_game(written(knowledge)[0]))
    chart = end_screen.podium_chart(game, "Pay", {CROWD[0]: Portrait("Ada", b"a picture")})
    assert [(it.name, it.avatar) for it in chart.places] == [
        ("Ada", b"a picture"),
        ("somebody", None),
        ("somebody", None),
    ]
    assert end_screen.remembered(game) >= {CROWD[0]}
    nobody = replace(game, rounds=(Round(NOW, Ending.TIME),))
    assert not end_screen.on_podium(nobody)
    assert read(end_screen.end(nobody)).startswith("The quiz is over, and nobody scored")


@pytest.mark.parametrize(
    ("name", "drawn"),
    [
        ("Ada 🎉", "Ada"),
        ("Жанна", "Жанна"),
        ("山田", "yamada"),
        ("🔥🔥", "yamada"),
        ("José", "José"),
    ],
)
def test_a_name_is_drawn_in_letters_that_the_font_has(name: str, drawn: str) -> None:
    assert drawable(name, "yamada") == drawn


def test_places_are_written_as_people_say_them() -> None:
    assert [ordinal(it) for it in (1, 2, 3, 4, 11, 12, 21, 113)] == [
        *("1st", "2nd", "3rd", "4th", "11th", "12th", "21st", "113th"),
    ]


def in_mode(game: Game, mode: Mode, **more: bool) -> Game:
    rules = replace(game.rules, mode=mode, **more)  # type: ignore[arg-type]
    teams = {member: place % 2 for place, member in enumerate(game.members)}
    return replace(game, rules=rules, teams=teams)


def test_survival_shows_hearts_and_who_is_out(knowledge: Knowledge) -> None:
    first = closed(in_mode(open_game(written(knowledge)[0]), Mode.SURVIVAL))
    many = read(question_screens.reveal(first, knowledge))
    assert "40 members still in: 20 with ❤️❤️❤️, 20 with ❤️❤️" in many
    few = replace(first, members=CROWD[:4], rounds=first.rounds * 3, questions=first.questions * 2)
    last = read(question_screens.reveal(few, knowledge))
    assert f"💀 <@{CROWD[1]}>, <@{CROWD[3]}> are out" in last
    assert f"Lives left: ❤️❤️❤️ <@{CROWD[0]}>, <@{CROWD[2]}>" in last
    over = read(end_screen.end(replace(few, phase=Phase.FINISHED, outcome=Outcome.PLAYED)))
    assert over.startswith(f"🏆 <@{CROWD[0]}>, <@{CROWD[2]}>")


def stand(knowledge: Knowledge, *rounds: tuple[int, ...], weight: int = 1) -> str:
    """Read the reveal after rounds, each of a weight, in which those of four were right."""
    item = next(it for it in written(knowledge) if not isinstance(it, NumberItem))
    game = replace(open_game(item), members=CROWD[:4])
    game = replace(game, questions=game.questions[:1] * (len(rounds) + 1), phase=Phase.CLOSED)
    done = tuple(
        Round(
            NOW,
            Ending.TIME,
            tuple(
                LockedAnswer(who, game.question.right, place in right, 100 * (place in right), 900)
                for place, who in enumerate(CROWD[:4])
            ),
            weight=weight if number else 1,
        )
        for number, right in enumerate(rounds)
    )
    return read(question_screens.reveal(replace(game, rounds=done), knowledge))


def test_a_reveal_names_all_who_share_a_place(knowledge: Knowledge) -> None:
    ada, ben, cem, dora = (f"<@{it}>" for it in CROWD[:4])
    level = stand(knowledge, (0, 1), (2,))
    assert f"⬆️ {cem} draws level with {ada}, {ben} in 1st" in level
    assert f"Ahead: 1. {cem}, {ada}, {ben} 100" in level
    tied = stand(knowledge, (0, 1, 2), (3,))
    assert f"⬆️ {dora} draws level with {ada}, {ben}, {cem} in 1st" in tied
    assert "All four share 1st place with 100 points." in tied
    assert "Ahead" not in tied
    alone = stand(knowledge, (0,), (1,), weight=2)
    assert f"⬆️ {ben} moves up to 1st" in alone
    assert f"Ahead: 1. {ben} 200 · 2. {ada} 100" in alone


def test_who_shares_the_last_step_is_named_on_it(knowledge: Knowledge) -> None:
    game = closed(open_game(written(knowledge)[0]))
    names = ("Ada", "Ben", "Cem", "Dora")
    faces = {who: Portrait(name) for who, name in zip(CROWD, names, strict=False)}
    answers = tuple(
        LockedAnswer(member, game.question.right, True, credit, 900)
        for member, credit in zip(CROWD, (100, 90, 50, 50), strict=False)
    )
    four = replace(game, members=CROWD[:4], rounds=(Round(NOW, Ending.TIME, answers),))
    assert end_screen.remembered(four) >= set(CROWD[:4])
    assert "3. Cem, Dora, 50 points" in end_screen.podium_chart(four, "Pay", faces).describe()
    assert "1. somebody +17" in end_screen.podium_chart(game, "Pay", {}).describe()


def test_teams_are_told_by_their_means(knowledge: Knowledge) -> None:
    game = closed(in_mode(open_game(written(knowledge)[0]), Mode.TEAMS))
    assert "Team averages: Red 100 · Blue 60" in read(question_screens.reveal(game, knowledge))
    over = replace(game, phase=Phase.FINISHED, outcome=Outcome.PLAYED)
    assert read(end_screen.end(over)).startswith(
        "🏆 Red wins with 100 points on average\n1. Red 100 on average, 20 right"
    )


def test_an_ending_counts_who_is_not_listed_and_tells_a_narrow_win(knowledge: Knowledge) -> None:
    game = closed(open_game(written(knowledge)[0]))
    over = replace(game, phase=Phase.FINISHED, outcome=Outcome.PLAYED)
    answers = tuple(
        LockedAnswer(member, game.question.right, True, credit, 900)
        for member, credit in zip(CROWD, (100, 95, 0), strict=False)
    )
    said = read(end_screen.end(replace(over, rounds=(Round(NOW, Ending.TIME, answers),))))
    assert f"Photo finish: 5 points ahead of <@{CROWD[1]}>!" in said
    assert "… and 38 more played." in said
    assert "95 points, 1 right" in said
    assert "Photo finish" not in read(end_screen.end(over))


def test_what_is_rare_is_told_with_a_word(knowledge: Knowledge) -> None:
    item = next(it for it in written(knowledge) if not isinstance(it, NumberItem))

    def told(right: int, answered: int) -> str:
        game = open_game(item)
        answers = tuple(
            LockedAnswer(member, game.question.right, place < right, 100 * (place < right), 900)
            for place, member in enumerate(CROWD[:answered])
        )
        done = replace(game, phase=Phase.CLOSED, rounds=(Round(NOW, Ending.TIME, answers),))
        return read(question_screens.reveal(done, knowledge))

    assert "That one fooled all 3." in told(0, 3)
    assert f"Only 1 of 3 had it: <@{CROWD[0]}> +100" in told(1, 3)
    assert "\n2 of 3 had it, +100 each:" in told(2, 3)
    assert "All 3 had it, +100 each:" in told(3, 3)
    assert "was fastest, in 0.9 s" in told(3, 3)
    assert "Nobody had it; 1 answered." in told(0, 1)


def test_the_final_is_announced_and_a_break_can_be_ended(knowledge: Knowledge) -> None:
    game = in_mode(open_game(written(knowledge)[0]), Mode.CLASSIC, final_double=True, hints=True)
    assert "The next one is the final" in read(question_screens.reveal(closed(game), knowledge))
    final = replace(game, rounds=(*closed(game).rounds, Round(NOW, weight=2)))
    asked = read(question_screens.open_question(final))
    assert "this one counts double" in asked
    assert "[button: Hint]" in asked
    rests = read(question_screens.open_question(replace(game, paused=PauseReason.IDLE)))
    assert "[button: Continue]" in rests
    assert "Skip" not in rests
