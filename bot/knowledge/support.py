"""Check what verdicts, disagreements and duties rest on: known, and with every figure."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain

from bot.knowledge.files import (
    DISAGREEMENTS,
    DISTINCTIONS,
    GUIDES,
    INTERVIEWS,
    MATCH,
    MATRIX,
    PAY,
    PLAN,
    POSTING,
    PROMPTS,
    ROLES,
    VERDICTS,
    Files,
    stem,
)
from bot.knowledge.money import PayClaim, PayStatement, published
from bot.knowledge.posting import RED_FLAGS
from bot.knowledge.prompts import PromptsFile
from bot.knowledge.verdicts import ABOUT_PAY, Disagreement, WrittenVerdict
from bot.records.claims import Claim, digits_in, numbers_in, unfounded
from bot.records.problems import Problem, suggestion
from bot.records.reader import DataPath
from bot.records.references import Fault, records_in

Said = Mapping[str, tuple[frozenset[str], str]]
"""What a statement may rest on: by its name, the roles that it is about, and its words."""


def unsupported(files: Files) -> Iterator[Problem]:
    """Find verdicts, disagreements, disputes of pay and duties that rest on nothing."""
    facts, drawn, pay = _facts(files), _drawn(files), _pay(files)
    for index, verdict in enumerate(files.one(VERDICTS).verdicts):
        path: DataPath = ("verdicts", index)
        for fault in _of_verdict(path, verdict, {**facts, **drawn}, files.left_out):
            yield _problem(files, VERDICTS.pattern, fault)
    for index, item in enumerate(files.one(DISAGREEMENTS).disagreements):
        path = ("disagreements", index)
        for fault in _of_disagreement(path, item, {**facts, **pay}, files.left_out):
            yield _problem(files, DISAGREEMENTS.pattern, fault)
    for kind, faults in (
        (PAY, _unexplained(files)),
        (POSTING, _of_postings(files, facts)),
        (MATCH, _of_ways(files, facts)),
        (PLAN, chain(_of_lengths(files), _of_units(files))),
    ):
        yield from (_problem(files, kind.pattern, fault) for fault in faults)
    for name, prompts in files.every(PROMPTS).items():
        for fault in _of_prompts(files, prompts):
            yield _problem(files, name, fault)


def _problem(files: Files, name: str, fault: Fault) -> Problem:
    return files.documents[name].problem(fault.path, fault.wrong, fault.right)


def _facts(files: Files) -> Said:
    return {
        f"{role.id}/{id_}": (frozenset((role.id,)), claim.text)
        for role in files.every(ROLES).values()
        for id_, claim in role.claims.items()
    }


def _drawn(files: Files) -> Said:
    found: dict[str, tuple[frozenset[str], str]] = {}
    for item in (*files.every(DISTINCTIONS).values(), *files.every(MATRIX).values()):
        roles = frozenset(item.roles)
        if item.gist:
            found[f"{item.id}#gist"] = roles, item.gist
        found |= {f"{item.id}#{index}": (roles, it) for index, it in enumerate(item.points)}
    return found


def _pay(files: Files) -> Said:
    statements: Sequence[PayStatement] = (*files.one(PAY).claims, *files.one(PAY).ratios)
    return {it.id: (frozenset(it.roles), _pay_words(it)) for it in statements}


def _pay_words(statement: PayStatement) -> str:
    words = (statement.words, statement.note) if isinstance(statement, PayClaim) else ()
    return " ".join(it for it in (published(statement), *words, statement.doubt) if it)


def _of_verdict(
    path: DataPath, verdict: WrittenVerdict, said: Said, left_out: frozenset[str]
) -> Iterator[Fault]:
    if frozenset(verdict.roles) & left_out:
        return
    yield from _unknown((*path, "rests_on"), verdict.rests_on, said, left_out)
    known = [said[it] for it in verdict.rests_on if it in said]
    if len(known) < len(verdict.rests_on):
        return
    for role in verdict.roles:
        if not any(role in roles for roles, _ in known):
            wrong = f"this rests on nothing that is said of {role}"
            yield Fault((*path, "rests_on"), wrong, f"name a claim of it, as {role}/its-id")
    own = numbers_in(f"{verdict.text} {verdict.why}") - numbers_in(_words(known))
    if own:
        yield unfounded((*path, "text"), own)


def _of_disagreement(
    path: DataPath, item: Disagreement, said: Said, left_out: frozenset[str]
) -> Iterator[Fault]:
    yield from _unknown((*path, "claims"), item.claims, said, left_out)
    known = [said[it] for it in item.claims if it in said]
    if len(known) < len(item.claims):
        return
    # In words it counts sources, which are no figures of theirs.
    if own := digits_in(item.text) - digits_in(_words(known)):
        yield unfounded((*path, "text"), own)


def _of_postings(files: Files, said: Said) -> Iterator[Fault]:
    for number, entry in enumerate(files.one(POSTING).roles):
        for index, duty in enumerate(entry.duties):
            path: DataPath = ("roles", number, "duties", index, "rests_on")
            yield from _of_role(path, entry.role, duty.rests_on, said, files.left_out)
    warned = _warned(files)
    for number, rule in enumerate(files.one(POSTING).flags):
        if rule.rests_on not in warned and not files.left_out & {RED_FLAGS, rule.rests_on}:
            wrong = f"guide {RED_FLAGS} has no claim {rule.rests_on}"
            right = suggestion(rule.rests_on, warned)
            yield Fault(("flags", number, "rests_on"), wrong, right)


def _of_ways(files: Files, said: Said) -> Iterator[Fault]:
    for number, way in enumerate(files.one(MATCH).ways):
        for index, question in enumerate(way.questions):
            for place, option in enumerate(question.options):
                path = ("ways", number, "questions", index, "options", place)
                yield from _unknown((*path, "rests_on"), option.rests_on, said, files.left_out)
                for role, id_ in option.gaps.items():
                    yield from _of_role((*path, "gaps", role), role, id_, said, files.left_out)


def _of_prompts(files: Files, prompts: PromptsFile) -> Iterator[Fault]:
    """Find rounds to practise that rest on nothing that is said of the role's interviews."""
    table = files.one(INTERVIEWS)
    claims = chain.from_iterable(table.notes.get(prompts.id, {}).values())
    said = {*table.loops.get(prompts.id, {}), *(it.id for it in claims if it.id)}
    for number, it in enumerate(prompts.rounds):
        for index, name in enumerate(it.rests_on):
            if name not in said and not files.left_out & {stem(INTERVIEWS.pattern), name}:
                wrong = f"interviews.yaml says nothing called {name} of {prompts.id}"
                path: DataPath = ("rounds", number, "rests_on", index)
                yield Fault(path, wrong, suggestion(name, sorted(said)))


