"""One question from its opening to its answer, all in one message, and what is drawn of it."""

import asyncio
import logging
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from bot.chat.kit.components import (
    Component,
    Layout,
    button,
    card,
    literal,
    mention,
    moment,
    one_line,
    picture,
    rows,
    separator,
    text,
)
from bot.chat.kit.rendering import PageRenderer
from bot.chat.kit.reply import Attachment
from bot.chat.quiz.actions import (
    AppealAnswer,
    AskHint,
    ChooseOption,
    GoOn,
    NextQuestion,
    PlayLightning,
    ReportQuestion,
    SkipQuestion,
    TypeAnswer,
)
from bot.chat.quiz.standings import listed, members_text, ordinal
from bot.knowledge.base import Knowledge
from bot.knowledge.decks import Item
from bot.knowledge.roles import Source
from bot.lookups.charts import Chart
from bot.lookups.wording import join, number_word, plural
from bot.quiz.game import Game
from bot.quiz.items.base import ByButton, Question
from bot.quiz.modes.survival import LIVES
from bot.quiz.modes.teams import TEAM_NAMES
from bot.quiz.phases import Ending, PauseReason
from bot.quiz.pool import TOPIC_NAMES
from bot.quiz.recap import RoundRecap, recap_round
from bot.quiz.rules import Mode, Scoring
from bot.services.servers.server_decks import OWN

log = logging.getLogger(__name__)
SHOWN_HERE = 3
"""Members whose streak, rise or place is told after a question."""
HEART, OUT = "❤️", "💀"
NAMED = 8
"""Members whose lives are told one by one; of more they are counted."""
DRAWING_SECONDS = 4.0
"""How long a message waits for its picture; many games may end at once."""


class Drawing(NamedTuple):
    """Components, and the files that they show."""

    parts: tuple[Component, ...] = ()
    files: tuple[Attachment, ...] = ()


async def drawing_of(question: Question, pages: PageRenderer) -> Drawing:
    """Draw what a question shows, or say it; nothing for one that is words alone."""
    if (chart := question.chart) is None:
        return Drawing()
    if (file := await drawn_in_time(chart, pages)) is None:
        return Drawing((text(literal(chart.describe())),))
    return Drawing((picture(file.name, chart.describe()),), (file,))


async def drawn_in_time(chart: Chart, pages: PageRenderer) -> Attachment | None:
    try:
        async with asyncio.timeout(DRAWING_SECONDS):
            return await pages.picture(chart)
    except TimeoutError:
        log.info("a picture was not drawn in time")
        return None


def open_question(game: Game, drawn: Sequence[Component] = ()) -> Layout:
    """Show the open question, with what is `drawn` of it, and ways to answer it.

    In lightning it is the way to one's own questions.
    """
    if game.rules.mode is Mode.LIGHTNING:
        return _open_lightning(game)
    lines = [*_asked_lines(game), *filter(None, (_how_to_answer(game),)), _count_line(game)]
    # Nobody should skip with a thumb that aimed at the last option.
    return card([text("\n".join(lines)), *drawn], _answer_buttons(game), rows(_other_buttons(game)))


def _open_lightning(game: Game) -> Layout:
    """Show all that lightning runs, until when, and how many answers came in."""
    answers = [answer for round_ in game.rounds for answer in round_.answers]
    people = len({answer.member for answer in answers})
    lines = [
        "### ⚡ Lightning: answer as many as you can",
        "Press Play: your questions come to you alone, one after the other.",
    ]
    ends = f"Ends {moment(game.due)}. " if game.due is not None else ""
    came = f"{plural(len(answers), 'answer')} from {plural(people, 'member')}."
    lines.append(f"-# {ends}{came if answers else 'Who is first?'}")
    return card([text("\n".join(lines))], [button("Play", PlayLightning(game.id), primary=True)])


def dropped_question(game: Game) -> Layout:
    """Show a question that was open when its game ended."""
    if game.rules.mode is Mode.LIGHTNING:
        return card([text("### ⚡ Lightning\n-# Time is up.")])
    return card([text("\n".join([*_asked_lines(game), "-# The game ended before the answer."]))])


def reveal(game: Game, knowledge: Knowledge, drawn: Sequence[Component] = ()) -> Layout:
    """Show the right answer, why, who had it and what that changed, and who says so.

    `drawn` is what was drawn of the question.
    """
    asked, recap = game.question, recap_round(game)
    said = literal(asked.right_words(knowledge.role_names))
    is_skipped = game.round.ending is Ending.SKIPPED
    head = [
        f"### {'Skipped' if is_skipped else 'Right answer'}: {said}",
        f"-# Question {game.number + 1} of {len(game.questions)} · {one_line(asked.item.question)}",
    ]
    source = source_line(asked.item, knowledge.sources.get(asked.item.source))
    why = [literal(asked.item.explanation), f"-# {literal(source)}"]
    if is_skipped:
        told = ["It counts for nobody.", *_mode_told(game)]
    else:
        told = [
            *_who_had_it(game, recap, knowledge.role_names),
            *_changes(recap),
            _ahead(game, recap),
        ]
        told += _mode_told(game)
    first, last = "\n".join([*head, *why]), "\n".join(it for it in told if it)
    return card([text(first), *drawn, separator(), text(last)], _reveal_buttons(game))


