"""Time to resolve a title, beside rapidfuzz's extractOne over the same list in the same run.

    python -m tests.benchmarks.titles

The labelled titles are used where they are (../shared/eval), else the aliases with decorations.
Every title is resolved anew; nothing is remembered between runs.
"""

import csv
import statistics
import sys
import time
from collections.abc import Callable, Sequence

from rapidfuzz import process

from bot.knowledge.base import Knowledge
from bot.knowledge.loader import load
from bot.titles import TitleFiles, TitleResolver
from bot.titles.title_files import AliasesFile, AliasGroup
from tests.conftest import SHARED, SHIPPED

MANY = 100_000
SAMPLE = 30


def sample(knowledge: Knowledge) -> list[str]:
    """Give titles as people type them."""
    labelled = SHARED / "eval" / "titles.csv"
    if labelled.exists():
        with labelled.open(encoding="utf-8", newline="") as stream:
            return [row["title"] for row in csv.DictReader(stream)]
    groups = knowledge.title_files.aliases.aliases
    return [f"Sr. {title} II (Remote)" for group in groups for title in group.titles]


def with_many_aliases(knowledge: Knowledge, count: int) -> TitleResolver:
    """Build a resolver with so many aliases more."""
    files = knowledge.title_files
    words = ["orbital", "marine", "solar", "urban", "polar", "desert", "alpine", "coastal"]
    titles = tuple(f"{words[n % 8]}{n} ml engineer {n % 997}" for n in range(count))
    more = AliasGroup(roles=("ml-engineer",), titles=titles)
    aliases = AliasesFile(aliases=(*files.aliases.aliases, more))
    roles = [(role.id, role.name, role.short) for role in knowledge.roles.values()]
    larger = TitleFiles(aliases, files.words, files.rules, files.near_misses, files.meanings)
    return TitleResolver.of(roles, knowledge.employers.values(), larger)


def median_us(work: Callable[[str], object], titles: Sequence[str]) -> float:
    """Give the median time of one call, in microseconds."""
    times = []
    for title in titles:
        started = time.perf_counter()
        work(title)
        times.append((time.perf_counter() - started) * 1e6)
    return statistics.median(times)


def report(label: str, resolver: TitleResolver, titles: Sequence[str]) -> None:
    """Print the time of both, and their ratio."""
    keys = [key for key, _ in resolver.titles()]
    ours = median_us(resolver.resolve_anew, titles)
    theirs = median_us(lambda title: process.extractOne(title, keys), titles)
    sys.stdout.write(
        f"{label}: {ours:.0f} µs a title (median), extractOne over {len(keys)} titles "
        f"{theirs:.0f} µs, ratio {ours / theirs:.3f}\n"
    )


def main() -> None:
    """Measure on the shipped knowledge and with 100,000 aliases."""
    knowledge = load(SHIPPED)
    titles = sample(knowledge)
    median_us(knowledge.titles.resolve_anew, titles)
    report("shipped knowledge", knowledge.titles, titles)
    report(f"{MANY} aliases", with_many_aliases(knowledge, MANY), titles[:SAMPLE])


if __name__ == "__main__":
    main()
