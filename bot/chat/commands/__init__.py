"""One module a command. Each has `add(tree)`; a new file here is a new command."""

import importlib
import pkgutil
from typing import Any

from discord import app_commands


def add_all(tree: app_commands.CommandTree[Any]) -> None:
    """Add every command of this folder to a tree."""
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}").add(tree)
