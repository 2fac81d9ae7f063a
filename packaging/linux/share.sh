#!/bin/sh
# Fills a package's share/ with what desktops read of the program: sh packaging/linux/share.sh SHARE VERSION SECONDS
# SECONDS since 1970 is when the version was made: software centres show it.
set -eu

here=$(cd -- "$(dirname -- "$0")" && pwd)
share=$1
version=$2
day=$(date -u -d "@$3" +%Y-%m-%d)
id=io.github.psoas_timer.psoas_timer

install -D -m 644 "$here/$id.desktop" "$share/applications/$id.desktop"
install -D -m 644 "$here/psoas-timer.1" "$share/man/man1/psoas-timer.1"
for kind in "scalable .svg" "symbolic -symbolic.svg"; do
    ending=${kind#* }
    install -D -m 644 "$here/../../assets/icons/psoas-timer$ending" \
        "$share/icons/hicolor/${kind% *}/apps/$id$ending"
done
mkdir -p "$share/metainfo"
sed "s|^  <content_rating|  <releases>\n    <release version=\"$version\" date=\"$day\"/>\n  </releases>\n&|" \
    "$here/$id.metainfo.xml" >"$share/metainfo/$id.metainfo.xml"
