#!/usr/bin/env bash
# A small disk of its own, so that writing more fails with "disk full".
set -euo pipefail; . "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
usage() { cat <<'U'
disk.sh start DIR [--mb N] [--inodes N]
disk.sh stop DIR
Prints {path}. Root only. --mb bounds what files hold, --inodes how many files and folders there are.
U
}
do_start() { need mount mount; need_root; local d="${1:-}" options=''; shift || true
  while [ $# -gt 0 ]; do case "$1" in --mb) options="$options,size=${2}m";; --inodes) options="$options,nr_inodes=$2";; *) die "unknown option $1";; esac; shift 2; done
  prepare "$d"; mount -t tmpfs -o "mode=755$options" tmpfs "$DIR/data"; emit path "$DIR/data"; }
do_stop() { umount "$DIR/data"; rm -f "$DIR/server.json"; }
main "$@"
