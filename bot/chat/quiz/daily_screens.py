"""What is seen of the question of the day: asked, closed, answered, and how a member stands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.chat.kit.actions import Action
from bot.chat.kit.components import (
    Component,
    Layout,
    button,
    card,
    date_and_time,
    literal,
    mention,
    moment,
    one_line,
    rows,
    separator,
    text,
)
from bot.chat.quiz.question_screens import source_line
from bot.knowledge.base import Knowledge
from bot.lookups.wording import plural
from bot.quiz.daily import DailyPost, DailyResult, DailyWeek, Streak
from bot.quiz.items.base import ByButton, Question
from bot.quiz.pool import TOPIC_NAMES
from bot.records.moments import ONE_DAY
from bot.services.daily.answering import DailyLocked, DailyStatus

NAME = "Question of the day"


@dataclass(frozen=True, slots=True)
class AnswerDaily(Action, prefix="da"):
    """Answer by the letter of an option."""

    question: int
    letter: str


@dataclass(frozen=True, slots=True)
class TypeDaily(Action, prefix="dt"):
    """Open the form to answer in."""

    question: int


@dataclass(frozen=True, slots=True)
class SendDaily(Action, prefix="dw"):
    """Answer by what was typed into the form."""

    question: int


@dataclass(frozen=True, slots=True)
class ShowDaily(Action, prefix="ds"):
    """Show how one stands."""


def asked(post: DailyPost, knowledge: Knowledge, drawn: Sequence[Component]) -> Layout:
    """Ask a question, after what became of the one before."""
    parts: list[Component] = []
    if post.role is not None:
        parts.append(text(f"-# <@&{post.role}>"))
    if post.before is not None:
        day = "Yesterday" if post.before.day == post.day - ONE_DAY else f"{post.before.day:%A}"
        told = [f"**{day}:** {_told(post.before, knowledge)}", *_why(post.before, knowledge)]
        parts += [text("\n".join(told)), separator()]
    if post.week is not None:
        parts += [text(_week(post.week)), separator()]
    lines = [*_question(post.question), f"-# Open until the next one, {moment(post.closes)}."]
    parts += [text("\n".join(lines)), *drawn]
    # A row of its own: nobody should answer with a thumb that aimed at it.
    return card(parts, list(_answers(post)), rows([button("My streak", ShowDaily())]))


def closed(result: DailyResult, knowledge: Knowledge, drawn: Sequence[Component]) -> Layout:
    """Show the answer where the question was asked."""
    told = [f"### Right answer: {_told(result, knowledge)}", *_why(result, knowledge)]
    asked = text("\n".join(_question(result.question)))
    return card([asked, *drawn, text("\n".join(told))])


def _answers(post: DailyPost) -> Iterator[Component]:
    answered = post.question.answered
    if isinstance(answered, ByButton):
        for letter in answered.letters:
            yield button(letter, AnswerDaily(post.number, letter), primary=True)
    else:
        yield button("Type your answer", TypeDaily(post.number), primary=True)


def _question(question: Question) -> Iterator[str]:
    item = question.item
    yield f"-# {NAME} · {TOPIC_NAMES[item.topic]} · {item.difficulty}"
    yield f"### {one_line(item.question)}"
    for letter, option in question.lettered:
        yield f"**{letter}.** {literal(option)}"
    if question.prompt is not None:
        yield literal(question.prompt)


def _told(result: DailyResult, knowledge: Knowledge) -> str:
    """Say what is right, and how many had it."""
    names = knowledge.role_names
    right = f"**{literal(result.question.right_words(names))}**."
    if not result.answered:
        return f"{right} Nobody answered."
    if not result.right and result.question.closest_wins and result.best is not None:
        closest = literal(result.question.words(result.best, names))
        return f"{right} The closest of {result.answered} was {closest}."
    return f"{right} {result.right or 'None'} of {result.answered} had it."


def _why(result: DailyResult, knowledge: Knowledge) -> Iterator[str]:
    item = result.question.item
    yield literal(item.explanation)
    yield f"-# {literal(source_line(item, knowledge.sources.get(item.source)))}"


def _week(week: DailyWeek) -> str:
    lines = ["**Last week**"]
    if week.most_right:
        best = ", ".join(f"{mention(member)} {right}" for member, right in week.most_right)
        lines.append(f"Most right, of {week.asked}: {best}")
    if week.streaks:
        best = ", ".join(
            f"{mention(member)} {plural(days, 'day')}" for member, days in week.streaks
        )
        lines.append(f"Longest streaks: {best}")
    return "\n".join(lines if len(lines) > 1 else [*lines, "Nobody had one right."])


def locked(answer: DailyLocked) -> str:
    """Confirm an answer to who gave it."""
    said = "Your answer stands" if answer.again else "Locked in"
    lines = [f"{said}: **{literal(answer.words)}**"]
    if answer.read_as is not None:
        lines.append(f"-# {literal(answer.read_as)}")
    if answer.again:
        lines.append("The first one counts.")
    lines.append(_streak(answer.streak))
    if answer.closes is not None:
        when = date_and_time(answer.closes)
        lines.append(f"-# The right one comes with the next question: {when}")
    return "\n".join(lines)


def _streak(streak: Streak) -> str:
    if not streak.days and streak.best:
        best = plural(streak.best, "day")
        return f"Your streak is over; your best is {best}. Answer today, and a new one begins."
    if not streak.days:
        return "No streak yet: answer today, and it begins."
    best = f" Your best is {streak.best}." if streak.best > streak.days else ""
    said = f"**{plural(streak.days, 'day')}** in a row.{best}"
    if streak.frozen is not None:
        said += f" You missed {_day(streak.frozen)}; your freeze for that month kept your streak."
    return said


def _day(day: date) -> str:
    return f"{day:%A}, {day.day} {day:%B}"


def status(found: DailyStatus, guild: int) -> list[str]:
    """Say how a member stands, and where the question is."""
    lines = [f"## {NAME}"]
    last = found.last
    if last is not None and last.closed_at is None:
        link = f"https://discord.com/channels/{guild}/{last.channel}/{last.message}"
        mine = f"You answered **{literal(found.mine)}**." if found.mine else "It waits for you."
        lines.append(f"[Today's question]({link}) is open. {mine}")
    elif found.right is not None:
        mine = f"; you answered **{literal(found.mine)}**" if found.mine else ""
        lines.append(f"The last answer was **{literal(found.right)}**{mine}.")
    if found.next_at is not None:
        lines.append(f"Next question: {date_and_time(found.next_at)}")
    else:
        lines.append("None is asked in this server just now.")
    if found.last is not None:
        left = "not used yet" if found.streak.has_freeze else "already used this month"
        lines += [_streak(found.streak), f"-# You may miss one day a month: {left}."]
    return lines
