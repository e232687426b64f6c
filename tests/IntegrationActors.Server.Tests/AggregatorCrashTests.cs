using System.Globalization;
using IntegrationActors.Server.Tests.Support;

namespace IntegrationActors.Server.Tests;

/// <summary>What an aggregator has taken in survives the death of the node, whether it still waits for others or was just being sent on.</summary>
public sealed class AggregatorCrashTests
{
    private const int Kills = 3;
    private const int MessagesOfOrder = 7;
    private const int BulksBetweenKills = 10;

    private const string Flow = """
        flow: gather
        allowedHeaders: [X-Order]
        parameters:
          backend: { type: uri, required: true }
        from:
          https: { path: /gather, methods: [POST], authentication: none }
        steps:
          - aggregator:
              name: orders
              correlation: "${header.X-Order}"
              format: text
              separator: ","
              completionSize: 5
              completionTimeout: 3s
              pollInterval: 1s
              lockTimeout: 10s
              retryInterval: 1s
              steps:
                - call: { https: { url: "${param.backend}/remember", method: POST } }
        """;

    [Fact]
    public async Task Kills_lose_no_message_that_was_taken_in()
    {
        await using var backend = await TestBackend.StartAsync();
        await using var server = await ServerProcess.StartFreshAsync();
        using (var api = server.CreateOperator())
        {
            await api.MustDeployAsync("gather", Flow, ("backend", backend.Address.OriginalString));
        }

        using var stop = new CancellationTokenSource();
        var sender = SendAsync(server, stop.Token);
        for (var kill = 1; kill <= Kills; kill++)
        {
            await UntilAsync(() => backend.Received.Count >= kill * BulksBetweenKills);
            await server.KillAsync();
            await server.RestartAsync();
        }

        await stop.CancelAsync();
        var accepted = await sender;
        await UntilAsync(() => accepted.IsSubsetOf(Gathered(backend)));

        Assert.True(accepted.Count >= Kills * BulksBetweenKills);
        Assert.All(backend.Received, bulk => Assert.Single(bulk.Split(',').Select(number => int.Parse(number, CultureInfo.InvariantCulture) / MessagesOfOrder).Distinct()));
    }

    private static HashSet<int> Gathered(TestBackend backend) => [.. backend.Received.SelectMany(bulk => bulk.Split(',')).Select(number => int.Parse(number, CultureInfo.InvariantCulture))];

    /// <summary>Sends numbers, each once; returns those that were accepted.</summary>
    private static async Task<HashSet<int>> SendAsync(ServerProcess server, CancellationToken stop)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
        var accepted = new HashSet<int>();
        for (var number = 0; !stop.IsCancellationRequested; number++)
        {
            if (await IsAcceptedAsync(http, new Uri(server.Senders, "/t/demo/http/gather"), number))
            {
                accepted.Add(number);
            }
            else
            {
                // The node is down or starting, and those who ask should not slow it down.
                await Task.Delay(50, CancellationToken.None);
            }
        }

        return accepted;
    }

    private static async Task<bool> IsAcceptedAsync(HttpClient http, Uri address, int number)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new StringContent(number.ToString(CultureInfo.InvariantCulture)),
            Headers = { { "X-Order", (number / MessagesOfOrder).ToString(CultureInfo.InvariantCulture) } },
        };
        try
        {
            using var response = await http.SendAsync(request);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!condition())
        {
            await Task.Delay(10, patience.Token);
        }
    }
}
