"""The command line, run as people run it."""

import asyncio
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from bot.store.database import open_database
from tests.conftest import ROOT, SHIPPED
from tests.preview.serving import page_process

README = ROOT / "README.md"


def run(
    *arguments: str, stdin: str = "", check: int | None = 0, **environment: str
) -> subprocess.CompletedProcess[str]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("DISCORD_", "KNOWLEDGE_"))}
    with tempfile.TemporaryDirectory() as folder:
        own = {"LOG_LEVEL": "WARNING", "DATABASE_FILE": f"{folder}/careers.sqlite3"}
        done = subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            cwd=ROOT,
            input=stdin,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            env={**clean, **own, **environment},
        )
    if check is not None:
        assert done.returncode == check, done.stderr
    return done


def test_check_says_that_all_is_fine() -> None:
    assert run("check").stdout.startswith("Fine: 15 roles")


def test_check_prints_every_problem_and_fails(tmp_path: Path) -> None:
    for path in SHIPPED.rglob("*.yaml"):
        copy = tmp_path / path.relative_to(SHIPPED)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    pay = tmp_path / "pay.yaml"
    pay.write_text(pay.read_text().replace("low: 300000", "low: 900000", 1))
    (tmp_path / "roles" / "ml-engineer.yaml").write_text("id: ml-engineer\n\tname: x\n")
    done = run("check", str(tmp_path), check=1)
    assert "2 problems" in done.stderr
    assert re.search(r"pay\.yaml:\d+:\d+: low 900000 is above high 450000 → swap", done.stderr)
    assert "roles/ml-engineer.yaml:2:1: a tab where YAML wants spaces" in done.stderr
    assert "Traceback" not in done.stderr


def test_resolve_answers_one_object_a_line_in_order() -> None:
    titles = ["MTS", "", "reserch enginer", "Sous Chef", "Researcher"]
    done = run("resolve", "--json", stdin="\n".join(titles) + "\n")
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [item["title"] for item in found] == titles
    assert [item["status"] for item in found] == [
        "matched", "unknown", "matched", "unknown", "choose",
    ]  # fmt: skip
    assert found[0]["roles"][0] == "research-engineer"
    assert all(
        set(item) == {"title", "status", "roles", "candidates", "how", "stripped"} for item in found
    )
    assert [item["roles"] == [] for item in found] == [False, True, False, True, True]


def test_resolve_takes_an_employer() -> None:
    done = run("resolve", "MTS", "--employer", "OpenAI")
    assert "MTS → research-engineer" in done.stdout
    assert "is not among the employers" in run("resolve", "x", "--employer", "q", check=2).stderr


def test_say_prints_what_the_member_sees() -> None:
    done = run("say", "/role title:MTS")
    assert "(only member sees this)" in done.stdout
    assert "Research Engineer" in done.stdout
    assert "[button: Pay]" in done.stdout


def test_say_carries_out_a_script_and_says_what_it_cannot() -> None:
    script = """
        # a member looks a role up and clicks on
        /role title:sr ml eng
        click "Pay"
        choose "RE pay"
        as Host
        /tiers tier:safety
        click "Nothing"
        jump
        /nothing
        /role name:x
        wait long
    """
    done = run("say", stdin=script, check=1)
    assert "research engineer at L5" in done.stdout
    assert "(only host sees this)" in done.stdout
    for message in (
        "There is no button 'Nothing'. There are: Red Team, Safety, Evals, All tiers, Share.",
        "'jump' is no verb. A line is one of: /command",
        "There is no command /nothing. There are: /",
        "/role has no option name. There are: title, section.",
        "Nobody can wait for 'long'. Write a number of seconds above 0",
    ):
        assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_say_prints_raw_messages() -> None:
    done = run("say", "--json", "/about")
    message = json.loads(done.stdout)
    assert message["components"][0]["type"] == 17
    assert message["flags"] & 1 << 15


def test_the_examples_of_the_readme_work() -> None:
    text = README.read_text(encoding="utf-8")
    block = re.search(r"```text\n(/role.*?)```", text, re.DOTALL)
    assert block is not None
    run("say", stdin=block[1])


