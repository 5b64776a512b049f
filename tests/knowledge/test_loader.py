import json
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from bot.knowledge.base import Knowledge
from bot.knowledge.complaints import FORMS
from bot.knowledge.files import FILE_KINDS, schemas
from bot.knowledge.loader import build, build_with_files, load, read_directory
from bot.knowledge.roles import FactKind
from bot.records.problems import KnowledgeError, Problem
from bot.services.editing.snapshot import KnowledgeSnapshot
from bot.services.servers.server_settings import ServerSettings
from tests.conftest import SHIPPED

Files = Mapping[str, bytes]
ROLE = "roles/research-engineer.yaml"


def problems(files: Files, before: KnowledgeSnapshot) -> list[str]:
    with pytest.raises(KnowledgeError) as caught:
        build_with_files(files, before=before.files)
    return [str(problem) for problem in caught.value.problems]


def problems_or_none(files: Files, before: KnowledgeSnapshot) -> tuple[Problem, ...]:
    try:
        build_with_files(files, before=before.files)
    except KnowledgeError as error:
        return error.problems
    return ()


def changed(files: Files, name: str, old: str, new: str) -> dict[str, bytes]:
    text = files[name].decode()
    assert old in text, f"{old!r} is not in {name}"
    return {**files, name: text.replace(old, new, 1).encode()}


def test_the_shipped_knowledge_is_all_there(knowledge: Knowledge) -> None:
    assert len(knowledge.roles) == 15
    assert list(knowledge.tiers) == [
        "research",
        "engineering",
        "infrastructure",
        "safety",
        "application",
    ]
    assert all(role.facts.get(FactKind.PURPOSE) for role in knowledge.roles.values())
    assert all(knowledge.pay_of(role) for role in knowledge.roles)


def test_every_role_id_fits_a_button_four_times(knowledge: Knowledge) -> None:
    assert max(map(len, knowledge.roles)) <= 22


def test_a_version_names_its_contents(raw_files: Files) -> None:
    version = build(raw_files).version
    assert build(dict(sorted(raw_files.items(), reverse=True))).version == version
    other = changed(raw_files, ROLE, "build the code", "make the code")
    assert build(other).version != version


