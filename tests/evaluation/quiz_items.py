"""What there is to ask: items by kind, how many have two options, how often the right is longest.

python -m tests.evaluation.quiz_items            the table
python -m tests.evaluation.quiz_items --read 60  items as guests read them, drawn at random
"""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path
from random import Random

from bot.knowledge.decks import ChoiceItem, Item
from bot.knowledge.loader import load
from bot.quiz.items import ask
from bot.quiz.pool import Pool

ROOT = Path(__file__).parent.parent.parent
HEAD = (
    "| | items | choices | two options | right one longest |\n| --- | ---: | ---: | ---: | ---: |"
)


def _row(name: str, items: Iterable[Item]) -> str:
    listed = list(items)
    choices = [it for it in listed if isinstance(it, ChoiceItem)]
    two = sum(len(it.wrong) == 1 for it in choices)
    longest = sum(len(it.right) > max(map(len, it.wrong)) for it in choices)
    share = f"{round(100 * longest / len(choices))} %" if choices else ""
    return f"| {name} | {len(listed)} | {len(choices)} | {two} | {share} |"


def table(pool: Pool) -> str:
    """Count items by the table or deck that they are from."""
    by_table: dict[str, list[Item]] = {}
    for name, item in pool.items.items():
        by_table.setdefault(pool.tables[name], []).append(item)
    written = {name: items for name, items in by_table.items() if name.startswith("deck:")}
    generated = {name: items for name, items in by_table.items() if name not in written}
    rows = [HEAD]
    for title, part in (("generated", generated), ("written", written)):
        rows += [_row(name, items) for name, items in sorted(part.items())]
        rows.append(_row(f"**{title}**", (it for items in part.values() for it in items)))
    return "\n".join(rows)


def read(pool: Pool, count: int, seed: int) -> str:
    """Show some generated items as a game asks them, with their answers."""
    random = Random(seed)
    names = [name for name in pool.items if not pool.tables[name].startswith("deck:")]
    said = []
    for name in random.sample(names, min(count, len(names))):
        asked = ask(pool.items[name], random)
        options = "  ".join(f"{letter}. {option}" for letter, option in asked.lettered)
        right = asked.right_words({})
        said.append(f"{asked.item.question}\n   {options}\n   = {right}. {asked.item.explanation}")
    return "\n".join(said)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--read", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    pool = Pool.of(load(ROOT / "knowledge"))
    said = read(pool, options.read, options.seed) if options.read else table(pool)
    sys.stdout.write(f"{said}\n")


if __name__ == "__main__":
    main()
