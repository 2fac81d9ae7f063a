#!/bin/sh
# Puts Psoas Timer into your own menu, with its icons, its links and its man page; --remove takes all of it away.
# Run it from anywhere after the README's first command has made .venv; it writes below ~/.local/share only.
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
    echo "There is no $program yet. Run the line under \"Run it\" in README.md first." >&2
    exit 1
fi

# Quoted for the entry's Exec (a backslash is doubled once more there), then for sed's replacement.
quoted=$(printf '%s' "$program" | sed 's/[\\"`$]/\\\\&/g; s/%/%%/g')
quoted=$(printf '"%s"' "$quoted")
case $program in
    *[%=]*) # GLib finds no such program by itself: as the argument of another it is like any other
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
