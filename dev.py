"""Set up and run this project with nothing but Python 3.11 or newer and its pip.

    python3 dev.py preview    the bot in a local page, without a Discord token
    python3 dev.py install    what serving Discord needs, and no more
    python3 dev.py test       all tests; further arguments go to pytest
    python3 dev.py lock       compile the requirements anew from pyproject.toml

Everything is installed into .venv, from locks with hashes, and only when a lock changed.
DEV_VENV names another folder, for another Python.
"""

import hashlib
import os
import subprocess
import sys
import venv
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / os.environ.get("DEV_VENV", ".venv")
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = SCRIPTS / ("python.exe" if os.name == "nt" else "python")
LOCKS = {"run": (), "preview": ("preview",), "dev": ("preview", "dev")}


def install(lock: str) -> None:
    """Install a lock and the project into .venv, unless that is done already."""
    path = ROOT / "requirements" / f"{lock}.txt"
    wanted = hashlib.sha256(path.read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()
    stamp = VENV / f"installed-{lock}"
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == wanted:
        return
    if not PYTHON.exists():
        # Without pip: Debian's Python has no ensurepip, and pip can install from outside.
        venv.create(VENV, with_pip=False)
    sys.stderr.write(f"Installing what is in {path.relative_to(ROOT)} into .venv …\n")
    pip("install", "--require-hashes", "-r", str(path))
    pip("install", "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    stamp.write_text(wanted)


def pip(*arguments: str) -> None:
    """Run pip on .venv."""
    base = [sys.executable, "-m", "pip", "--python", str(PYTHON), "--disable-pip-version-check"]
    subprocess.run([*base, *arguments, "--quiet"], check=True)  # noqa: S603 - fixed arguments


def inside(*command: str) -> int:
    """Run a module inside .venv, from the root of the project."""
    return subprocess.run([str(PYTHON), "-m", *command], cwd=ROOT, check=False).returncode  # noqa: S603


def preview(arguments: list[str]) -> int:
    """Open the bot in a local page."""
    install("preview")
    return inside("bot", "preview", *arguments)


def install_bot(arguments: list[str]) -> int:
    """Install what `careers-bot run` needs."""
    if arguments:
        sys.stderr.write(__doc__ or "")
        return 2
    install("run")
    return 0


def test(arguments: list[str]) -> int:
    """Run the tests."""
    install("dev")
    return inside("pytest", *arguments)


def lock(arguments: list[str]) -> int:
    """Compile the locks: one resolution for all Pythons and systems, hashes, no host named."""
    install("dev")
    for name in ("dev", "preview", "run"):
        extras = [part for extra in LOCKS[name] for part in ("--extra", extra)]
        target = f"requirements/{name}.txt"
        constraints = [] if name == "dev" else ["--constraint", "requirements/dev.txt"]
        command = ["uv", "pip", "compile", "pyproject.toml", *extras, "--extra", "build"]
        command += ["--universal", "--python-version", "3.11", "--generate-hashes"]
        command += ["--no-header", "--no-annotate", "--quiet", *constraints, *arguments]
        if (code := inside(*command, "--output-file", target)) != 0:
            return code
    return 0


def main() -> int:
    """Run the task that was named."""
    tasks: dict[str, Callable[[list[str]], int]] = {
        "preview": preview,
        "install": install_bot,
        "test": test,
        "lock": lock,
    }
    if len(sys.argv) < 2 or sys.argv[1] not in tasks:  # noqa: PLR2004
        sys.stderr.write(__doc__ or "")
        return 2
    try:
        return tasks[sys.argv[1]](sys.argv[2:])
    except subprocess.CalledProcessError as error:
        sys.stderr.write(f"This failed: {' '.join(map(str, error.cmd))}\n")
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
