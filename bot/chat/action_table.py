"""All actions there are, of every feature; two with one prefix fail at import."""

from bot.chat import (
    answers,
    claim_reports,
    member_pay,
    mock_loop,
    offers,
    plan,
    plan_setup,
    posting,
    practice,
    privacy,
    reminders,
    review,
    settings_panel,
)
from bot.chat.kit.context import ActionTable
from bot.chat.knowledge import (
    change_review,
    claim_forms,
    claim_report_list,
    knowledge_status,
    miss_list,
    report_list,
)
from bot.chat.quiz import (
    daily,
    exam,
    exam_setup,
    leaderboard,
    nights,
    seasons,
    setup,
    starting,
)
from bot.chat.quiz import handlers as quiz

ACTIONS = ActionTable(
    answers.ACTIONS,
    claim_reports.ACTIONS,
    offers.ACTIONS,
    member_pay.ACTIONS,
    posting.ACTIONS,
    quiz.ACTIONS,
    setup.ACTIONS,
    starting.ACTIONS,
    daily.ACTIONS,
    nights.ACTIONS,
    leaderboard.ACTIONS,
    seasons.ACTIONS,
    exam_setup.ACTIONS,
    exam.ACTIONS,
    review.ACTIONS,
    practice.ACTIONS,
    mock_loop.ACTIONS,
    plan.ACTIONS,
    plan_setup.ACTIONS,
    reminders.ACTIONS,
    privacy.ACTIONS,
    settings_panel.ACTIONS,
    change_review.ACTIONS,
    claim_forms.ACTIONS,
    claim_report_list.ACTIONS,
    knowledge_status.ACTIONS,
    miss_list.ACTIONS,
    report_list.ACTIONS,
)