@pytest.mark.parametrize(
    ("environment", "message"),
    [
        ({}, "DISCORD_TOKEN is not set. Without it, run `careers-bot preview`."),
        ({"DISCORD_TOKEN": "x", "LOG_LEVEL": "loud"}, "LOG_LEVEL cannot be used"),
        ({"DISCORD_TOKEN": "x", "DISCORD_API_URL": "nowhere"}, "DISCORD_API_URL cannot be used"),
        ({"DISCORD_TOKEN": "x", "KNOWLEDGE_DIR": "/nowhere"}, "there is no such directory"),
        (
            {"DISCORD_TOKEN": "x.y.z", "DISCORD_API_URL": "http://127.0.0.1:9/api/v10"},
            "Discord cannot be reached",
        ),
    ],
)
def test_a_bad_setting_ends_with_one_sentence(environment: dict[str, str], message: str) -> None:
    done = run("run", check=2, **environment)
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_a_token_is_never_printed() -> None:
    done = run("run", check=2, DISCORD_TOKEN="not.a.token", DISCORD_API_URL="nowhere")
    assert "not.a.token" not in done.stderr + done.stdout


def test_healthy_tells_by_its_exit_code(tmp_path: Path) -> None:
    sign = tmp_path / "alive"
    assert run("healthy", check=1, HEALTH_FILE=str(sign)).stderr == "not connected\n"
    sign.touch()
    assert run("healthy", HEALTH_FILE=str(sign)).stdout == "connected\n"


def test_python_m_bot_explains_itself() -> None:
    text = run("--help").stdout
    for command in ("run", "preview", "say", "check", "resolve", "schema"):
        assert command in text
    assert run("nothing", check=2).stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to send")
def test_the_page_stops_on_an_interrupt() -> None:
    with page_process() as (page, _):
        page.send_signal(signal.SIGINT)
        rest, _ = page.communicate(timeout=20)
    assert "Traceback" not in rest
    assert page.returncode == 0


def test_backup_and_restore(tmp_path: Path) -> None:
    database, copy = tmp_path / "careers.sqlite3", tmp_path / "copy.sqlite3"
    missing = run("backup", str(copy), check=2, DATABASE_FILE=str(database))
    assert "there is no database at" in missing.stderr
    asyncio.run(_make(database))
    run("backup", str(copy), DATABASE_FILE=str(database))
    restored = run("restore", str(copy), DATABASE_FILE=str(database))
    assert "The former one is" in restored.stdout


async def _make(database: Path) -> None:
    async with open_database(database):
        pass


def test_ask_answers_one_object_a_line_in_order() -> None:
    questions = ["mle vs ds", "", "what's the weather", "mle salary", "how much does it pay"]
    done = run("ask", "--json", stdin="\n".join(questions) + "\n")
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [item["question"] for item in found] == questions
    bands = ["answer", "unknown", "unknown", "answer", "clarify"]
    assert [item["band"] for item in found] == bands
    assert found[0]["intent"] == "compare"
    assert found[0]["roles"] == ["ml-engineer", "data-scientist"]
    assert found[3]["answer"] == "s:ml-engineer::"
    assert found[2]["intent"] == "out-of-scope"
    assert found[4]["intent"] == "salary"


def test_ask_answers_in_words_and_explains_itself() -> None:
    question = "what does a research enginer earn at openai"
    said = run("ask", question).stdout
    assert "I read it as: what it pays · Research Engineer · OpenAI." in said
    assert "SOURCES" not in said
    assert "SOURCES" in run("ask", "--all", question).stdout
    why = run("ask", "--explain", question).stdout
    assert "names role: research enginer → research-engineer" in why
    assert "without earn:" in why
    assert "like salary of" in why


def test_a_file_is_attached_by_its_path_and_a_form_keeps_what_it_holds(tmp_path: Path) -> None:
    copy = tmp_path / "knowledge"
    shutil.copytree(ROOT / "knowledge", copy)
    changed = tmp_path / "pay.yaml"
    text = (copy / "pay.yaml").read_text(encoding="utf-8")
    changed.write_text(text.replace("high: 1470000", "high: 1500000"), encoding="utf-8")
    script = f"""
        as Moderator
        /knowledge upload attachment:{changed} why:mended
        click "Apply"
        /knowledge edit role role:RE
        type "Short name, for buttons and charts"="ResEng"
        click "Apply"
        as Member
        /salary role:RS
    """
    said = run("say", stdin=script, KNOWLEDGE_DIR=str(copy)).stdout
    assert "high: ~~1470000~~ → 1500000" in said
    assert "short: ~~RE~~ → ResEng" in said
    assert "771K–1.5M" in said
    assert "short: ResEng\ntier: research" in (copy / "roles/research-engineer.yaml").read_text()
    gone = run("say", "as Moderator", check=0, KNOWLEDGE_DIR=str(copy))
    assert gone.stdout == ""
    lost = f"as Moderator\n/deck upload attachment:{tmp_path}/nowhere.yaml\n"
    failed = run("say", stdin=lost, check=1, KNOWLEDGE_DIR=str(copy))
    assert "cannot be attached" in failed.stderr
