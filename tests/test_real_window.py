"""The real program in a real window on a virtual screen, by keyboard alone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from psoas_timer.core.history.session import Status
from psoas_timer.store.fault_log import FAULT_LOG_FILE
from psoas_timer.store.places import ROUTINES_FOLDER
from tests.real_window import PATIENCE_S, ROUTINE, Program, program, screen, wait_for
from tests.systems import LINUX

__all__ = ["program", "screen"]  # pytest finds its fixtures by their names

pytestmark = LINUX


def test_a_routine_is_followed_by_keyboard_alone_to_its_end_and_is_in_the_history(program: Program) -> None:
    program.start()
    program.focus_window()
    program.press(*["Tab"] * 8, "Return")  # past the suggested one, the weeks and five others to the person's own
    program.press("Return")  # Start is in focus
    wait_for(lambda: program.find_session(Status.RUNNING), "running session")
    # Pause, go on, and skip to the second stage; pressed faster, two would be one wish: to skip.
    program.press("space", "space", "Right", delay_ms=700)
    record = wait_for(lambda: program.find_session(Status.PARTIAL), "ended session")
    assert record.routine_id == "short-one"
    assert 6.0 <= record.practised_s < record.planned_s
    assert record.reached_s[1] == pytest.approx(6.0)
    program.press("Return")  # away from the closing page
    program.press("Right", "Return")
    assert len(program.sessions()) == 1


def test_history_opens_with_its_charts(program: Program) -> None:
    process = program.start()
    program.focus_window()
    program.press("ctrl+2")
    charts = "_multiarray_umath"  # of NumPy, which they are made with
    wait_for(lambda: charts in Path(f"/proc/{process.pid}/maps").read_text(), "charts")
    program.press("ctrl+q")  # read after the keys before it, so History has been shown by then
    assert process.wait(PATIENCE_S) == 0
    assert not (program.folder / FAULT_LOG_FILE).exists()


def test_a_whole_session_fills_the_day(program: Program) -> None:
    (program.folder / ROUTINES_FOLDER / "short-one.toml").write_text(ROUTINE.replace("cycles = 30", "cycles = 1"))
    program.start("start", "short-one")
    record = wait_for(lambda: program.find_session(Status.COMPLETE), "complete session")
    assert record.practised_s == pytest.approx(8.0)
    assert record.share == pytest.approx(1.0)


def test_escape_asks_and_only_the_answer_ends_it(program: Program) -> None:
    program.start("start", "short-one")
    wait_for(lambda: program.find_session(Status.RUNNING), "running session")
    program.focus_window()
    wait_for(lambda: program.sessions()[0].practised_s > 0, "practice")
    program.press("Escape", "Escape", "Escape")
    assert program.find_session(Status.RUNNING)
    program.press("Tab", "space")  # to the other button
    record = wait_for(lambda: program.find_session(Status.PARTIAL), "ended session")
    assert 0 < record.practised_s < record.planned_s


def wait_for_practice(program: Program, more_than_s: float) -> None:
    wait_for(lambda: program.sessions()[0].practised_s > more_than_s, "practice")


def test_a_held_key_is_one_press(program: Program) -> None:
    stages = "".join(
        f'[[stage]]\nid = "s{n}"\ntitle = "S"\npattern = {{ inhale_s = 1, exhale_s = 1 }}\ncycles = 30\n'
        for n in range(9)
    )
    (program.folder / ROUTINES_FOLDER / "short-one.toml").write_text(f'title = "A short one"\n{stages}')
    program.start("start", "short-one")
    wait_for(lambda: program.find_session(Status.RUNNING), "running session")
    program.focus_window()
    wait_for_practice(program, 0.0)
    for key, stage_index in (("space", 0), ("Escape", 0), ("Right", 1)):
        before_s = program.sessions()[0].practised_s
        program.hold(key, 2.0)
        if key == "Escape":  # it has paused and asks: the second press goes on
            program.press("Escape")
        wait_for_practice(program, before_s + 3.0)  # it has not paused
        assert program.sessions()[0].stage_index == stage_index


def test_a_killed_session_is_kept_and_can_be_gone_on_with(program: Program) -> None:
    killed = program.start("start", "short-one")
    wait_for(lambda: any(record.practised_s > 2 for record in program.sessions()), "practice")
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    before = program.sessions()[0]
    again = program.start()
    wait_for(lambda: program.find_session(Status.PARTIAL), "partial session")
    program.focus_window()
    program.press("shift+Tab", "shift+Tab", "space")  # back from Start over Dismiss to the offer to go on
    wait_for(lambda: program.find_session(Status.RUNNING), "resumed session")
    assert [record.uuid for record in program.sessions()] == [before.uuid]
    assert program.sessions()[0].practised_s >= before.practised_s
    again.kill()


def test_a_second_start_wakes_the_first_and_leaves(program: Program) -> None:
    first = program.start()
    program.focus_window()
    second = program.start()
    assert second.wait(PATIENCE_S) == 0
    assert first.poll() is None


def test_without_a_display_it_says_so_in_one_sentence(tmp_path: Path) -> None:
    env = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    env.pop("QT_QPA_PLATFORM", None)
    done = subprocess.run(
        [sys.executable, "-m", "psoas_timer", "--data-dir", str(tmp_path)], env=env, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert "display" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert list(tmp_path.iterdir()) == []