def _of_lengths(files: Files) -> Iterator[Fault]:
    """Find weeks of preparation that no claim on the interviews of their role names."""
    for number, plan in enumerate(files.one(PLAN).roles):
        notes = files.one(INTERVIEWS).notes.get(plan.role, {}).values()
        said = {it.id: it.text for claims in notes for it in claims if it.id is not None}
        for index, length in enumerate(plan.lengths):
            path: DataPath = ("roles", number, "lengths", index)
            if length.rests_on not in said:
                wrong = f"interviews.yaml has no claim {length.rests_on} on {plan.role}"
                yield Fault((*path, "rests_on"), wrong, suggestion(length.rests_on, said))
            elif own := {str(length.low), str(length.high)} - numbers_in(said[length.rests_on]):
                yield unfounded(path, own)


def _of_units(files: Files) -> Iterator[Fault]:
    """Find rounds to prepare for that their role has no prompts for."""
    asked = {it.id: [one.id for one in it.rounds] for it in files.every(PROMPTS).values()}
    for number, plan in enumerate(files.one(PLAN).roles):
        known = asked.get(plan.role, [])
        for index, unit in enumerate(plan.units):
            if unit.round not in (None, *known) and plan.role not in files.left_out:
                wrong = f"there are no prompts for round {unit.round} of {plan.role}"
                path: DataPath = ("roles", number, "units", index, "round")
                yield Fault(path, wrong, suggestion(unit.round or "", known))


def _of_role(
    path: DataPath, role: str, id_: str, said: Said, left_out: frozenset[str]
) -> Iterator[Fault]:
    """Find a claim that a role does not have."""
    if f"{role}/{id_}" not in said and not left_out & {role, id_}:
        right = _nearest(f"{role}/{id_}", role, said).replace(f"{role}/", "")
        yield Fault(path, f"there is no claim {id_} of {role}", right)


def _warned(files: Files) -> Collection[str]:
    guides = (it for it in files.every(GUIDES).values() if it.id == RED_FLAGS)
    return [it.id for guide in guides for _, it in records_in(guide, Claim) if it.id]


def _words(known: Sequence[tuple[frozenset[str], str]]) -> str:
    return " ".join(words for _, words in known)


def _unknown(
    path: DataPath, names: Sequence[str], said: Said, left_out: frozenset[str]
) -> Iterator[Fault]:
    for index, name in enumerate(names):
        parts = name.replace("#", "/").split("/")
        if name not in said and not left_out.intersection(parts):
            yield Fault((*path, index), f"there is no claim {name}", _nearest(name, parts[0], said))
        elif name in names[:index]:
            yield Fault((*path, index), f"{name} stands here twice", "remove one")


def _nearest(name: str, begins: str, said: Said) -> str:
    """Offer what is like a name, of the same role or comparison where it has any."""
    own = [it for it in said if it.startswith((f"{begins}/", f"{begins}#"))]
    return suggestion(name, own or said)


def _unexplained(files: Files) -> Iterator[Fault]:
    """Find claims on pay that disagree where disagreements.yaml does not say how."""
    disagreements = files.one(DISAGREEMENTS).disagreements
    told = [frozenset(it.claims) for it in disagreements if it.about == ABOUT_PAY]
    table = files.one(PAY)
    rows = chain(
        ((("claims", index), it) for index, it in enumerate(table.claims)),
        ((("ratios", index), it) for index, it in enumerate(table.ratios)),
    )
    for path, claim in rows:
        for index, other in enumerate(claim.disagrees_with):
            if not any({claim.id, other} <= claims for claims in told):
                wrong = f"disagreements.yaml does not say how {claim.id} and {other} disagree"
                yield Fault((*path, "disagrees_with", index), wrong, "say it there in a sentence")
