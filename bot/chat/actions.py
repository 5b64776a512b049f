"""All actions there are, of every feature; two with one prefix fail at import."""

from bot.chat import page_actions, plan, practice, privacy, review
from bot.chat.kit.dispatch import ActionTable
from bot.chat.quiz import handlers as quiz

ACTIONS = ActionTable(
    page_actions.ACTIONS,
    quiz.ACTIONS,
    review.ACTIONS,
    practice.ACTIONS,
    plan.ACTIONS,
    privacy.ACTIONS,
)