LONG_TASKS = 5 * f"- {'x' * 599}\n      " + "- Take the self"
MISTAKES = [
    (ROLE, "tier: research", "tier: reserch", "5:7: there is no tier reserch → did you mean"),
    (ROLE, "source: careers-map", "source: carers-map", "there is no source carers-map → did you"),
    (ROLE, "      source: careers-map\n", "", "source is missing → add it"),
    (ROLE, "id: research-engineer", "id: research-enginer", "the file is called research-engineer"),
    (ROLE, "name: Research Engineer", "name: ML Engineer", "has the same name"),
    (ROLE, "short: RE", "shrt: RE", "there is no field shrt here → did you mean short?"),
    (ROLE, "  purpose:", "  purposes:", "purposes is not known here → purpose, day-to-day"),
    (ROLE, "tier: research", "tier: no", "no without quotes"),
    ("weeks.yaml", "research: 60", "research: 61", "adds up to 100 percent, this one to 101"),
    ("weeks.yaml", "role: ml-engineer", "role: mle-engineer", "there is no role mle-engineer"),
    ("weeks.yaml", "role: ml-engineer", "role: research-engineer", "is already in line"),
    ("pay.yaml", "low: 300000", "low: 500000", "low 500000 is above high 450000"),
    ("pay.yaml", "low: 300000", "low: 3e5", "3e5 without quotes"),
    ("pay.yaml", "low: 300000", "low: 300.5", "300.5 without quotes"),
    ("pay.yaml", "low: 300000", "low: '300000 '", "is no whole number → write"),
    ("pay.yaml", "median: 1000000", "median: 1500000", "median 1500000 is outside its own range"),
    ("pay.yaml", "    date: mid-2026\n", "", "date is missing → add it"),
    ("pay.yaml", "low: 300000", "low: 300,000", "low: 300,000 is no whole number → write a whole"),
    ("pay.yaml", "date: mid-2026", "date: 2026-13-01", "no date of the calendar → write 2026, mid"),
    (ROLE, 'text: "You ', 'text: "“You ', "has the wrong form → use straight quotes, or none"),
    (ROLE, 'text: "You ', 'text: "They ', "has the wrong form → begin it with You and a verb"),
    ("pay.yaml", "date: mid-2026", "date: june", "june is no date → write 2026, mid-2026"),
    ("pay.yaml", "id: map-entry", "id: map-spread", "pay claim map-spread is already in line"),
    (
        "pay.yaml",
        "employers: [openai]",
        "employers: [opnai]",
        "there is no employer opnai → did you",
    ),
    ("pay.yaml", "disagrees_with: [rs-over-re]", "disagrees_with: [x]", "there is no pay x"),
    ("pay.yaml", "currency: USD", "currency: dollars", "wrong form → write three capital"),
    ("pay.yaml", "roles: [ml-engineer]", "roles: ml-engineer", "roles should be a list → write"),
    ("pay.yaml", "claims:\n", "claims: [1]\nx:\n", "should be a record with fields → its fields"),
    (ROLE, "name: Research Engineer", "name: " + "x" * 99, "name should have at most 80"),
    (ROLE, "source: careers-map", "source: The Map", "wrong form → write lower-case words"),
    ("matrix.yaml", "ml-engineer: tc-l5-us-ml-engineer", "ml-engineer: tc", "there is no pay tc"),
    ("matrix.yaml", "ai-engineer: building", "prompt-engineer: building", "is not among the roles"),
    ("sources.yaml", "id: interview-handbook", "id: careers-map", "source careers-map is already"),
    ("sources.yaml", "    date: 2025\n", "", "date is missing"),
    ("pay.yaml", "level: L5", "level: 5", "level is no text → write"),
    ("titles/aliases.yaml", "titles: [RS,", "titles: [MLE,", "is claimed by research-scientist as"),
    ("titles/aliases.yaml", "titles: [RS,", "titles: [AI Engineer,", "is the name of the role ai-"),
    ("titles/aliases.yaml", "roles: [research-scientist]", "roles: [rs]", "there is no role rs"),
    ("titles/aliases.yaml", "titles: [RS,", 'titles: ["!!",', "a title without a letter"),
    ("titles/rules.yaml", "any: [ai], roles: [ai-red", "any: [a1], roles: [ai-red", "no tag a1"),
    ("titles/near-misses.yaml", "Data Analyst,", "Data Engineer,", "cannot be a near miss"),
    ("match.yaml", "next: engineering", "next: enginering", "which is no later question"),
    ("match.yaml", "next: strong", "next: phd", "which is no later question"),
    ("match.yaml", "{research-scientist: 3}", "{rs: 3}", "there is no role rs"),
    ("match.yaml", "{research-scientist: 3}", "{research-scientist: 9}", "less than or equal to 3"),
    ("match.yaml", "source: interview-handbook", "source: handbook", "there is no source handbook"),
    ("match.yaml", "id: five-questions", "id: tree", "way tree is already in line"),
    ("assessment.yaml", "high: 10", "high: 11", "cover every score from 5 to 25 once"),
    ("assessment.yaml", "at_5: I have completed", "at_4: I have completed", "no field at_4"),
    ("plan.yaml", "day: 3", "day: 30", "in the order of their days"),
    ("plan.yaml", "title: Begin", "title: Begin\n    day_after: 1", "no field day_after"),
    ("plan.yaml", "- Take the self", LONG_TASKS, "one message shows it whole"),
    (
        "practice/market-timing.yaml",
        "id: market-timing",
        "id: market",
        "the file is called market-timing, the practice market",
    ),
    ("practice/market-timing.yaml", "roles: [ml-engineer,", "roles: [mle,", "no role mle"),
    ("practice/market-timing.yaml", "lean_hire", "leen_hire", "no field leen_hire"),
    (
        "prompts/data-engineer.yaml",
        "round: sql\n",
        "round: sqll\n",
        "no round sqll → did you mean sql",
    ),
    (
        "prompts/data-engineer.yaml",
        "[sql-and-pipelines]",
        "[sql-and-pipes]",
        "nothing called sql-and-pipes",
    ),
    ("prompts/data-engineer.yaml", "id: data-engineer", "id: data-enginer", "no role data-enginer"),
    ("prompts/data-engineer.yaml", "minutes: 5", "minutes: 500", "minutes"),
    (
        "prompts/data-engineer.yaml",
        "id: find-the-slow-step",
        "id: load-it-twice",
        "already in line",
    ),
    ("pay.yaml", "low: 300000", "low: 500000", "is above high 450000 → swap them or mend the one"),
    ("pay.yaml", "high: 450000", "high: 250000", "low 300000 is above high 250000 → swap them"),
    (
        "interviews.yaml",
        "    coding-2: ML",
        "    coding-9: ML",
        "there is no round coding-9 → did you",
    ),
    (
        "demand.yaml",
        "{faang: ",
        "{fang: ",
        "there is no sector fang → did you mean faang",
    ),
    ("demand.yaml", "startups: high", "startups: huge", "there is no level of demand huge → "),
    (
        "weeks.yaml",
        "product: 5",
        "product: 6",
        "→ mend research, modelling, engineering or product",
    ),
    ("quiz/market-2026.yaml", "topic: ", "topic: x", "is not known here"),
    (
        "titles/rules.yaml",
        "roles: [",
        "choose: [ml-engineer], roles: [",
        "roles or choose, not both →",
    ),
    ("labs/openai.yaml", "id: openai", "id: anthropic", "the file is called openai, the lab anthr"),
]


