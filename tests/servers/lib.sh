# Shared by the scripts of servers for tests; sourced, never run.
# Each server keeps everything below one directory DIR:  conf/ data/ log/ run/ server.json
export PATH="$PATH:/usr/sbin:/sbin"
HERE="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
say()  { printf '%s\n' "$*" >&2; }
die()  { say "error: $*"; exit 1; }
now_ms() { date +%s%3N; }

# need PROGRAM PACKAGE...  - install the Debian packages when the program is missing (root only)
need() {
  local prog="$1"; shift
  command -v "$prog" >/dev/null 2>&1 && return 0
  [ -x "$prog" ] && return 0
  install_pkgs "$prog" "$@"
}
# need_file PATH PACKAGE...
need_file() { local f="$1"; shift; [ -e "$f" ] || install_pkgs "$f" "$@"; }
# need_py MODULE PACKAGE...   (always the distribution's python3, not one from pyenv and the like)
PY=/usr/bin/python3
need_py() { local m="$1"; shift; "$PY" -c "import $m" >/dev/null 2>&1 || install_pkgs "python module $m" "$@"; }
install_pkgs() {
  local what="$1"; shift
  [ "$(id -u)" = 0 ] || die "$what is missing; as root: apt-get install $*"
  say "installing: $*"
  local made=0
  if [ ! -e /usr/sbin/policy-rc.d ]; then           # keep the package from starting its service
    printf '#!/bin/sh\nexit 101\n' > /usr/sbin/policy-rc.d; chmod 755 /usr/sbin/policy-rc.d; made=1
  fi
  local rc=0
  DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=180 "$@" >&2 || {
    apt-get update >&2 || true
    DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=180 "$@" >&2 || rc=$?; }
  [ $made = 1 ] && rm -f /usr/sbin/policy-rc.d
  [ $rc = 0 ] || die "could not install $*"
}

