"""003_906b734791fd4bcc: pick the team, not the title."""

from functools import partial

from bot.lookups.lab import LabQuery
from bot.lookups.match import MatchQuery
from bot.lookups.queries import (
    CompareQuery,
    GuideQuery,
    InterviewQuery,
    LevelsQuery,
    RoleQuery,
    RoleSection,
    SalaryQuery,
)
from tests.completeness.rows import row

PAY = {
    "research-scientist": ("highest base", "tenure track"),
    "applied-scientist": ("high base",),
    "research-engineer": ("rival or exceed", "slightly more than an MLE"),
    "ml-engineer": ("senior software engineer pay",),
    "software-engineer-ml": ("senior software engineer pay",),
}
WEEKS = {
    "research-scientist": ("research 60 %, modelling 30 %, engineering 5 %, product 5 %",),
    "applied-scientist": ("research 20 %, modelling 40 %, engineering 20 %, product 20 %",),
    "research-engineer": ("research 25 %, modelling 30 %, engineering 40 %, product 5 %",),
    "ml-engineer": ("research 5 %, modelling 30 %, engineering 50 %, product 15 %",),
    "software-engineer-ml": ("research 0 %, modelling 10 %, engineering 80 %, product 10 %",),
}
INTERVIEWS = {
    "research-scientist": "deep dive into your own project",
    "applied-scientist": "engineer things that ship",
    "research-engineer": "LeetCode",
    "ml-engineer": "heavy on coding",
}
PROFILE = partial(RoleQuery, section=RoleSection.GETTING_IN)
IN = {
    "research-scientist": "Where the jobs are",
    "applied-scientist": "Amazon",
    "research-engineer": "Where the jobs are",
    "ml-engineer": "Where the jobs are",
    "software-engineer-ml": "Where the jobs are",
}
TREE = {
    "": ("PhD", "near the science"),
    "0": ("Applied Scientist", "Runner-up: Research Scientist", "stretch"),
    "10": ("Research Engineer", "Runner-up: ML Engineer", "frontier lab"),
    "110": ("ML Engineer", "without living in modelling"),
    "1110": ("Software Engineer", "Runner-up: ML Engineer", "if the team will train you"),
}
"""Answers along the tree, 0 for yes and 1 for no, and what it says there."""
OWN_WEEKS = {"Applied Scientist": "242", "Software Engineer": "018"}
ROWS = (
    *(row(f"pay of the {role}", SalaryQuery(role), *words) for role, words in PAY.items()),
    row("the T-shaped role", GuideQuery("tracks"), "T-shaped"),
    *(row(f"week of the {role}", RoleQuery(role), *words) for role, words in WEEKS.items()),
    *(
        row(f"interviews of the {role}", InterviewQuery(role), words)
        for role, words in INTERVIEWS.items()
    ),
    *(row(f"where and how hard: {role}", PROFILE(role), words) for role, words in IN.items()),
    row("frontier labs pay double", GuideQuery("market"), "twice"),
    row("frontier pay, as a claim", SalaryQuery("research-scientist"), "FAANG"),
    row("levels", LevelsQuery(), "L4", "L5", "L6", "L7", "mentor", "strategic"),
    row("convergence at the top", LevelsQuery(), "more alike the roles"),
    *(
        row(f"decision tree, answers {digits}", MatchQuery("tree", None, digits), *words)
        for digits, words in TREE.items()
    ),
    *(
        row(
            f"week that is the {role}'s", MatchQuery("week", None, digits), role, "exactly the week"
        )
        for role, digits in OWN_WEEKS.items()
    ),
    row("title inflation", GuideQuery("titles"), "consulting", "Member of Technical Staff"),
    row(
        "signals", GuideQuery("titles"), "reaches real users", "achieved", "split", "work that you"
    ),
    row("prepared wrongly", GuideQuery("mistakes"), "system design"),
    row("ask for the rounds", InterviewQuery("ml-engineer"), "ask the recruiter"),
    row("RE and MTS", LabQuery(("openai",)), "Member of Technical Staff"),
    row("the common target of PhDs", GuideQuery("phd"), "most common target for PhDs"),
    row("roles side by side", CompareQuery(("applied-scientist", "research-scientist")), "week"),
)
