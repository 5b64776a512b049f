"""What people call jobs, and which role they mean by it."""

from bot.titles.checks import Known, title_problems
from bot.titles.files import TITLE_FILES, TitleFiles
from bot.titles.overlay import OwnTitleResolver
from bot.titles.parsing import Stripped
from bot.titles.resolution import How, Resolution, Status
from bot.titles.resolver import TitleResolver

__all__ = [
    "TITLE_FILES",
    "How",
    "Known",
    "OwnTitleResolver",
    "Resolution",
    "Status",
    "Stripped",
    "TitleFiles",
    "TitleResolver",
    "title_problems",
]
