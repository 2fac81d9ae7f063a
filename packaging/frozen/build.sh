#!/bin/sh
# Builds dist/psoas-timer/, a tree that needs no Python: sh packaging/frozen/build.sh
# It runs on systems whose C library is as new as this one's or newer: build it on Debian 12 for Debian 12 and later.
# PYTHON names the Python that goes into it, 3.11 or later, with a shared library (libpython3.so). It is the system's own
# if none is named: one that somebody has compiled has folders of that machine in its libraries.
set -eu
cd -- "$(dirname -- "$0")/../.."
. packaging/common.sh
need strip
PYTHON=${PYTHON:-/usr/bin/python3}

PYTHON=$PYTHON sh packaging/wheel.sh
tools_from packaging/frozen/requirements.txt
"$tools/bin/pip" install --quiet --disable-pip-version-check --no-deps --force-reinstall "$dist/psoas_timer-$version-py3-none-any.whl"
PYTHONHASHSEED=0 "$tools/bin/pyinstaller" --noconfirm --log-level WARN \
    --distpath "$dist" --workpath "$work/frozen" packaging/frozen/psoas-timer.spec
# A Python that somebody has compiled brings its symbols along, 25 MB of them.
find "$dist/psoas-timer/_internal" \( -name 'libpython*' -o -path '*/lib-dynload/*' \) -type f -exec strip --strip-unneeded {} +
"$tools/bin/python" packaging/licences.py "$dist/psoas-timer" "$work/frozen/psoas-timer/PYZ-00.toc" >"$dist/psoas-timer/LICENCES.txt"
du -sm "$dist/psoas-timer"
