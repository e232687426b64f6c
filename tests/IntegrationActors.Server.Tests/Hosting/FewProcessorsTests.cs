using System.Net.Sockets;
using IntegrationActors.Server.Tests.Support;

namespace IntegrationActors.Server.Tests.Hosting;

public sealed class FewProcessorsTests
{
    private const string ServerCollector = "DOTNET_gcServer";
    private const string YoungHeap = "DOTNET_GCgen0MaxBudget";

    [Theory]
    [InlineData("2", null, "0")]
    [InlineData("8", null, null)]
    [InlineData("2", "1", "1")]
    public async Task The_collector_fits_the_processors_unless_somebody_chose_one(string processors, string? chosen, string? expected)
    {
        await using var server = await ServerProcess.StartFreshAsync([new("DOTNET_PROCESSOR_COUNT", processors), new(ServerCollector, chosen)], []);

        Assert.Equal(expected, Variable(server, ServerCollector));
        Assert.Equal(0, await server.StopAsync());
    }

    [Fact]
    public async Task A_young_heap_that_somebody_chose_is_kept()
    {
        await using var server = await ServerProcess.StartFreshAsync([new("DOTNET_PROCESSOR_COUNT", "2"), new(ServerCollector, null), new(YoungHeap, "0x800000")], []);

        Assert.Equal(("0", "0x800000"), (Variable(server, ServerCollector), Variable(server, YoungHeap)));
    }

    [Fact]
    public async Task Tools_for_diagnosis_find_the_node_that_began_anew()
    {
        await using var server = await ServerProcess.StartFreshAsync([new("DOTNET_PROCESSOR_COUNT", "2"), new(ServerCollector, null)], []);
        using var tool = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

        await tool.ConnectAsync(new UnixDomainSocketEndPoint(Assert.Single(Directory.GetFiles(Path.GetTempPath(), $"dotnet-diagnostic-{server.ProcessId}-*-socket"))));

        Assert.True(tool.Connected);
    }

    private static string? Variable(ServerProcess server, string name) =>
        File.ReadAllText($"/proc/{server.ProcessId}/environ").Split('\0').SingleOrDefault(variable => variable.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..];
}
