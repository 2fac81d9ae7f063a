#!/bin/sh
# Uses a built program as people do: sh packaging/use-program.sh PROGRAM
# First every command, then a session on a virtual screen and a virtual sound card: what is seen, heard, reminded of, and
# started a second time. Wants the README's test command run before, and an otherwise idle computer.
set -eu
PSOAS_TIMER_PROGRAM=$(readlink -f -- "$1")
export PSOAS_TIMER_PROGRAM
cd -- "$(dirname -- "$0")/.."
.venv/bin/python packaging/ci/smoke.py
.venv/bin/python -m pytest -n0 tests/test_real_window.py tests/test_at_home.py tests/test_heard.py
