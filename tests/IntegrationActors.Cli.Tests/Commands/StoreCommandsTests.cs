using System.IO.Compression;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores;
using IntegrationActors.Core.Stores.Aggregations;
using IntegrationActors.Core.Stores.DataStores;
using IntegrationActors.Core.Stores.Locks;
using IntegrationActors.Core.Stores.Persisted;
using IntegrationActors.Management.Tests;

namespace IntegrationActors.Cli.Tests.Commands;

public sealed class StoreCommandsTests : IAsyncLifetime
{
    private ManagementHost _host = null!;
    private Ia _ia = null!;

    public async Task InitializeAsync()
    {
        _host = await ManagementHost.StartAsync();
        _ia = new Ia(_host);
    }

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Fact]
    public async Task A_number_range_is_made_listed_changed_and_deleted()
    {
        var made = await _ia.RunAsync("create", "number-range", "invoices", "--min", "1", "--max", "99", "--length", "5");
        var number = await _host.Store.NumberRanges.NextAsync("invoices", default);
        var changed = await _ia.RunAsync("set", "number-range", "invoices", "--max", "999", "--rotate", "true");
        var listed = await _ia.RunAsync("get", "number-ranges");
        var deleted = await _ia.RunAsync("delete", "number-range", "invoices");

        Assert.Matches("\ninvoices +1 +99 +5 +false +1 *\n", made.Output);
        Assert.Equal("00001", number);
        Assert.Matches("\ninvoices +1 +999 +5 +true +1 +2 *\n", changed.Output);
        Assert.Equal(changed.Output, listed.Output);
        Assert.Equal(new Ia.Result(ExitCode.Fine, "", "number-range invoices deleted\n"), deleted);
    }

    [Fact]
    public async Task A_number_range_that_exists_is_not_made_anew()
    {
        await _ia.RunAsync("create", "number-range", "invoices", "--max", "99", "--last", "7");

        var again = await _ia.RunAsync("create", "number-range", "invoices", "--max", "5");

        Assert.Equal((ExitCode.Negative, ""), (again.ExitCode, again.Output));
        Assert.Equal("8", await _host.Store.NumberRanges.NextAsync("invoices", default));
    }

    [Fact]
    public async Task A_variable_is_set_listed_shown_and_deleted()
    {
        var set = await _ia.RunAsync("set", "variable", "lastRun", "2026-01-01T00:00:00Z", "--type", "time", "--flow", "orders");
        var listed = await _ia.RunAsync("get", "variables");
        var shown = await _ia.RunAsync("describe", "variable", "lastRun", "--flow", "orders");
        var deleted = await _ia.RunAsync("delete", "variable", "lastRun", "--flow", "orders");

        Assert.Equal("variable lastRun of flow orders set\n", set.Error);
        Assert.Matches("\nlastRun +orders +Time ", listed.Output);
        Assert.Contains("Value:            2026-01-01T00:00:00Z\n", shown.Output);
        Assert.Equal("variable lastRun of flow orders deleted\n", deleted.Error);
        Assert.Equal(ExitCode.Negative, (await _ia.RunAsync("describe", "variable", "lastRun", "--flow", "orders")).ExitCode);
    }

    [Fact]
    public async Task Entries_of_a_data_store_are_listed_page_after_page_downloaded_and_deleted()
    {
        foreach (var id in new[] { "1/a", "2", "3" })
        {
            await using var body = Payload.FromText($"order {id}");
            await _host.Store.DataStores.WriteAsync(new DataStoreName("orders", StoreScope.Of("import")), new DataStoreEntry { Id = id, Body = body }, default);
        }

        var stores = await _ia.RunAsync("get", "datastores");
        var two = await _ia.RunAsync("get", "datastore-entries", "orders", "--flow", "import", "-n", "2", "-o", "name");
        var zip = new ZipArchive(new MemoryStream(await DownloadAsync("datastore", "download", "orders", "1/a", "--flow", "import", "-f")));
        var deleted = await _ia.RunAsync("datastore", "delete", "orders", "1/a", "2", "--flow", "import", "--yes");
        var left = await _ia.RunAsync("get", "datastore-entries", "orders", "--flow", "import");

        Assert.Matches("\norders +import +3 +0 *\n", stores.Output);
        Assert.Equal("1/a\n2\n", two.Output);
        Assert.Equal("order 1/a", await new StreamReader(zip.GetEntry("body")!.Open()).ReadToEndAsync());
        Assert.Equal("entry 1/a deleted\nentry 2 deleted\n", deleted.Error);
        Assert.Matches("\n3 +Waiting ", left.Output);
    }

    [Fact]
    public async Task Deleting_entries_asks_first()
    {
        var refused = await new Ia(_host) { Answer = "n" }.RunAsync("datastore", "delete", "orders", "1");

        Assert.Equal(new Ia.Result(ExitCode.Negative, "", "nothing was done\n"), refused);
    }

    [Fact]
    public async Task What_an_aggregator_gathers_is_listed_sent_on_and_deleted()
    {
        var state = await _host.Store.AggregatorStates.AddAsync(
            new AggregationKey("orders", "gather", "4711"),
            new AggregatedMessage { Id = MessageId.Create(_host.Clock.GetUtcNow()), Message = new Message { Body = Payload.FromText("x") } },
            new AggregationRule { Timeout = TimeSpan.FromHours(1) },
            default);

        var listed = await _ia.RunAsync("get", "aggregations");
        var sent = await _ia.RunAsync("aggregation", "retry", $"{state.Number}");
        var deleted = await _ia.RunAsync("aggregation", "delete", $"{state.Number}", "--yes");

        Assert.Matches($"\n{state.Number} +orders +gather +4711 +Open +1 ", listed.Output);
        Assert.Equal($"aggregation {state.Number} is sent on\n", sent.Error);
        Assert.Equal($"aggregation {state.Number} deleted\n", deleted.Error);
    }

    [Fact]
    public async Task A_mapped_id_is_looked_up_from_both_sides_and_deleted()
    {
        await _host.Store.IdMapping.MapAsync(new("orders", StoreScope.Global), "4711", "guid-1", null, default);

        var target = await _ia.RunAsync("get", "id-mapping", "orders", "--source", "4711", "-o", "name");
        var source = await _ia.RunAsync("get", "id-mapping", "orders", "--target", "guid-1");
        var deleted = await _ia.RunAsync("delete", "id-mapping", "orders", "4711");
        var gone = await _ia.RunAsync("get", "id-mapping", "orders", "--source", "4711");

        Assert.Equal("guid-1\n", target.Output);
        Assert.Matches("\norders +4711 +guid-1 *\n", source.Output);
        Assert.Equal("id-mapping orders 4711 deleted\n", deleted.Error);
        Assert.Equal(ExitCode.Negative, gone.ExitCode);
    }

    [Fact]
    public async Task The_lock_of_a_holder_that_died_is_released()
    {
        var held = await _host.Store.Locks.AcquireAsync(new MessageLockRequest { Component = "lock", Source = "orders", Entry = "4711", Owner = "node-1", ExpiresAfter = TimeSpan.FromHours(1) }, default);

        var listed = await _ia.RunAsync("get", "locks");
        var released = await _ia.RunAsync("delete", "lock", held!.Id.ToString());

        Assert.Matches($"\n{held.Id} +lock +orders +4711 ", listed.Output);
        Assert.Equal($"lock {held.Id} released\n", released.Error);
    }

    [Fact]
    public async Task What_a_persist_step_kept_is_listed_and_downloaded()
    {
        var run = MessageId.Create(_host.Clock.GetUtcNow());
        await using var body = Payload.FromText("<order/>");
        var id = await _host.Store.MessageStore.WriteAsync(new PersistedMessage { Exchange = run, Flow = "orders", Step = "before erp", Message = new Message { Body = body } }, default);

        var listed = await _ia.RunAsync("get", "persisted", run.ToString());
        var zip = new ZipArchive(new MemoryStream(await DownloadAsync("persisted", "download", id.ToString(), "-f")));

        Assert.Matches($"\n{id} +before erp +8 ", listed.Output);
        Assert.Equal("<order/>", await new StreamReader(zip.GetEntry("body")!.Open()).ReadToEndAsync());
    }

    private async Task<byte[]> DownloadAsync(params string[] args)
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            var result = await _ia.RunAsync([.. args, file]);
            Assert.Equal(ExitCode.Fine, result.ExitCode);
            return await File.ReadAllBytesAsync(file);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
