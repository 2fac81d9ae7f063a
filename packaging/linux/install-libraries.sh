#!/bin/sh
# Installs what a minimal Debian or Ubuntu needs to run Psoas Timer; with --test, also what its tests need.
# If everything is already installed, it installs nothing: it asks for no password and uses no network.
# On other systems (another Linux, macOS) it lists what is missing and leaves the rest to the next command.
set -eu

usage="usage: sh $0 [--test]"
with_tests=no
case "$#:${1-}" in
    0:) ;;
    1:--test) with_tests=yes ;;
    1:--help | 1:-h) echo "$usage"; exit 0 ;;
    *) echo "$usage" >&2; exit 2 ;;
esac

# Shared libraries that Qt needs, and their Debian packages. Some packages depend on others that Qt needs:
# libxcb-cursor0, for example, on libxcb-image0, libxcb-render-util0, libxcb-shm0 and libxcb-util1.
# Ubuntu 24.04's libglib2.0-0t64 and libgssapi-krb5-2 provide these names too.
libraries='
libEGL.so.1             libegl1
libGL.so.1              libgl1
libX11.so.6             libx11-6
libX11-xcb.so.1         libx11-xcb1
libdbus-1.so.3          libdbus-1-3
libfontconfig.so.1      libfontconfig1
libfreetype.so.6        libfreetype6
libglib-2.0.so.0        libglib2.0-0
libgthread-2.0.so.0     libglib2.0-0
libgssapi_krb5.so.2     libgssapi-krb5-2
libbrotlidec.so.1       libbrotli1
libxkbcommon.so.0       libxkbcommon0
libxkbcommon-x11.so.0   libxkbcommon-x11-0
libxcb-cursor.so.0      libxcb-cursor0
libxcb-icccm.so.4       libxcb-icccm4
libxcb-image.so.0       libxcb-image0
libxcb-keysyms.so.1     libxcb-keysyms1
libxcb-randr.so.0       libxcb-randr0
libxcb-render-util.so.0 libxcb-render-util0
libxcb-shape.so.0       libxcb-shape0
libxcb-sync.so.1        libxcb-sync1
libxcb-util.so.1        libxcb-util1
libxcb-xfixes.so.0      libxcb-xfixes0
libxcb-xkb.so.1         libxcb-xkb1
libwayland-client.so.0  libwayland-client0
libwayland-cursor.so.0  libwayland-cursor0
libpulse.so.0           libpulse0
'

has() { command -v "$1" >/dev/null 2>&1; }
has_one() { [ -x "$1" ]; } # the first of what a pattern finds

has_font() {
    for folder in /usr/share/fonts /usr/local/share/fonts "${HOME-}/.fonts" "${HOME-}/.local/share/fonts"; do
        if [ -n "$(find -L "$folder" -name '*.[ot]t[fc]' 2>/dev/null | head -n 1)" ]; then return 0; fi
    done
    return 1
}

missing=
want() { case " $missing " in *" $1 "*) ;; *) missing="$missing $1" ;; esac; }

if [ "$(uname -s)" = Linux ]; then
    # ldconfig is not on everybody's PATH; a Linux without it stores libraries in another way, and we do not look there.
    loadable=$(PATH="$PATH:/usr/sbin:/sbin" ldconfig -p 2>/dev/null || true)
    if [ -n "$loadable" ]; then
        while read -r library package; do
            case "$library:$loadable" in
                :*) ;;
                *:*"	$library (libc6,"*) ;; # a tab before each name; 32-bit ones, which are of no use, have no comma
                *) want "$package" ;;
            esac
        done <<END
$libraries
END
    fi
    has_font || want fonts-dejavu-core
    if [ "$with_tests" = yes ]; then
        has Xvfb || want xvfb
        has xdotool || want xdotool
        has pulseaudio || want pulseaudio
        has parec || want pulseaudio-utils
        has dbus-daemon || want dbus-daemon
        has desktop-file-validate || want desktop-file-utils
        has appstreamcli || want appstream
        # Two real notification services, and what reads their windows. The last two are in folders that no PATH has.
        has dunst || want dunst
        has_one /usr/lib/*/xfce4/notifyd/xfce4-notifyd || want xfce4-notifyd
        has_one /usr/libexec/at-spi-bus-launcher || want at-spi2-core
    fi
fi
if ! has python3; then
    want python3
    want python3-venv
elif ! python3 -c 'import ensurepip, venv' 2>/dev/null; then
    want python3-venv # Debian packages it separately from python3
fi
missing=${missing# }

tell_root() {
    echo "$1 Someone who may can do it as root: apt-get update && apt-get install $missing" >&2
    exit 1
}

if [ -n "$missing" ]; then
    if ! has apt-get; then
        echo "These Debian packages may be missing: $missing. If Psoas Timer does not start, install your system's equivalents." >&2
    else
        if [ "$(id -u)" -eq 0 ]; then
            as_root=
        elif has sudo; then
            as_root=sudo
        else
            tell_root "Psoas Timer needs more packages."
        fi
        echo "Installing what Psoas Timer needs: $missing"
        # Without recommended packages: the program does not need them.
        # shellcheck disable=SC2086 # $missing is a list of words
        { $as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q &&
            $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing; } ||
            tell_root "The packages were not installed."
    fi
fi

if has python3 && ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "Psoas Timer needs Python 3.11 or later, but python3 here is $(python3 -V 2>&1)." >&2
    exit 1
fi

# The next command of the README is silent for as long as it takes.
if [ ! -e "$(dirname -- "$0")/../../.venv" ]; then
    echo "Next, pip downloads Qt and a few libraries, about 260 MB, and says nothing meanwhile. It takes some minutes."
fi