def source_line(item: Item, source: Source | None) -> str:
    """Say who says so, as of when, and for what."""
    if item.source == OWN:
        return "Source: this server's own deck."
    if source is None:
        return "Source: no longer among the sources."
    parts = [f"Source: {source.title}, {source.by}", str(item.date or source.date)]
    if item.scope:
        parts.append(item.scope)
    return "; ".join(parts) + "."


def _asked_lines(game: Game) -> list[str]:
    item = game.question.item
    about = f"{TOPIC_NAMES[item.topic]} · {item.difficulty}"
    return [
        f"-# Question {game.number + 1} of {len(game.questions)} · {about}",
        *_mode_asked(game),
        f"### {one_line(item.question)}",
        *(f"**{letter}.** {literal(option)}" for letter, option in game.question.lettered),
    ]


def _mode_asked(game: Game) -> Iterator[str]:
    """Say above an open question what is special about it."""
    if game.round.weight > 1:
        yield "🏁 **The final: this one counts double.**"
    if game.rules.mode is Mode.SURVIVAL and game.number > 0:
        yield f"-# {len(game.playing)} of {len(game.members)} still in"


def _how_to_answer(game: Game) -> str | None:
    """Say how an answer is given, and what one that is not wholly right is worth."""
    prompt = game.question.prompt
    if prompt is None or not game.question.closest_wins:
        return prompt and literal(prompt)
    if game.rules.scoring is Scoring.FIRST:
        return f"{literal(prompt)} Only the closest scores."
    return f"{literal(prompt)} The closer you are, the more points."


def _count_line(game: Game) -> str:
    if game.paused is PauseReason.IDLE:
        ends = f"; otherwise the quiz ends {moment(game.due)}" if game.due is not None else ""
        why = "the last two questions got no answer"
        return f"**Paused:** {why}. Answer or press Continue{ends}."
    answered, members = len(game.round.answers), len(game.playing)
    verb = "has" if answered == 1 else "have"
    closes = f"Closes {moment(game.due)}. " if game.due is not None else ""
    return f"-# {closes}{answered} of {members} {verb} answered."


def _answer_buttons(game: Game) -> list[Component]:
    number, answered = game.number, game.question.answered
    if not isinstance(answered, ByButton):
        return [button("Type your answer", TypeAnswer(game.id, number), primary=True)]
    return [
        button(letter, ChooseOption(game.id, number, letter), primary=True)
        for letter in answered.letters
    ]


def _other_buttons(game: Game) -> list[Component]:
    if game.paused is PauseReason.IDLE:
        return [button("Continue", GoOn(game.id), primary=True)]
    votes = f" {len(game.votes)} of {game.votes_needed}" if game.votes else ""
    buttons = [button(f"Skip{votes}", SkipQuestion(game.id, game.number))]
    if game.rules.hints:
        buttons.insert(0, button("Hint", AskHint(game.id, game.number)))
    if game.rules.pace.seconds is None:
        buttons.append(button("Close question", NextQuestion(game.id, game.number)))
    return buttons


def _reveal_buttons(game: Game) -> list[Component]:
    number = game.number
    buttons = [button("See who won" if game.is_last else "Next", NextQuestion(game.id, number))]
    if not isinstance(game.question.answered, ByButton):
        buttons.append(button("My answer should count", AppealAnswer(game.id, number)))
    return [*buttons, button("Something wrong?", ReportQuestion(game.id, number))]


def _who_had_it(game: Game, recap: RoundRecap, names: Mapping[str, str]) -> Iterator[str]:
    """Say who was right and what they won for it, then what was answered."""
    asked, answers = game.question, game.round.answers
    if not answers:
        yield "Nobody answered."
    elif asked.closest_wins and not recap.right:
        best = sorted(answers, key=lambda it: -it.worth)[:SHOWN_HERE]
        said = (
            f"{mention(it.member)} {literal(asked.words(it.given, names))}"
            f"{_won(recap.gained.get(it.member, 0))}"
            for it in best
        )
        yield f"**Closest of {len(answers)}:** {', '.join(said)}"
    else:
        yield from _right_and_nearly(recap, len(answers))
    if isinstance(asked.answered, ByButton) and answers:
        chosen = Counter(asked.meaning(it.given, names) for it in answers)
        counts = (f"{letter} {chosen[option]}" for letter, option in asked.lettered)
        yield f"-# Answers: {' · '.join(counts)}"


