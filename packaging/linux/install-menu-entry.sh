#!/bin/sh
# Adds Psoas Timer to your own menu, with its icons, links and man page; --remove removes all of it.
# Run it from any folder after the README's first command has created .venv; it writes only to ~/.local/share.
set -eu

here=$(cd -- "$(dirname -- "$0")" && pwd)
checkout=$(cd -- "$here/../.." && pwd)
share=${XDG_DATA_HOME:-$HOME/.local/share}
program=$checkout/.venv/bin/psoas-timer

entry=$share/applications/psoas-timer.desktop
icon=$share/icons/hicolor/scalable/apps/psoas-timer.svg
symbolic=$share/icons/hicolor/symbolic/apps/psoas-timer-symbolic.svg
metainfo=$share/metainfo/psoas-timer.metainfo.xml
manual=$share/man/man1/psoas-timer.1

refresh() {
    if command -v update-desktop-database >/dev/null 2>&1; then
        update-desktop-database -q "$share/applications" || true
    fi
}

case "$#:${1-}" in
    0:) ;;
    1:--remove)
        rm -f "$entry" "$icon" "$symbolic" "$metainfo" "$manual"
        refresh
        exit 0
        ;;
    *) echo "usage: sh $0 [--remove]" >&2; exit 2 ;;
esac

if [ ! -x "$program" ]; then
    echo "$program does not exist yet. First run the line under \"Run it\" in README.md." >&2
    exit 1
fi

# Quoted for the entry's Exec (where backslashes are doubled again), then for sed's replacement.
quoted=$(printf '%s' "$program" | sed 's/[\\"`$]/\\\\&/g; s/%/%%/g')
quoted=$(printf '"%s"' "$quoted")
case $program in
    *[%=]*) # GLib cannot find such a program, but as the argument of another it works
        quoted='/bin/sh -c "exec \\"\\$0\\" \\"\\$@\\"" '$quoted ;;
esac
quoted=$(printf '%s' "$quoted" | sed 's/[\\&|]/\\&/g')
plain=$(printf '%s' "$program" | sed 's/\\/\\\\/g' | sed 's/[\\&|]/\\&/g')

for file in "$entry" "$icon" "$symbolic" "$metainfo" "$manual"; do
    mkdir -p "$(dirname -- "$file")"
done
sed -e "s|^Exec=psoas-timer|Exec=$quoted|" -e "s|^TryExec=psoas-timer|TryExec=$plain|" \
    "$here/psoas-timer.desktop" >"$entry"
cp "$checkout/assets/icons/psoas-timer.svg" "$icon"
cp "$checkout/assets/icons/psoas-timer-symbolic.svg" "$symbolic"
cp "$here/psoas-timer.metainfo.xml" "$metainfo"
cp "$here/psoas-timer.1" "$manual"
refresh
