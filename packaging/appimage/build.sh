#!/bin/sh
# Builds the AppImage of the frozen tree: RUNTIME=FILE sh packaging/appimage/build.sh
# FILE is the type 2 runtime, which mounts what follows it (github.com/AppImage/type2-runtime/releases): an AppImage is
# the one behind the other. Without RUNTIME only what follows is made: build/packages/appimage/, and its squashfs.
set -eu
cd -- "$(dirname -- "$0")/../.."
. packaging/common.sh
need mksquashfs

[ -x "$dist/psoas-timer/psoas-timer" ] || sh packaging/frozen/build.sh
id=io.github.psoas_timer.psoas_timer
folder=$work/appimage
image=$dist/Psoas_Timer-$version-$(uname -m).AppImage
rm -rf "$folder" "$folder.squashfs" "$image"
mkdir -p "$folder/usr/lib"
cp -a "$dist/psoas-timer" "$folder/usr/lib/"
sh packaging/linux/share.sh "$folder/usr/share" "$version" "$SOURCE_DATE_EPOCH"
mv "$folder/usr/share/metainfo/$id.metainfo.xml" "$folder/usr/share/metainfo/$id.appdata.xml" # as AppImage tools look for it
install -m 755 packaging/appimage/AppRun "$folder/AppRun"
ln -s "usr/share/applications/$id.desktop" "$folder/$id.desktop"
ln -s "usr/share/icons/hicolor/scalable/apps/$id.svg" "$folder/$id.svg"
ln -s "$id.svg" "$folder/.DirIcon"
mksquashfs "$folder" "$folder.squashfs" -root-owned -noappend -quiet -no-progress -comp zstd
if [ -n "${RUNTIME-}" ]; then
    cat "$RUNTIME" "$folder.squashfs" >"$image"
    chmod 755 "$image"
    ls -l "$image"
else
    ls -l "$folder.squashfs"
    echo "RUNTIME is not set, so there is no AppImage: only what would be in it."
fi