# free_port [N] - N unused loopback TCP ports, one per line (held together while choosing, so distinct)
free_port() {
  "$PY" - "${1:-1}" <<'P'
import socket, sys, random
# below the ephemeral range, so that no outgoing connection takes the port between choosing and binding
out = []
while len(out) < int(sys.argv[1]):
    p = random.randint(15000, 31000)
    s = socket.socket()
    try: s.bind(("127.0.0.1", p))
    except OSError: continue
    out.append((s, p))
for s, p in out: print(p); s.close()
P
}
# wait_tcp PORT SECONDS [PIDFILE]
wait_tcp() {
  local port="$1" limit="$2" pf="${3:-}" end=$(( $(now_ms) + $2 * 1000 ))
  while [ "$(now_ms)" -lt "$end" ]; do
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && return 0
    if [ -n "$pf" ] && ! alive "$pf"; then return 1; fi
    sleep 0.05
  done
  return 1
}
# wait_grep PATTERN FILE SECONDS [PIDFILE]
wait_grep() {
  local end=$(( $(now_ms) + $3 * 1000 ))
  while [ "$(now_ms)" -lt "$end" ]; do
    grep -qE -- "$1" "$2" 2>/dev/null && return 0
    if [ -n "${4:-}" ] && ! alive "$4"; then return 1; fi
    sleep 0.05
  done
  return 1
}
# a pid file holds "PID STARTTICKS": a recycled pid is never signalled
ticks() { awk '{ sub(/^.*\) /,""); print $20 }' "/proc/$1/stat" 2>/dev/null; }
note_pid() { printf '%s %s\n' "$2" "$(ticks "$2")" > "$1"; }
alive() {
  local p t; [ -f "$1" ] && read -r p t < "$1" || return 1
  [ -n "$p" ] && [ "$(ticks "$p")" = "$t" ] && ! ended "$p"
}
# ended PID... - all of them are gone. A first thread that has ended (Z) with others on their way out is not: its sockets and files are still open
ended() {
  local q; for q in "$@"; do case "$(awk '{sub(/^.*\) /,""); print $1}' "/proc/$q/stat" 2>/dev/null)" in
    '') ;; Z) [ "$(ls "/proc/$q/task" 2>/dev/null | wc -l)" -le 1 ] || return 1;; *) return 1;; esac; done
}
# wait_ended SECONDS PID... - until nothing of them is left that could answer, or hold a port or a file
wait_ended() {
  local end=$(( $(now_ms) + $1 * 1000 )); shift
  while ! ended "$@"; do [ "$(now_ms)" -lt "$end" ] || { say "not ended: $*"; return 1; }; sleep 0.05; done
}
# kill_all PID... - kill -9, and wait until they are gone
kill_all() { local q; for q in "$@"; do kill -KILL "$q" 2>/dev/null || true; done; wait_ended 60 "$@"; }
# spawn NAME CMD... - start detached in its own session, output to log/NAME.log, pid in run/NAME.pid
spawn() {
  local name="$1"; shift
  setsid "$@" >>"$DIR/log/$name.log" 2>&1 </dev/null &
  note_pid "$DIR/run/$name.pid" $!
}
# stop_pid PIDFILE [SECONDS] - TERM, then KILL, to that process and to its descendants
tree() { local c; for c in $(cat /proc/"$1"/task/*/children 2>/dev/null); do tree "$c"; done; echo "$1"; }
stop_pid() {
  local pf="$1" wait="${2:-10}" p t all
  [ -f "$pf" ] || return 0
  if alive "$pf"; then
    read -r p t < "$pf"; all="$(tree "$p")"
    kill -TERM "$p" 2>/dev/null || true
    local end=$(( $(now_ms) + wait * 1000 ))
    while alive "$pf" && [ "$(now_ms)" -lt "$end" ]; do sleep 0.05; done
    kill_all $all || true
  fi
  rm -f "$pf"
}
rss_mb() {  # resident memory of the given pid files, with descendants, in MB
  local pf p t q sum=0 k
  for pf in "$@"; do read -r p t < "$pf" 2>/dev/null || continue
    for q in $(tree "$p"); do k=$(awk '/^VmRSS/{print $2}' "/proc/$q/status" 2>/dev/null); sum=$(( sum + ${k:-0} )); done
  done; echo $(( sum / 1024 ))
}
secret() { "$PY" -c 'import secrets;print(secrets.token_urlsafe(12).replace("-","x").replace("_","y"))'; }
prepare() { # prepare DIR
  [ -n "${1:-}" ] || die "DIR is needed (see --help)"
  [ ! -e "$1/server.json" ] || die "$1 already holds a server (stop it first)"
  mkdir -p "$1"/{conf,data,log,run}; DIR="$(cd "$1" && pwd)"; T0="$(now_ms)"
}
# emit KEY VALUE ... : server.json (0600) and stdout; a value of digits becomes a number, true/false a boolean
emit() {
  "$PY" - "$@" start_ms $(( $(now_ms) - T0 )) rss_mb "$(rss_mb "$DIR"/run/*.pid)" <<'P' > "$DIR/server.json.new"
import json, sys
a = sys.argv[1:]; d = {}
for k, v in zip(a[::2], a[1::2]):
    d[k] = int(v) if v.isdigit() else {"true": True, "false": False}.get(v, v)
print(json.dumps(d, indent=1))
P
  chmod 600 "$DIR/server.json.new"; mv "$DIR/server.json.new" "$DIR/server.json"; cat "$DIR/server.json"
}
fail_log() { say "--- last lines of the logs"; tail -n 15 "$DIR"/log/* >&2 || true; stop_all; die "$*"; }
stop_all() { local f; for f in "$DIR"/run/*.pid; do [ -e "$f" ] && stop_pid "$f" "${STOP_WAIT:-10}"; done; rm -f "$DIR/server.json"; return 0; }
main() { # main "$@" - dispatch; the script defines usage, do_start and may define do_stop
  case "${1:-}" in
    start) shift; do_start "$@" ;;
    stop)  [ -d "${2:-}" ] || die "no such directory: ${2:-}"; DIR="$(cd "$2" && pwd)"; if declare -F do_stop >/dev/null; then do_stop; else stop_all; fi; echo '{"stopped": true}' ;;
    status) [ -f "${2:-}/server.json" ] || { echo '{"running": false}'; exit 1; }
      DIR="$2"; local f ok=true; for f in "$DIR"/run/*.pid; do alive "$f" || ok=false; done
      printf '{"running": %s, "rss_mb": %s}\n' "$ok" "$(rss_mb "$DIR"/run/*.pid)"; [ $ok = true ] ;;
    -h|--help|help|'') usage ;;
    *) if declare -F "do_$1" >/dev/null; then local c="do_$1"; shift; "$c" "$@"; else usage >&2; exit 2; fi ;;
  esac
}
need_root() { [ "$(id -u)" = 0 ] || die "this peer needs root (mount namespace, other uids)"; }
# private_ns - words that run a command in a mount namespace of its own with DIR also visible as /mnt (root only):
# servers that drop to another uid reach DIR although a parent folder is closed to them.
PEER_UID=29101
private_ns() { PRIVATE_NS=(unshare --mount --propagation private sh -c 'mount --rbind "$0" /mnt && cd /mnt && exec "$@"' "$DIR"); }
# node_pkgs NAME PACKAGE@VERSION... - npm packages installed once into a per-user cache; prints the folder holding node_modules
node_pkgs() {
  local d="${XDG_CACHE_HOME:-$HOME/.cache}/test-peers/$1"; shift
  command -v npm >/dev/null || die "node and npm are needed"
  [ -e "$d/.done" ] || { mkdir -p "$d"; say "npm install: $*"; ( cd "$d" && [ -e package.json ] || echo '{"private":true}' > "$d/package.json"; cd "$d" && npm install --no-fund --no-audit --ignore-scripts --silent "$@" >&2 ) || die "npm install failed"; : > "$d/.done"; }
  echo "$d"
}
