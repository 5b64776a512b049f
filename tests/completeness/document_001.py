"""001_9bf9e607e1274bf1: the interview handbook's overview."""

from functools import partial

from bot.lookups.assess import AssessQuery
from bot.lookups.queries import (
    CompareQuery,
    DemandQuery,
    GuideQuery,
    InterviewQuery,
    LevelsQuery,
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
    "ml-engineer": "300–450K",
    "ai-engineer": "250–400K",
    "mlops-engineer": "250–380K",
    "data-scientist": "220–350K",
    "research-engineer": "280–420K",
    "data-engineer": "220–340K",
}
LOOPS = {
    "ml-engineer": (
        *("ML concepts and coding", "LeetCode Medium", "gradient descent", "regularisation"),
        *("recommendations or fraud detection", "work across teams", "a paper discussion"),
    ),
    "ai-engineer": (
        *(
            "System design and coding",
            "LeetCode Medium",
            "RAG pipeline or fine-tuning",
            "evaluation",
        ),
        *("a chatbot, a search or an agent", "how fast you iterate", "Product sense, or a demo"),
    ),
    "mlops-engineer": (
        *("Infrastructure concepts", "LeetCode Medium", "deployment script", "models are served"),
        *("feature store or a model registry", "respond to incidents", "Being on call"),
    ),
    "data-scientist": (
        *("statistics and SQL", "LeetCode Easy to Medium", "Pandas and SQL", "causal inference"),
        *("experimentation platform", "talk to stakeholders", "a case study"),
    ),
}
SKILLS = {
    "ml-engineer": ("PyTorch", "distributed"),
    "ai-engineer": ("RAG", "agents"),
    "mlops-engineer": ("Kubernetes", "CI/CD"),
    "data-scientist": ("statistics", "SQL"),
    "research-engineer": ("PyTorch",),
    "data-engineer": ("Spark", "Airflow"),
}
INTENSITY = {
    "ml-engineer": ("rated high", "some research"),
    "ai-engineer": ("rated very high", "some research"),
    "mlops-engineer": ("rated high", "rarely read"),
    "data-scientist": ("rated medium", "some research"),
    "research-engineer": ("rated high", "every day"),
    "data-engineer": ("rated high", "rarely read"),
}
EMPHASIS = {
    "ml-engineer": "ML theory, coding and design",
    "ai-engineer": "system design, coding and knowledge of LLMs",
    "mlops-engineer": "infrastructure design",
    "data-scientist": "statistics, SQL and case studies",
    "research-engineer": "paper discussion and coding",
    "data-engineer": "data modelling, SQL and pipelines",
}
SKILL_QUERY = partial(RoleQuery, section=RoleSection.GETTING_IN)
DAY_QUERY = partial(RoleQuery, section=RoleSection.DAY_TO_DAY)
HEAT = {
    "ml-engineer": ("High at FAANG, at AI startups and in finance", "medium in enterprise"),
    "ai-engineer": ("Very high at AI startups", "medium in finance"),
    "mlops-engineer": ("High at FAANG, in enterprise and in finance",),
    "data-scientist": ("low at AI startups", "High in finance and in health care"),
    "research-engineer": (
        "High at AI startups",
        "low in enterprise, in finance and in health care",
    ),
    "data-engineer": ("High at FAANG, in enterprise, in finance and in health care",),
}
FOCUS = {
    "ml-engineer": "bring them into production",
    "ai-engineer": "LLMs and agents",
    "mlops-engineer": "the reliability of ML",
    "data-scientist": "statistical analysis",
    "research-engineer": "implement new papers",
    "data-engineer": "data pipelines",
}
MATRIX = CompareQuery(SIX[:4])
PAGES = ("ML engineer", "AI engineer", "MLOps", "Data scientist", "Research engineer", "Data eng")
OTHER_PAGES = ("Salary bands", "Career ladders", "Industry against research", "Emerging", "brand")
RATED = (
    ("Knowing the roles", "just AI", "MLE from a data scientist", "six roles"),
    ("Knowing interviews", "never had", "phone screens", "full loops"),
    ("Knowing pay", "no idea", "rough ranges", "negotiate with data"),
    ("Planning", "some AI job", "one role", "three years"),
    ("Knowing the market", "don't follow", "blog post", "market cycles"),
)
"""Each dimension of the self-assessment, with its anchors at 1, 3 and 5."""
READINGS = (
    ("11111", 5, ("Read everything", "foundation")),
    ("22222", 10, ("Read everything", "foundation")),
    ("33311", 11, ("Skim the overview", "interviews")),
    ("44433", 18, ("Skim the overview", "interviews")),
    ("55333", 19, ("know most of this", "system design")),
    ("55555", 25, ("know most of this", "system design")),
)
"""The readings of a score, at both ends of each."""
HINTS = {
    "role-matching": ("what the friend enjoys", "made for people like this"),
    "career-transition": ("strong software engineering", "features or platforms"),
    "market-timing": ("most demand for their supply",),
}
SOLVED = {
    "role-matching": {
        "problem": ("LangChain", "isn't deep in maths"),
        "answer": ("gradient descent, distributed training", "RAG and production code"),
        "rubric": ("argues from how the two loops", "can't say how", "ML engineer is fine"),
    },
    "career-transition": {
        "problem": ("backend engineer with five years", "Hugging Face"),
        "answer": (
            "your gap is RAG, prompts, evaluation and agents",
            "feature stores, model registries",
        ),
        "rubric": ("strengths and gaps of each", "compare it with the other", "gap in ML theory"),
    },
    "market-timing": {
        "problem": ("within three months", "other roles too"),
        "answer": ("Four to six weeks", "two to four weeks", "six to eight"),
        "rubric": (
            "keeps the time in view",
            "leaves out what the market wants",
            "one kind of role alone",
        ),
    },
}
CHECKPOINTS = {
    0: ("overview", "self-assessment", "two roles"),
    3: ("six core roles", "comparison"),
    7: ("friend", "rubber duck", "neighbours"),
    14: ("trends", "postings"),
    21: ("self-assessment again", "risen", "read the pages"),
}
"""What is to be done on each day of the study plan, which `/plan` shows."""
ROWS = (
    *(row(f"key skill of the {role}", SKILL_QUERY(role), *words) for role, words in SKILLS.items()),
    *(
        row(f"code and papers: {role}", DAY_QUERY(role), *words)
        for role, words in INTENSITY.items()
    ),
    *(row(f"emphasis: {role}", InterviewQuery(role), words) for role, words in EMPHASIS.items()),
    *(row(f"path of the {role}", LevelsQuery(None, role), "staff and above") for role in SIX),
    *(row(f"pay of the {role}", SalaryQuery(role), words) for role, words in TC.items()),
    *(row(f"loop of the {role}", InterviewQuery(role), *words) for role, words in LOOPS.items()),
    *(row(f"heat map, {role}", DemandQuery(role), *words) for role, words in HEAT.items()),
    *(row(f"profile of the {role}", RoleQuery(role), words) for role, words in FOCUS.items()),
    row("matrix of roles", MATRIX, "PyTorch", "Kubernetes", "SQL"),
    row("matrix, coding", MATRIX, "Coding"),
    row("the research engineer's papers", RoleQuery("research-engineer"), "paper"),
    row(
        "five trends",
        GuideQuery("market"),
        *("fastest-growing", "splitting", "MLOps demand is surging", "Hybrid"),
    ),
    row("company variation", GuideQuery("market"), "Google and Meta", "Startups", "compliance"),
    row("which page for whom", GuideQuery("reading"), *PAGES, *OTHER_PAGES),
    row("sixty seconds", GuideQuery("sixty-seconds"), "ML engineers", "Data engineers"),
    row("common trap", GuideQuery("mistakes"), "AI interviews"),
    row("the real moment", GuideQuery("mistakes"), "recruiter"),
    row(
        "cheat sheet",
        GuideQuery("cheat-sheet"),
        "five years",
        "stay current",
        "Acknowledge",
        "weekly arXiv",
    ),
    *(
        row(f"self-assessment: {words[0]}", AssessQuery(None, "1" * number or None), *words)
        for number, words in enumerate(RATED)
    ),
    *(
        row(f"reading of {score}", AssessQuery(None, ratings), f"{score} of 25", *words)
        for ratings, score, words in READINGS
    ),
    *(
        row(f"{problem}: hint {number}", PracticeQuery(problem, str(number)), hint)
        for problem, hints in HINTS.items()
        for number, hint in enumerate(hints, 1)
    ),
    *(
        row(f"{problem}: {piece}", PracticeQuery(problem, "answer"), *words)
        for problem, pieces in SOLVED.items()
        for piece, words in pieces.items()
    ),
    row("why this role, as a test", InterviewQuery("ml-engineer"), "interviewers test that"),
    row("data scientist, oversupplied", DemandQuery("data-scientist"), "oversupply"),
    row("AI engineer, undersupplied", DemandQuery("ai-engineer"), "supply is low"),
    row(
        "data scientist's path",
        RoleQuery("data-scientist", RoleSection.GETTING_IN),
        "staff and above",
    ),
)
