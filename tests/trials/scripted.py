"""Faults on the command line."""

from __future__ import annotations

import subprocess

from tests.trials.trial import Ground, trial


@trial(21, "A script whose reader goes away ends quietly")
def reader_goes_away(ground: Ground) -> None:
    with subprocess.Popen(
        ground.command("script", "supported-bridge"), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        told = process.stderr.read().decode()
    assert not told, told
