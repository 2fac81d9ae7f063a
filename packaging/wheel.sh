#!/bin/sh
# Builds dist/psoas_timer-VERSION-py3-none-any.whl and .tar.gz: sh packaging/wheel.sh
# The same commit gives the same bytes, whoever builds it where (packaging/wheel.txt pins what builds).
set -eu
cd -- "$(dirname -- "$0")/.."
. packaging/common.sh

tools_from packaging/wheel.txt
rm -f "$dist"/psoas_timer-*.whl "$dist"/psoas_timer-*.tar.gz
"$tools/bin/python" -m build --no-isolation --outdir "$dist" . >"$work/wheel.log" 2>&1 || { cat "$work/wheel.log" >&2; exit 1; }
(cd "$dist" && sha256sum psoas_timer-"$version"-py3-none-any.whl psoas_timer-"$version".tar.gz)
