using IntegrationActors.Server.Tests.Support;

namespace IntegrationActors.Server.Tests.Hosting;

public sealed class FewProcessorsTests
{
    private const string ServerCollector = "DOTNET_gcServer";

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

    private static string? Variable(ServerProcess server, string name) =>
        File.ReadAllText($"/proc/{server.ProcessId}/environ").Split('\0').SingleOrDefault(variable => variable.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..];
}
