"""Hold a conversation in the terminal: lines in, what the member sees out."""

import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from bot.preview.simulation import Simulation, open_simulation
from bot.preview.terminal import LineError, Script, Shown


async def hold(
    directory: Path, lines: Iterable[str], *, as_json: bool, out: Callable[[str], None]
) -> bool:
    """Carry out lines and print what each shows; tell whether one could not be carried out.

    Empty lines and those that start with # are passed over, so that a script can be kept in
    a file with notes.
    """
    failed = False
    async with open_simulation(directory) as simulation:
        script = Script(simulation)
        for number, line in enumerate(lines, 1):
            text = line.strip()
            if not text or text.startswith("#"):
                continue
            try:
                shown = await script.run(text)
            except LineError as error:
                failed = True
                sys.stderr.write(f"line {number}: {text}: {error}\n")
                continue
            for item in shown:
                out(
                    json.dumps(item.raw, ensure_ascii=False) if as_json else _text(item, simulation)
                )
    return failed


def _text(item: Shown, simulation: Simulation) -> str:
    who = f"(only {item.to} sees this)\n" if item.private else ""
    text = item.text
    for name, member in simulation.members.items():
        text = text.replace(member.mention, f"@{name}")
    return f"{who}{text}\n"
