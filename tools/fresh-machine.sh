#!/bin/bash
# Proves on a machine that has nothing that the two commands need nothing else:
#
#   tools/fresh-machine.sh [start|test|both] [--folder DIR] [--report FILE] [--keep] [-- ARGUMENTS]
#
# A bare Debian (debootstrap, minbase) of this host's release with an empty home, no display and only
# this host's Node and npm. In a fresh clone of the committed state it runs `npm ci && npm start`, in
# another one `npm ci && npm test` (ARGUMENTS go to the tests).
#
#   --folder DIR   where the root file system is made (default: a new folder in /var/tmp; about 5 GB)
#   --report FILE  the page to write (default: out/fresh-machine/report.md); the whole output and
#                  what the demo leaves are kept beside the default page
#   --keep         leaves the root file system there
#
# It needs root on a Debian host with debootstrap, git, Node and npm, and takes over how this host
# reaches the Debian archive and the npm registry: mirrors, proxies, certificates, name servers.
set -euo pipefail

project=$(dirname "$(dirname "$(readlink -f "$0")")")
out=$project/out/fresh-machine
what=both folder='' report=$out/report.md keep=no
while [ $# -gt 0 ]; do
  case $1 in
    start | test | both) what=$1 ;;
    --folder) folder=$2 && shift ;;
    --report) report=$(realpath -m "$2") && shift ;;
    --keep) keep=yes ;;
    --) shift && break ;;
    *) sed -n '2,/^set/s/^# \{0,1\}//p' "$0" >&2 && exit 2 ;;
  esac
  shift
done
test_arguments=("$@")

for tool in debootstrap git node npm unshare; do
  command -v "$tool" >/dev/null || { echo "$tool is missing: apt-get install $tool" >&2; exit 2; }
done
[ "$(id -u)" = 0 ] || { echo 'Only root may make a root file system.' >&2; exit 2; }
if [ -n "$folder" ]; then mkdir "$folder"; else folder=$(mktemp -d /var/tmp/fresh-machine.XXXXXX); fi
root=$(realpath "$folder")
chmod 755 "$root"

# Every mount is made in a namespace of its own, so it ends with the command that needed it, and so
# does every process that the command left behind.
# It runs beside the script, so that the script can be stopped at any moment.
child=''
alone() {
  unshare --mount --propagation private --pid --fork --kill-child --mount-proc -- "$@" &
  child=$!
  wait "$child" && local code=0 || local code=$?
  child=''
  return "$code"
}

clean_up() {
  [ -z "$child" ] || { kill -KILL "$child" && wait "$child" || true; } 2>/dev/null
  if [ "$keep" = yes ]; then echo "Kept: $root" && return; fi
  if grep -qF " $root/" /proc/mounts; then
    echo "Not removed, something is mounted inside: $root" >&2
    return
  fi
  # What was killed may have written until now.
  rm -rf --one-file-system "$root" 2>/dev/null || { sleep 2 && rm -rf --one-file-system "$root"; }
}
trap clean_up EXIT
trap 'exit 130' INT TERM HUP

# --- the bare machine ---

release=$(. /etc/os-release && echo "$VERSION_CODENAME")
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' "Codename: $release" |
  head -n 1)
began=$SECONDS
echo "Making a bare Debian $release …"
alone debootstrap --variant=minbase "$release" "$root" "${mirror:-http://deb.debian.org/debian}" \
  >"$root.log" 2>&1 || { tail -n 20 "$root.log" >&2; exit 1; }
rm "$root.log"
echo "made in $((SECONDS - began)) s"

# The archive, as this host reaches it; other sources of this host are not Debian's.
for file in /etc/apt/sources.list /etc/apt/sources.list.d/debian.sources; do
  [ -s "$file" ] && cp "$file" "$root$file"
