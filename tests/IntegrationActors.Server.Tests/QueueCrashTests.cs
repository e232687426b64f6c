using System.Globalization;
using IntegrationActors.Server.Tests.Support;

namespace IntegrationActors.Server.Tests;

/// <summary>The short form of <c>benchmarks/load/scenarios/kill.py</c>.</summary>
public sealed class QueueCrashTests
{
    private const int Groups = 4;
    private const int Kills = 4;
    private const int MessagesBetweenKills = 150;

    private const string In = """
        flow: in-@
        allowedHeaders: [Idempotency-Key]
        from:
          https: { path: /in-@, methods: [POST], authentication: none }
        steps:
          - send: { queue: { name: q@, access: exclusive, deduplicationId: "${header.Idempotency-Key}" } }
        """;

    private const string Out = """
        flow: out-@
        parameters:
          backend: { type: uri, required: true }
        from:
          queue: { name: q@, access: exclusive, retry: { interval: 1s, crashes: 1000 } }
        steps:
          - call: { https: { url: "${param.backend}/remember", method: POST } }
        """;

    [Fact]
    public async Task Kills_one_after_the_other_lose_no_accepted_message_and_break_no_order()
    {
        await using var backend = await TestBackend.StartAsync();
        await using var server = await ServerProcess.StartFreshAsync();
        await DeployAsync(server, backend);
        using var stop = new CancellationTokenSource();
        var senders = Enumerable.Range(0, Groups).Select(group => SendAsync(server, group, stop.Token)).ToArray();

        for (var kill = 1; kill <= Kills; kill++)
        {
            await UntilAsync(() => backend.Received.Count >= kill * MessagesBetweenKills);
            await server.KillAsync();
            await server.RestartAsync();
        }

        await UntilAsync(() => backend.Received.Count >= (Kills + 1) * MessagesBetweenKills);
        await stop.CancelAsync();
        var accepted = await Task.WhenAll(senders);
        await UntilAsync(() => backend.Received.Distinct().Count() >= accepted.Sum());
        for (var group = 0; group < Groups; group++)
        {
            var numbers = NumbersOf(backend, group);
            Assert.Equal(Enumerable.Range(0, accepted[group]), numbers.Where((number, i) => i == 0 || number != numbers[i - 1]));
        }

        // One message of each group may have been delivered when its node died, without the node having noted that.
        Assert.InRange(backend.Received.Count - accepted.Sum(), 0, Groups * Kills);
    }

    private static async Task DeployAsync(ServerProcess server, TestBackend backend)
    {
        using var api = server.CreateOperator();
        for (var group = 0; group < Groups; group++)
        {
            var name = group.ToString(CultureInfo.InvariantCulture);
            await api.MustDeployAsync($"in-{name}", In.Replace("@", name, StringComparison.Ordinal));
            await api.MustDeployAsync($"out-{name}", Out.Replace("@", name, StringComparison.Ordinal), ("backend", backend.Address.OriginalString));
        }
    }

    /// <summary>Sends the messages of a group one after the other, each until it is accepted; returns how many were.</summary>
    private static async Task<int> SendAsync(ServerProcess server, int group, CancellationToken stop)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
        var accepted = 0;
        while (!stop.IsCancellationRequested)
        {
            if (await IsAcceptedAsync(http, new Uri(server.Senders, $"/t/demo/http/in-{group}"), $"{group} {accepted}"))
            {
                accepted++;
            }
            else
            {
                // The node is down or starting, and those who ask should not slow it down.
                await Task.Delay(50, CancellationToken.None);
            }
        }

        return accepted;
    }

    private static async Task<bool> IsAcceptedAsync(HttpClient http, Uri address, string message)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(message), Headers = { { "Idempotency-Key", message } } };
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

    private static int[] NumbersOf(TestBackend backend, int group) =>
        [.. backend.Received.Select(message => message.Split(' ')).Where(parts => parts[0] == group.ToString(CultureInfo.InvariantCulture)).Select(parts => int.Parse(parts[1], CultureInfo.InvariantCulture))];

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!condition())
        {
            await Task.Delay(10, patience.Token);
        }
    }
}
