"""What the channel sees of a game. Members are named by mentions that ping nobody."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from bot.chat.kit.components import Component, Layout, button, card, text
from bot.chat.kit.markup import literal
from bot.chat.quiz.actions import (
    AppealAnswer,
    BeginGame,
    ChooseOption,
    GrantAppeal,
    JoinGame,
    LeaveGame,
    NextQuestion,
    PractiseMisses,
    RefuseAppeal,
    ReportQuestion,
    ShowLeaderboard,
    SkipQuestion,
    TypeAnswer,
)
from bot.knowledge.base import Knowledge
from bot.knowledge.decks import Item
from bot.knowledge.roles import Source
from bot.lookups.wording import plural
from bot.quiz.game import Game
from bot.quiz.items.base import ByButton, Question
from bot.quiz.phases import Ending, Outcome
from bot.quiz.pool import TOPIC_NAMES
from bot.quiz.rounds import LockedAnswer, Round
from bot.quiz.rules import SCORING_WORDS
from bot.quiz.scoring import Standing
from bot.services.servers.server_decks import OWN

SHOWN_MEMBERS = 30
SHOWN_STANDINGS = 10


def mention(member: int) -> str:
    """Name a member; one who asked to be forgotten has no name left."""
    return f"<@{member}>" if member > 0 else "somebody"


def moment(when: datetime) -> str:
    """Write a moment that each reader's own app counts down to."""
    return f"<t:{int(when.timestamp())}:R>"


def members_text(members: Sequence[int]) -> str:
    """Name some members, and count the rest."""
    names = ", ".join(mention(member) for member in members[:SHOWN_MEMBERS])
    rest = len(members) - SHOWN_MEMBERS
    return names + (f" and {rest} more" if rest > 0 else "")


def standings_text(standings: Iterable[Standing]) -> str:
    """List places, points and right answers."""
    return "\n".join(
        f"**{place.rank}.** {mention(place.member)} – {place.points} points, {place.right} right"
        for place in standings
    )


def lobby(game: Game, name: str) -> Layout:
    """Show who is in, the rules, and how it begins."""
    seconds = game.rules.pace.seconds
    time = f"{seconds} s each" if seconds is not None else "no timer"
    lines = [
        f"## Quiz: {literal(name)}",
        (
            f"{plural(len(game.questions), 'question')}, {time}. Scoring: {game.rules.scoring} – "
            f"{SCORING_WORDS[game.rules.scoring]}."
        ),
        f"**In ({len(game.members)}):** {members_text(game.members)}",
    ]
    if game.due is not None:
        lines.append(f"It begins {moment(game.due)}, or when {mention(game.host)} starts it.")
    lines.append("-# Answers are private. Joining late works: just answer.")
    buttons = [
        button("Join", JoinGame(game.id), primary=True),
        button("Leave", LeaveGame(game.id)),
        button("Start now", BeginGame(game.id)),
    ]
    return card([text("\n".join(lines))], buttons)


def question(game: Game) -> Layout:
    """Show the open question and ways to answer it."""
    return card([text("\n".join(_question_lines(game)))], _answer_buttons(game))


def closed_question(game: Game) -> Layout:
    """Show the question without ways to answer it; the result has a message of its own."""
    lines = [_heading(game), literal(game.question.item.question), *_options(game)]
    lines.append(f"-# Closed. {len(game.round.answers)} answered.")
    return card([text("\n".join(lines))])


def _heading(game: Game) -> str:
    item = game.question.item
    return (
        f"### Question {game.number + 1} of {len(game.questions)}\n"
        f"-# {TOPIC_NAMES[item.topic]}, {item.difficulty}"
    )


def _options(game: Game) -> list[str]:
    return [f"**{letter}.** {literal(option)}" for letter, option in game.question.lettered]


def _question_lines(game: Game) -> list[str]:
    item = game.question.item
    lines = [_heading(game), f"**{literal(item.question)}**", *_options(game)]
    if game.question.prompt is not None:
        lines.append(literal(game.question.prompt))
    closes = f"Closes {moment(game.due)}. " if game.due is not None else "No timer. "
    answered = len(game.round.answers)
    lines.append(f"-# {closes}{answered} of {len(game.members)} have answered.")
    return lines


def _answer_buttons(game: Game) -> list[Component]:
    number = game.number
    answered = game.question.answered
    if isinstance(answered, ByButton):
        buttons = [
            button(letter, ChooseOption(game.id, number, letter), primary=True)
            for letter in answered.letters
        ]
    else:
        buttons = [button("Type your answer", TypeAnswer(game.id, number), primary=True)]
    # A row of its own: nobody should skip with a thumb that aimed at the last option.
    buttons += [button("Skip", SkipQuestion(game.id, number))]
    if game.rules.pace.seconds is None:
        buttons.append(button("Close question", NextQuestion(game.id, number)))
    return buttons


