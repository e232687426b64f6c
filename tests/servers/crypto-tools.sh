#!/usr/bin/env bash
# crypto-tools.sh   makes sure of the independent tools that the security steps are tested with: gpg, openssl, xmlsec1. Safe to call from several tests at once.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
bash "$here/need.sh" gpg gnupg
bash "$here/need.sh" openssl openssl
bash "$here/need.sh" xmlsec1 xmlsec1
