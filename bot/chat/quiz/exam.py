"""Exams as members sit them, in one private message that goes from question to question."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from bot.chat.kit.components import (
    Component,
    Layout,
    button,
    card,
    date_and_time,
    literal,
    moment,
    picture,
    text,
)
from bot.chat.kit.context import Context, on, on_form
from bot.chat.kit.forms import Field, Form
from bot.chat.kit.reply import Attachment, Reply
from bot.chat.quiz.exam_setup import rules_of
from bot.chat.quiz.portraits import certificate, own_name, server_name
from bot.chat.quiz.prize_actions import AnswerExam, SendExam, SitExam, TypeExam
from bot.chat.quiz.question_screens import drawing_of
from bot.chat.rights import require_server
from bot.lookups.wording import cut, number_word, plural
from bot.quiz.items.base import ANSWER_LIMIT, ByButton, DoubtfulAnswerError
from bot.services.exams import ExamOffer, ExamQuestion, ExamResult

ANSWER = "answer"
LONGEST_NAME = 60
"""Characters of an exam's name on its button."""
USED = {1: "your attempt", 2: "both attempts"}


async def list_exams(context: Context) -> None:
    """Show the exams of the server as they stand for the asker, to them alone."""
    guild = require_server(context)
    offers = await context.services.exams.offered(guild, context.member)
    await context.send(Reply(exams_screen(offers)))


async def _sit(context: Context, action: SitExam) -> None:
    guild = require_server(context)
    asked = await context.services.exams.begin(guild, context.member, action.topic)
    await _ask(context, asked)


async def _ask(context: Context, asked: ExamQuestion) -> None:
    shown = await drawing_of(asked.question, context.app.pages)
    await context.replace(Reply(question_screen(asked, shown.parts), shown.files))


async def _type(context: Context, action: TypeExam) -> None:
    asked = await context.services.exams.question(action.trial, context.member)
    if isinstance(form := asked.question.answered, ByButton):
        await _ask(context, asked)
        return
    field = Field(ANSWER, form.label, hint=form.hint, required=True, most=ANSWER_LIMIT)
    send = SendExam(asked.trial, asked.place)
    await context.open_form(Form(f"Question {asked.place + 1}", send, (field,)))


async def _send(context: Context, action: SendExam, fields: Mapping[str, str]) -> None:
    await _answer(context, AnswerExam(action.trial, action.place, fields.get(ANSWER, "")))


async def _answer(context: Context, action: AnswerExam) -> None:
    exams, trial, place = context.services.exams, action.trial, action.place
    try:
        shown = await exams.answer(trial, place, context.member, action.typed)
    except DoubtfulAnswerError as doubt:
        meant = [button(label, replace(action, typed=typed)) for label, typed in doubt.offers]
        await context.send(Reply(card([text(doubt.text)], meant)))
        return
    if isinstance(shown, ExamQuestion):
        await _ask(context, shown)
    else:
        await _show_result(context, shown)


async def _show_result(context: Context, result: ExamResult) -> None:
    """Show what the try came to, with a certificate for who passed."""
    await context.defer_update()
    parts = [text("\n".join(_told(result)))]
    files: tuple[Attachment, ...] = ()
    if result.passed:
        detail = f"{result.right} of {plural(result.count, 'question')} right"
        deed = f"passed the exam {result.name}"
        drawn = certificate(own_name(context), deed, detail, server_name(context), result.at)
        if (file := await context.app.pages.picture(drawn)) is not None:
            parts.append(picture(file.name, drawn.describe()))
            files = (file,)
    await context.replace(Reply(card(parts), files))


ACTIONS = (
    on(SitExam, _sit),
    on(TypeExam, _type),
    on_form(SendExam, _send),
    on(AnswerExam, _answer),
)


def exams_screen(offers: tuple[ExamOffer, ...]) -> Layout:
    """List exams, with what each asks for and how the member stands."""
    if not offers:
        lines = ["## Exams", "This server has none. Its moderators set them up in /settings show."]
        return card([text("\n".join(lines))])
    lines = ["## Exams", "Only you see your exam: no hints, no timer, and the result at the end."]
    lines += [f"- **{literal(it.name)}:** {rules_of(it.exam)}. {_stands(it)}" for it in offers]
    return card([text("\n".join(lines))], list(_begins(offers)))


def _stands(offer: ExamOffer) -> str:
    said = [] if offer.passed_at is None else [f"You passed {moment(offer.passed_at)}."]
    if offer.begun:
        said.append("You have begun.")
    elif offer.next_at is not None:
        said.append(f"You can try again {date_and_time(offer.next_at)}.")
    elif offer.left < offer.exam.tries:
        said.append(f"{plural(offer.left, 'attempt')} left.")
    return " ".join(said)


def _begins(offers: tuple[ExamOffer, ...]) -> Iterator[Component]:
    for it in offers:
        if it.begun or it.next_at is None:
            does = "Continue" if it.begun else "Start" if it.passed_at is None else "Retake"
            name = cut(it.name.removeprefix("The "), LONGEST_NAME)
            yield button(f"{does} the {name} exam", SitExam(it.exam.topic), primary=True)


def question_screen(asked: ExamQuestion, drawn: Sequence[Component]) -> Layout:
    """Ask a question; nothing tells whether the one before was right."""
    question = asked.question
    locked = f"Locked in: {literal(asked.locked)} · " if asked.locked is not None else ""
    lines = [
        f"-# {locked}{literal(asked.name)}, question {asked.place + 1} of {asked.count}",
        f"### {literal(question.item.question)}",
    ]
    lines += [f"**{letter}.** {literal(option)}" for letter, option in question.lettered]
    if isinstance(form := question.answered, ByButton):
        answers = [
            button(it, AnswerExam(asked.trial, asked.place, it), primary=True)
            for it in form.letters
        ]
    else:
        if question.prompt is not None:
            lines.append(literal(question.prompt))
        answers = [button("Type your answer", TypeExam(asked.trial), primary=True)]
    return card([text("\n".join(lines)), *drawn], answers)


def _told(result: ExamResult) -> Iterator[str]:
    score = f"{result.right} of {result.count} right"
    if not result.passed:
        yield f"## Not this time: {score}"
        yield f"You need {result.needed} of {result.count} right."
        yield _again(result.then)
        if result.then.passed_at is not None:
            yield "Your earlier pass still counts."
        return
    yield f"## You passed: {score}"
    if result.exam.role is not None:
        yield f"The role <@&{result.exam.role}> goes with it."
    yield "The certificate is yours to share."


def _again(offer: ExamOffer) -> str:
    """Say whether or when one who failed can try again."""
    if offer.next_at is None:
        return f"You can try again now: {plural(offer.left, 'attempt')} left this week."
    tries = offer.exam.tries
    used = USED.get(tries, f"all {number_word(tries)} attempts")
    when = date_and_time(offer.next_at)
    return f"You have used {used} this week; you can try again {when}."
