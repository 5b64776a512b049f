"""What people call jobs, and which role they mean by it."""

from bot.titles.checks import Known, title_problems
from bot.titles.files import TITLE_FILES, TitleFiles
from bot.titles.lexicon import StrippedWords
from bot.titles.resolver import How, Resolution, Status, TitleResolver

__all__ = [
    "TITLE_FILES",
    "How",
    "Known",
    "Resolution",
    "Status",
    "StrippedWords",
    "TitleFiles",
    "TitleResolver",
    "title_problems",
]
