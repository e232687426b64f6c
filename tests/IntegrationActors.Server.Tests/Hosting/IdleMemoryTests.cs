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

        // Half of it, when this is the only node of the machine; code stays while another process runs it too, such as a server of another test.
        while (Resident(server) > started * 0.8)
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
