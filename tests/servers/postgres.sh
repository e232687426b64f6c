#!/usr/bin/env bash
# A private PostgreSQL cluster (never as root: as the postgres account when called by root).
set -euo pipefail; . "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
usage() { cat <<'U'
postgres.sh start DIR [--set name=value]... [--tmpfs-mb N] [--no-fsync]
postgres.sh stop DIR | status DIR
postgres.sh crash DIR     kill -9 of every process (immediate crash);  postgres.sh restart DIR brings it back on the same data
postgres.sh pause DIR / resume DIR
Prints {host, port, user, password, database, connection_string, url, version}. scram-sha-256 over TCP on 127.0.0.1.
fsync stays ON by default so that crash tests mean something; --no-fsync for quick unit tests.
--tmpfs-mb puts the data on a small tmpfs (root only) for "disk full" tests: the mount is DIR/data and stop unmounts it.
U
}
pgbin() { ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1; }
as_pg() { if [ "$(id -u)" = 0 ]; then setpriv --reuid postgres --regid postgres --init-groups env -C / HOME=/tmp "$@"; else "$@"; fi; }
boot() {
  # the data is reached through a private mount when root, so closed parent folders do not matter
  if [ "$(id -u)" = 0 ]; then spawn postgres unshare --mount --propagation private sh -c 'mount --rbind "$1" /mnt && cd / && exec setpriv --reuid postgres --regid postgres --init-groups "$2"/postgres -D /mnt/data/pg' sh "$DIR" "$B"
  else spawn postgres "$B/postgres" -D "$DIR/data/pg"; fi
  local end=$(( $(now_ms) + 60000 ))
  until "$B/pg_isready" -q -h 127.0.0.1 -p "$PORT" -t 1; do
    alive "$DIR/run/postgres.pid" && [ "$(now_ms)" -lt $end ] || fail_log "postgres did not come up"; sleep 0.1; done
}
do_start() {
  [ -n "$(pgbin)" ] || install_pkgs postgresql-15 postgresql-15
  need unshare util-linux
  local d="${1:-}"; shift || true; local sets=() tm=0
  while [ $# -gt 0 ]; do case "$1" in --set) sets+=("$2"); shift 2;; --tmpfs-mb) tm="$2"; shift 2;; --no-fsync) sets+=(fsync=off synchronous_commit=off full_page_writes=off); shift;; *) die "unknown option $1";; esac; done
  prepare "$d"; B="$(pgbin)"; PORT="$(free_port)"; local pw; pw="$(secret)"
  echo "$PORT" > "$DIR/conf/port"
  if [ "$tm" != 0 ]; then need_root; mount -t tmpfs -o "size=${tm}m,mode=755" tmpfs "$DIR/data"; echo tmpfs > "$DIR/conf/mounted"; fi
  local D="$DIR/data/pg" P="$DIR"; printf '%s' "$pw" > "$DIR/conf/pw"; mkdir -p "$D"; chmod 711 "$DIR" "$DIR/conf"; chmod 755 "$DIR/data"
  if [ "$(id -u)" = 0 ]; then chown postgres "$D" "$DIR/conf/pw"; P=/mnt; fi
  local init=("$B/initdb" -D "$P/data/pg" -U tester --pwfile="$P/conf/pw" -A scram-sha-256 -E UTF8 --locale=C.UTF-8 --no-sync)
  if [ "$(id -u)" = 0 ]; then unshare --mount --propagation private sh -c 'mount --rbind "$0" /mnt && cd / && exec setpriv --reuid postgres --regid postgres --init-groups "$@"' "$DIR" "${init[@]}" > "$DIR/log/initdb.log" 2>&1 || fail_log "initdb failed"
  else "${init[@]}" > "$DIR/log/initdb.log" 2>&1 || fail_log "initdb failed"; fi
  rm -f "$DIR/conf/pw"
  { echo "listen_addresses = '127.0.0.1'"; echo "port = $PORT"; echo "unix_socket_directories = ''"
    echo "max_connections = 200"; echo "shared_buffers = 64MB"; echo "logging_collector = off"
    for s in ${sets[@]+"${sets[@]}"}; do echo "${s%%=*} = '${s#*=}'"; done; } >> "$D/postgresql.conf"
  printf 'host all all 127.0.0.1/32 scram-sha-256\n' > "$D/pg_hba.conf"
  boot
  PGPASSWORD="$pw" "$B/psql" -q -h 127.0.0.1 -p "$PORT" -U tester -d postgres -c 'create database test' || fail_log "no database"
  emit host 127.0.0.1 port "$PORT" user tester password "$pw" database test connection_string "Host=127.0.0.1;Port=$PORT;Database=test;Username=tester;Password=$pw" \
    url "postgresql://tester:$pw@127.0.0.1:$PORT/test" version "v$("$B/postgres" -V | awk '{print $3}')"
}
bind_dir() { DIR="$(cd "$1" && pwd)"; B="$(pgbin)"; PORT="$(cat "$DIR/conf/port")"; }
all() { local p t; read -r p t < "$DIR/run/postgres.pid"; tree "$p"; }
do_crash() { bind_dir "$1"; kill_all $(all | tac); echo '{"crashed": true}'; }
do_restart() { bind_dir "$1"; stop_pid "$DIR/run/postgres.pid" 20; rm -f "$DIR/data/pg/postmaster.pid"; T0="$(now_ms)"; boot; printf '{"restarted_ms": %s}\n' $(( $(now_ms) - T0 )); }
do_pause() { bind_dir "$1"; local q; for q in $(all); do kill -STOP "$q"; done; echo '{"paused": true}'; }
do_resume() { bind_dir "$1"; local q; for q in $(all); do kill -CONT "$q"; done; echo '{"paused": false}'; }
do_stop() { B="$(pgbin)"; PORT=0; local p t; if alive "$DIR/run/postgres.pid"; then read -r p t < "$DIR/run/postgres.pid"; for t in $(tree "$p"); do kill -CONT "$t" 2>/dev/null || true; done; kill -INT "$p" 2>/dev/null || true
    local i; for i in $(seq 100); do alive "$DIR/run/postgres.pid" || break; sleep 0.1; done; fi
  stop_all; [ ! -e "$DIR/conf/mounted" ] || { umount "$DIR/data" || umount -l "$DIR/data"; rm -f "$DIR/conf/mounted"; }; }
main "$@"
