using System.Diagnostics;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores;
using IntegrationActors.Core.Stores.DataStores;
using IntegrationActors.Core.Stores.Locks;
using IntegrationActors.Core.Stores.Queues;
using IntegrationActors.Core.Stores.Variables;
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

    // The database has half a minute to answer.
    [PostgresFact]
    public async Task A_run_that_is_cancelled_leaves_a_server_that_hangs_at_once_whatever_it_asked_it_for()
    {
        await using var host = Host(TimeSpan.FromSeconds(30));
        await DeclareAsync(host, QueueAccess.NonExclusive);
        var calls = CallsOf(host);
        await Task.WhenAll(calls.Select(call => call(CancellationToken.None)));

        _server!.Pause();
        var longest = TimeSpan.Zero;
        try
        {
            using var cancel = new CancellationTokenSource();
            var waiting = calls.Select(call => call(cancel.Token)).ToArray();
            await Task.Delay(TimeSpan.FromMilliseconds(500), CancellationToken.None);
            Assert.All(waiting, call => Assert.False(call.IsCompleted));
            var since = Stopwatch.GetTimestamp();
            await cancel.CancelAsync();
            foreach (var call in waiting)
            {
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(TimeSpan.FromSeconds(5)));
            }

            longest = Stopwatch.GetElapsedTime(since);
        }
        finally
        {
            _server.Resume();
        }

        await StoreHost.UntilAsync(() => !host.Acme.MessageLog.IsBehind);
        await Task.WhenAll(calls.Select(call => call(CancellationToken.None)));
        Assert.InRange(longest, TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    // It has the lock when the server goes on, and nobody who would release it; it expires in an hour.
    [PostgresFact]
    public async Task What_a_run_took_that_was_cancelled_meanwhile_is_given_back()
    {
        await using var host = Host(TimeSpan.FromSeconds(30));
        Assert.Empty(await host.Acme.Locks.ListAsync(CancellationToken.None));

        _server!.Pause();
        try
        {
            using var cancel = new CancellationTokenSource();
            var taking = host.Acme.Locks.AcquireAsync(LockOf("file", "one"), cancel.Token).AsTask();
            await Task.Delay(TimeSpan.FromMilliseconds(500), CancellationToken.None);
            await cancel.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => taking.WaitAsync(Patience));
        }
        finally
        {
            _server.Resume();
        }

        var since = Stopwatch.GetTimestamp();
        while (await host.Acme.Locks.AcquireAsync(LockOf("file", "two"), CancellationToken.None) is null)
        {
            Assert.True(Stopwatch.GetElapsedTime(since) < Patience, "The lock is still taken.");
        }
    }

    // The consumer gets it from the one who puts it in, or, from an exclusive queue, out of the table.
    [PostgresTheory]
    [InlineData(QueueAccess.NonExclusive)]
    [InlineData(QueueAccess.Exclusive)]
    public async Task A_message_comes_out_though_who_put_it_in_was_cancelled_before_the_server_had_it(QueueAccess access)
    {
        await using var host = Host(TimeSpan.FromSeconds(30));
        await DeclareAsync(host, access);
        await using var consumer = await host.Acme.Queues.OpenAsync("orders", new QueueConsumerOptions { Concurrency = 1 }, CancellationToken.None);
        await PutAsync(host, CancellationToken.None);
        await (await consumer.NextAsync(CancellationToken.None).AsTask().WaitAsync(Patience)).CompleteAsync(CancellationToken.None);
        var next = consumer.NextAsync(CancellationToken.None).AsTask();
        Task[] others = [];

        _server!.Pause();
        try
        {
            // The first keeps the writer busy; what the second is goes before the message in the same batch, and so does who looks for the message while that is not written.
            var first = DeclareAsync(host, access);
            await Task.Delay(TimeSpan.FromMilliseconds(200), CancellationToken.None);
            others = [first, DeclareAsync(host, access)];
            using var cancel = new CancellationTokenSource();
            var putting = PutAsync(host, cancel.Token);
            await cancel.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => putting.WaitAsync(Patience));
        }
        finally
        {
            _server.Resume();
            await Task.WhenAll(others);
        }

        await (await next.WaitAsync(Patience)).CompleteAsync(CancellationToken.None);
    }

    public void Dispose() => _server?.Dispose();

    private static Task DeclareAsync(StoreHost host, QueueAccess access) => host.Acme.Queues.DeclareAsync(new QueueDeclaration("orders", access), CancellationToken.None).AsTask();

    private static Task PutAsync(StoreHost host, CancellationToken cancel) =>
        host.Acme.Queues.PutAsync("orders", new QueuedMessage { Id = MessageId.Create(TimeProvider.System.GetUtcNow()), Message = new Message { Body = Payload.FromText("x") } }, cancel).AsTask();

    private static MessageLockRequest LockOf(string entry, string owner) => new() { Component = "test", Source = "server", Entry = entry, Owner = owner, ExpiresAfter = TimeSpan.FromHours(1) };

    private static Func<CancellationToken, Task>[] CallsOf(StoreHost host)
    {
        return
        [
            cancel => host.Acme.Variables.SetAsync(StoreScope.Global, "last", VariableType.Text, "1", cancel).AsTask(),
            cancel => host.Acme.Variables.GetAsync(StoreScope.Global, "last", cancel).AsTask(),
            cancel => host.Acme.Locks.AcquireAsync(LockOf($"{Guid.NewGuid()}", "one"), cancel).AsTask(),
            cancel => PutAsync(host, cancel),
            cancel => host.Acme.DataStores.WriteAsync(new DataStoreName("d", StoreScope.Global), new DataStoreEntry { Id = "large", Overwrite = true, Body = Payload.FromBytes(new byte[1_000_000]) }, cancel).AsTask(),
        ];
    }

    private StoreHost Host(TimeSpan? timeout = null) => new(StoreHost.NewPostgres() with { ConnectionString = _server!.ConnectionString, CommandTimeout = timeout ?? TimeSpan.FromSeconds(2) });

    private static async Task WriteUntilRefusedAsync(StoreHost host, List<string> acknowledged)
    {
        for (var i = 0; ; i++)
        {
            await host.Acme.Clients.PutAsync($"c{i}", []);
            acknowledged.Add($"c{i}");
        }
    }
}
