"""The shipped understanding, fitted once."""

import pytest

from bot.services.asking.asker import Asker
from bot.services.editing.snapshot import KnowledgeSnapshot


@pytest.fixture(scope="session")
def asker(whole: KnowledgeSnapshot) -> Asker:
    return whole.asker
