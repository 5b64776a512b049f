"""What tests of asking share."""

import pytest

from bot.knowledge.base import Knowledge
from bot.services.asking.asker import Asker


@pytest.fixture(scope="session")
def asker(knowledge: Knowledge) -> Asker:
    """What understands and answers questions with the shipped knowledge."""
    return Asker(knowledge)
