"""From typed titles to roles: how a title was understood, or what to choose from."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import assert_never

from bot.knowledge.base import Knowledge
from bot.knowledge.roles import Role
from bot.lookups.model import Answer, Line, Step
from bot.lookups.queries import Query, TiersQuery
from bot.lookups.wording import join, quote
from bot.titles import Resolution

AskFor = Callable[[str], Query]
MAX_CHOICES = 4
"""Roles that are offered, beside the map of all."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A query, with what to say of how it was understood, and what else could be asked."""

    query: Query
    lead: tuple[str, ...] = ()
    more: tuple[Step, ...] = ()


def by_title(
    knowledge: Knowledge, text: str, ask_for: AskFor, employer: str | None = None
) -> Asked | Answer:
    """Ask something of the role that a typed title means, or ask back which it is."""
    resolution = knowledge.titles.resolve(text, employer)
    if resolution.status == "matched":
        return Asked(ask_for(resolution.roles[0]), understood(knowledge, resolution))
    named = _named_with(knowledge, resolution)
    if len(named) == 1:
        name = knowledge.roles[named[0]].name
        lead = f"{quote(resolution.title)} stands in the name of one role alone: {name}."
        return Asked(ask_for(named[0]), (lead,))
    candidates = tuple(dict.fromkeys((*named, *resolution.candidates)))
    return did_you_mean(knowledge, replace(resolution, candidates=candidates), ask_for)


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


def employer_by_name(knowledge: Knowledge, text: str | None) -> tuple[str | None, tuple[str, ...]]:
    """Find a typed employer; give what to say where it is not known."""
    if text is None:
        return None, ()
    found = knowledge.titles.employer(text)
    if found is not None:
        return found.id, ()
    known = f"{quote(text)} is no employer in the knowledge base, so this is for any employer."
    return None, (known,)


def understood(knowledge: Knowledge, resolution: Resolution) -> tuple[str, ...]:
    """Say how a typed title led to its role; nothing where it was the role's own name."""
    if resolution.how in ("id", "name"):
        return ()
    name = knowledge.roles[resolution.roles[0]].name
    typed = quote(resolution.title)
    match resolution.how:
        case "fuzzy":
            reading = f"{typed} read as {resolution.matched or name}"
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


def did_you_mean(knowledge: Knowledge, resolution: Resolution, ask_for: AskFor) -> Answer:
    """Put the choice to the person; every button asks the same thing of another role."""
    typed = quote(resolution.title)
    roles = [knowledge.roles[role] for role in resolution.candidates[:MAX_CHOICES]]
    if resolution.status == "choose":
        headline = f"{typed} can mean more than one role. Which one do you mean?"
    elif roles:
        headline = f"I do not know {typed}. Do you mean one of these?"
    else:
        headline = f"I do not know {typed} as an AI job."
    text = resolution.near_miss
    if text is None and not roles:
        text = f"I know {len(knowledge.roles)} roles; the map tells which work each of them does."
    return Answer(
        headline,
        text=text,
        lines=tuple(Line(in_short(role), role.name) for role in roles),
        steps=(*(Step(role.name, ask_for(role.id)) for role in roles), _MAP),
        missed=unknown_title(resolution),
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
