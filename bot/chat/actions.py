"""All actions there are, of every feature; two with one prefix fail at import."""

from bot.chat import page_actions, privacy
from bot.chat.kit.dispatch import ActionTable

ACTIONS = ActionTable(page_actions.ACTIONS, privacy.ACTIONS)
