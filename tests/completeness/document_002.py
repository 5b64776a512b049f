"""002_774530d3faa28cba: AI engineer and AI researcher."""

from bot.lookups.queries import (
    CompareQuery,
    DemandQuery,
    GuideQuery,
    LevelsQuery,
    RoleQuery,
    RoleSection,
    SalaryQuery,
)
from tests.completeness.rows import row

PAIR = CompareQuery(("ai-engineer", "research-scientist"))
ROWS = (
    row("primary goal", PAIR, "rely on", "science of AI"),
    row("depth of maths", PAIR, "Depth of maths"),
    row("depth of software", PAIR, "Depth of software"),
    row("what code is", PAIR, "product"),
    row("typical degree", PAIR, "PhD"),
    row("where they work", PAIR, "lab"),
    row("pay of the engineer", SalaryQuery("ai-engineer"), "120–350K"),
    row("pay of the researcher", SalaryQuery("research-scientist"), "200–500K"),
    row("career of the engineer", LevelsQuery(None, "ai-engineer"), "ML architect"),
    row("career of the researcher", LevelsQuery(None, "research-scientist"), "distinguished"),
    row("where the rarest grow", DemandQuery("research-engineer"), "Meta AI"),
    row("the rarest combination", GuideQuery("phd"), "rarest combination"),
    row("applied, at PhD level", GuideQuery("phd"), "business problems"),
    row("ML and AI in titles", GuideQuery("titles"), "usually the same"),
    row("the permeable line", GuideQuery("switching"), "can be crossed"),
    row("red flag: no papers", GuideQuery("red-flags"), "no publications"),
    row("red flag: PhD for engineers", GuideQuery("red-flags"), "usually a mistake"),
    row("red flag: mismatch", GuideQuery("red-flags"), "insight"),
    row("the AI engineer's output", RoleQuery("ai-engineer", RoleSection.DAY_TO_DAY), "system"),
)