done
[ -s /etc/apt/sources.list ] || rm -f "$root/etc/apt/sources.list"
apt-config dump | grep -E '^Acquire::(https?|ftp|Check|Retries|ForceIPv4)' \
  >"$root/etc/apt/apt.conf.d/80host" || true
cp -L /etc/resolv.conf /etc/hosts "$root/etc/"

# Node and npm: the executable and npm's own folder, nothing else of theirs.
node_path=$(readlink -f "$(command -v node)")
npm_folder=$(dirname "$(dirname "$(readlink -f "$(command -v npm)")")")
mkdir -p "$root/usr/local/bin" "$root/usr/local/lib/node_modules" "$root/usr/local/etc"
cp "$node_path" "$root/usr/local/bin/node"
cp -r "$npm_folder" "$root/usr/local/lib/node_modules/npm"
ln -s ../lib/node_modules/npm/bin/npm-cli.js "$root/usr/local/bin/npm"
ln -s ../lib/node_modules/npm/bin/npx-cli.js "$root/usr/local/bin/npx"

# The registry, as this host's npm reaches it.
at_host() { (cd / && npm config get "$1" 2>/dev/null) | grep -vxE 'null|undefined' || true; }
npmrc=$root/usr/local/etc/npmrc
echo update-notifier=false >"$npmrc"
for key in registry proxy https-proxy noproxy strict-ssl; do
  value=$(at_host "$key")
  [ -z "$value" ] || echo "$key=$value" >>"$npmrc"
done
environment=(HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin)
certificates=$(at_host cafile)
if [ -s "$certificates" ]; then
  # Not where ca-certificates, which the set-up may install, keeps its own.
  cp -L "$certificates" "$root/etc/host-certificates.pem"
  echo cafile=/etc/host-certificates.pem >>"$npmrc"
fi
for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY; do
  [ -z "${!name:-}" ] || environment+=("$name=${!name}")
done

# --- the commands ---

# Inside the namespace: the file systems that a booted machine has, then the command line. The root is
# exchanged, not only changed (chroot): in a chroot no one may make the user namespaces of Chromium's
# sandbox. Bash stays as process 1 and collects orphans, as init does.
inside='
  set -e
  root=$1 folder=$2 line=$3; shift 3
  mount --bind "$root" "$root"
  cd "$root"
  mount -t proc proc proc
  mount -t sysfs -o ro sysfs sys
  mount -t tmpfs -o mode=755 tmpfs dev
  mkdir dev/pts dev/shm
  mount -t devpts -o newinstance,gid=5,mode=620,ptmxmode=666 devpts dev/pts
  mount -t tmpfs -o mode=1777 tmpfs dev/shm
  for device in null:1:3 zero:1:5 full:1:7 random:1:8 urandom:1:9 tty:5:0; do
    IFS=: read -r name major minor <<<"$device"
    mknod -m 666 "dev/$name" c "$major" "$minor"
  done
  ln -s pts/ptmx dev/ptmx
  ln -s /proc/self/fd dev/fd
  for number in 0:stdin 1:stdout 2:stderr; do
    ln -s "/proc/self/fd/${number%:*}" "dev/${number#*:}"
  done
  pivot_root . .
  umount --lazy .
  cd /
  hash -r
  # Whatever the caller had in its environment stays outside.
  /usr/bin/env -i "$@" /bin/bash -c "cd $folder && $line" && code=0 || code=$?
  exit $code
'

# Each line with the seconds since the start.
with_seconds() {
  local began=$SECONDS line
  while IFS= read -r line; do printf '%4d s  %s\n' $((SECONDS - began)) "$line"; done
}