@pytest.mark.parametrize(("name", "old", "new", "message"), MISTAKES)
def test_a_mistake_says_what_is_wrong_and_what_is_right(
    whole: KnowledgeSnapshot, name: str, old: str, new: str, message: str
) -> None:
    found = problems(changed(whole.raw, name, old, new), whole)
    matching = [line for line in found if message in line]
    assert matching, found
    file, line, column, *_ = matching[0].split(":")
    assert file.endswith(".yaml")
    assert int(line) >= 1
    assert int(column) >= 1


def test_a_problem_points_at_its_line(raw_files: Files, whole: KnowledgeSnapshot) -> None:
    files = changed(raw_files, "pay.yaml", "low: 300000", "low: 500000")
    text = files["pay.yaml"].decode().splitlines()
    found = problems(files, whole)
    assert len(found) == 1
    line = int(found[0].split(":")[1])
    assert "low: 500000" in "\n".join(text[line - 1 : line + 4])


def test_all_problems_of_all_files_come_at_once(raw_files: Files, whole: KnowledgeSnapshot) -> None:
    files = changed(raw_files, "pay.yaml", "low: 300000", "low: 500000")
    files = changed(files, "weeks.yaml", "research: 60", "research: 61")
    files = changed(files, ROLE, "short: RE", "shrt: RE")
    assert {line.split(":")[0] for line in problems(files, whole)} == {
        "pay.yaml",
        "weeks.yaml",
        ROLE,
    }


def test_broken_references_come_all_at_once(raw_files: Files, whole: KnowledgeSnapshot) -> None:
    files = changed(raw_files, ROLE, "tier: research", "tier: nowhere")
    files = changed(files, "weeks.yaml", "role: ml-engineer", "role: nobody")
    assert len(problems(files, whole)) == 2


