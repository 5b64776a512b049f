"""Starting a quiz: by the command with all it can be given, or by a form of two questions."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.chat.kit.actions import Action
from bot.chat.kit.context import Context, on, on_form
from bot.chat.kit.forms import Choice, Form
from bot.chat.kit.reply import Reply
from bot.chat.rights import lacking, parent_channel
from bot.errors import UserFacingError
from bot.knowledge.decks import Difficulty
from bot.quiz.phases import Pace
from bot.quiz.rules import DEFAULT_SECONDS, USUAL_RULES, Mode, Scoring
from bot.services.items import EVERYTHING
from bot.services.quizzes import QuizOrder

DEFAULT_QUESTIONS = 10
LENGTHS = (5, 10, 15, 20)
OPEN = "The quiz is open below."
OPENS_LATER = (
    "Discord does not take my messages here just now. I try again every few seconds, and the quiz "
    "opens below as soon as it does."
)


class NoQuizHereError(UserFacingError):
    """A quiz is to be started outside of servers, or in one that the bot is not in."""

    text = "A quiz needs a channel of a server that I am in, where others can join."
    remedy = "For yourself there is /review start."


@dataclass(frozen=True, slots=True)
class PlanQuiz(Action, prefix="tquiz"):
    """Open a form that asks what the quiz is about, and how long it is."""


@dataclass(frozen=True, slots=True)
class StartQuiz(Action, prefix="tquizzed"):
    """Open a quiz as a form was filled in."""


async def start_quiz(  # noqa: PLR0913 - what a host may choose
    context: Context,
    *,
    topic: str | None = None,
    questions: int = DEFAULT_QUESTIONS,
    seconds: int = DEFAULT_SECONDS,
    difficulty: Difficulty | None = None,
    scoring: Scoring = Scoring.ACCURACY,
    mode: Mode = Mode.CLASSIC,
    final: bool = False,
) -> None:
    """Open a quiz in this channel; others join with a button."""
    if context.guild is None:
        raise NoQuizHereError
    order = QuizOrder(
        context.guild,
        context.channel,
        parent_channel(context),
        lacking(context),
        context.player,
        topic,
        questions,
        difficulty,
        replace(
            USUAL_RULES,
            mode=mode,
            scoring=scoring,
            pace=Pace(seconds or None),
            final_double=final,
        ),
    )
    wish = context.services.quizzes.check(order)
    await context.defer()
    opened = await context.services.quizzes.start(order, wish)
    said = OPEN if opened.shown else OPENS_LATER
    note = f" Only {opened.questions} questions fit." if opened.questions < questions else ""
    await context.send(Reply(f"{said}{note}"))


async def _plan(context: Context, action: PlanQuiz) -> None:
    del action
    if context.guild is None:
        raise NoQuizHereError
    offered = context.services.quizzes.topics.offered(context.guild)
    topics = [(it.value or EVERYTHING, it.label) for it in offered]
    lengths = [(str(it), f"{it} questions") for it in LENGTHS]
    fields = (
        Choice("topic", "What is it about?", topics, EVERYTHING),
        Choice("questions", "How long is it?", lengths, str(DEFAULT_QUESTIONS)),
    )
    await context.open_form(Form("Start a quiz in this channel", StartQuiz(), fields))


async def _start(context: Context, action: StartQuiz, fields: Mapping[str, str]) -> None:
    del action
    asked = fields.get("questions", "")
    questions = int(asked) if asked in map(str, LENGTHS) else DEFAULT_QUESTIONS
    await start_quiz(context, topic=fields.get("topic"), questions=questions)


ACTIONS = (on(PlanQuiz, _plan), on_form(StartQuiz, _start))
