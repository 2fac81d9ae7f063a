"""The jobs for Windows and macOS, read and not run: they do what the README says, and may do nothing else."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
JOBS = ROOT / "packaging" / "ci" / "windows-and-macos.yml"
PACKAGES = ROOT / "packaging" / "ci" / "packages.yml"
SMOKE = ROOT / "packaging" / "ci" / "smoke.py"


def readme_command(marker: str) -> str:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    block = re.search(rf"^<!-- {marker}-command -->\n```(?:sh|bat)\n(.*)\n```$", text, re.MULTILINE)
    assert block, f"README.md has no fenced line right after <!-- {marker}-command -->"
    return block[1]


def text_of(job: str = "", file: Path = JOBS) -> str:
    """Return the whole file, or the indented block below the name of one job."""
    text = file.read_text(encoding="utf-8")
    if not job:
        return text
    found = re.search(rf"^  {job}:\n((?:    .*\n|\n)+)", text, re.MULTILINE)
    assert found, f"there is no job {job}"
    return found[1]


def values(key: str, text: str) -> list[str]:
    """Return the value after a key, wherever it is, without a comment."""
    return [value.partition(" #")[0].strip() for value in re.findall(rf"^[ -]*{key}:(.*)$", text, re.MULTILINE)]


def test_windows_does_what_linux_does() -> None:
    assert readme_command("windows-test") == readme_command("windows-run").replace("-e . ", "-e .[test] ").replace(
        "-m psoas_timer", "-m pytest"
    )
    _libraries, *rest = readme_command("test").split(" && ")
    plain = " && ".join(rest).replace("python3 -m", "py -m").replace("'", "").replace(".venv/bin/", ".venv\\Scripts\\")
    assert readme_command("windows-test") == plain


@pytest.mark.parametrize(
    ("job", "system", "marker"), [("windows", "windows-latest", "windows-test"), ("macos", "macos-latest", "test")]
)
def test_a_job_runs_the_readmes_line_and_then_the_program(job: str, system: str, marker: str) -> None:
    text = text_of(job)
    assert values("runs-on", text) == [system]
    assert values("python", text) == ['["3.11", "3.13"]']
    assert values("python-version", text) == ["${{ matrix.python }}"]
    test, smoke = values("run", text)
    assert test == readme_command(marker)
    script, version = smoke.replace("\\", "/").split(maxsplit=1)[1].split(maxsplit=1)
    assert (ROOT / script, version) == (SMOKE, "${{ matrix.python }}")
    assert values("fail-fast", text) == ["false"]
    assert int(*values("timeout-minutes", text)) <= 60


def test_there_is_no_other_job() -> None:
    jobs = text_of().partition("\njobs:\n")[2]
    assert re.findall(r"^  (\w+):$", jobs, re.MULTILINE) == ["windows", "macos"]


@pytest.mark.parametrize("file", [JOBS, PACKAGES], ids=lambda file: file.stem)
def test_the_jobs_may_read_the_checkout_and_no_more(file: Path) -> None:
    text = text_of(file=file)
    assert "\npermissions:\n  contents: read\n\n" in text
    assert values("permissions", text) == [""]
    assert "secrets" not in text and "pull_request_target" not in text
    actions = values("uses", text)
    known = {"actions/checkout", "actions/setup-python", "actions/upload-artifact"}
    assert {action.partition("@")[0] for action in actions} <= known
    assert values("persist-credentials", text) == ["false"] * len([one for one in actions if "/checkout@" in one])
    # What a stranger can choose, such as the name of a branch, is never put into a command.
    assert all(set(re.findall(r"\$\{\{(.*?)\}\}", line)) <= {" matrix.python "} for line in values("run", text))


@pytest.mark.parametrize("file", [JOBS, PACKAGES], ids=lambda file: file.stem)
def test_the_file_is_plain_enough_to_be_read_by_eye_and_by_every_parser(file: Path) -> None:
    """No tabs, steps of two spaces, and every line a comment, a key with or without a value, or an entry of a list."""
    text = text_of(file=file)
    for line in text.splitlines():
        assert re.fullmatch(r"(?:  )*(?:#.*|(?:- )?[\w-]+:(?: \S.*)?|- \"[\w*]+\")|", line), line
    plain = [value for value in values(r"[\w-]+", text) if not value.startswith(('"', "["))]
    assert not [value for value in plain if ": " in value or value.startswith(tuple("&*!|>'%@`{"))]


def test_the_jobs_that_build_packages_run_what_is_here() -> None:
    for line in values("run", text_of(file=PACKAGES)):
        for script in re.findall(r"packaging/[\w./-]+", line):
            assert (ROOT / script).exists(), script


def test_what_is_installed_is_used_without_a_screen() -> None:
    ran = subprocess.run([sys.executable, str(SMOKE)], capture_output=True, text=True, timeout=300)
    assert ran.returncode == 0, f"\n{ran.stdout}\n{ran.stderr}"
    assert "psoas-timer report" in ran.stdout


def test_on_another_python_than_the_wanted_one_it_fails() -> None:
    ran = subprocess.run([sys.executable, str(SMOKE), "2.7"], capture_output=True, text=True, timeout=60)
    assert ran.returncode == 1
    assert "Python 2.7 is required" in ran.stderr
