"""Time to understand and answer a question, and how it grows with the knowledge.

    python -m tests.benchmarks.asking

A sample of the examples is asked; memory is off: every question is read anew. How well they are
read, `python -m tests.evaluation.questions` measures.
"""

import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.knowledge.base import Knowledge
from bot.knowledge.loader import load
from bot.knowledge.search import Passage, Passages
from bot.language.model_files import ModelFiles
from bot.services.asking.asker import Asker
from bot.titles import TitleFiles, TitleResolver
from bot.titles.title_files import AliasesFile, AliasGroup
from tests.conftest import SHIPPED

SIZES = (1, 10, 100)
EVERY = 25


def sample(knowledge: Knowledge) -> list[str]:
    """Give questions as people ask them."""
    return [example.ask for example in knowledge.asking.examples[::EVERY]]


def grown(knowledge: Knowledge, times: int) -> Knowledge:
    """Give so many times as many passages and titles, all of them different."""
    files = knowledge.title_files
    groups = files.aliases.aliases
    more = tuple(
        AliasGroup(roles=group.roles, titles=tuple(f"{t} kind{n}" for t in group.titles))
        for n in range(1, times)
        for group in groups
    )
    titles = TitleFiles(
        AliasesFile(aliases=(*groups, *more)),
        files.words,
        files.rules,
        files.near_misses,
        files.meanings,
    )
    roles = [(role.id, role.name, role.short) for role in knowledge.roles.values()]
    resolver = TitleResolver.of(roles, knowledge.employers.values(), titles)
    own = knowledge.passages.passages
    passages = [*own, *(_varied(one, n) for n in range(1, times) for one in own)]
    searched = Passages(passages)
    return replace(knowledge, title_files=titles, titles=resolver, passages=searched)


def _varied(passage: Passage, number: int) -> Passage:
    claim = passage.claim.model_copy(update={"text": f"{passage.claim.text} variant{number}"})
    return replace(passage, claim=claim)


def median_ms(work: Callable[[str], object], questions: Sequence[str]) -> float:
    """Give the median time of one call, in milliseconds."""
    times = []
    for question in questions:
        started = time.perf_counter()
        work(question)
        times.append((time.perf_counter() - started) * 1e3)
    return statistics.median(times)


def main() -> None:
    """Measure the time at several sizes, and the score beside the baselines."""
    knowledge = load(SHIPPED)
    questions, files = sample(knowledge), ModelFiles()
    first = 0.0
    for times in SIZES:
        larger = grown(knowledge, times)
        asker = Asker.of(larger, files)
        _ = larger.passages
        asker.ask(questions[0])
        took = median_ms(asker.ask, questions)
        find = larger.passages.find
        passages = median_ms(lambda question, find=find: find(question.split()), questions)  # type: ignore[misc]
        first = first or took
        sys.stdout.write(
            f"{times} times the knowledge: {took:.2f} ms a question (median), "
            f"{took / first:.2f} of the first; passages alone {passages:.2f} ms\n"
        )


if __name__ == "__main__":
    main()
