#!/usr/bin/env bash
# need.sh PROGRAM PACKAGE...   installs the Debian packages when the program is missing (root only). Safe to call from several tests at once.
set -euo pipefail
program=$1; shift
command -v "$program" > /dev/null && exit 0
if [ "$(id -u)" != 0 ]; then
  echo "$program is missing; as root: apt-get install $*" >&2
  exit 1
fi
echo "installing: $*" >&2
install() { DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=180 "$@" >&2; }
install "$@" || { apt-get update -o DPkg::Lock::Timeout=180 >&2; install "$@"; }
