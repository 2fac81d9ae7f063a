#!/bin/sh
# Builds the packages and uses them as people would: sh packaging/try-packages.sh [wheel] [frozen] [deb] [appimage]
# Without a word, all of them. It prints PASS or FAIL for each thing tried; the logs are in build/packages/tries/.
# Wants a commit of all that is in the checkout, Linux, the README's test command run before (its .venv tries the
# programs), an otherwise idle computer, and for deb root and debootstrap.
# Pythons that are not on the PATH are found in PYTHONS, such as PYTHONS="../python3.12 ../python3.13".
set -eu
cd -- "$(dirname -- "$0")/.."
. packaging/common.sh

logs=$work/tries
python=$PWD/.venv/bin/python
wheel=$dist/psoas_timer-$version-py3-none-any.whl
sdist=$dist/psoas_timer-$version.tar.gz
failures=0
mkdir -p "$logs"

try() { # NAME COMMAND...
    log=$logs/$(printf %s "$1" | tr -c 'a-zA-Z0-9.\n' -).log
    name=$1
    shift
    if "$@" >"$log" 2>&1; then
        echo "PASS  $name"
    else
        echo "FAIL  $name  ($log)"
        failures=$((failures + 1))
    fi
}

fresh() { rm -rf "$1" && mkdir -p "$(dirname "$1")"; }

use() { sh packaging/use-program.sh "$1"; } # PROGRAM