def _right_and_nearly(recap: RoundRecap, answered: int) -> Iterator[str]:
    won = recap.gained
    right = sorted(recap.right, key=lambda it: -won.get(it, 0))
    nearly = [it for it in won if it not in recap.right]
    head = _how_many(len(right), answered)
    if not right:
        yield f"{head}."
    elif len(right) > 1 and len({won.get(it, 0) for it in right}) == 1:
        named = listed([mention(it) for it in right])
        yield f"**{head},{_won(won.get(right[0], 0))} each:** {named}"
    else:
        named = listed([f"{mention(it)}{_won(won.get(it, 0))}" for it in right])
        yield f"**{head}:** {named}"
    if nearly:
        named = listed([f"{mention(it)}{_won(won[it])}" for it in nearly], SHOWN_HERE)
        yield f"**Nearly:** {named}"


def _how_many(right: int, answered: int) -> str:
    """Say how many had it, with a word for what is rare."""
    if answered == 1:
        return "1 of 1 had it" if right else "Nobody had it; 1 answered"
    match right:
        case 0:
            return f"😅 That one fooled all {answered}"
        case 1:
            return f"🎯 Only 1 of {answered} had it"
        case _ if right == answered:
            return f"🎉 All {answered} had it"
        case _:
            return f"{right} of {answered} had it"


def _won(points: int) -> str:
    return f" +{points}" if points else ""


def _changes(recap: RoundRecap) -> Iterator[str]:
    """Say who was fastest, whose right answers follow each other or did, and who moved up."""
    if (quickest := recap.quickest) is not None:
        yield f"⚡ {mention(quickest.member)} was fastest, in {quickest.taken / 1000:.1f} s"
    for member, run in list(recap.streaks.items())[:SHOWN_HERE]:
        yield f"🔥 {mention(member)} has {run} right in a row"
    for member, run in list(recap.ended.items())[:SHOWN_HERE]:
        yield f"💔 {mention(member)}'s streak of {run} is over"
    yield from _risen(recap)


def _risen(recap: RoundRecap) -> Iterator[str]:
    """Say who moved up, and with whom they share the place now."""
    risen = {it.member for it in recap.risen}
    for rank, places in groupby(recap.risen[:SHOWN_HERE], lambda it: it.rank):
        movers = [mention(it.member) for it in places]
        held = [it.member for it in recap.standings if it.rank == rank and it.member not in risen]
        ending = "s" if len(movers) == 1 else ""
        if held:
            holders = members_text(held, SHOWN_HERE)
            yield f"⬆️ {join(movers)} draw{ending} level with {holders} in {ordinal(rank)}"
        else:
            yield f"⬆️ {join(movers)} move{ending} up to {ordinal(rank)}"


def _ahead(game: Game, recap: RoundRecap) -> str:
    """Say who leads, with all who share a place; after the last question the podium does."""
    leading = [it for it in recap.standings if it.points > 0]
    if game.is_last or game.rules.mode is Mode.SURVIVAL or not leading:
        return ""
    if len(leading) == len(recap.standings) > 1 and leading[-1].rank == 1:
        every = "Both" if len(leading) == 2 else f"All {number_word(len(leading))}"  # noqa: PLR2004
        return f"{every} share 1st place with {plural(leading[0].points, 'point')}."
    risen = {it.member for it in recap.risen[:SHOWN_HERE]}
    said, first = [], [it for it in leading if it.rank <= SHOWN_HERE]
    for rank, places in groupby(first, lambda it: it.rank):
        # Who was just named is not among those who are only counted.
        shared = sorted(places, key=lambda it: it.member not in risen)
        named = members_text([it.member for it in shared], NAMED)
        said.append(f"{rank}. {named} {shared[0].points}")
    return f"**Ahead:** {' · '.join(said)}"


def _mode_told(game: Game) -> Iterator[str]:
    """Say after a question how lives or teams stand, and what comes next."""
    match game.rules.mode:
        case Mode.SURVIVAL:
            yield from _survival(game)
        case Mode.TEAMS:
            said = (f"{TEAM_NAMES[it.team]} {float(it.mean):.0f}" for it in game.team_standings())
            yield f"**Team averages:** {' · '.join(said)}"
        case Mode.CLASSIC | Mode.LIGHTNING:
            pass
    if game.next_counts_double:
        yield "🏁 **The next one is the final and counts double.**"


def _survival(game: Game) -> Iterator[str]:
    fallen = [it for it in game.members if game.lives_of(it).out == game.number]
    if fallen:
        yield f"{OUT} {members_text(fallen)} {'is' if len(fallen) == 1 else 'are'} out"
    left = {it: game.lives_of(it).left for it in game.playing}
    if len(left) > NAMED:
        yield _counted(list(left.values()))
    elif left:
        alike = {it: [who for who in left if left[who] == it] for it in range(LIVES, 0, -1)}
        said = (f"{hearts(it)} {members_text(who)}" for it, who in alike.items() if who)
        yield f"**Lives left:** {' · '.join(said)}"


def _counted(left: Sequence[int]) -> str:
    number = Counter(left)
    said = (f"{number[it]} with {hearts(it)}" for it in range(LIVES, 0, -1) if number[it])
    return f"{plural(len(left), 'member')} still in: {', '.join(said)}"


def hearts(lives: int) -> str:
    return HEART * lives or OUT
