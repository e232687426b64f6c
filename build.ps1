# One target, one line. Targets: build, test, bench, pack (the same as in build.sh).
param([ValidateSet('build', 'test', 'bench', 'pack')][string]$Target = 'build', [Parameter(ValueFromRemainingArguments)]$Rest)
$ErrorActionPreference = 'Stop'; Set-Location $PSScriptRoot
switch ($Target) {
  'build' { dotnet build -c Release }
  'test' { dotnet test -c Release }
  'bench' { dotnet run -c Release --project benchmarks/IntegrationActors.Benchmarks -- @Rest }
  'pack' { dotnet publish src/IntegrationActors.Server -c Release -o artifacts/server; dotnet publish src/IntegrationActors.Cli -c Release -o artifacts/ia }
}
exit $LASTEXITCODE
