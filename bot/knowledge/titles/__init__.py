"""What people call jobs, and which role they mean by it."""

from bot.knowledge.titles.checks import Known, title_problems
from bot.knowledge.titles.files import TITLE_FILES, TitleFiles
from bot.knowledge.titles.own import OwnTitleResolver
from bot.knowledge.titles.reading import Stripped
from bot.knowledge.titles.resolution import How, Resolution, Status
from bot.knowledge.titles.resolver import TitleResolver

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
