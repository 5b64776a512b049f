"""001_9bf9e607e1274bf1: the interview handbook's overview."""

from bot.answers.queries import (
    AssessQuery,
    CompareQuery,
    DemandQuery,
    GuideQuery,
    InterviewQuery,
    PracticeQuery,
    RoleQuery,
    RoleSection,
    SalaryQuery,
)
from tests.completeness.rows import row

SIX = (
    "ml-engineer",
    "ai-engineer",
    "mlops-engineer",
    "data-scientist",
    "research-engineer",
    "data-engineer",
)
TC = {
    "ml-engineer": "300K to 450K",
    "ai-engineer": "250K to 400K",
    "mlops-engineer": "250K to 380K",
    "data-scientist": "220K to 350K",
    "research-engineer": "280K to 420K",
    "data-engineer": "220K to 340K",
}
LOOPS = {
    "ml-engineer": ("gradient descent", "regularisation", "fraud", "paper"),
    "ai-engineer": ("RAG", "evaluation", "chatbot", "demo"),
    "mlops-engineer": ("deployment script", "served", "feature store", "on call"),
    "data-scientist": ("Pandas", "causal inference", "metrics", "case study"),
}
HEAT = {
    "ml-engineer": ("High in FAANG, AI startups and Finance", "medium in Enterprise"),
    "ai-engineer": ("Very high in AI startups", "medium in Finance"),
    "mlops-engineer": ("High in FAANG, Enterprise and Finance",),
    "data-scientist": ("low in AI startups", "High in Finance and Health care"),
    "research-engineer": ("High in AI startups", "low in Enterprise, Finance and Health care"),
    "data-engineer": ("High in FAANG, Enterprise, Finance and Health care",),
}
MATRIX = CompareQuery(SIX[:4])
PAGES = ("ML engineer", "AI engineer", "MLOps", "Data scientist", "Research engineer", "Data eng")
OTHER_PAGES = ("Salary bands", "Career ladders", "Industry against research", "Emerging", "brand")
ROWS = (
    *(row(f"pay of the {role}", SalaryQuery(role), words) for role, words in TC.items()),
    *(row(f"loop of the {role}", InterviewQuery(role), *words) for role, words in LOOPS.items()),
    *(row(f"heat map, {role}", DemandQuery(role), *words) for role, words in HEAT.items()),
    *(row(f"profile of the {role}", RoleQuery(role), "Purpose") for role in SIX),
    row("matrix of roles", MATRIX, "PyTorch", "Kubernetes", "SQL"),
    row("matrix, coding", MATRIX, "Coding"),
    row("the research engineer's papers", RoleQuery("research-engineer"), "paper"),
    row(
        "five trends", GuideQuery("market"), "grows fastest", "splitting", "MLOps rises", "Hybrids"
    ),
    row("company variation", GuideQuery("market"), "Google and Meta", "Start-ups", "compliance"),
    row("which page for whom", GuideQuery("reading"), *PAGES, *OTHER_PAGES),
    row("sixty seconds", GuideQuery("sixty-seconds"), "ML engineers", "Data engineers"),
    row("common trap", GuideQuery("mistakes"), "AI interviews"),
    row("the real moment", GuideQuery("mistakes"), "recruiter"),
    row("cheat sheet", GuideQuery("cheat-sheet"), "five years", "stay current", "Frame", "Phrase"),
    row("self-assessment", AssessQuery(), "Knowing the roles", "AI is AI"),
    row("problem 1", PracticeQuery("role-matching", "answer"), "LangChain", "Strong hire"),
    row("problem 2", PracticeQuery("career-transition", "answer"), "backend", "Hint 2"),
    row("problem 3", PracticeQuery("market-timing", "answer"), "three months", "Lean hire"),
    row("why this role, as a test", InterviewQuery("ml-engineer"), "itself tested"),
    row("data scientist, oversupplied", DemandQuery("data-scientist"), "Oversupplied"),
    row("AI engineer, undersupplied", DemandQuery("ai-engineer"), "low supply"),
    row("data scientist's path", RoleQuery("data-scientist", RoleSection.GETTING_IN), "Path"),
)
