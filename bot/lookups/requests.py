"""What a refusal offers: to ask for what is missing."""

from bot.language.reading import Missed
from bot.language.words import clean
from bot.lookups.model import AnswerAction

ADD = "Ask for this to be added"
REQUEST_LIMIT = 80
"""Characters of what is asked for: as many as a button's id has room for."""


def ask_for(kind: Missed, text: str) -> AnswerAction:
    """Offer to ask for a question to be answered, or for a thing of a name to be added."""
    return AnswerAction(ADD, "want", f"{kind}:{' '.join(clean(text).split())[:REQUEST_LIMIT]}")
