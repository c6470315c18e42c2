#!/usr/bin/env bash
# Gets Redis 8.0 and Valkey 8.1 for the tests, on Debian 12 or 13. They and their libraries come from packages of
# Debian 13, unpacked into a folder and not installed. Makes DIR/redis-server and DIR/valkey-server, which take the
# usual arguments. A folder that is already complete is kept.
# Prints the line that sets NEWER_REDIS and NEWER_VALKEY, where the tests look for them:
#   eval "$(scripts/newer-servers.sh ~/.cache/bank-run)" && npm test
set -euo pipefail
umask 022
mkdir -p "${1:?usage: newer-servers.sh DIR}"
dir=$(cd "$1" && pwd)
servers=(redis-server valkey-server)

tell() {
  printf 'export NEWER_REDIS=%q NEWER_VALKEY=%q\n' "$dir/redis-server" "$dir/valkey-server"
}
# The mark is written last, so a folder without it is incomplete.
if [ -e "$dir/.whole" ]; then
  tell
  exit 0
fi

fail() {
  echo "newer-servers: $*" >&2
  exit 1
}
command -v apt-get >/dev/null || fail 'needs apt-get'
keys=/usr/share/keyrings/debian-archive-keyring.gpg
[ -e "$keys" ] || fail "needs $keys, which Debian has"
work=$dir/.work
rm -rf "$work" "$dir/root"
mkdir -p "$work/state/lists/partial" "$work/cache/archives/partial" "$work/packages"
: >"$work/status"
# A separate apt: its own lists, and a status in which nothing is installed.
options=(
  -qq
  -o Dir::State="$work/state" -o Dir::State::Status="$work/status" -o Dir::Cache="$work/cache"
  -o APT::Sandbox::User=root
)
archives() {
  apt-get "$@" indextargets --format '$(REPO_URI) $(COMPONENT)' 'Created-By: Packages' |
    awk '$2 == "main" && $1 !~ /security/ && !found++ { print $1 }'
}
# The archive from which this machine is updated, but not the one of its security updates.
archive=$(archives -qq)
if [ -z "$archive" ]; then
  apt-get "${options[@]}" update >&2
  archive=$(archives "${options[@]}")
fi
[ -n "$archive" ] || fail 'this machine has no archive of Debian in its sources'
echo "deb [signed-by=$keys] $archive trixie main" >"$work/sources.list"
options+=(-o Dir::Etc::SourceList="$work/sources.list" -o Dir::Etc::SourceParts=-)
apt-get "${options[@]}" update >&2
# The programs are in the packages of the tools; the server packages have only scripts and links.
tools=(redis-tools valkey-tools)
needed=$(apt-cache "${options[@]}" depends --recurse --no-recommends --no-suggests --no-conflicts --no-breaks \
  --no-replaces --no-enhances "${tools[@]}" | grep -E '^(lib|lua-|zlib)' | sort -u)
cd "$work/packages"
# shellcheck disable=SC2086
apt-get "${options[@]}" download "${servers[@]}" "${tools[@]}" $needed >&2
for package in *.deb; do dpkg-deb -x "$package" "$dir/root"; done

libraries=$(dirname "$(find "$dir/root/usr/lib" -name libc.so.6 -print -quit)")
loader=$(find "$libraries" -maxdepth 1 -name 'ld-linux-*.so.*' -print -quit)
for server in "${servers[@]}"; do
  # exec keeps the process id, by which the tests stop the server.
  printf '#!/bin/sh\nexec %q --library-path %q %q "$@"\n' \
    "$loader" "$libraries" "$dir/root/usr/bin/$server" >"$dir/$server"
  chmod +x "$dir/$server"
  "$dir/$server" --version >&2
done
rm -rf "$work"
touch "$dir/.whole"
tell
