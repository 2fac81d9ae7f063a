#!/bin/sh
# Adds Psoas Timer to your own menu, with its icons, links and man page; --remove removes all of it.
# Run it from any folder after the README's first command has created .venv; it writes only to ~/.local/share.
set -eu

here=$(cd -- "$(dirname -- "$0")" && pwd)
checkout=$(cd -- "$here/../.." && pwd)
share=${XDG_DATA_HOME:-$HOME/.local/share}
program=$checkout/.venv/bin/psoas-timer

id=io.github.psoas_timer.psoas_timer
entry=$share/applications/$id.desktop
icon=$share/icons/hicolor/scalable/apps/$id.svg
symbolic=$share/icons/hicolor/symbolic/apps/$id-symbolic.svg
metainfo=$share/metainfo/$id.metainfo.xml
manual=$share/man/man1/psoas-timer.1

# As an earlier version named them.
remove_old() {
    rm -f "$share/applications/psoas-timer.desktop" "$share/icons/hicolor/scalable/apps/psoas-timer.svg" \
        "$share/icons/hicolor/symbolic/apps/psoas-timer-symbolic.svg" "$share/metainfo/psoas-timer.metainfo.xml"
}

refresh() {
    if command -v update-desktop-database >/dev/null 2>&1; then
        update-desktop-database -q "$share/applications" || true
    fi
}

case "$#:${1-}" in
    0:) ;;
    1:--remove)
        rm -f "$entry" "$icon" "$symbolic" "$metainfo" "$manual"
        remove_old
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
remove_old
sed -e "s|^Exec=psoas-timer|Exec=$quoted|" -e "s|^TryExec=psoas-timer|TryExec=$plain|" \
    "$here/$id.desktop" >"$entry"
cp "$checkout/assets/icons/psoas-timer.svg" "$icon"
cp "$checkout/assets/icons/psoas-timer-symbolic.svg" "$symbolic"
cp "$here/$id.metainfo.xml" "$metainfo"
cp "$here/psoas-timer.1" "$manual"
refresh
