"""Keep what a flow came to, and say what it came to before."""

import logging

from bot.chat.context import Context
from bot.knowledge.base import Knowledge
from bot.lookups.queries import Query
from bot.lookups.registry import encode, outcome_of
from bot.store import results as takings
from bot.store.errors import StoreError
from bot.store.results import Taking

log = logging.getLogger(__name__)
SHOWN = 4


async def kept(context: Context, member: int, query: Query) -> tuple[str, ...]:
    """Keep a finished flow's outcome; give a line on earlier ones.

    The result itself is shown whether or not it can be kept.
    """
    found, code = outcome_of(query, context.knowledge), encode(query)
    if found is None or code is None:
        return ()
    kind, outcome = found
    now = context.clock()
    try:
        earlier = await context.database.read(
            lambda connection: takings.takings_of(connection, member, kind)
        )
        await context.database.write(
            lambda connection: takings.keep(connection, member, kind, code, outcome, now)
        )
    except StoreError as error:
        log.error("a result could not be kept: %s", error)  # noqa: TRY400 - an expected one
        return ("This result could not be kept just now.",)
    others = [it for it in earlier if it.code != code or now - it.at >= takings.SAME]
    return (f"Kept. Earlier: {_said(others, context.knowledge)}.",) if others else ("Kept.",)


def _said(earlier: list[Taking], knowledge: Knowledge) -> str:
    return ", ".join(
        f"{outcome_name(it.outcome, knowledge)} ({it.at:%d %b %Y})" for it in earlier[-SHOWN:]
    )


def outcome_name(outcome: str, knowledge: Knowledge) -> str:
    """Say an outcome: a role by its name, a score as it is."""
    role = knowledge.roles.get(outcome)
    return outcome if role is None else role.name
