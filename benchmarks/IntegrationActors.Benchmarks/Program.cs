using BenchmarkDotNet.Running;

// dotnet run -c Release --project benchmarks/IntegrationActors.Benchmarks -- --filter '*JsonToXml*' [--job short]
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
