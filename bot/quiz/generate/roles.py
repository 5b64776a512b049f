"""Items that tell a role from a sentence on it, which holds for no other role."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.knowledge.base import Knowledge
from bot.knowledge.decks import Difficulty, Item, ItemTopic
from bot.knowledge.roles import FactKind, Role
from bot.quiz.generate.making import Fact, choice, nearest_roles, some
from bot.quiz.generate.said import ABOUT_DOCUMENTS, Evidence, content
from bot.records.claims import Citation, Claim

LEAST_WORDS = 4
"""Words of meaning that a sentence needs to tell a role."""
ELSEWHERE = re.compile(
    r"\b(compared|called|tier|in full|this loop|six roles|that move)\b"
    r"|^(that|such|it|this|they|these|another)\b",
    re.IGNORECASE,
)
"""What makes a sentence one that needs another before it, or that is about names."""
LEADS = {
    FactKind.INTERVIEW: "Whose interviews are these?",
    FactKind.WARNINGS: "Who gets this advice?",
    FactKind.COMPETITION: "Whose way in is this?",
    FactKind.DEGREE: "Whose way in is this?",
    FactKind.PHD: "Whose way in is this?",
    FactKind.PATH: "Whose career is this?",
    FactKind.SUPPLY_DEMAND: "Whose job market is this?",
}
TOPICS = {
    FactKind.INTERVIEW: ItemTopic.INTERVIEWS,
    FactKind.SUPPLY_DEMAND: ItemTopic.DEMAND,
    FactKind.SUITS: ItemTopic.DISTINCTIONS,
    FactKind.JUDGED_BY: ItemTopic.DISTINCTIONS,
    FactKind.WARNINGS: ItemTopic.GUIDE,
}
_SUITS = re.compile(r"^(?P<who>.+?) (suits you if|suits) (?P<what>.+)\.$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence on a role, by name, with who says it."""

    name: str
    text: str
    cited: Citation
    kind: FactKind | None = None


def role_items(evidence: Evidence) -> Iterator[Item]:
    """Ask for the role that a gist or a claim is about."""
    for role in evidence.knowledge.roles.values():
        for sentence in _sentences(evidence.knowledge, role):
            question = _question(role, sentence)
            if not evidence.names.found_in(question):
                yield from _item(evidence, role, sentence, question)


def _sentences(knowledge: Knowledge, role: Role) -> Iterator[Sentence]:
    """Give the gist, and the claims that hold everywhere and that nobody doubts or disputes."""
    first = role.gist.rests_on[0]
    disputed = {claim for it in knowledge.disagreements for claim in it.claims}
    for kind, claims in role.facts.items():
        for claim in claims if kind is not FactKind.WHERE else ():
            if claim.id == first:
                yield Sentence("gist", role.gist.text, claim.citations[0])
            cited = _unscoped(claim)
            if claim.id and cited and not claim.doubt and f"{role.id}/{claim.id}" not in disputed:
                yield Sentence(claim.id, claim.text, cited, kind)


def _unscoped(claim: Claim) -> Citation | None:
    return next((it for it in claim.citations if it.scope is None), None)


def _question(role: Role, sentence: Sentence) -> str:
    suits = _SUITS.match(sentence.text)
    if suits is not None and suits["who"] in (role.spoken, role.short, "It"):
        condition = "suits you if" if "suits you if" in suits[0] else "suits"
        return f"Which role {condition} {suits['what']}?"
    lead = "Which role is this?" if sentence.kind is None else LEADS.get(sentence.kind)
    return f"{lead or 'Which role is this?'} “{sentence.text}”"


def _tells(role: Role, kind: FactKind | None) -> bool:
    """Whether it is known what a role is like in this respect, so that it differs for certain."""
    return kind is None or kind in role.facts


def _item(evidence: Evidence, role: Role, sentence: Sentence, question: str) -> Iterator[Item]:
    text, kind = sentence.text, sentence.kind
    if ABOUT_DOCUMENTS.search(text) or ELSEWHERE.search(text) or len(content(text)) < LEAST_WORDS:
        return
    fact = Fact(
        name=("role", role.id, sentence.name, "whose"),
        says=(text,),
        cited=sentence.cited,
        topic=TOPICS.get(kind, ItemTopic.ROLES) if kind else ItemTopic.ROLES,
        difficulty=Difficulty.MEDIUM if kind else Difficulty.EASY,
        roles=(role.id,),
    )
    others = [
        it.id
        for it in some(evidence.all_roles, f"{role.id} {sentence.name}")
        if it is not role and _tells(it, kind)
    ]
    wrong = nearest_roles(evidence.knowledge, role, evidence.roles.not_of(others, text), text)
    reason = (
        f"{role.name}: {role.gist.text}" if kind else f"It is the {role.name}, in one sentence."
    )
    yield from choice(fact, question, role.name, wrong, reason)