is_reproducible() {
    sum=$(cat "$wheel" "$sdist" | sha256sum)
    fresh "$work/again"
    git clone -q . "$work/again"
    (umask 077 && cd "$work/again" && sh packaging/wheel.sh)
    [ "$sum" = "$(cat "$work/again/dist/${wheel##*/}" "$work/again/dist/${sdist##*/}" | sha256sum)" ]
}

with_pip() { # PYTHON FILE
    fresh "$work/pip"
    "$1" -m venv "$work/pip"
    "$work/pip/bin/pip" install --quiet "$2"
    "$work/pip/bin/python" packaging/ci/smoke.py
}

with_pipx() {
    fresh "$work/pipx"
    export PIPX_HOME="$work/pipx/home" PIPX_BIN_DIR="$work/pipx/bin"
    "$tools/bin/python" -m pipx install --python "$(command -v python3)" "$wheel" &&
        PSOAS_TIMER_PROGRAM=$PIPX_BIN_DIR/psoas-timer "$python" packaging/ci/smoke.py &&
        "$tools/bin/python" -m pipx uninstall psoas-timer && [ ! -e "$PIPX_BIN_DIR/psoas-timer" ]
}

with_uv() {
    fresh "$work/uv"
    export UV_TOOL_DIR="$work/uv/tools" UV_TOOL_BIN_DIR="$work/uv/bin"
    "$tools/bin/uv" tool install --quiet --python "$(command -v python3)" "$wheel" &&
        PSOAS_TIMER_PROGRAM=$UV_TOOL_BIN_DIR/psoas-timer "$python" packaging/ci/smoke.py &&
        "$tools/bin/uv" tool uninstall psoas-timer && [ ! -e "$UV_TOOL_BIN_DIR/psoas-timer" ]
}

is_small() { # FOLDER MEGABYTES
    size=$(du -sm "$1" | cut -f1)
    echo "$size MB"
    [ "$size" -le "$2" ]
}

# Debian as it is before anybody has installed anything: no Python, no Qt, no window system.
make_root() { # SUITE
    root=$work/roots/$1
    if [ ! -e "$root/complete" ]; then
        fresh "$root"
        debootstrap --variant=minbase "$1" "$root" http://deb.debian.org/debian
        touch "$root/complete"
    fi
    rm -rf "$root-used"
    cp -a "$root" "$root-used"
    root=$root-used
    cp /etc/resolv.conf "$root/etc/resolv.conf"
    cat >"$root.sh" <<END
#!/bin/sh
exec chroot "$root" /usr/bin/psoas-timer "\$@"
END
    chmod 755 "$root.sh"
}

in_root() { DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 chroot "$root" sh -ec "$1"; }

is_installed() { # FILE
    cp "$1" "$root/tmp/psoas-timer.deb"
    in_root 'apt-get update -q; apt-get install -q -y --no-install-recommends /tmp/psoas-timer.deb fonts-dejavu-core' &&
        in_root '! command -v python3 && psoas-timer --version'
}

# Its own mounts, which end with it: the screen, the card, the data folders and the checkout are outside the root.
is_used_in_root() {
    mkdir -p "$root$PWD"
    unshare --mount sh -ec '
        for one in /proc /dev /tmp "$PWD"; do mount --rbind "$one" "$1$one"; done
        exec sh packaging/use-program.sh "$1.sh"' sh "$root"
    is_well=$?
    rmdir -p "$root$PWD" 2>/dev/null || true
    return "$is_well"
}

older() { # FILE: the same package as an earlier version
    rm -rf "$work/older"
    dpkg-deb -R "$1" "$work/older"
    sed -i "s/^Version: .*/Version: $version~older/" "$work/older/DEBIAN/control"
    DPKG_DEB_COMPRESSOR_LEVEL=0 dpkg-deb --root-owner-group -b "$work/older" "$work/older.deb"
}

is_upgraded() {
    older "$deb" && is_installed "$work/older.deb" && is_installed "$deb" &&
        in_root "dpkg-query -W -f '\${Version}' psoas-timer | grep -Fx '$version'"
}

leaves_nothing() {
    in_root 'mkdir -p /root/.local/share/psoas-timer && touch /root/.local/share/psoas-timer/mine
        apt-get purge -q -y psoas-timer
        [ -e /root/.local/share/psoas-timer/mine ]
        ! find / -xdev \( -path /proc -o -path /tmp -o -path /root -o -path /var/lib/apt -o -path /var/cache \) -prune \
            -o -name "*psoas*" -print | grep .'
}

is_used_unpacked() {
    fresh "$work/unpacked"
    unsquashfs -quiet -no-progress -d "$work/unpacked" "$work/appimage.squashfs" && use "$work/unpacked/AppRun"
}

[ -x "$python" ] || { echo "First run the test command of README.md: it makes .venv." >&2; exit 1; }
for what in ${*:-wheel frozen deb appimage}; do
    case $what in
        wheel)
            try "the wheel and the sdist are built" sh packaging/wheel.sh
            try "the same commit gives the same bytes" is_reproducible
            for one in python3.11 python3.12 python3.13 ${PYTHONS-}; do
                if command -v "$one" >/dev/null && "$one" -c 'import sys' 2>/dev/null; then
                    try "pip installs the wheel for $("$one" -V)" with_pip "$one" "$wheel"
                else
                    echo "----  $one is not here"
                fi
            done
            try "pip installs the sdist" with_pip python3 "$sdist"
            tools_from packaging/try.txt
            try "pipx installs the wheel, and removes it" with_pipx
            try "uv installs the wheel as a tool, and removes it" with_uv
            ;;
        frozen)
            try "the frozen tree is built" sh packaging/frozen/build.sh
            try "it takes 190 MB at most" is_small "$dist/psoas-timer" 190
            try "it is used" use "$dist/psoas-timer/psoas-timer"
            ;;
        deb)
            try "the .deb is built" sh packaging/deb/build.sh
            deb=$dist/psoas-timer_${version}_$(dpkg --print-architecture).deb
            for suite in bookworm trixie; do
                try "$suite: a root without Python is made" make_root "$suite"
                make_root "$suite" >/dev/null 2>&1
                try "$suite: the .deb takes the place of an older one" is_upgraded
                try "$suite: it is used" is_used_in_root
                try "$suite: it is purged, and leaves only what is a person's own" leaves_nothing
            done
            ;;
        appimage)
            try "what the AppImage holds is built" sh packaging/appimage/build.sh
            try "it is used, unpacked again" is_used_unpacked
            ;;
        *) echo "usage: sh $0 [wheel] [frozen] [deb] [appimage]" >&2; exit 2 ;;
    esac
done
exit "$((failures > 0))"
