# What the scripts that build packages have in common: `. packaging/common.sh`, from the checkout.
# Packages land in dist/, what is made on the way in build/packages/. Both are ignored by git.

version=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' psoas_timer/__init__.py)
dist=$PWD/dist
work=$PWD/build/packages
mkdir -p "$dist" "$work"

# The time of the last commit stands in the packages, so that the same commit gives the same package.
if [ -z "${SOURCE_DATE_EPOCH-}" ]; then
    SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
fi
export SOURCE_DATE_EPOCH
umask 022

need() {
    for tool; do
        if ! command -v "$tool" >/dev/null; then
            echo "$tool is needed. Install it, for example with apt-get." >&2
            exit 1
        fi
    done
}

# Makes a virtual environment with what a list of pinned packages names; an older one is used again.
tools_from() { # LIST -> $tools
    tools=$work/tools-$({ cat "$1"; "${PYTHON:-python3}" -c 'import sys; print(sys.version, sys.base_prefix)'; } | sha256sum | cut -c1-12)
    if [ ! -e "$tools/complete" ]; then
        rm -rf "$tools"
        "${PYTHON:-python3}" -m venv "$tools"
        "$tools/bin/pip" install --quiet --disable-pip-version-check -r "$1"
        touch "$tools/complete"
    fi
}
