"""000_315c1b1ab4bbe5d8: the map of the field."""

from bot.answers.queries import (
    CompareQuery,
    DemandQuery,
    GuideQuery,
    MatchQuery,
    RoleQuery,
    RoleSection,
    SalaryQuery,
    TiersQuery,
)
from tests.completeness.rows import row

PAY = (
    ("research-scientist", "seven figures"),
    ("applied-scientist", "often slightly less"),
    ("research-engineer", "almost an applied scientist's"),
    ("ml-engineer", "where AI comes first"),
    ("ai-engineer", "software engineer"),
    ("agentic-ai-developer", "above"),
    ("ml-systems-engineer", "High"),
    ("mlops-engineer", "DevOps"),
    ("data-engineer", "underrated"),
    ("ai-red-teamer", "security"),
    ("evals-specialist", "rising"),
    ("ai-safety-researcher", "frontier"),
    ("prompt-engineer", "2023"),
)
TIERS = {
    "research": "papers",
    "engineering": "ships",
    "infrastructure": "comput",
    "safety": "fail",
    "application": "existing",
}
ROWS = (
    *(row(f"pay of the {role}", SalaryQuery(role), words) for role, words in PAY),
    *(row(f"the {role}'s work", RoleQuery(role), "Purpose") for role, _ in PAY),
    *(row(f"the tier {tier}", TiersQuery(tier), words) for tier, words in TIERS.items()),
    row("five tiers", TiersQuery(), "Research", "Engineering", "Infrastructure", "Safety"),
    row("entry-level pay", SalaryQuery("ml-engineer"), "90K"),
    row(
        "the relay of three roles",
        CompareQuery(("research-scientist", "applied-scientist", "research-engineer")),
        "question",
    ),
    row("engine and car", CompareQuery(("ml-engineer", "ai-engineer")), "engine", "car"),
    row(
        "red teamer and safety researcher",
        CompareQuery(("ai-red-teamer", "ai-safety-researcher")),
        "attack",
    ),
    row("hiring ahead of supply", DemandQuery(), "ahead of supply"),
    row("hiring ahead of supply, as guide", GuideQuery("market"), "ahead of supply"),
    row("tier first, title second", TiersQuery(), "Tier first"),
    row("choosing by purpose, as a tool", MatchQuery("tier-first"), "end of a day"),
    row("warning on single figures", RoleQuery("prompt-engineer", RoleSection.PAY), "2023"),
)
