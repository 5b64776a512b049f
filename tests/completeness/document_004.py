"""004_a75510b08145a8c2: research engineer or research scientist."""

from bot.lookups.lab import LabQuery
from bot.lookups.match import MatchQuery
from bot.lookups.queries import (
    CompareQuery,
    DemandQuery,
    GuideQuery,
    InterviewQuery,
    LevelsQuery,
    SalaryQuery,
)
from tests.completeness.rows import row

PAIR = CompareQuery(("research-engineer", "research-scientist"))
RE, RS = "research-engineer", "research-scientist"
FIVE = (
    ("alive", "debug a complex system", "a paper challenges"),
    ("ambiguity", "clear goals", "months without a result"),
    ("strongest credential", "Master's degree", "PhD with publications"),
    ("judge you", "reliable, fast and scalable", "new, important and rigorous"),
    ("five years", "CTO or VP", "programme of research"),
)
"""The five diagnostic questions, with what speaks for the engineer and for the scientist."""
ROWS = (
    row("the distinction", PAIR, "postdoc", "taste"),
    row("example at Anthropic", LabQuery(("anthropic",)), "10,000 GPUs"),
    row("OpenAI RS", SalaryQuery(RS, "openai"), "771K–1.47M", "median $1M"),
    row("OpenAI RE, doubtful", SalaryQuery(RE, "openai"), "249–530K", "$555K", "doubtful"),
    row("Anthropic RS", SalaryQuery(RS, "anthropic"), "320K–1.05M", "$746K"),
    row("Anthropic RE", SalaryQuery(RE, "anthropic"), "300–490K", "550–759K"),
    row("DeepMind RS", SalaryQuery(RS, "google-deepmind"), "300–685K"),
    row("DeepMind RE", SalaryQuery(RE, "google-deepmind"), "250–500K"),
    row("chance times pay", GuideQuery("tracks"), "chance of getting in"),
    row("the best are T-shaped", GuideQuery("tracks"), "T-shaped"),
    row("credential first, then grow", GuideQuery("tracks"), "strongest credential"),
    row("the bridge", GuideQuery("phd"), "bridge to RS"),
    row("premium", SalaryQuery(RS), "40", "80"),
    row("top researchers", SalaryQuery(RS), "2–5M"),
    row("acceptance of scientists", DemandQuery(RS), "0.5 %"),
    row("acceptance of engineers", DemandQuery(RE), "two to five times"),
    row("PhD for scientists", GuideQuery("phd"), "almost always need a PhD", "new ideas in ML"),
    row("PhD for engineers", GuideQuery("phd"), "strong master's", "two to three years more"),
    row("what a PhD signals", GuideQuery("phd"), "dead ends"),
    row("a week each", PAIR, "papers"),
    row("engineers' interviews", InterviewQuery(RE), "520 of 600", "six to ten weeks"),
    row("scientists' interviews", InterviewQuery(RS), "30 to 45 minutes", "12 to 16 weeks"),
    row("Anthropic", LabQuery(("anthropic",)), "safety-first architects", "thinnest line"),
    row("OpenAI", LabQuery(("openai",)), "pragmatic researchers", "velocity"),
    row("DeepMind", LabQuery(("google-deepmind",)), "academic purists", "TPU", "sell them at once"),
    row("from engineer to scientist", GuideQuery("switching"), "two to four years"),
    row("from scientist to leadership", GuideQuery("switching"), "research lead"),
    row("ladder of scientists", LevelsQuery(None, RS), "ladder is shorter"),
    row("ladder of engineers", LevelsQuery(None, RE), "ladder is longer"),
    *(
        row(f"question {number + 1} of five", MatchQuery("five-questions", None, digits), *words)
        for number, words in enumerate(FIVE)
        for digits in ("0" * number,)
    ),
    row(
        "a natural engineer",
        MatchQuery("five-questions", None, "00000"),
        "Research Engineer: 10 points",
        "sustains a research engineer",
        "six to twelve months",
    ),
    row(
        "a natural scientist",
        MatchQuery("five-questions", None, "11111"),
        "Research Scientist: 10 points",
        "sustains a research scientist",
        "six to twelve months",
    ),
    row("the wrong choice", GuideQuery("mistakes"), "better paid track"),
)
