"""003_906b734791fd4bcc: pick the team, not the title."""

from bot.answers.queries import (
    CompareQuery,
    GuideQuery,
    InterviewQuery,
    LabQuery,
    LevelsQuery,
    MatchQuery,
    RoleQuery,
    RoleSection,
    SalaryQuery,
)
from tests.completeness.rows import row

WEEKS = {
    "research-scientist": ("research 60 %", "modelling 30 %"),
    "applied-scientist": ("modelling 40 %", "product 20 %"),
    "research-engineer": ("research 25 %", "engineering 40 %"),
    "ml-engineer": ("engineering 50 %", "product 15 %"),
    "software-engineer-ml": ("engineering 80 %", "modelling 10 %"),
}
INTERVIEWS = {
    "research-scientist": "deep dive into a project",
    "applied-scientist": "Engineering that ships",
    "research-engineer": "LeetCode",
    "ml-engineer": "Coding weighs heavily",
}
ROWS = (
    *(row(f"week of the {role}", RoleQuery(role), *words) for role, words in WEEKS.items()),
    *(
        row(f"interviews of the {role}", InterviewQuery(role), words)
        for role, words in INTERVIEWS.items()
    ),
    *(
        row(f"where, whom and how hard: {role}", RoleQuery(role, RoleSection.GETTING_IN), "")
        for role in WEEKS
    ),
    row("frontier labs pay double", GuideQuery("market"), "twice"),
    row("frontier pay, as a claim", SalaryQuery("research-scientist"), "FAANG"),
    row("levels", LevelsQuery(), "L4", "L5", "L6", "L7", "mentor", "strategy"),
    row("convergence at the top", LevelsQuery(), "more alike the roles"),
    row("decision tree", MatchQuery("tree"), "PhD"),
    row("title inflation", GuideQuery("titles"), "consulting", "Member of Technical Staff"),
    row(
        "signals", GuideQuery("titles"), "ship to real users", "achieved", "split", "work that you"
    ),
    row("prepared wrongly", GuideQuery("mistakes"), "design round"),
    row("ask for the rounds", InterviewQuery("ml-engineer"), "ask the recruiter"),
    row("RE and MTS", LabQuery(("openai",)), "Member of Technical Staff"),
    row("the common target of PhDs", GuideQuery("phd"), "usual goal of PhDs"),
    row("roles side by side", CompareQuery(("applied-scientist", "research-scientist")), "week"),
)
