"""What a check says of whole sets of files: mistakes, advice, and the forms they are written in."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
import yaml

from bot.services.editing.checking import CheckFormat, CheckReport, check_files, written
from tests.conftest import ROOT, TODAY
from tests.test_cli import run

SOURCE = """
  - id: unread
    title: A document nobody cites
    document: unread.md
    date: 2026
    scope: nothing
"""
ROLE = """\
id: prompt-poet
name: Prompt Poet
short: Poet
tier: application
gist: {text: You write verse., rests_on: [verse]}
facts:
  purpose:
    - {id: verse, text: You write verse., source: careers-map}
"""


def changed(raw: Mapping[str, bytes], name: str, old: str, new: str) -> dict[str, bytes]:
    text = raw[name].decode()
    assert old in text
    return {**raw, name: text.replace(old, new, 1).encode()}


def rules(report: CheckReport) -> list[tuple[str, str]]:
    assert report.problems == ()
    return [(advice.rule, advice.problem.file) for advice in report.advice]


def test_the_shipped_files_need_nothing(raw_files: Mapping[str, bytes]) -> None:
    report = check_files(raw_files, TODAY)
    assert report.knowledge is not None
    assert (report.problems, report.advice) == ((), ())


def test_claims_past_their_review_are_named_until_somebody_looked(
    raw_files: Mapping[str, bytes],
) -> None:
    later = date(2028, 1, 15)
    due = [it for it in check_files(raw_files, later).advice if it.rule == "review-due"]
    assert len(due) > 300
    first = next(it.problem for it in due if it.problem.file == "pay.yaml")
    assert "is from mid-2026, over 12 months ago" in first.wrong
    assert "reviewed: 2028-01" in first.right
    reviewed = changed(
        raw_files, "pay.yaml", "    date: mid-2026\n", "    date: mid-2026\n    reviewed: 2027-12\n"
    )
    left = [it for it in check_files(reviewed, later).advice if it.rule == "review-due"]
    assert len(left) == len(due) - 1
    again = date(2029, 6, 1)
    old = [it.problem.wrong for it in check_files(reviewed, again).advice]
    assert sum("was last reviewed in 2027-12" in it for it in old) == 1


def test_unused_sources_and_roles_without_pay_are_named(raw_files: Mapping[str, bytes]) -> None:
    raw = {**raw_files, "roles/prompt-poet.yaml": ROLE.encode()}
    raw["sources.yaml"] = raw["sources.yaml"].rstrip() + SOURCE.encode()
    found = rules(check_files(raw, TODAY))
    assert found == [("unused-source", "sources.yaml"), ("no-pay", "roles/prompt-poet.yaml")]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("The employer is not stated.", "phrase"),
        ("By the handbook you build pipelines.", "phrase"),
        ("You get $100K, by the year.", "phrase"),
        ("By the handbooks you build pipelines.", None),
        ("Putting papers into practice.", "fragment"),
        ("rarely reads research", "fragment"),
        ("Being on call is part of it.", None),
    ],
)
def test_words_that_must_not_come_back_are_named(
    raw_files: Mapping[str, bytes], text: str, rule: str | None
) -> None:
    said = "text: You build the data pipelines that everything else depends on."
    report = check_files(
        changed(raw_files, "roles/data-engineer.yaml", said, f"text: {text}"), TODAY
    )
    assert rules(report) == ([(rule, "roles/data-engineer.yaml")] if rule else [])


def test_such_words_are_named_wherever_members_read_them(raw_files: Mapping[str, bytes]) -> None:
    raw = dict(raw_files)
    for name, old, new in (
        ("match.yaml", "That leaves one question.", "By the handbook one question is left."),
        ("distinctions/mle-vs-as.yaml", "do elsewhere.", "do elsewhere, by the map."),
        ("guide/phd.yaml", 'text: "Research', 'text: "For its sake research'),
    ):
        raw = changed(raw, name, old, new)
    found = rules(check_files(raw, TODAY))
    assert sorted(found) == [
        ("phrase", "distinctions/mle-vs-as.yaml"),
        ("phrase", "guide/phd.yaml"),
        ("phrase", "match.yaml"),
    ]


def test_a_claim_with_several_sources_is_as_new_as_the_newest(
    raw_files: Mapping[str, bytes],
) -> None:
    path = "roles/research-engineer.yaml"
    old = "        - {source: careers-map}\n"
    raw = changed(raw_files, path, old, "        - {source: careers-map, date: 2001}\n")
    assert check_files(raw, TODAY).advice == ()


def test_an_alias_that_leads_elsewhere_with_a_level_before_it_is_named(
    raw_files: Mapping[str, bytes],
) -> None:
    own = "aliases:\n  - roles: [ml-engineer]\n    titles: [Staff Data Scientist]\n"
    report = check_files(changed(raw_files, "titles/aliases.yaml", "aliases:\n", own), TODAY)
    (found,) = report.advice
    assert found.rule == "misread-alias"
    assert found.problem.wrong == (
        "“Senior Staff Data Scientist” is read as data-scientist (by cleaned)"
    )


def test_a_tree_with_mistakes_lists_them_all(raw_files: Mapping[str, bytes]) -> None:
    raw = changed(raw_files, "pay.yaml", "basis: unspecified", "basis: guessed")
    raw = changed(raw, "roles/ml-engineer.yaml", "tier: ", "tier: no-")
    raw = changed(raw, "titles/aliases.yaml", "roles: [ml-engineer]", "roles: [ml-enginer]")
    raw = changed(raw, "quiz/market-2026.yaml", "difficulty: easy", "difficulty: simple")
    raw = changed(raw, "labs/openai.yaml", "source: ", "source: no-")
    report = check_files(raw, TODAY)
    assert report.knowledge is None
    found = {(it.file, it.wrong) for it in report.problems}
    assert {file for file, _ in found} == {
        "labs/openai.yaml",
        "pay.yaml",
        "quiz/market-2026.yaml",
        "roles/ml-engineer.yaml",
        "titles/aliases.yaml",
    }
    assert len(found) == 5, "one mistake leads to no other"


def test_what_stands_behind_a_mistake_is_found_at_its_own_place(
    raw_files: Mapping[str, bytes],
) -> None:
    lines = raw_files["pay.yaml"].decode().splitlines(keepends=True)
    basis = next(number for number, line in enumerate(lines) if "basis:" in line)
    lines[basis] = "    basis: guessed\n"
    source = max(number for number, line in enumerate(lines) if line.startswith("    source:"))
    lines[source] = "    source: nobody\n"
    report = check_files({**raw_files, "pay.yaml": "".join(lines).encode()}, TODAY)
    assert [(it.line, it.column) for it in report.problems] == [(basis + 1, 12), (source + 1, 13)]


@pytest.fixture(scope="module")
def broken(raw_files: Mapping[str, bytes]) -> CheckReport:
    return check_files(changed(raw_files, "pay.yaml", "basis: unspecified", "basis: 100%"), TODAY)


def test_json_gives_every_field(broken: CheckReport) -> None:
    found = json.loads(written(broken, CheckFormat.JSON, ""))
    assert found["version"] is None
    assert found["advice"] == []
    (error,) = found["errors"]
    assert (error["file"], error["line"], error["column"]) == ("pay.yaml", 10, 12)
    assert error["wrong"] == "100% is not known here"


def test_github_gets_escaped_remarks_that_lead_to_the_file(broken: CheckReport) -> None:
    first, last = written(broken, CheckFormat.GITHUB, "a:dir/").splitlines()
    assert first.startswith("::error file=a%3Adir/pay.yaml,line=10,col=12,title=mistake::100%25 is")
    assert last == "1 problem in the knowledge files:"
    assert written(broken, CheckFormat.GITHUB, ".").startswith("::error file=pay.yaml,")


def test_check_exits_by_what_it_found(raw_files: Mapping[str, bytes], tmp_path: Path) -> None:
    for name, raw in {**raw_files, "roles/prompt-poet.yaml": ROLE.encode()}.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
    advised = run("check", str(tmp_path), "--format", "github")
    assert (
        f"::warning file={tmp_path}/roles/prompt-poet.yaml,line=1".replace(":/", "%3A/", 0)
        in advised.stdout
    )
    assert "(no-pay)" in run("check", str(tmp_path), "--strict", check=1).stdout
    assert run("check", str(tmp_path / "nowhere"), check=2).stderr
    (tmp_path / "pay.yaml").write_text("claims: [")
    assert json.loads(run("check", str(tmp_path), "--format", "json", check=1).stdout)["errors"]


def test_the_hook_and_the_workflow_run_the_check() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    command = [*str(hook["entry"]).split(), *map(str, hook["args"])]
    assert command[0] == "careers-bot"
    assert run(*command[1:]).stdout.startswith("Fine")
    folder = ROOT / "docs" / "knowledge-repository"
    (repository,) = yaml.safe_load((folder / "pre-commit-config.yaml").read_text())["repos"]
    assert [it["id"] for it in repository["hooks"]] == [hook["id"]]
    steps = yaml.safe_load((folder / "check.yml").read_text())["jobs"]["check"]["steps"]
    command = str(steps[-1]["run"]).replace(" . ", " knowledge ").split()
    assert run(*command[1:]).stdout.startswith("Fine")
