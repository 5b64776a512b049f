"""Time to load the shipped knowledge, and ten times as much.

    python -m tests.benchmarks.loading

Ten times as much is each role, claim, comparison and alias ten times under other names; the
words and rules for titles are a dictionary, which does not grow with the facts.
"""

import statistics
import sys
import time
from collections.abc import Mapping

import yaml

from bot.knowledge.loader import build, read_directory
from tests.conftest import SHIPPED

ROUNDS = 7
MOST_A_FILE = 50
"""So many times as much a single file may hold, by the limit of its values."""
Files = Mapping[str, bytes]


def seconds(files: Files) -> float:
    """Give the median time of loading."""
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        build(files)
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def times_as_much(files: Files, factor: int) -> dict[str, bytes]:
    """Repeat every fact under other names."""
    grown = dict(files)
    for copy in range(1, factor):
        for name, raw in files.items():
            if name.startswith(("roles/", "distinctions/")):
                data = yaml.safe_load(raw)
                data["id"] = f"{data['id'][:16]}-{copy}"
                if name.startswith("roles/"):
                    data["name"] = f"{data['name']} {copy}"
                    data["short"] = f"{data['short'][:12]}{copy}"
                folder = name.split("/")[0]
                grown[f"{folder}/{data['id']}.yaml"] = _written(data)
    for name, key in (("pay.yaml", "claims"), ("employers.yaml", "employers")):
        grown[name] = _repeated(files[name], key, min(factor, MOST_A_FILE))
    aliases = yaml.safe_load(files["titles/aliases.yaml"])
    aliases["aliases"] += [
        {**group, "titles": [f"{title} number {copy}" for title in group["titles"]]}
        for copy in range(1, factor)
        for group in yaml.safe_load(files["titles/aliases.yaml"])["aliases"]
    ]
    grown["titles/aliases.yaml"] = _written(aliases)
    return grown


def _repeated(raw: bytes, key: str, factor: int) -> bytes:
    data = yaml.safe_load(raw)
    data[key] += [
        # A copy disagrees with nothing: what two claims differ in is said of the shipped ones.
        {name: value for name, value in item.items() if name != "disagrees_with"}
        | {"id": f"{item['id']}-{copy}"}
        for copy in range(1, factor)
        for item in data[key]
    ]
    return _written(data)


class _Plain(yaml.SafeDumper):
    """Write values out in full, as the files do."""

    def ignore_aliases(self, data: object) -> bool:
        """Use no anchors."""
        del data
        return True


def _written(data: object) -> bytes:
    return yaml.dump(data, Dumper=_Plain).encode()


def main() -> None:
    """Measure both and print the ratio."""
    files = read_directory(SHIPPED)
    once = seconds(files)
    ten = seconds(times_as_much(files, 10))
    sys.stdout.write(
        f"shipped knowledge: {once * 1000:.0f} ms; ten times as much: {ten * 1000:.0f} ms, "
        f"ratio {ten / once:.1f}\n"
    )


if __name__ == "__main__":
    main()
