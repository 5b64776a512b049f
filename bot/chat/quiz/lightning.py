"""Lightning: one message for all, and private ones in which each goes on at their own pace."""

from contextlib import suppress
from dataclasses import dataclass

from bot.chat.kit.actions import Action
from bot.chat.kit.components import Layout, button, card, literal, moment, text
from bot.chat.kit.context import Context, on
from bot.chat.kit.reply import Reply
from bot.chat.quiz.drawing import drawing_of
from bot.lookups.wording import plural
from bot.quiz.errors import (
    AlreadyAnsweredError,
    GameOverError,
    NoMoreQuestionsError,
    QuestionClosedError,
    TooLateError,
)
from bot.quiz.game import Game
from bot.quiz.items.base import ByButton, Question

THROUGH = "That was your last one; the board comes in the channel."


@dataclass(frozen=True, slots=True)
class PlayLightning(Action, prefix="qp"):
    """Show the clicker the question they are at."""

    game: int


@dataclass(frozen=True, slots=True)
class PickLightning(Action, prefix="qy"):
    """Answer by the letter of an option, and show the next question in its place."""

    game: int
    number: int
    letter: str


def open_lightning(game: Game) -> Layout:
    """Show all that the round runs, until when, and how many answers came in."""
    answers = [answer for round_ in game.rounds for answer in round_.answers]
    people = len({answer.member for answer in answers})
    lines = [
        "### ⚡ Lightning: answer as many as you can",
        "Press Play: your questions come to you alone, one after the other.",
    ]
    ends = f"Ends {moment(game.due)}. " if game.due is not None else ""
    lines.append(f"-# {ends}{plural(len(answers), 'answer')} from {plural(people, 'member')}.")
    return card([text("\n".join(lines))], [button("Play", PlayLightning(game.id), primary=True)])


def closed_lightning() -> Layout:
    return card([text("### ⚡ Lightning\n-# Time is up.")])


async def _asked(
    context: Context, game: int, number: int, question: Question, locked: str = ""
) -> Reply:
    """Show one member their question; what they answered before stands above it."""
    lines = [f"-# {locked}Question {number + 1}", f"### {literal(question.item.question)}"]
    lines += [f"**{letter}.** {literal(option)}" for letter, option in question.lettered]
    answered = question.answered
    letters = answered.letters if isinstance(answered, ByButton) else ()
    buttons = [button(it, PickLightning(game, number, it), primary=True) for it in letters]
    shown = await drawing_of(question, context.app.pages)
    return Reply(card([text("\n".join(lines)), *shown.parts], buttons), shown.files)


async def _play(context: Context, action: PlayLightning) -> None:
    number, question = await context.services.quizzes.next_for(action.game, context.player)
    await context.send(await _asked(context, action.game, number, question))


async def _pick(context: Context, action: PickLightning) -> None:
    """Lock an answer, and show the next question; a second click changes nothing."""
    quizzes, member, locked = context.services.quizzes, context.player, ""
    with suppress(AlreadyAnsweredError):
        judged = await quizzes.answer(action.game, action.number, member, action.letter)
        locked = f"Locked in: {literal(judged.words)} · "
    try:
        number, question = await quizzes.next_for(action.game, member)
    except (NoMoreQuestionsError, QuestionClosedError, GameOverError, TooLateError):
        shown = Reply(card([text(f"{locked}{THROUGH}")]))
    else:
        shown = await _asked(context, action.game, number, question, locked)
    await context.replace(shown)


ACTIONS = (on(PlayLightning, _play), on(PickLightning, _pick))
