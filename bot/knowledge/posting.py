"""What stands in postings and which role it speaks for: the model of knowledge/posting.yaml."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from bot.knowledge.exercises import Points
from bot.records.fields import RoleRef, Slug, Strict
from bot.records.references import Unique

RED_FLAGS = "red-flags"
"""The guide whose warnings the flags rest on."""

PostingWords = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=60)]


class Duty(Strict):
    """Words of one kind of work; a posting that has any of them speaks for the role, once."""

    points: Points
    rests_on: Slug = Field(description="The claim of the role that this work follows from.")
    words: tuple[PostingWords, ...] = Field(min_length=1)


class RoleDuties(Strict):
    """The work that postings for one role describe."""

    role: Annotated[RoleRef, Unique("the duties of")]
    duties: tuple[Duty, ...] = Field(min_length=1)


class FlagKind(StrEnum):
    """What can be found in a posting that a guide warns of."""

    PHD_ASKED = "phd-asked"
    TITLE_DIFFERS = "title-differs"
    ENGINEERING_FOR_RESEARCHER = "engineering-for-researcher"


class FlagRule(Strict):
    """What to be wary of in a posting: for some roles and work of others, where named."""

    when: Annotated[FlagKind, Unique("the flag")]
    roles: tuple[RoleRef, ...] = Field((), description="The roles that it is about.")
    work: tuple[RoleRef, ...] = Field((), description="The roles whose work raises it.")
    rests_on: Slug = Field(description="The claim of guide/red-flags.yaml that warns of it.")


class PostingFile(Strict):
    """knowledge/posting.yaml."""

    roles: tuple[RoleDuties, ...] = Field(min_length=1)
    boilerplate: tuple[PostingWords, ...] = Field(
        description="Words of headings under which a posting tells nothing of the work."
    )
    flags: tuple[FlagRule, ...] = ()
