"""What people call jobs, and which role they mean by it."""

from bot.titles.lexicon import StrippedWords
from bot.titles.resolver import How, Resolution, Status, TitleResolver
from bot.titles.title_files import TitleFiles

__all__ = ["How", "Resolution", "Status", "StrippedWords", "TitleFiles", "TitleResolver"]
