"""What README, CONTRIBUTING and others say is held against the code."""

import re
import textwrap
from collections.abc import Iterator
from pathlib import Path

import discord
import pytest
import typer
from discord import app_commands
from typer.core import TyperGroup, TyperOption

from bot import cli
from bot.chat.commands import add_all
from bot.knowledge.base import Knowledge
from bot.knowledge.files import FILE_KINDS
from bot.lookups.registry import ENTRIES
from bot.quiz.pool import Pool
from bot.settings import Settings
from tests.conftest import ROOT
from tests.evaluation import quiz_items

README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
FIGURES = (ROOT / "docs" / "figures.md").read_text(encoding="utf-8")
EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")
FILLED_IN = {"discord_token", "operators"}
"""Settings that whoever sets the bot up fills in; the lines of the others begin with #."""
Command = app_commands.Command[app_commands.Group, ..., None]


def rows(text: str, heading: str) -> Iterator[list[str]]:
    """The cells of all tables under a heading of the first column; a table ends where no | is."""
    inside = False
    for line in text.splitlines():
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if not cells:
            inside = False
        elif cells[0] == heading:
            inside = True
        elif inside and not set(cells[0]) <= {"-"}:
            yield cells


def quoted(text: str) -> list[str]:
    return re.findall(r"`([^`]+)`", text)


@pytest.fixture(scope="module")
def tree() -> app_commands.CommandTree[discord.Client]:
    made = app_commands.CommandTree(discord.Client(intents=discord.Intents.none()))
    add_all(made)
    return made


@pytest.fixture(scope="module")
def commands(tree: app_commands.CommandTree[discord.Client]) -> dict[str, Command]:
    found = {it.qualified_name: it for it in tree.walk_commands()}
    return {name: it for name, it in found.items() if isinstance(it, app_commands.Command)}


def split(words: str, commands: dict[str, Command]) -> tuple[str, list[str]]:
    """Split what README writes into the command's name, empty where it is none, and the rest."""
    parts = words.removeprefix("/").split()
    for end in range(len(parts), 0, -1):
        if " ".join(parts[:end]) in commands:
            return " ".join(parts[:end]), parts[end:]
    return "", parts


def named_in(cell: str, commands: dict[str, Command]) -> Iterator[tuple[str, list[str]]]:
    """The commands of a cell with what follows each; `/plan start`, `stop` name siblings."""
    group = ""
    for words in quoted(cell):
        name, rest = split(words if words.startswith("/") else f"{group} {words}", commands)
        group = name.rpartition(" ")[0]
        yield name or words, rest


def test_the_tables_of_commands_name_each_once_and_no_other(commands: dict[str, Command]) -> None:
    cells = [row[0] for row in rows(README, "command") if row[0].startswith("`/")]
    groups = {name.split(" ")[0] for name in commands if " " in name}
    elsewhere = [it for it in cells if it.endswith("…`")]
    assert {it.strip("`/ …") for it in elsewhere} <= groups
    named = [name for it in cells if it not in elsewhere for name, _ in named_in(it, commands)]
    assert sorted(named) == sorted(commands)


def test_the_options_that_a_table_names_are_the_commands(commands: dict[str, Command]) -> None:
    for row in rows(README, "command"):
        if row[0].startswith("`/"):
            for name, options in named_in(row[0], commands):
                if options and name in commands:
                    known = [
                        it.display_name if it.required else f"[{it.display_name}]"
                        for it in commands[name].parameters
                    ]
                    assert options == known, name


def test_every_command_in_the_text_exists(commands: dict[str, Command]) -> None:
    groups = {" ".join(name.split(" ")[:n]) for name in commands for n in (1, 2)}
    for words in quoted(README):
        if words.startswith("/") and not words.startswith("/command "):
            name, rest = split(words, commands)
            assert name or " ".join(rest).removesuffix(" …") in groups, words


def test_help_names_every_command_and_no_other(commands: dict[str, Command]) -> None:
    said = " ".join(f"{it.command} {it.help}" for it in ENTRIES if it.help is not None)
    named = set(re.findall(r"/([a-z-]+)", said))
    assert named == {name.split(" ")[0] for name in commands}
    assert all(it.command.split(" ")[0][1:] in named for it in ENTRIES)


def test_the_menu_entries_are_the_trees(tree: app_commands.CommandTree[discord.Client]) -> None:
    named = re.findall(r"\| \*Apps → (.+?)\* \|", README)
    entries = tree.get_commands(type=discord.AppCommandType.message)
    assert sorted(named) == sorted(it.name for it in entries)


