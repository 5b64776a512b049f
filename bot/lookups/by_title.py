"""From typed titles to roles: how a title was understood, or what to choose from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from bot.knowledge.base import Knowledge
from bot.knowledge.roles import Role
from bot.language.reading import Missed
from bot.lookups.model import Answer, AnswerAction, Line, Step
from bot.lookups.queries import Query, TiersQuery
from bot.lookups.wording import ask_for, join, quote
from bot.titles import Resolution

AskFor = Callable[[str], Query]
MAX_CHOICES = 4
"""Roles that are offered, beside the map of all."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A query, with what to say of how it was understood, and what else could be asked or done."""

    query: Query
    lead: tuple[str, ...] = ()
    more: tuple[Step, ...] = ()
    actions: tuple[AnswerAction, ...] = ()


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that was named and is not known: what to say of it, and what it is."""

    said: str
    kind: Missed
    name: str


def by_title(
    knowledge: Knowledge, text: str, query_of: AskFor, employer: str | None = None
) -> Asked | Answer:
    """Ask something of the role that a typed title means, or ask back which it is."""
    resolution = knowledge.titles.resolve(text, employer)
    if resolution.status == "matched":
        return Asked(query_of(resolution.roles[0]), understood(knowledge, resolution))
    named = _named_with(knowledge, resolution)
    if len(named) == 1:
        name = knowledge.roles[named[0]].name
        lead = f"Only one role has {quote(resolution.title)} in its name: {name}."
        return Asked(query_of(named[0]), (lead,))
    candidates = tuple(dict.fromkeys((*named, *resolution.candidates)))
    return did_you_mean(knowledge, replace(resolution, candidates=candidates), query_of)


def _named_with(knowledge: Knowledge, resolution: Resolution) -> tuple[str, ...]:
    """Return the roles whose names hold all the words of a title that is not known: data."""
    words = set(resolution.title.casefold().split())
    if resolution.status != "unknown" or resolution.near_miss or not words:
        return ()
    roles = knowledge.roles.values()
    return tuple(it.id for it in roles if words <= set(it.name.casefold().split()))


def with_lead(asked: Asked | Answer, lead: tuple[str, ...]) -> Asked | Answer:
    """Say something more before what is asked."""
    return replace(asked, lead=(*asked.lead, *lead))


def with_missing(asked: Asked | Answer, missing: Sequence[Missing]) -> Asked | Answer:
    """Say before what is asked what of it is not known, and offer to ask for that."""
    lead = (*asked.lead, *(it.said for it in missing))
    wanted = tuple(ask_for(it.kind, it.name) for it in missing)
    return replace(asked, lead=lead, actions=(*asked.actions, *wanted[:1]))


def employer_by_name(
    knowledge: Knowledge, text: str | None
) -> tuple[str | None, tuple[Missing, ...]]:
    """Find a typed employer; give what to say where it is not known."""
    if text is None:
        return None, ()
    found = knowledge.titles.employer(text)
    if found is not None:
        return found.id, ()
    paying = {it for claim in knowledge.pay.values() for it in claim.employers}
    names = join([it.name for it in knowledge.employers.values() if it.id in paying])
    said = (
        f"I know nothing of {quote(text)} as an employer, so this is for any employer. The ones "
        f"that I have figures of are {names}."
    )
    return None, (Missing(said, Missed.EMPLOYER, text),)


def understood(knowledge: Knowledge, resolution: Resolution) -> tuple[str, ...]:
    """Say how a typed title led to its role; nothing where it was the role's own name."""
    if resolution.how in ("id", "name"):
        return ()
    name = knowledge.roles[resolution.roles[0]].name
    typed = quote(resolution.title)
    match resolution.how:
        case "fuzzy":
            reading = f"I read {typed} as {resolution.matched or name}"
            reading += f", so {name}" if resolution.matched not in (None, name) else ""
        case "employer-alias":
            reading = f"{typed} → {name}, {_usage(knowledge, resolution)}"
        case "server-alias":
            reading = f"{typed} → {name}, as this server uses it"
        case "id" | "name" | "alias" | "cleaned" | None:
            reading = f"{typed} → {name}"
        case _:
            assert_never(resolution.how)
    return tuple(
        part + "."
        for part in (reading, left_out(resolution), _others(knowledge, resolution))
        if part
    )


def left_out(resolution: Resolution) -> str | None:
    """Say which words did not count."""
    telling = (item for item in resolution.stripped if item.kind != "noise")
    words = dict.fromkeys(quote(item.text, 40) for item in telling)
    return "Left out: " + ", ".join(words) if words else None


def did_you_mean(knowledge: Knowledge, resolution: Resolution, query_of: AskFor) -> Answer:
    """Put the choice to the person; every button asks the same thing of another role."""
    typed = quote(resolution.title)
    most = MAX_CHOICES if resolution.status == "choose" else MAX_CHOICES - 1
    roles = [knowledge.roles[role] for role in resolution.candidates[:most]]
    if resolution.status == "choose":
        headline = f"{typed} can mean more than one role. Which one do you mean?"
    elif roles:
        meant = roles[0].name if len(roles) == 1 else "one of these"
        headline = f"I don't know {typed}. Do you mean {meant}?"
    else:
        headline = f"I don't know {typed} as an AI job yet."
    text = resolution.near_miss
    if text is None and not roles:
        fields = join([tier.name.lower() for tier in knowledge.tiers.values()])
        count = len(knowledge.roles)
        text = f"I know {count} roles in {fields}; the map shows what each of them does."
    missed = unknown_title(resolution)
    return Answer(
        headline,
        text=text,
        lines=tuple(Line(in_short(role), role.name) for role in roles),
        steps=(*(Step(role.name, query_of(role.id)) for role in roles), _MAP),
        actions=(ask_for(Missed.TITLE, missed),) if missed is not None else (),
        missed=missed,
    )


def in_short(role: Role) -> str:
    """Tell a role from others in a sentence."""
    return next(iter(role.facts.values()))[0].text


def unknown_title(resolution: Resolution) -> str | None:
    """Return the title that nothing at all is known of, for moderators to look at."""
    known = resolution.status != "unknown" or resolution.final
    return None if known else resolution.title


_MAP = Step("All roles on one map", TiersQuery())


def _usage(knowledge: Knowledge, resolution: Resolution) -> str:
    if resolution.employer is not None:
        return f"as {knowledge.employers[resolution.employer].name} uses it"
    names = [knowledge.employers[item].name for item in resolution.alias_employers]
    return f"as {join(names)} {'use' if len(names) > 1 else 'uses'} it"


def _others(knowledge: Knowledge, resolution: Resolution) -> str | None:
    others = [knowledge.roles[role].name for role in resolution.roles[1:4]]
    return f"It may also be {join(others, 'or')}" if others else None
