"""Faults of what is heard: the real program on a virtual sound card that is recorded."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import numpy as np

from psoas_timer.engine.sound.side_process import LOOK_AGAIN_MS
from psoas_timer.store.fault_log import FAULT_LOG_FILE
from psoas_timer.store.places import CACHE_FOLDER, ROUTINES_FOLDER, SETTINGS_FILE
from tests.short_folder import make_short_folder
from tests.trials.trial import CannotTryError, Ground, need, trial, wait_until
from tests.virtual_card import PROGRAMS, SINK, Recorder, environment, sound_server

ROUTINE = """
title = "Heard"
[[stage]]
id = "breathe"
title = "Breathe"
pattern = { inhale_s = 2, exhale_s = 2 }
cycles = 30
"""
# Says on its standard output what the window tells: everything else is the program as it is.
TELLING = """
import sys
from psoas_timer.ui.kit.message_bar import MessageBar
show = MessageBar._show_first
def show_and_print(bar):
    show(bar)
    print("TOLD", bar.text, flush=True)
MessageBar._show_first = show_and_print
from psoas_timer.__main__ import main
sys.exit(main(sys.argv[1:]))
"""
AUDIBLE = 0.002  # as the mean of a second: the bed alone is 0.0003


class Session:
    """The program in a session, and what its window has told so far."""

    def __init__(self, ground: Ground, card: Path, root: Path | None = None, **more: str) -> None:
        self.ground = ground
        self._out = (ground.folder / "told.txt").open("w+b")
        self.process = subprocess.Popen(
            [sys.executable, "-c", TELLING, "--data-dir", str(ground.data), "start", "heard"],
            env={**environment(card), **more}, stdout=self._out, stderr=self._out, cwd=root,
        )  # fmt: skip

    @property
    def told(self) -> list[str]:
        """Every message about sound or the voice, and '' each time that there is none any more."""
        lines = (self.ground.folder / "told.txt").read_text(errors="replace").splitlines()
        found = [line.removeprefix("TOLD ") for line in lines if line.startswith("TOLD")]
        return [line for line in found if not line or "sound" in line or "voice" in line]

    @property
    def tells(self) -> str:
        return self.told[-1] if self.told else ""

    @property
    def log(self) -> str:
        path = self.ground.data / FAULT_LOG_FILE
        return path.read_text(errors="replace") if path.exists() else ""

    @property
    def sound_process(self) -> int | None:
        command = ["ps", "-o", "pid=,args=", "--ppid", str(self.process.pid)]
        done = subprocess.run(command, capture_output=True, text=True)
        return next((int(line.split()[0]) for line in done.stdout.splitlines() if line.endswith("sound-host")), None)

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        self._out.close()


class Listener:
    """Asks of a recording that is still going on what was heard lately."""

    def __init__(self, recorder: Recorder, card: Path) -> None:
        self._recorder = recorder
        self.card = card

    @property
    def hears(self) -> bool:
        """Tell whether the breath was heard in the last second."""
        samples = self._recorder.latest(1.0)
        return len(samples) > 0 and float(np.sqrt(np.mean(samples**2))) > AUDIBLE


def prepare(ground: Ground) -> None:
    for program in PROGRAMS:
        need(program)
    (ground.data / ROUTINES_FOLDER).mkdir(parents=True)
    (ground.data / ROUTINES_FOLDER / "heard.toml").write_text(ROUTINE)
    (ground.data / SETTINGS_FILE).write_text('{"version": 1, "settle_s": 0}')


@contextmanager
def session(ground: Ground, card: Path, root: Path | None = None, **more: str) -> Iterator[Session]:
    running = Session(ground, card, root, **more)
    try:
        yield running
    finally:
        running.end()


@contextmanager
def heard_session(ground: Ground, root: Path | None = None, **more: str) -> Iterator[tuple[Session, Listener]]:
    """A session on a card of its own, and who listens to it."""
    with make_short_folder() as card, sound_server(card):
        recorder = Recorder(card)
        try:
            with session(ground, card, root, **more) as running:
                yield running, Listener(recorder, card)
        finally:
            recorder.drop()


def ask_server(card: Path, *words: str) -> None:
    subprocess.run(["pactl", *words], env=environment(card), check=True, capture_output=True)


def load_device(card: Path, name: str) -> None:
    ask_server(card, "load-module", "module-null-sink", f"sink_name={name}")


def sounds_of(ground: Ground) -> list[Path]:
    return sorted((ground.data / CACHE_FOLDER / "sounds").glob("*.wav"))


@trial(25, "Sounds that a power loss left empty are made anew and heard")
def damaged_cache(ground: Ground) -> None:
    prepare(ground)
    with heard_session(ground) as (_running, ear):
        wait_until(lambda: ear.hears, "sound in the first session")
        wait_until(lambda: len(sounds_of(ground)) > 5, "sounds in the cache")
    for path in sounds_of(ground):
        path.write_bytes(b"")
    with heard_session(ground) as (running, ear):
        wait_until(lambda: ear.hears, "sound with a damaged cache")
        assert "is damaged, and made again" in running.log


@trial(25, "Sounds that cannot be kept are heard all the same")
def no_room_for_the_cache(ground: Ground) -> None:
    prepare(ground)
    (ground.data / CACHE_FOLDER).write_text("in the way")
    with heard_session(ground) as (running, ear):
        wait_until(lambda: ear.hears, "sound without a cache")
        assert running.tells == ""


@trial(25, "Sounds that find their disk full are heard all the same")
def full_disk(ground: Ground) -> None:
    prepare(ground)
    folder = ground.data / CACHE_FOLDER
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True).returncode != 0:
        raise CannotTryError("may not mount a small disk")
    try:
        with heard_session(ground) as (running, ear):
            wait_until(lambda: ear.hears, "sound on a full disk")
            assert not any(running.told), running.told
            assert "No space left" in running.log
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@trial(25, "A sound process that is killed is followed by another, and the breath goes on")
def killed_sound_process(ground: Ground) -> None:
    prepare(ground)
    with heard_session(ground) as (running, ear):
        wait_until(lambda: ear.hears, "sound")
        first = running.sound_process
        assert first is not None
        os.kill(first, signal.SIGKILL)
        wait_until(lambda: not ear.hears, "silence")
        wait_until(lambda: ear.hears, "sound again")
        assert running.sound_process not in (None, first)
        assert "was ended by signal 9" in running.log
        assert not any(running.told), running.told


@trial(25, "A sound process that hangs is replaced")
def hanging_sound_process(ground: Ground) -> None:
    prepare(ground)
    with heard_session(ground) as (running, ear):
        wait_until(lambda: ear.hears, "sound")
        first = running.sound_process
        assert first is not None
        os.kill(first, signal.SIGSTOP)
        wait_until(lambda: running.sound_process not in (None, first), "another sound process")
        wait_until(lambda: ear.hears, "sound again")
        assert "does not answer" in running.log


@trial(25, "A sound process that ends again and again is given up, and that is told")
def crashing_sound_process(ground: Ground) -> None:
    prepare(ground)
    with heard_session(ground) as (running, ear):
        wait_until(lambda: ear.hears, "sound")

        def kill_and_look() -> bool:
            if (found := running.sound_process) is not None:
                os.kill(found, signal.SIGSEGV)
            return "each time it was started again" in running.tells

        wait_until(kill_and_look, "word of it")
        assert "is not started again" in running.log
        assert running.process.poll() is None


@trial(25, "A sound server that restarts is found again, and what was told is taken back")
def restarted_server(ground: Ground) -> None:
    prepare(ground)
    with make_short_folder() as card, ExitStack() as stack:
        with sound_server(card):
            running = stack.enter_context(session(ground, card))
            recorder = Recorder(card)
            wait_until(lambda: Listener(recorder, card).hears, "sound")
        recorder.drop()
        wait_until(lambda: "no loudspeaker" in running.tells, "word of the silence")
        with sound_server(card):
            recorder = Recorder(card)
            wait_until(lambda: Listener(recorder, card).hears, "sound from the new server")
            wait_until(lambda: running.tells == "", "an end of the message")
            recorder.drop()


@trial(25, "Sound goes on where the device it played on is gone and another one is there")
def changed_device(ground: Ground) -> None:
    prepare(ground)
    with make_short_folder() as card, sound_server(card), session(ground, card) as running:
        recorder = Recorder(card)
        wait_until(lambda: Listener(recorder, card).hears, "sound")
        load_device(card, "other")
        ask_server(card, "unload-module", "module-null-sink")
        recorder.drop()
        load_device(card, SINK)
        ask_server(card, "set-default-sink", SINK)
        recorder = Recorder(card)
        wait_until(lambda: Listener(recorder, card).hears, "sound from the other device")
        recorder.drop()
        assert not running.tells


@trial(25, "A device that takes no sound is told, and heard when it wakes up")
def sleeping_device(ground: Ground) -> None:
    prepare(ground)
    with heard_session(ground) as (running, ear):
        wait_until(lambda: ear.hears, "sound")
        ask_server(ear.card, "suspend-sink", SINK, "1")
        wait_until(lambda: "each time it was started again" in running.tells, "word of the silence")
        ask_server(ear.card, "suspend-sink", SINK, "0")
        wait_until(lambda: ear.hears, "sound again", 2 * LOOK_AGAIN_MS / 1000)
        wait_until(lambda: not running.tells, "an end of the message")


@trial(25, "A session without any sound server says that nothing is heard")
def no_server(ground: Ground) -> None:
    prepare(ground)
    with make_short_folder() as card, session(ground, card) as running:
        wait_until(lambda: "no loudspeaker" in running.tells, "word of the silence")


@trial(25, "A missing part of Qt is told with its remedy")
def no_multimedia(ground: Ground) -> None:
    prepare(ground)
    (ground.folder / "sitecustomize.py").write_text("import sys\nsys.modules['PySide6.QtMultimedia'] = None\n")
    with heard_session(ground, PYTHONPATH=str(ground.folder)) as (running, _ear):
        wait_until(lambda: "README" in running.tells, "word of what is missing")
        assert "QtMultimedia" in running.log


@trial(25, "Recordings of the voice that are damaged are told once, and the breath is heard")
def damaged_voice(ground: Ground) -> None:
    prepare(ground)
    root = Path(__file__).parents[2]
    for name in ("psoas_timer", "assets"):
        shutil.copytree(root / name, ground.folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for number, clip in enumerate(sorted((ground.folder / "assets" / "voice" / "en").glob("*.wav"))):
        content = clip.read_bytes()
        clip.write_bytes((b"", content[:1000], b"no sound at all")[number % 3])
    with heard_session(ground, root=ground.folder) as (running, ear):
        wait_until(lambda: ear.hears, "the breath")
        wait_until(lambda: "recordings of the voice" in running.tells, "word of the recordings")
        assert running.log.count("cannot be played") > 1
        assert len(list(filter(None, running.told))) == 1, running.told
