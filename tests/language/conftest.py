"""The shipped understanding, fitted once."""

import pytest

from bot.knowledge.base import Knowledge
from bot.language.model_files import ModelFiles
from bot.services.asking.asker import Asker


@pytest.fixture(scope="session")
def asker(knowledge: Knowledge) -> Asker:
    return Asker.of(knowledge, ModelFiles())
