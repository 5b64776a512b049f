"""Exams as moderators set them up: what they ask, what it takes to pass, and the role."""

from collections.abc import Iterator, Mapping

from bot.chat.kit.components import Layout, button, card, entity_menu, literal, menu, text
from bot.chat.kit.context import Context, on, on_form, on_menu
from bot.chat.kit.forms import Field, Form
from bot.chat.kit.reply import Reply
from bot.chat.prize_roles import require_prize_role
from bot.chat.quiz.prize_actions import (
    AddExam,
    ChooseExam,
    EditExam,
    NameExamRole,
    RemoveExam,
    SetExam,
    ShowExams,
)
from bot.chat.rights import for_moderators, require_moderator
from bot.knowledge.decks import ItemTopic
from bot.lookups.wording import plural
from bot.services.exams import ExamGoneError
from bot.services.servers.exam_settings import (
    FULL_MARK,
    LEAST_MARK,
    LEAST_QUESTIONS,
    MOST_EXAMS,
    MOST_QUESTIONS,
    MOST_TRIES,
    Exam,
)
from bot.services.servers.server_settings import SettingRefusedError

USUAL = Exam(topic=ItemTopic.ROLES)
"""What the form for a new exam begins with."""
TOPIC = "topic"
QUESTIONS, MARK, TRIES = NUMBERS = ("questions", "pass_mark", "tries")
"""Fields of the form, called as those of the exam."""


class ExamFormError(SettingRefusedError):
    """A form for an exam that cannot be read."""

    text = "An exam takes one topic or deck, and whole numbers."
    remedy = "Fill the form in again."


def rules_of(exam: Exam) -> str:
    """Say what an exam asks for, in one line."""
    needed = exam.needed(exam.questions)
    tries = plural(exam.tries, "attempt")
    return f"{exam.questions} questions, {needed} right to pass, {tries} a week"


async def _show(context: Context, action: ShowExams) -> None:
    del action
    await _replace(context)


async def _replace(context: Context, chosen: str | None = None) -> None:
    await context.replace(Reply(_screen(context, require_moderator(context), chosen)))


async def _choose(context: Context, action: ChooseExam, chosen: tuple[str, ...]) -> None:
    del action
    await _replace(context, chosen[0])


async def _add(context: Context, action: AddExam) -> None:
    del action
    hint = "such as Pay, or the name of a deck"
    topic = Field(TOPIC, "What it asks about", hint=hint, required=True)
    await context.open_form(Form("A new exam", SetExam(None), (topic, *_numbers(USUAL))))


async def _edit(context: Context, action: EditExam) -> None:
    guild = require_moderator(context)
    exam = _exam(context, guild, action.topic)
    name = context.services.quizzes.topics.name_of(exam.topic, guild)
    await context.open_form(Form(f"Exam: {name}", SetExam(exam.topic), tuple(_numbers(exam))))


def _numbers(exam: Exam) -> Iterator[Field]:
    marks = f"Right answers to pass, {LEAST_MARK} to {FULL_MARK} %"
    yield _number(QUESTIONS, f"Questions, {LEAST_QUESTIONS} to {MOST_QUESTIONS}", exam.questions)
    yield _number(MARK, marks, exam.pass_mark)
    yield _number(TRIES, f"Attempts a week, 1 to {MOST_TRIES}", exam.tries)


def _number(name: str, label: str, value: int) -> Field:
    return Field(name, label, str(value), required=True, most=5)


async def _set(context: Context, action: SetExam, fields: Mapping[str, str]) -> None:
    """Take a new exam in, or change the one on the same topic."""
    guild = require_moderator(context)
    topic = action.topic or context.services.quizzes.topics.read(fields.get(TOPIC), guild)
    numbers = [fields.get(it, "").strip().removesuffix("%").strip() for it in NUMBERS]
    if topic is None or not all(map(str.isdecimal, numbers)):
        raise ExamFormError
    exams = {it.topic: it.model_dump() for it in _exams(context, guild)}
    named = {"role": None, **exams.get(topic, {}), "topic": topic}
    exams[topic] = {**named, **dict(zip(NUMBERS, map(int, numbers), strict=True))}
    await _write(context, guild, list(exams.values()))
    await _replace(context, topic)


async def _name_role(context: Context, action: NameExamRole, chosen: tuple[str, ...]) -> None:
    guild = require_moderator(context)
    _exam(context, guild, action.topic)
    for role in chosen:
        require_prize_role(context, role)
    named = next(iter(chosen), None)
    changed = [
        {**it.model_dump(), "role": named if it.topic == action.topic else it.role}
        for it in _exams(context, guild)
    ]
    await _write(context, guild, changed)
    await _replace(context, action.topic)


async def _remove(context: Context, action: RemoveExam) -> None:
    guild = require_moderator(context)
    kept = [it.model_dump() for it in _exams(context, guild) if it.topic != action.topic]
    await _write(context, guild, kept)
    await _replace(context)


async def _write(context: Context, guild: int, exams: list[dict[str, object]]) -> None:
    await context.services.servers.change_setting(guild, "exams", exams)


def _exams(context: Context, guild: int) -> tuple[Exam, ...]:
    return context.services.servers.settings(guild).exams


def _exam(context: Context, guild: int, topic: str) -> Exam:
    for exam in _exams(context, guild):
        if exam.topic == topic:
            return exam
    raise ExamGoneError


def _screen(context: Context, guild: int, chosen: str | None) -> Layout:
    """Show all exams, and what changes the chosen one."""
    exams, topics = _exams(context, guild), context.services.quizzes.topics
    names = {it.topic: topics.name_of(it.topic, guild) for it in exams}
    lines = ["## Exams", "Members sit them alone with /quiz exam, without hints or a timer."]
    lines += [
        f"- **{literal(names[it.topic])}:** {rules_of(it)}; "
        + ("no role" if it.role is None else f"<@&{it.role}> for who passes")
        for it in exams
    ]
    buttons = [button("Add an exam…", AddExam())] if len(exams) < MOST_EXAMS else []
    rows = []
    if exams:
        options = [(it.topic, names[it.topic], rules_of(it)) for it in exams]
        rows.append(menu(ChooseExam(), "Change an exam", options, [chosen or ""]))
    if (exam := next((it for it in exams if it.topic == chosen), None)) is not None:
        buttons += [
            button(f"Change {names[exam.topic]}…", EditExam(exam.topic)),
            button(f"Remove {names[exam.topic]}", RemoveExam(exam.topic)),
        ]
        role = () if exam.role is None else (exam.role,)
        prompt = f"The role of who passes {names[exam.topic]}; none for no role"
        rows.append(entity_menu("role", NameExamRole(exam.topic), prompt, role, 1))
    return card([text("\n".join(lines))], buttons, rows)


ACTIONS = for_moderators(
    on(ShowExams, _show),
    on_menu(ChooseExam, _choose),
    on(AddExam, _add),
    on(EditExam, _edit),
    on_form(SetExam, _set),
    on_menu(NameExamRole, _name_role),
    on(RemoveExam, _remove),
)
