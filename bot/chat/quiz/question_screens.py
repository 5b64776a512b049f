"""One question from its opening to its answer, all in one message."""

from collections import Counter
from collections.abc import Iterator, Mapping

from bot.chat.kit.components import Component, Layout, button, card, rows, text
from bot.chat.kit.markup import literal, mention, moment, one_line
from bot.chat.quiz.actions import (
    AppealAnswer,
    ChooseOption,
    NextQuestion,
    ReportQuestion,
    SkipQuestion,
    TypeAnswer,
)
from bot.chat.quiz.helping import AskHint, GoOn
from bot.chat.quiz.standings import listed, ordinal, teams_text
from bot.knowledge.base import Knowledge
from bot.knowledge.decks import Item
from bot.knowledge.roles import Source
from bot.quiz.game import Game
from bot.quiz.items.base import ByButton
from bot.quiz.phases import Ending, PauseReason
from bot.quiz.pool import TOPIC_NAMES
from bot.quiz.recap import RoundRecap, recap_round
from bot.quiz.rules import Mode, Scoring
from bot.services.servers.server_decks import OWN

SHOWN_HERE = 3
"""Members whose streak, rise or place is told after a question."""


def open_question(game: Game, drawn: Component | None = None) -> Layout:
    """Show the open question, with what is drawn of it, and ways to answer it."""
    lines = [*_asked_lines(game), *filter(None, (_how_to_answer(game),)), _count_line(game)]
    # Nobody should skip with a thumb that aimed at the last option.
    parts = [text("\n".join(lines)), *((drawn,) if drawn is not None else ())]
    return card(parts, _answer_buttons(game), rows(_host_buttons(game)))


def dropped_question(game: Game) -> Layout:
    """Show a question that was open when its game was stopped."""
    return card([text("\n".join([*_asked_lines(game), "-# The game ended before the answer."]))])


def reveal(game: Game, knowledge: Knowledge) -> Layout:
    """Show the right answer, why, who had it and what that changed, and who says so."""
    asked, recap = game.question, recap_round(game)
    said = literal(asked.right_words(knowledge.role_names))
    is_skipped = game.round.ending is Ending.SKIPPED
    lines = [
        f"### {'Skipped:' if is_skipped else '✅'} {said}",
        f"-# Question {game.number + 1} of {len(game.questions)} · {one_line(asked.item.question)}",
        literal(asked.item.explanation),
    ]
    if is_skipped:
        lines.append("It counts for nobody.")
    else:
        lines += _who_had_it(game, recap, knowledge.role_names)
        lines += filter(None, (_changes(recap), _lost(game), _ahead(game)))
    if game.next_counts_double:
        lines.append("**The last question comes, and it counts double.**")
    lines.append(f"-# {literal(source_line(asked.item, knowledge.sources.get(asked.item.source)))}")
    if game.due is not None:
        lines.append(f"-# {'The podium' if game.is_last else 'The next one'} {moment(game.due)}")
    return card([text("\n".join(lines))], _reveal_buttons(game))


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
    if game.round.weight > 1:
        about += " · **counts double**"
    return [
        f"-# Question {game.number + 1} of {len(game.questions)} · {about}",
        f"### {one_line(item.question)}",
        *(f"**{letter}.** {literal(option)}" for letter, option in game.question.lettered),
    ]


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
        ends = f" Otherwise it ends {moment(game.due)}." if game.due is not None else ""
        return f"**Taking a break.** Answer or press Go on, and the quiz goes on.{ends}"
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


def _host_buttons(game: Game) -> list[Component]:
    votes = f" {len(game.votes)} of {game.votes_needed}" if game.votes else ""
    buttons = [button(f"Skip{votes}", SkipQuestion(game.id, game.number))]
    if game.paused is PauseReason.IDLE:
        buttons.insert(0, button("Go on", GoOn(game.id), primary=True))
    elif game.rules.hints:
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
    elif asked.closest_wins:
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
    if not right:
        yield f"Nobody had it; {answered} answered."
    elif len(right) > 1 and len({won.get(it, 0) for it in right}) == 1:
        named = listed([mention(it) for it in right])
        yield f"**{len(right)} of {answered} had it,{_won(won.get(right[0], 0))} each:** {named}"
    else:
        named = listed([f"{mention(it)}{_won(won.get(it, 0))}" for it in right])
        yield f"**{len(right)} of {answered} had it:** {named}"
    if nearly:
        named = listed([f"{mention(it)}{_won(won[it])}" for it in nearly], SHOWN_HERE)
        yield f"**Nearly:** {named}"


def _won(points: int) -> str:
    return f" +{points}" if points else ""


def _changes(recap: RoundRecap) -> str:
    """Say whose right answers follow each other, and who moved up."""
    runs = list(recap.streaks.items())[:SHOWN_HERE]
    said = [f"🔥 {mention(member)} has {run} right in a row" for member, run in runs]
    risen = recap.risen[:SHOWN_HERE]
    said += [f"⬆️ {mention(it.member)} moves up to {ordinal(it.rank)}" for it in risen]
    return " · ".join(said)


def _lost(game: Game) -> str:
    """Say in survival who is out by this question, and how many are left."""
    if game.rules.mode is not Mode.SURVIVAL:
        return ""
    out = [it.member for it in game.standings() if game.lives_of(it.member).out == game.number]
    left = f"{len(game.playing)} still standing"
    return f"💀 {listed([mention(it) for it in out])} out · {left}" if out else f"❤️ {left}"


def _ahead(game: Game) -> str:
    """Say who leads; after the last question the podium does."""
    if game.rules.mode is Mode.TEAMS and not game.is_last:
        return f"**Ahead:** {teams_text(game)}"
    leading = [it for it in game.standings() if it.points > 0][:SHOWN_HERE]
    if game.is_last or not leading:
        return ""
    said = (f"{it.rank}. {mention(it.member)} {it.points}" for it in leading)
    return f"**Ahead:** {' · '.join(said)}"
