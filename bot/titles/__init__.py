"""What people call jobs, and which role they mean by it."""

from bot.titles.files import TitleFiles
from bot.titles.lexicon import StrippedWords
from bot.titles.resolver import How, Resolution, Status, TitleResolver

__all__ = ["How", "Resolution", "Status", "StrippedWords", "TitleFiles", "TitleResolver"]