def result(game: Game, knowledge: Knowledge) -> Layout:
    """Show the right answer, why, who says so, who had it, and the standings."""
    asked, played = game.question, game.round
    names = knowledge.role_names
    lines = [f"### Answer {game.number + 1}: {literal(asked.right_words(names))}"]
    lines.append(literal(asked.item.explanation))
    lines.append(f"-# {literal(source_line(asked.item, knowledge.sources.get(asked.item.source)))}")
    if played.ending is Ending.SKIPPED:
        lines.append("Skipped; it does not count.")
    else:
        lines.append(_who_had_it(asked, played, names))
    lines.append("**Standings**\n" + standings_text(game.standings()[:SHOWN_STANDINGS]))
    if game.due is not None:
        what = "The end" if game.is_last else "The next question"
        lines.append(f"-# {what} comes {moment(game.due)}.")
    number = game.number
    buttons = [
        button("End" if game.is_last else "Next", NextQuestion(game.id, number)),
        button("My answer should count", AppealAnswer(game.id, number)),
        button("Report this question", ReportQuestion(game.id, number)),
    ]
    return card([text("\n".join(lines))], buttons)


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


def _who_had_it(asked: Question, played: Round, names: Mapping[str, str]) -> str:
    if not played.answers:
        return "Nobody answered."
    if asked.closest_wins:
        best = max(answer.worth for answer in played.answers)
        closest = [answer for answer in played.answers if answer.worth == best]
        said = ", ".join(
            f"{mention(it.member)} ({literal(asked.words(it.given, names))})" for it in closest[:5]
        )
        return f"Closest: {said}. {len(played.answers)} answered."
    right = [answer.member for answer in played.answers if answer.right or answer.granted]
    if not right:
        return f"None of {len(played.answers)} got it."
    return f"Right ({len(right)} of {len(played.answers)}): {members_text(right)}."


def end(game: Game) -> Layout:
    """Show the podium, a table by question, and what comes after."""
    standings = game.standings()
    lines = ["## The quiz is over"]
    if game.outcome is not Outcome.PLAYED:
        lines.append("It was ended early. What was earned is kept.")
    podium = [place for place in standings if place.rank <= 3 and place.points > 0]  # noqa: PLR2004
    for rank, title in ((1, "First"), (2, "Second"), (3, "Third")):
        there = [place for place in podium if place.rank == rank]
        if there:
            names = members_text([place.member for place in there])
            lines.append(f"**{title}:** {names} – {there[0].points} points")
    if not podium:
        lines.append("Nobody scored this time.")
    table = [_row(number, played) for number, played in enumerate(game.rounds)]
    lines += ["**By question**", *table] if table else []
    if not game.counts:
        lines.append("-# Fewer than two people answered, so this was practice: no leaderboard.")
    buttons = [
        button("Practise my misses", PractiseMisses(game.id), primary=True),
        button("Leaderboard", ShowLeaderboard(game.id)),
    ]
    return card([text("\n".join(lines))], buttons)


def _row(number: int, played: Round) -> str:
    if not played.counted and played.ending in (None, Ending.SKIPPED):
        return f"Question {number + 1}: skipped"
    right = sum(_is_right(answer) for answer in played.answers)
    return f"Question {number + 1}: {right} of {len(played.answers)} right"


def _is_right(answer: LockedAnswer) -> bool:
    return answer.right or answer.granted


def appeal(game: int, number: int, member: int, given: str) -> Layout:
    """Ask the host or a moderator to judge an answer again."""
    said = (
        f"{mention(member)} says that their answer to question {number + 1} should count: "
        f"“{literal(given)}”. The host or a moderator decides; nobody decides their own."
    )
    buttons = [
        button("Count it", GrantAppeal(game, number, member), primary=True),
        button("Keep it as it is", RefuseAppeal(game, number, member)),
    ]
    return card([text(said)], buttons)


def decision(
    number: int, member: int, judge: int, standings: Sequence[Standing], *, granted: bool
) -> Layout:
    """Say how an appeal was decided, and where everybody stands now."""
    what = "now counts as right" if granted else "stays as it was judged"
    lines = [
        (
            f"The answer of {mention(member)} to question {number + 1} {what}, "
            f"as {mention(judge)} decided."
        )
    ]
    if granted:
        lines.append("**Standings**\n" + standings_text(standings[:SHOWN_STANDINGS]))
    return card([text("\n".join(lines))])


def scores(standings: Sequence[Standing], asker: int) -> Layout:
    """Show the standings, and the asker's own place where it is further down."""
    lines = ["## Scores so far", standings_text(standings[:SHOWN_STANDINGS]) or "Nobody is in."]
    own = [place for place in standings[SHOWN_STANDINGS:] if place.member == asker]
    if own:
        lines += ["…", standings_text(own)]
    return card([text("\n".join(lines))])
