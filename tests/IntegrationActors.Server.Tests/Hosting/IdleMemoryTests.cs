using System.Diagnostics;
using IntegrationActors.Server.Tests.Support;

namespace IntegrationActors.Server.Tests.Hosting;

public sealed class IdleMemoryTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task A_node_gives_back_what_its_start_needed_and_works_on()
    {
        await using var server = await ServerProcess.StartFreshAsync();
        var started = Resident(server);

        var waited = Stopwatch.StartNew();

        // Pages of libraries stay while another process has them mapped too, such as a server of another test; the rest is a twentieth at least.
        while (Resident(server) > started * 0.95)
        {
            Assert.True(waited.Elapsed < Patience, $"{started} bytes after the start, still {Resident(server)} after {waited.Elapsed}");
            await Task.Delay(TimeSpan.FromSeconds(1));
        }

        using var api = server.CreateOperator();
        Assert.Equal("Started", (await api.ReadAsync("flows/orders-to-erp")).GetProperty("status").GetString(), ignoreCase: true);
    }

    private static long Resident(ServerProcess server)
    {
        using var process = Process.GetProcessById(server.ProcessId);
        return process.WorkingSet64;
    }
}
