"""Try the real program under every fault that was met in the field, and print PASS or FAIL for each.

Run by hand, on Linux: python -m tests.trials.field [NUMBER...]

Each module of this folder holds the trials of one kind of fault; each trial has a folder of its own, which is kept
where it failed. SKIP says which outside program is missing. The exit status is 1 if anything failed.
"""

from __future__ import annotations

import importlib
import pkgutil
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

from tests.trials import trial
from tests.trials.trial import CannotTryError, Ground, Trial


def trials(numbers: list[int]) -> list[Trial]:
    """All trials with one of these numbers, or all there are, in the order of their numbers."""
    for module in pkgutil.iter_modules([str(Path(__file__).parent)]):
        if module.name != "field":
            importlib.import_module(f"tests.trials.{module.name}")
    chosen = [one for one in trial.ALL if not numbers or one.number in numbers]
    return sorted(chosen, key=lambda one: one.number)


def outcome(one: Trial) -> str:
    """Run one trial: PASS, or FAIL or SKIP with the reason."""
    folder = Path(tempfile.mkdtemp(prefix=f"trial-{one.number}-"))
    try:
        one.run(Ground(folder))
    except CannotTryError as reason:
        answer = f"SKIP ({reason})"
    except Exception as failure:  # whatever ends a trial is its answer
        return f"FAIL ({type(failure).__name__}: {failure}; see {folder})"
    else:
        answer = "PASS"
    shutil.rmtree(folder, ignore_errors=True)
    return answer


def main() -> int:
    for name in ("SIGINT", "SIGHUP"):  # ignored where a shell started this in the background, and so by each program
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
    found = trials([int(number) for number in sys.argv[1:]])
    failed = 0
    for one in found:
        began_s = time.monotonic()
        answer = outcome(one)
        failed += answer.startswith("FAIL")
        print(f"{one.number:>2} {one.right:<90} {time.monotonic() - began_s:5.1f} s  {answer}", flush=True)
    print(f"{len(found)} tried, {failed} failed")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
