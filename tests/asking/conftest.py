"""What tests of asking share."""

import pytest

from bot.asking.asker import Asker
from bot.knowledge.base import Knowledge


@pytest.fixture(scope="session")
def asker(knowledge: Knowledge) -> Asker:
    """What understands and answers questions with the shipped knowledge."""
    return Asker(knowledge)
