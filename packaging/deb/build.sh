#!/bin/sh
# Builds dist/psoas-timer_VERSION_ARCHITECTURE.deb of the frozen tree: sh packaging/deb/build.sh
# It brings its Python and Qt along; all other libraries are Debian's. It fits the Debian or Ubuntu that it is built on,
# and later ones. While trying, DPKG_DEB_COMPRESSOR_LEVEL=1 saves minutes.
set -eu
cd -- "$(dirname -- "$0")/../.."
. packaging/common.sh
need dpkg-deb dpkg-shlibdeps gzip

[ -x "$dist/psoas-timer/psoas-timer" ] || sh packaging/frozen/build.sh
id=io.github.psoas_timer.psoas_timer
architecture=$(dpkg --print-architecture)
root=$work/deb
share=$root/usr/share
documents=$share/doc/psoas-timer
day=$(LC_ALL=C date -u -d "@$SOURCE_DATE_EPOCH" -R)
rm -rf "$root"
mkdir -p "$root/DEBIAN" "$root/usr/bin" "$root/usr/lib" "$documents" "$share/lintian/overrides"
cp -a "$dist/psoas-timer" "$root/usr/lib/"
mv "$root/usr/lib/psoas-timer/LICENCES.txt" "$documents/copyright"
find "$root/usr/lib/psoas-timer/_internal" -maxdepth 1 -type f -name 'lib*.so*' ! -name 'libpython*' -delete
ln -s ../lib/psoas-timer/psoas-timer "$root/usr/bin/psoas-timer"
sh packaging/linux/share.sh "$share" "$version" "$SOURCE_DATE_EPOCH"
gzip -9n "$share/man/man1/psoas-timer.1"
cp packaging/deb/lintian-overrides "$share/lintian/overrides/psoas-timer"
gzip -9nc >"$documents/changelog.gz" <<END
psoas-timer ($version) unstable; urgency=medium

  * See /usr/share/doc/psoas-timer/NEWS.gz.

 -- The Psoas Timer developers <psoas-timer@localhost>  $day
END
gzip -9nc CHANGELOG.md >"$documents/NEWS.gz"

# What the libraries load is asked of Debian itself. The system's voice is one that a person may have, or not.
mkdir -p "$work/deb-control/debian"
printf 'Source: psoas-timer\n\nPackage: psoas-timer\nArchitecture: any\n' >"$work/deb-control/debian/control"
find "$root/usr/lib/psoas-timer" -type f \( -name '*.so*' -o -name psoas-timer \) ! -name '*speechd*' >"$work/deb-control/libraries"
depends=$(cd "$work/deb-control" && xargs dpkg-shlibdeps --warnings=0 -O \
    -l"$root/usr/lib/psoas-timer/_internal" -l"$root/usr/lib/psoas-timer/_internal/PySide6/Qt/lib" \
    -l"$root/usr/lib/psoas-timer/_internal/PySide6" -l"$root/usr/lib/psoas-timer/_internal/shiboken6" \
    -l"$root/usr/lib/psoas-timer/_internal/numpy.libs" <libraries | sed -n 's/^shlibs:Depends=//p')
[ -n "$depends" ] || { echo "dpkg-shlibdeps found no dependencies." >&2; exit 1; }

find "$root" -type d -exec chmod 755 {} +
find "$root" -type f -exec chmod a+rX,u+w,go-w {} +
find "$root/usr/lib" -type f -name '*.so*' -exec chmod 644 {} +
cat >"$root/DEBIAN/control" <<END
Package: psoas-timer
Version: $version
Architecture: $architecture
Maintainer: The Psoas Timer developers <psoas-timer@localhost>
Section: misc
Priority: optional
Installed-Size: $(du -sk --apparent-size "$root/usr" | cut -f1)
Depends: $depends, tzdata
Recommends: fonts-dejavu-core
Suggests: speech-dispatcher
Description: breathing timer for psoas release exercises
 Psoas Timer paces your breath through psoas release exercises while you lie on
 the floor. It shows and says what comes next and how much is left, and tracks
 your weeks against a target of five days.
 .
 It works without a network, and your data stays on your computer. It is a timer
 and a guide, not medical advice.
END
(cd "$root" && find usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum >DEBIAN/md5sums)
find "$root" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
dpkg-deb --root-owner-group --build "$root" "$work/unfinished.deb" >/dev/null
mv "$work/unfinished.deb" "$dist/psoas-timer_${version}_$architecture.deb"
ls -l "$dist/psoas-timer_${version}_$architecture.deb"