def test_unknown_and_missing_files_are_named(raw_files: Files, whole: KnowledgeSnapshot) -> None:
    files = {name: raw for name, raw in raw_files.items() if name != "tiers.yaml"}
    misplaced = {"teirs.yaml": b"tiers: []\n", "roles/x.yml": b"a: 1\n", "role/x.yaml": b"a: 1\n"}
    found = problems({**files, **misplaced}, whole)
    assert any(
        line.startswith("role/x.yaml:1:1: no knowledge file has this name") for line in found
    )
    assert "teirs.yaml:1:1: no knowledge file has this name → did you mean tiers.yaml?" in found
    assert "roles/x.yml:1:1: no knowledge file has this name → let the name end in .yaml" in found
    assert "tiers.yaml:1:1: this file is missing → restore it" in found


def test_a_file_under_another_ending_is_one_mistake(
    raw_files: Files, whole: KnowledgeSnapshot
) -> None:
    files = {name.replace(ROLE, ROLE[:-4] + "yml"): raw for name, raw in raw_files.items()}
    wrong = "no knowledge file has this name → let the name end in .yaml"
    assert problems(files, whole) == [f"roles/research-engineer.yml:1:1: {wrong}"]


def test_every_form_that_a_text_can_have_is_said_in_words() -> None:
    models: list[type[BaseModel]] = [*(kind.model for kind in FILE_KINDS), ServerSettings]
    written = "".join(json.dumps(it.model_json_schema()) for it in models)
    found = re.findall(r'"pattern": ("(?:[^"\\]|\\.)*")', written)
    patterns = {json.loads(it) for it in found}
    dates = {it for it in patterns if "mid-" in it}
    assert len(dates) == 1
    assert patterns - dates <= FORMS.keys()


def test_editors_leftovers_are_no_knowledge(tmp_path: Path) -> None:
    copy = tmp_path / "knowledge"
    shutil.copytree(SHIPPED, copy)
    for name in (".pay.yaml.swp", "pay.yaml~", "#pay.yaml#", ".#pay.yaml", "roles/.hidden.yaml"):
        (copy / name).write_bytes(b"\x00")
    assert load(copy).version == load(SHIPPED).version


def test_a_missing_directory_is_said(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="there is no such directory"):
        read_directory(tmp_path / "nowhere")


def test_the_knowledge_does_not_change(knowledge: Knowledge) -> None:
    role = knowledge.roles["ml-engineer"]
    attempts: list[Callable[[], None]] = [
        lambda: setattr(role, "name", "x"),
        lambda: setattr(knowledge, "version", "x"),
        lambda: knowledge.roles.update({}),  # type: ignore[attr-defined]
        lambda: setattr(knowledge.pay["openai-rs"], "level", "x"),
    ]
    for attempt in attempts:
        with pytest.raises((AttributeError, TypeError, ValueError)):
            attempt()


def test_the_checked_in_schemas_are_up_to_date() -> None:
    written = {path.name: path.read_text() for path in (SHIPPED / "schema").glob("*.json")}
    assert written == dict(schemas()), "run: careers-bot schema"


def test_every_file_names_its_schema(raw_files: Files) -> None:
    for name, raw in raw_files.items():
        first = raw.decode().splitlines()[0]
        assert first.startswith("# yaml-language-server: $schema="), name
        assert (SHIPPED / name).parent.joinpath(first.split("=", 1)[1]).resolve().is_file(), name


def test_the_published_median_outside_its_range_is_kept_and_marked(knowledge: Knowledge) -> None:
    claim = knowledge.pay["openai-re"]
    assert claim.figures is not None
    assert (claim.figures.low, claim.figures.median, claim.figures.high) == (249000, 555000, 530000)
    assert claim.doubt


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_a_damaged_file_loads_or_is_refused_with_a_place(
    raw_files: Files, whole: KnowledgeSnapshot, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(sorted(raw_files)))
    raw = bytearray(raw_files[name])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(raw) - 1))
        raw[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    found = problems_or_none({**raw_files, name: bytes(raw)}, whole)
    assert all(problem.line >= 1 and problem.wrong for problem in found)