def test_the_example_of_settings_is_made_of_the_model() -> None:
    made = [""]
    for name, field in Settings.model_fields.items():
        default = field.get_default(call_default_factory=True, validated_data={})
        match default:
            case None | frozenset():
                shown = ""
            case Path() if default.is_absolute():
                shown = default.relative_to(ROOT).as_posix()
            case _:
                shown = str(default)
        made += [f"# {line}" for line in textwrap.wrap(field.description or "", 96)]
        made += [f"{'' if name in FILLED_IN else '# '}{name.upper()}={shown}", ""]
    assert EXAMPLE.partition("\n\n")[2] == "\n".join(made).lstrip("\n")


def test_the_table_of_the_command_line_names_its_commands_and_options() -> None:
    built = typer.main.get_command(cli.build())
    assert isinstance(built, TyperGroup)
    written: dict[str, set[str]] = {}
    for row in rows(README, "command"):
        if not row[0].startswith(("`/", "*")) and (words := quoted(row[0])):
            written |= {it.split()[0]: set(re.findall(r"--[a-z-]+", it)) for it in words}
    offered = {
        name: [
            {it for it in (*option.opts, *option.secondary_opts) if it.startswith("--")}
            for option in command.params
            if isinstance(option, TyperOption)
        ]
        for name, command in built.commands.items()
    }
    assert written.keys() == offered.keys()
    for name, options in offered.items():
        assert all(written[name] & spellings for spellings in options), name
        assert written[name] <= set().union(*options), name


def test_the_modules_that_are_named_can_be_run() -> None:
    found = set(re.findall(r"python -m (tests[\w.]+)", README + CONTRIBUTING + FIGURES))
    assert found
    for name in found:
        file = ROOT / f"{name.replace('.', '/')}.py"
        assert "def main(" in file.read_text(encoding="utf-8"), name


def test_the_figures_of_the_readme_stand_among_the_measured_ones() -> None:
    section = README.partition("## How well it does")[2]
    named = re.findall(r"\d[\d.]* (?:%|ms|MB)", section)
    assert named
    assert [it for it in named if it not in FIGURES] == []


def test_what_is_counted_of_quiz_items_is_a_table(knowledge: Knowledge) -> None:
    said = quiz_items.table(Pool.of(knowledge)).splitlines()
    assert {len(line.split("|")) for line in said} == {7}


def test_the_guide_of_the_knowledge_names_every_kind_of_file() -> None:
    guide = (ROOT / "knowledge" / "README.md").read_text(encoding="utf-8")
    named = [name for row in rows(guide, "you want to change") for name in quoted(row[1])]
    assert sorted(named) == sorted(kind.pattern for kind in FILE_KINDS)


def test_what_is_said_to_survive_is_shown_by_tests_that_exist() -> None:
    named = [name for row in rows(FIGURES, "what happens") for name in quoted(row[2])]
    assert named
    for file, _, test in (name.partition("::") for name in named):
        assert f"def {test}(" in (ROOT / file).read_text(encoding="utf-8"), test


DOCUMENTS = ["README.md", "CONTRIBUTING.md", "docs/figures.md", "knowledge/README.md"]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_files_that_are_named_exist(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    linked = set(re.findall(r"\]\((?!https?:)([^)#]+)\)", text))
    named = set(re.findall(r"(?<![\w-])(?:bot|tests|knowledge|docs)/[\w./-]*\w", text))
    assert [it for it in sorted(linked) if not ((ROOT / document).parent / it).exists()] == []
    assert [it for it in sorted(named) if not (ROOT / it).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_row_of_a_table_has_as_many_cells_as_its_head(document: str) -> None:
    cells = 0
    for line in (ROOT / document).read_text(encoding="utf-8").splitlines():
        found = len(re.findall(r"(?<!\\)\|", line)) if line.startswith("|") else 0
        assert not cells or not found or found == cells, line
        cells = found


def mapped() -> list[str]:
    """The paths in CONTRIBUTING's map, by their indentation."""
    block = re.search(r"## The map.*?```\n(.*?)```", CONTRIBUTING, re.DOTALL)
    assert block is not None
    folders: list[str] = []
    paths = []
    for line in block[1].splitlines():
        indentation, names = re.match(r"( *)([^\s,]+(?:, [^\s,]+)*)", line).groups()  # type: ignore[union-attr]
        del folders[len(indentation) // 2 :]
        paths += ["".join([*folders, name]) for name in names.split(", ")]
        folders.append(names)
    return paths


def test_what_the_map_shows_exists() -> None:
    assert [path for path in mapped() if not (ROOT / path).exists()] == []


def test_the_map_shows_the_whole_first_floor() -> None:
    there = {
        f"bot/{it.name}{'/' if it.is_dir() else ''}"
        for it in (ROOT / "bot").iterdir()
        if it.name not in {"__init__.py", "__main__.py", "__pycache__"}
    }
    assert there - set(mapped()) == set()
