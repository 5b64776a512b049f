"""When what reads questions is in memory: from the first question until nobody asks for an hour."""

import asyncio
from datetime import timedelta

from bot.language.model_files import ModelFiles
from bot.services.asking.asker import Asker
from bot.services.scheduler import Alarm, Scheduler

IDLE = timedelta(hours=1)


class ModelKeeper:
    """Load the files by which questions are read beside the loop, and let go of them after."""

    def __init__(self, scheduler: Scheduler) -> None:
        self._alarm = Alarm(scheduler, "let go of what reads questions", self._let_go)
        self._files = ModelFiles()

    async def ready(self, asker: Asker) -> None:
        """Return when questions can be read without waiting for a disk."""
        files = asker.understanding.files
        self._files = files
        if not files.is_loaded:
            await asyncio.to_thread(files.load)
        self._alarm.after(IDLE)

    async def _let_go(self) -> None:
        self._files.let_go()
