"""An independent look at generated items: is their key right, and the only one, by the raw files?

Nothing of `bot.quiz.generate` is used here. What a file says is read as plain YAML.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

from rapidfuzz import fuzz

from bot.knowledge.decks import ChoiceItem, Item, NumberItem, OrderItem
from bot.records.reader import read

SAME = 84
"""From this likeness (of 100) on, one of two statements says what the other says."""
NO_FACTS = ("quiz/", "asking/")
"""Files that say nothing of the field."""
DOCUMENTS = re.compile(r"\b(source|document|handbook|careers map|says who|author)\b", re.IGNORECASE)
QUOTE = re.compile(r"“(.*)”")


@dataclass(frozen=True)
class RawClaims:
    """The files that say something of the field, as data."""

    files: Mapping[str, Any]

    @classmethod
    def of(cls, raw: Mapping[str, bytes]) -> "RawClaims":
        facts = {name: text for name, text in raw.items() if not name.startswith(NO_FACTS)}
        return cls({name: read(name, text).data for name, text in facts.items()})

    def folder(self, name: str) -> list[Any]:
        return [data for path, data in self.files.items() if path.startswith(f"{name}/")]

    @cached_property
    def roles(self) -> dict[str, Any]:
        """The role files by the display name of the role."""
        return {it["name"]: it for it in self.folder("roles")}

    @cached_property
    def pay(self) -> list[Any]:
        return [it for it in self.files["pay.yaml"]["claims"] if "figures" in it]

    @cached_property
    def weeks(self) -> dict[str, Any]:
        names = {it["id"]: name for name, it in self.roles.items()}
        return {names[it["role"]]: it for it in self.files["weeks.yaml"]["weeks"]}

    @cached_property
    def texts(self) -> dict[str, list[str]]:
        """All that is said under each role, lab, title, round and level, by the name of it."""
        found: dict[str, list[str]] = defaultdict(list)
        names = {it["id"]: name for name, it in self.roles.items()}
        for name, role in self.roles.items():
            found[name] += [role["gist"]["text"], *_claims(role["facts"])]
        comparisons = [*self.folder("distinctions"), self.files["matrix.yaml"]]
        for comparison in comparisons:
            for line in comparison.get("dimensions", ()):
                for role, cell in line.get("cells", {}).items():
                    found[names[role]].append(cell)
        interviews = self.files["interviews.yaml"]
        for told in (interviews["loops"], interviews["notes"], self.files["demand.yaml"]["supply"]):
            for role, part in told.items():
                found[names[role]] += _claims(part)
        employers = {it["id"]: it["name"] for it in self.files["employers.yaml"]["employers"]}
        everything = [text for data in self.files.values() for text in _claims(data)]
        for lab in self.folder("labs"):
            called = employers[lab["id"]]
            short = called.split()[-1]
            named = [text.replace(called, short) for text in everything if short in text]
            found[called] += _claims(lab["facts"])
            found[called] += [text.replace(short, "this lab") for text in named]
        for meaning in self.files["titles/meanings.yaml"]["meanings"]:
            found[meaning["title"]] += _claims(meaning)
        for level in self.files["levels.yaml"]["levels"]:
            found[", ".join([level["name"], *level["also"][:1]])] += _claims(level)
        return found


def _claims(data: Any) -> list[str]:
    """List the texts anywhere within a part of a file that could be statements."""
    match data:
        case dict():
            return [text for value in data.values() for text in _claims(value)]
        case list():
            return [text for value in data for text in _claims(value)]
        case str() if " " in data:
            return [data]
        case _:
            return []


def faults(item: Item, raw: RawClaims) -> Iterator[str]:
    """Say what is wrong with an item."""
    if DOCUMENTS.search(QUOTE.sub("", item.question)):
        yield "it asks about a document"
    match item:
        case ChoiceItem():
            yield from _options(item)
            yield from _statement(item, raw)
            yield from _title(item, raw)
            yield from _range(item, raw)
        case NumberItem():
            yield from _figure(item, raw)
    yield from _tables(item, raw)


def _options(item: ChoiceItem) -> Iterator[str]:
    options = [it.casefold() for it in (item.right, *item.wrong)]
    if len(options) < 3 or len(set(options)) < len(options):
        yield "it has fewer than three options"
    if any(it.startswith(("none of", "all of", "both")) for it in options):
        yield "an option only fills"
    asked = item.question.casefold()
    told = [sum(word[:6] in asked for word in re.findall(r"[a-z]{4,}", it)) for it in options]
    if told[0] > max(told[1:]):
        yield "the question names the right option"


def _statement(item: ChoiceItem, raw: RawClaims) -> Iterator[str]:
    """Look for what is quoted, or asked as a condition, in all that is said of wrong options."""
    quoted = QUOTE.search(item.question)
    if quoted is None or item.id.startswith(("alias", "interview")):
        return
    for option in item.wrong:
        said = max((_likeness(quoted[1], text) for text in raw.texts[option]), default=0)
        if said >= SAME:
            yield f"it is said of {option} as well"
    if not any(_likeness(quoted[1], text) >= SAME for text in raw.texts[item.right]):
        yield f"nothing like it is said of {item.right}"


def _likeness(asked: str, said: str) -> float:
    """Compare what is asked with what is said; a few words in common are no statement."""
    one, other = _plain(asked), _plain(said)
    too_short = 2 * len(other.split()) < len(one.split())
    return 0 if too_short else fuzz.token_set_ratio(one, other)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", text.casefold()))


def _title(item: ChoiceItem, raw: RawClaims) -> Iterator[str]:
    """Look whether a title can mean a wrong option, by an alias or by what is said of it."""
    quoted = QUOTE.search(item.question)
    if quoted is None or not item.id.startswith("alias"):
        return
    title, means = quoted[1].casefold(), set()
    for group in raw.files["titles/aliases.yaml"]["aliases"]:
        if title in map(str.casefold, group["titles"]):
            means |= set(group["roles"])
    if raw.roles[item.right]["id"] not in means:
        yield "the title does not mean it"
    for meaning in raw.files["titles/meanings.yaml"]["meanings"]:
        if title in map(str.casefold, [meaning["title"], *meaning.get("also", ())]):
            means |= set(meaning["roles"])
    for option in item.wrong:
        if raw.roles[option]["id"] in means:
            yield f"the title can mean {option} as well"


def _money(figures: Any) -> str:
    return re.sub(r"\D", "", f"{figures.get('low')}{figures.get('high')}")


def _read(option: str) -> str:
    """Read $250–400K or $771K–1.47M as the digits of both ends."""
    low, high = re.findall(r"([\d.]+)([KM]?)", option.replace(" or more", ""))
    units = {"K": 1_000, "M": 1_000_000}
    ends = (float(low[0]) * units[low[1] or high[1]], float(high[0]) * units[high[1]])
    return "".join(str(round(it)) for it in ends)


def _range(item: ChoiceItem, raw: RawClaims) -> Iterator[str]:
    if ":range." not in item.id:
        return
    own = [it for it in raw.pay if set(it.get("roles", ())) & set(item.roles)]
    published = {_money(it["figures"]) for it in own}
    if _read(item.right) not in published:
        yield "no claim has the range"
    if any(_read(option) in published for option in item.wrong):
        yield "another range is published for the role as well"


def _figure(item: NumberItem, raw: RawClaims) -> Iterator[str]:
    """Look for claims on some of the same people that go beyond a lowest or highest figure."""
    _, claim_id, end = item.id.partition(".")[0].split(":") if item.id.count(":") > 1 else [""] * 3
    claim = next((it for it in raw.pay if it["id"] == claim_id), None)
    if claim is None:
        return
    figures = claim["figures"]
    if item.answer != figures[{"lowest": "low", "highest": "high"}.get(end, end)]:
        yield "it is another figure"
    if end == "lowest" and ("high" not in figures or figures.get("approximate")):
        yield "an open floor is no lowest figure"
    for other in raw.pay:
        if other is claim or not _is_about_some_of(other, claim):
            continue
        amounts = [value for value in other["figures"].values() if type(value) is int]
        open_ended = other["figures"].get("open_ended") or "exceeds" in other["figures"]
        if end == "highest" and (max(amounts) > item.answer or open_ended):
            yield f"{other['id']} goes beyond it"
        if end == "lowest" and min(amounts) < item.answer:
            yield f"{other['id']} goes below it"


def _is_about_some_of(other: Any, claim: Any) -> bool:
    roles, own = set(other.get("roles", ())), set(claim["roles"])
    employers = set(other.get("employers", ()))
    return (
        (not roles or bool(roles & own))
        and ("employers" not in claim or (bool(employers) and employers <= set(claim["employers"])))
        and ("level" not in claim or other.get("level") == claim["level"])
        and ("region" not in claim or other.get("region") in (None, claim["region"]))
    )


def _tables(item: Item, raw: RawClaims) -> Iterator[str]:
    """Compute the key once more from the table that an item is from."""
    name = item.id.rpartition(".")[0].split(":")
    match name, item:
        case ["week", *rest], _:
            yield from _week(rest, item, raw)
        case ["tier", *_], ChoiceItem():
            yield from _tier(item, raw)
        case ["demand", *_], _:
            yield from _demand(item, raw)
        case ["pay", *_, ("most" | "least") as word], ChoiceItem():
            sign = 1 if word == "most" else -1
            (low, high), *others = [_l5(raw, it) for it in _all(item)]
            if not all(sign * low > sign * it[0] and sign * high > sign * it[1] for it in others):
                yield "its range is not beyond all others"
        case ["pay", *_], OrderItem():
            ends = [_l5(raw, it) for it in item.order]
            yield from _falls([it[0] for it in ends])
            yield from _falls([it[1] for it in ends])
        case ["scale", *_], OrderItem():
            yield from _scale(item, raw)
        case ["myth", *_], ChoiceItem():
            yield from _myth(item, raw)


def _week(name: list[str], item: Item, raw: RawClaims) -> Iterator[str]:
    match name, item:
        case [_, activity], NumberItem():
            week = next(it for it in raw.weeks.values() if it["role"] in item.roles)
            if week[activity] != item.answer:
                yield "the table has another share"
        case [_, "whose"], ChoiceItem():
            same = [it for it in _all(item) if _shares(raw.weeks[it]) == dict(item.shares)]
            if same != [item.right]:
                yield "the week is not this role's alone"
        case [activity, word], ChoiceItem():
            falling = sorted(_all(item), key=lambda it: -raw.weeks[it][activity])
            first, second = falling[:2] if word == "most" else falling[:-3:-1]
            if item.right != first or raw.weeks[first][activity] == raw.weeks[second][activity]:
                yield "another role stands out"
        case [activity, "order", _], OrderItem():
            yield from _falls([raw.weeks[it][activity] for it in item.order])


def _all(item: ChoiceItem) -> list[str]:
    return [item.right, *item.wrong]


def _shares(week: Any) -> dict[str, int]:
    return {name: share for name, share in week.items() if name != "role"}


def _falls(numbers: list[int]) -> Iterator[str]:
    if not all(one > other for one, other in pairwise(numbers)):
        yield "the order is not the only one"


def _l5(raw: RawClaims, role: str) -> tuple[int, int]:
    figures = next(
        it["figures"]
        for it in raw.pay
        if it.get("roles") == [raw.roles[role]["id"]] and it.get("level") == "L5"
    )
    return figures["low"], figures["high"]


def _tier(item: ChoiceItem, raw: RawClaims) -> Iterator[str]:
    tiers = {it["name"]: it["id"] for it in raw.files["tiers.yaml"]["tiers"]}
    if item.right in tiers:
        role = next(it for it in raw.roles.values() if it["id"] in item.roles)
        said = " ".join(_claims(role["facts"])).casefold()
        if tiers[item.right] != role["tier"] or any(f"{it} tier" in said for it in item.wrong):
            yield "it is not the only tier"
        return
    own = [raw.roles[it]["tier"] for it in _all(item)]
    if own[0] in own[1:] or ("odd" in item.question.casefold() and len(set(own[1:])) > 1):
        yield "another role is of that tier"


def _demand(item: Item, raw: RawClaims) -> Iterator[str]:
    table = raw.files["demand.yaml"]
    levels = [it["id"] for it in table["levels"]]
    sectors = {it["name"]: it["id"] for it in table["sectors"]}
    role = next((it for it in item.roles if f":{it}:" in item.id), "")

    def rated(name: str) -> int:
        if name in sectors:
            return levels.index(table["roles"][role][sectors[name]])
        sector = item.id.split(":")[1]
        return levels.index(table["roles"][raw.roles[name]["id"]][sector])

    if isinstance(item, OrderItem):
        yield from _falls([rated(it) for it in item.order])
    elif isinstance(item, ChoiceItem):
        others = [rated(it) for it in item.wrong]
        right = rated(item.right)
        beyond = right > max(others) if "most" in item.id else right < min(others)
        if not beyond or (":odd." in item.id and len(set(others)) > 1):
            yield "it does not stand out"


def _scale(item: OrderItem, raw: RawClaims) -> Iterator[str]:
    for line in raw.files["matrix.yaml"]["dimensions"]:
        if line["label"].casefold() in item.question.casefold():
            cells = [line["cells"][raw.roles[it]["id"]] for it in item.order]
            yield from _falls([line["scale"].index(it) for it in cells])
            return
    yield "no table has this scale"


def _myth(item: ChoiceItem, raw: RawClaims) -> Iterator[str]:
    """Look each line up: those that are true, and the one that is not."""
    role = item.roles[0]
    lines = set(_lines(raw, role))
    for option in item.wrong:
        if option not in lines:
            yield f"no table says {option}"
    label = item.right.partition(": ")[0]
    if item.right in lines or not any(it.startswith(f"{label}: ") for it in lines):
        yield "the myth is no myth"


def _lines(raw: RawClaims, role: str) -> Iterator[str]:
    yield from _pay_lines(raw, role)
    for comparison in [*raw.folder("distinctions"), raw.files["matrix.yaml"]]:
        for line in comparison.get("dimensions", ()):
            if role in line.get("cells", {}):
                yield f"{line['label']}: {line['cells'][role]}"
    table = raw.files["demand.yaml"]
    names = {it["id"]: it["name"] for it in (*table["levels"], *table["sectors"])}
    for sector, level in table["roles"].get(role, {}).items():
        yield f"Demand in {names[sector]}: {names[level].lower()}"
    for week in raw.weeks.values():
        if week["role"] == role:
            for activity, share in _shares(week).items():
                yield f"Share of {activity} in the week: {share} %"


def _pay_lines(raw: RawClaims, role: str) -> Iterator[str]:
    for claim in raw.pay:
        if claim.get("roles") == [role] and "level" in claim:
            figures = claim["figures"]
            place = f" in the {claim['region']}" if "region" in claim else ""
            head = f"Pay at {claim['level']}{place}"
            if "exceeds" in figures:
                yield f"{head}: can exceed ${figures['exceeds'] / 1e6:g}M"
            elif figures["high"] < 1_000_000:
                yield f"{head}: ${figures['low'] // 1000}–{figures['high'] // 1000}K"
            else:
                yield f"{head}: ${figures['low'] / 1e6:g}–{figures['high'] / 1e6:g}M"
