"""000_315c1b1ab4bbe5d8: the map of the field."""

from bot.lookups.match import MatchQuery
from bot.lookups.queries import (
    CompareQuery,
    DemandQuery,
    GuideQuery,
    RoleQuery,
    RoleSection,
    SalaryQuery,
    TiersQuery,
)
from tests.completeness.rows import row

PAY = (
    ("research-scientist", "seven figures"),
    ("applied-scientist", "often a little less"),
    ("research-engineer", "close to an applied scientist's"),
    ("ml-engineer", "put AI first"),
    ("ai-engineer", "software engineer"),
    ("agentic-ai-developer", "more than the typical AI engineer"),
    ("ml-systems-engineer", "high"),
    ("mlops-engineer", "DevOps"),
    ("data-engineer", "underrated"),
    ("ai-red-teamer", "security"),
    ("evals-specialist", "rising"),
    ("ai-safety-researcher", "frontier"),
    ("prompt-engineer", "2023"),
)
WORK = {
    "research-scientist": "nobody has solved",
    "applied-scientist": "promising ideas",
    "research-engineer": "research runs on",
    "ml-engineer": "train and tune",
    "ai-engineer": "model that already exists",
    "agentic-ai-developer": "act on them by themselves",
    "ml-systems-engineer": "under real load",
    "mlops-engineer": "pipelines that train",
    "data-engineer": "clean data",
    "ai-red-teamer": "where it fails",
    "evals-specialist": "how good and how safe",
    "ai-safety-researcher": "aligned with what people want",
    "prompt-engineer": "write prompts",
}
TIERS = {
    "research": "papers",
    "engineering": "ship",
    "infrastructure": "affordable",
    "safety": "fail",
    "application": "already exist",
}
LEADS = {
    "00": ("Research Scientist", "asks the question"),
    "01": ("Applied Scientist", "shapes the answer"),
    "02": ("Research Engineer", "builds the proof"),
    "10": ("ML Engineer", "close to the model"),
    "11": ("AI Engineer", "around a model that exists"),
    "12": ("Agentic AI Developer", "plan and act"),
    "20": ("ML Systems", "real load"),
    "21": ("MLOps Engineer", "train and deploy"),
    "22": ("Data Engineer", "data at scale"),
    "30": ("Red Teamer", "attacks one system"),
    "31": ("Evals Specialist", "design"),
    "32": ("Safety", "longer problem"),
}
"""Answers on the way by purpose, and the role that each leads to."""
ROWS = (
    *(row(f"pay of the {role}", SalaryQuery(role), words) for role, words in PAY),
    *(row(f"the {role}'s work", RoleQuery(role), words) for role, words in WORK.items()),
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
    row("safety grows", TiersQuery("safety"), "growing fast"),
    row("tier and company decide", SalaryQuery("ai-engineer"), "Your tier and your company decide"),
    row("tier first, title second", TiersQuery(), "Tier first"),
    row("choosing by purpose, as a tool", MatchQuery("tier-first"), "end of a day"),
    *(
        row(f"relay and pairs, {words[0]}", MatchQuery("tier-first", None, digits), *words)
        for digits, words in LEADS.items()
    ),
    row("warning on single figures", RoleQuery("prompt-engineer", RoleSection.PAY), "2023"),
)
