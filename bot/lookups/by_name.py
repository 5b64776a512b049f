"""Find what a person named among named things: sectors, rounds, levels, labs, guides."""

from collections.abc import Mapping

from rapidfuzz import fuzz, process, utils

NEAR = 80
"""A name is taken for a misspelt one from this similarity on, where no other is as near."""
MARGIN = 8


def find(text: str, names: Mapping[str, str]) -> str | None:
    """Give the id that a text names, in any case and nearly spelt right; None for none.

    `names` maps what a thing may be called to its id.
    """
    wanted = utils.default_process(text)
    if not wanted:
        return None
    known = {utils.default_process(name): identifier for name, identifier in names.items()}
    if wanted in known:
        return known[wanted]
    near = process.extract(wanted, list(known), scorer=fuzz.ratio, score_cutoff=NEAR, limit=2)
    within = [name for name in known if wanted in name.split() or name in wanted.split()]
    found = {known[name] for name in within}
    if len(found) == 1:
        return found.pop()
    if not near or (
        len(near) > 1
        and near[0][1] - near[1][1] < MARGIN
        and known[near[0][0]] != known[near[1][0]]
    ):
        return None
    return known[near[0][0]]
