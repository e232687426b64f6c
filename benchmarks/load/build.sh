#!/usr/bin/env bash
# Builds all that the scenarios need into $BENCH_RUN (default /tmp/iabench). Needs gcc, Python 3.11 and the .NET SDK.
set -euo pipefail
cd "$(dirname "$0")"
run=${BENCH_RUN:-/tmp/iabench}
mkdir -p "$run"

for program in backend loadgen; do
  gcc -O2 -Wall -Wextra -o "$run/$program" "peers/native/$program.c"
done
python3 payloads/generate.py "$run/payloads"

# Copies, so that no build output lands in the repository and none of its rules apply to the peers.
rm -rf "$run/src"
mkdir -p "$run/src"
cp -r peers/cspeers peers/wolverine "$run/src"
mv "$run/src/wolverine/standin" "$run/src/standin"
cp peers/wolverine/Directory.*.props "$run/src/standin"
cp peers/cspeers/Delivery.cs "$run/src/wolverine"
dotnet publish "$run/src/cspeers" -c Release -o "$run/cspeers" --nologo -v quiet
dotnet pack "$run/src/standin" -c Release -o "$run/packages" --nologo -v quiet
dotnet publish "$run/src/wolverine" -c Release -o "$run/wolverine" --nologo -v quiet -p:StandInPackages="$run/packages"
dotnet publish ../../src/IntegrationActors.Server -c Release -o "$run/server" --nologo -v quiet
dotnet publish ../../src/IntegrationActors.Cli -c Release -o "$run/ia" --nologo -v quiet
echo "built into $run"