# Of a run of progress lines the first and the last, and long lines cut (in bytes: never within a
# character, so all of those at the cut go).
trimmed() {
  LC_ALL=C awk '
    function progress(line) {
      sub(/^ *[0-9]+ s  /, "", line)
      if (line ~ /: Setting up /) return "Setting up"
      if (line ~ /MB so far$/) return "MB so far"
      if (line ~ /^ *✓ +unit / || (before == "unit" && line ~ /^ +✓ /)) return "unit"
      return ""
    }
    function flush() {
      if (count > 2) printf "        … (%d more such lines)\n", count - 2
      if (count > 1) print last
      count = 0
    }
    {
      sub(/[ \t]+$/, "")
      now = progress($0)
      line = $0
      if (length(line) > 150) {
        line = substr(line, 1, 149)
        sub(/[\200-\377]+$/, "", line)
        line = line "…"
      }
      if (now == "" || now != before) { flush(); print line }
      if (now != "") { count++; last = line }
      before = now
    }
    END { flush() }'
}

# What the time went into: each step lasts until the first line of the next one; none under 2 s.
steps() {
  awk '
    function step(name) { if (name != now) { done(); now = name; from = $1 } }
    function done() { if ($1 - from >= 2) printf "- %s: %d s\n", now, $1 - from }
    BEGIN { now = "`npm ci`"; from = 0 }
    / s  > screening-station@/ { step("npm") }
    / s  System packages: / { step("system packages") }
    / s  Electron: / { step("own download of Electron") }
    / s  Registry runtime: / { step("registry runtime") }
    / s  Building …/ { step("build") }
    / s  Taking the background/ { step("demo") }
    / s   RUN / { step("tests") }
    { end = $1 }
    END { $1 = end; done() }'
}

failed=0
mkdir -p "$out"

# run NAME FOLDER COMMAND: in a fresh clone; the whole output goes to out/fresh-machine/NAME.txt
run() {
  local name=$1 folder=$2 line=$3 began=$SECONDS code=0 pipe reader
  echo "--- $folder: $line"
  exec {pipe}> >(sed -u 's/\x1b\[[0-9;]*m//g' | with_seconds | tee "$out/$name.txt")
  reader=$!
  alone /bin/bash -c "$inside" inside "$root" "$folder" "$line" "${environment[@]}" \
    </dev/null >&"$pipe" 2>&1 || code=$?
  exec {pipe}>&-
  wait "$reader"
  echo "--- ended with $code after $((SECONDS - began)) s"
  [ "$code" = 0 ] || failed=1
  {
    printf '## `%s`\n\n' "$line"
    printf 'In a fresh clone; exit code %d after %d s.\n\n' "$code" $((SECONDS - began))
    printf '%s\n\n' "$(steps <"$out/$name.txt")"
    printf '```text\n%s\n```\n\n' "$(trimmed <"$out/$name.txt")"
  } >>"$page"
}

clone() { git clone --quiet --no-local "$project" "$root$1" && git -C "$root$1" remote remove origin; }

page=$(mktemp)
cat >"$page" <<PAGE
# On a machine with nothing

Written by \`tools/fresh-machine.sh\` on $(date -u +%F). A bare Debian $(cat "$root/etc/debian_version")
(debootstrap, minbase) on $(nproc) shared processors, as root: no display, an empty home, no git, no
compiler, no libraries but the base system's; only Node $(node --version) and npm $(npm --version). The state is
commit $(git -C "$project" rev-parse --short HEAD).

Each line has the seconds since the command began; \`…\` marks what is left out: all but the first
and last of a run of progress lines, and the ends of long lines.

PAGE

if [ "$what" != test ]; then
  clone /station
  run start /station 'npm ci && npm start'
  rm -rf "$out/demo"
  if [ -d "$root/station/out/demo" ]; then cp -r "$root/station/out/demo" "$out/demo"; fi
fi
if [ "$what" != start ]; then
  clone /station-again
  arguments=''
  [ ${#test_arguments[@]} = 0 ] || arguments=" --$(printf ' %q' "${test_arguments[@]}")"
  run test /station-again "npm ci && npm test$arguments"
fi
mkdir -p "$(dirname "$report")"
sed '$d' "$page" >"$report" && rm "$page"
chmod 644 "$report"
echo "Report: $report"
exit $failed
