"""What the commands print, to outputs of every kind; each in a process of its own, whose outputs are real."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from psoas_timer.app import terminal
from psoas_timer.core.problem import Problem
from tests.systems import LINUX, POSIX

BEGIN = (
    "import sys\nfrom psoas_timer.app import terminal\nfrom psoas_timer.core.problem import Problem\n"
    "terminal.open_outputs()\n"
)
HAND_OUT = BEGIN + (
    "try:\n    terminal.hand_out(CONTENT)\n"
    "except Problem as problem:\n    terminal.say_aside(str(problem))\n    sys.exit(1)\n"
    "except terminal.ReaderGoneError:\n    sys.exit(terminal.READER_GONE)\n"
)
SAY = BEGIN + "terminal.say('done')\nterminal.say('and more')\n"


def run(script: str, redirected: str = "") -> tuple[int, str, str]:
    command = ["bash", "-c", f'"$0" -c "$1" {redirected}', sys.executable, script]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


@LINUX
def test_what_was_asked_for_is_printed_whole_and_in_order() -> None:
    script = BEGIN + "terminal.hand_out('a')\nterminal.hand_out(b'b\\xff\\n')\nterminal.say('c')"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert done.stdout == b"a\nb\xff\nc\n"


@LINUX
@pytest.mark.parametrize("content", ["'x'", "'x' * 1_000_000", "b'x'", "b'x' * 1_000_000"])
@pytest.mark.parametrize(
    ("redirected", "code", "told"),
    [
        (">/dev/full", 1, "Standard output cannot be written: No space left"),
        (">&-", 1, "There is no standard output"),
        (">/dev/full 2>&-", 1, ""),
        (">&- 2>&- <&-", 1, ""),
        ("2>/dev/full >/dev/full", 1, ""),
    ],
)
def test_what_cannot_be_handed_out_is_told(content: str, redirected: str, code: int, told: str) -> None:
    found, printed, said = run(HAND_OUT.replace("CONTENT", content), redirected)
    assert (found, printed) == (code, "")
    assert said.startswith(told)
    assert said.count("\n") == bool(told)


@LINUX
@pytest.mark.parametrize("content", ["'x' * 1_000_000", "b'x' * 1_000_000"])
def test_where_nobody_reads_on_it_ends_without_a_word(content: str) -> None:
    found, printed, said = run(HAND_OUT.replace("CONTENT", content), "| true; exit ${PIPESTATUS[0]}")
    assert (found, printed, said) == (terminal.READER_GONE, "", "")


@LINUX
@pytest.mark.parametrize("redirected", [">/dev/full", ">&-", "| true", ">/dev/full 2>&-", "2>&- <&- >&-"])
def test_a_message_is_not_worth_a_failure(redirected: str) -> None:
    assert run(SAY, redirected) == (0, "", "")


@LINUX
def test_a_closed_output_is_no_place_for_a_message_in_the_other() -> None:
    """With file=None, print() writes to standard output."""
    assert run(BEGIN + "terminal.say_aside('told')\nterminal.hand_out('content')", "2>&-") == (0, "content\n", "")


@POSIX
def test_the_numbers_of_closed_outputs_do_not_go_to_the_next_file(tmp_path: Path) -> None:
    script = BEGIN + f"file = open({str(tmp_path / 'kept')!r}, 'w')\nsys.exit(file.fileno())"
    for redirected in ("<&- >&- 2>&-", "2>&-", ">&-", "<&-"):
        assert run(script, redirected)[0] > 2, redirected


def test_without_any_output_only_what_was_asked_for_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    terminal.say("done")
    terminal.say_aside("told")
    with pytest.raises(Problem, match="no standard output"):
        terminal.hand_out("content")


def test_an_output_in_memory_is_printed_to(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.hand_out("content")
    terminal.say_aside("told")
    assert capsys.readouterr() == ("content\n", "told\n")


@POSIX
def test_a_shell_says_the_same_of_a_program_without_a_reader() -> None:
    found = subprocess.run(["bash", "-c", "yes | true; exit ${PIPESTATUS[0]}"], check=False).returncode
    assert found == terminal.READER_GONE
