#!/usr/bin/env bash
# A throw-away PostgreSQL on 127.0.0.1 in the foreground, with its own durability settings (fsync and synchronous_commit on); user postgres, no password.
# usage: postgres.sh <folder> <port>
set -euo pipefail
folder=$1 port=$2
programs=$(ls -d /usr/lib/postgresql/*/bin | tail -1)
as=()
mkdir -p "$folder"
chmod 700 "$folder"
if [ "$(id -u)" = 0 ]; then # it refuses to run as root
  as=(setpriv --reuid=postgres --regid=postgres --clear-groups)
  chown postgres:postgres "$folder"
fi
cd /
[ -f "$folder/PG_VERSION" ] || "${as[@]}" "$programs/initdb" -D "$folder" -U postgres -A trust -E UTF8 --locale=C >/dev/null
rm -f "$folder/postmaster.pid" # after a kill of the whole tree its process may linger as a zombie
exec "${as[@]}" "$programs/postgres" -D "$folder" -p "$port" -c listen_addresses=127.0.0.1 -c unix_socket_directories= \
  -c shared_buffers=256MB -c max_connections=120 -c max_wal_size=2GB -c log_min_messages=fatal
