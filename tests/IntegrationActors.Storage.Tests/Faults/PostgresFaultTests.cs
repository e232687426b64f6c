using IntegrationActors.Storage.Tests.Postgres;

namespace IntegrationActors.Storage.Tests.Faults;

/// <summary>The server dies, hangs and comes back.</summary>
public sealed class PostgresFaultTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly PostgresProcess? _server = PostgresProcess.Obstacle is null ? new PostgresProcess() : null;

    [PostgresFact]
    public async Task A_server_that_dies_loses_nothing_that_was_acknowledged_and_the_store_comes_back_by_itself()
    {
        await using var host = Host();
        var acknowledged = new List<string>();
        var writing = WriteUntilRefusedAsync(host, acknowledged);
        await StoreHost.UntilAsync(() => acknowledged.Count > 50);
        var across = host.Begin(host.Record());

        _server!.Crash();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => writing.WaitAsync(Patience));
        Assert.True(host.Acme.MessageLog.IsBehind);
        host.End(across);
        _server.Restart();
        await StoreHost.UntilAsync(() => !host.Acme.MessageLog.IsBehind);

        await host.ReopenAsync();
        var found = (await host.Acme.Clients.ListAsync(CancellationToken.None)).Select(client => client.Id).ToHashSet(StringComparer.Ordinal);
        Assert.Superset(acknowledged.ToHashSet(StringComparer.Ordinal), found);
        Assert.InRange(found.Count, acknowledged.Count, acknowledged.Count + 1);
        Assert.Equal(Core.MessageLog.MessageStatus.Completed, await host.StatusAsync(across));
    }

    [PostgresFact]
    public async Task A_server_that_hangs_fails_those_who_wait_after_the_time_out_and_the_store_comes_back_by_itself()
    {
        await using var host = Host();
        await host.Acme.Clients.PutAsync("before", []);

        _server!.Pause();
        try
        {
            await Assert.ThrowsAsync<StoreUnavailableException>(() => host.Acme.Clients.PutAsync("during", []).WaitAsync(Patience));
            await Assert.ThrowsAsync<StoreUnavailableException>(() => host.Acme.Credentials.ListAsync(CancellationToken.None).WaitAsync(Patience));
        }
        finally
        {
            _server.Resume();
        }

        await StoreHost.UntilAsync(() => !host.Acme.MessageLog.IsBehind);
        await host.Acme.Clients.PutAsync("after", []);
        Assert.Contains("before", (await host.Acme.Clients.ListAsync(CancellationToken.None)).Select(client => client.Id));
    }

    public void Dispose() => _server?.Dispose();

    private StoreHost Host() => new(StoreHost.NewPostgres() with { ConnectionString = _server!.ConnectionString, CommandTimeout = TimeSpan.FromSeconds(2) });

    private static async Task WriteUntilRefusedAsync(StoreHost host, List<string> acknowledged)
    {
        for (var i = 0; ; i++)
        {
            await host.Acme.Clients.PutAsync($"c{i}", []);
            acknowledged.Add($"c{i}");
        }
    }
}
