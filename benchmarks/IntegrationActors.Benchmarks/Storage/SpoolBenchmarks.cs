using BenchmarkDotNet.Attributes;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Benchmarks.Storage;

/// <summary>A body of 64 MB that goes through the spool: written, read once, gone.</summary>
[MemoryDiagnoser]
public class SpoolBenchmarks
{
    private readonly byte[] _part = new byte[64 * 1024];
    private PayloadSpool _spool = null!;

    [GlobalSetup]
    public void Setup() => _spool = new PayloadSpool(Directory.CreateTempSubdirectory("ia-bench-").FullName);

    [GlobalCleanup]
    public void Cleanup() => Directory.Delete(_spool.Directory, recursive: true);

    [Benchmark]
    public async Task Through_the_spool()
    {
        await using var writer = new PayloadWriter(_spool);
        for (var i = 0; i < 1024; i++)
        {
            await writer.WriteAsync(_part);
        }

        await using var payload = writer.ToPayload();
        await payload.CopyToAsync(Stream.Null, CancellationToken.None);
    }
}
