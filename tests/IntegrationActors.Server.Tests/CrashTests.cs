using System.Net;
using IntegrationActors.Server.Tests.Support;

namespace IntegrationActors.Server.Tests;

public sealed class CrashTests
{
    private const string HoldFlow = """
        flow: hold
        parameters:
          backend: { type: uri, required: true }
        from:
          https: { path: /hold, authentication: none }
        steps:
          - call: { https: { url: "${param.backend}/hold", method: POST } }
        """;

    [Fact]
    public async Task After_a_kill_everything_deployed_is_back_and_what_was_running_is_abandoned()
    {
        await using var backend = await TestBackend.StartAsync();
        await using var server = await ServerProcess.StartFreshAsync();
        string client;
        using (var api = server.CreateOperator())
        {
            await api.MustDeployAsync("hold", HoldFlow, ("backend", backend.Address.OriginalString));
            client = await api.CreateClientAsync("shop", "orders.send");
        }

        await RunToTheEndAsync(server, backend, 20);
        var running = await HoldAsync(server, backend, 30);

        await server.KillAsync();
        await Task.WhenAll(running.Select(async r => await Assert.ThrowsAnyAsync<HttpRequestException>(() => r)));
        await backend.NobodyHeldAsync();
        await server.RestartAsync();

        using var after = server.CreateOperator();
        var flow = await after.ReadAsync("flows/hold");
        Assert.Equal("Started", flow.GetProperty("status").GetString(), ignoreCase: true);
        Assert.Equal(backend.Address.OriginalString, flow.GetProperty("parameters").GetProperty("backend").GetString());
        Assert.Contains((await after.ReadAsync("clients")).GetProperty("items").EnumerateArray(), c => c.GetProperty("id").GetString() == client.Split(':')[0]);

        var messages = (await after.MessagesAsync("flow=hold")).GroupBy(m => m.GetProperty("status").GetString()!.ToUpperInvariant()).ToDictionary(g => g.Key, g => g.Count());
        Assert.Equal(new Dictionary<string, int> { ["COMPLETED"] = 20, ["ABANDONED"] = 30 }, messages);

        await RunToTheEndAsync(server, backend, 1);
    }

    [Fact]
    public async Task A_stop_lets_running_messages_finish_and_answers_them()
    {
        await using var backend = await TestBackend.StartAsync();
        await using var server = await ServerProcess.StartFreshAsync();
        using (var api = server.CreateOperator())
        {
            await api.MustDeployAsync("hold", HoldFlow, ("backend", backend.Address.OriginalString));
        }

        var running = await HoldAsync(server, backend, 5);
        var stopping = server.StopAsync();
        backend.Release();

        foreach (var request in running)
        {
            using var response = await request;
            Assert.True(response.IsSuccessStatusCode);
        }

        Assert.Equal(0, await stopping);
        await server.RestartAsync();
        using var after = server.CreateOperator();
        Assert.All(await after.MessagesAsync("flow=hold"), m => Assert.Equal("COMPLETED", m.GetProperty("status").GetString(), ignoreCase: true));
    }

    private static async Task<Task<HttpResponseMessage>[]> HoldAsync(ServerProcess server, TestBackend backend, int count)
    {
        var http = server.CreateSender();
        var running = Enumerable.Range(0, count).Select(_ => http.PostAsync("/t/demo/http/hold", new StringContent("x"))).ToArray();
        while (backend.Held != count)
        {
            Assert.DoesNotContain(running, r => r.IsCompleted);
            await Task.Delay(5);
        }

        return running;
    }

    private static async Task RunToTheEndAsync(ServerProcess server, TestBackend backend, int count)
    {
        var running = await HoldAsync(server, backend, count);
        backend.Release();
        foreach (var request in running)
        {
            using var response = await request;
            Assert.Contains(response.StatusCode, new[] { HttpStatusCode.OK, HttpStatusCode.NoContent });
        }
    }
}
