#!/usr/bin/env bash
# One target, one line. Targets: build, test, bench, pack (the same as in build.ps1).
set -euo pipefail
cd "$(dirname "$0")"
case "${1:-build}" in
  build) dotnet build -c Release ;;
  test) dotnet test -c Release ;;
  bench) dotnet run -c Release --project benchmarks/IntegrationActors.Benchmarks -- "${@:2}" ;;
  pack) dotnet publish src/IntegrationActors.Server -c Release -o artifacts/server && dotnet publish src/IntegrationActors.Cli -c Release -o artifacts/ia ;;
  *) echo "build.sh: no target '$1'; use build, test, bench or pack" >&2; exit 2 ;;
esac
