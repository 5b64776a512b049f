"""What people type: every command, group and menu in a module here is one of the bot's."""

import importlib
import pkgutil
from typing import Any

from discord import app_commands


def add_all(tree: app_commands.CommandTree[Any]) -> None:
    for module in pkgutil.iter_modules(__path__):
        for it in vars(importlib.import_module(f"{__name__}.{module.name}")).values():
            match it:
                case app_commands.Group(parent=None) | app_commands.Command(parent=None):
                    tree.add_command(it)
                case app_commands.ContextMenu():
                    tree.add_command(it)
