using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores;
using IntegrationActors.Core.Stores.DataStores;
using IntegrationActors.Storage.Quotas;
using IntegrationActors.Storage.Tests.Contents;

namespace IntegrationActors.Storage.Tests.DataStores;

public sealed class DataStoreStoreTests
{
    private static readonly DataStoreName Orders = new("orders", StoreScope.Global);

    [Fact]
    public async Task An_entry_comes_back_with_its_headers_after_a_restart_but_for_those_of_the_platform()
    {
        await using var host = new StoreHost();
        var headers = Bodies.Message("", ("X-Region", "EU"), ("CamelFileName", "a.txt"), ("SAP_ApplicationID", "7")).Headers;
        await WriteAsync(host, Entry("4711", "<order/>") with { Headers = headers, Message = host.NewId() });
        await host.ReopenAsync();

        var entry = await host.Acme.DataStores.GetAsync(Orders, "4711", CancellationToken.None);

        Assert.NotNull(entry);
        Assert.Equal("<order/>", await Bodies.TextAsync(entry.Body));
        Assert.Equal([new("X-Region", "EU")], entry.Headers);
        Assert.Equal(host.Time.GetUtcNow(), entry.Written);
        Assert.Equal(host.Time.GetUtcNow() + TimeSpan.FromDays(30), entry.Expires);
        Assert.NotNull(entry.Message);
    }

    [Fact]
    public async Task An_id_that_is_there_is_refused_unless_it_may_be_overwritten()
    {
        await using var host = new StoreHost();
        await WriteAsync(host, Entry("1", "first"));

        Assert.Equal("IA3511", await Bodies.CodeAsync(() => WriteAsync(host, Entry("1", "second"))));
        Assert.Equal("first", await TextOfAsync(host, "1"));

        await WriteAsync(host, Entry("1", "third") with { Overwrite = true });
        Assert.Equal("third", await TextOfAsync(host, "1"));
    }

    [Fact]
    public async Task Of_many_who_write_one_id_at_once_one_succeeds()
    {
        await using var host = new StoreHost();

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(async () =>
        {
            try
            {
                await WriteAsync(host, Entry("1", $"body {i}"));
                return i;
            }
            catch (Core.Exchanges.FaultException e) when (e.Fault.Code == "IA3511")
            {
                return -1;
            }
        })));

        var winner = Assert.Single(results, i => i >= 0);
        Assert.Equal($"body {winner}", await TextOfAsync(host, "1"));
    }

    [Fact]
    public async Task Scopes_and_tenants_do_not_see_each_others_entries()
    {
        await using var host = new StoreHost();
        await WriteAsync(host, Entry("1", "global"));
        await host.Acme.DataStores.WriteAsync(new DataStoreName("orders", StoreScope.Of("flow")), Entry("1", "local"), CancellationToken.None);

        Assert.Equal("global", await TextOfAsync(host, "1"));
        Assert.Null(await host.Acme.DataStores.GetAsync(new DataStoreName("orders", StoreScope.Of("other")), "1", CancellationToken.None));
        Assert.Null(await host.Stores.Get("globex").DataStores.GetAsync(Orders, "1", CancellationToken.None));
        Assert.Equal([("orders", ""), ("orders", "flow")], (await host.Acme.DataStores.ListAsync(CancellationToken.None)).Select(store => (store.Store.Name, store.Store.Scope.Flow)));
    }

    [Fact]
    public async Task A_large_body_from_a_stream_passes_with_little_memory()
    {
        await using var host = new StoreHost();
        await using var body = Payload.FromStream(new MemoryStream(Bodies.Large), null, host.Options.Spool);
        await WriteAsync(host, new DataStoreEntry { Id = "1", Body = body });
        await host.ReopenAsync();

        var entry = await host.Acme.DataStores.GetAsync(Orders, "1", CancellationToken.None);

        Assert.False(entry!.Body.TryGetMemory(out _));
        Assert.Equal(Bodies.Large, await Bodies.BytesAsync(entry.Body));
        await entry.Body.DisposeAsync();
        Assert.Empty(Directory.EnumerateFiles(host.Options.Spool.Directory));
    }

    [Fact]
    public async Task An_entry_that_is_overwritten_again_and_again_is_read_whole_each_time()
    {
        await using var host = new StoreHost();
        await WriteAsync(host, Entry("1", new string('0', 300_000)));

        var writing = Task.Run(async () =>
        {
            for (var i = 1; i < 30; i++)
            {
                await WriteAsync(host, Entry("1", new string((char)('0' + (i % 10)), 300_000)) with { Overwrite = true });
            }
        });
        do
        {
            var text = await TextOfAsync(host, "1");
            Assert.Equal(new string(text[0], 300_000), text);
        }
        while (!writing.IsCompleted);
        await writing;
    }

    [Fact]
    public async Task Selects_the_oldest_and_deletes_on_completion_what_was_not_overwritten_since()
    {
        await using var host = new StoreHost();
        foreach (var id in new[] { "3", "1", "2" })
        {
            await WriteAsync(host, Entry(id, id));
        }

        var selected = await host.Acme.DataStores.SelectAsync(Orders, 2, CancellationToken.None);
        Assert.Equal(["3", "1"], selected.Select(entry => entry.Id));
        await WriteAsync(host, Entry("1", "new") with { Overwrite = true });

        Assert.Equal(1, await host.Acme.DataStores.DeleteReadAsync([.. selected.Select(entry => entry.Token)], CancellationToken.None));
        Assert.Equal("new", await TextOfAsync(host, "1"));
        Assert.Null(await host.Acme.DataStores.GetAsync(Orders, "3", CancellationToken.None));
    }

    [Fact]
    public async Task Deletes_by_ids_and_counts_what_was_there()
    {
        await using var host = new StoreHost();
        await WriteAsync(host, Entry("1", "a"));
        await WriteAsync(host, Entry("2", "b"));

        Assert.Equal(1, await host.Acme.DataStores.DeleteAsync(Orders, ["1", "9"], CancellationToken.None));
        Assert.Equal(["2"], (await host.Acme.DataStores.SelectAsync(Orders, 10, CancellationToken.None)).Select(entry => entry.Id));
    }

    [Fact]
    public async Task An_entry_becomes_overdue_and_later_expires()
    {
        await using var host = new StoreHost();
        await WriteAsync(host, Entry("1", "a") with { OverdueAfter = TimeSpan.FromDays(2), ExpiresAfter = TimeSpan.FromDays(5) });

        host.Time.Advance(TimeSpan.FromDays(3));
        Assert.Equal(1, Assert.Single(await host.Acme.DataStores.ListAsync(CancellationToken.None)).Overdue);
        Assert.True(Assert.Single(await EntriesAsync(host)).OverdueAt < host.Time.GetUtcNow());

        host.Time.Advance(TimeSpan.FromDays(3));
        Assert.Null(await host.Acme.DataStores.GetAsync(Orders, "1", CancellationToken.None));
        Assert.Empty(await EntriesAsync(host));
        await WriteAsync(host, Entry("1", "anew"));
        Assert.Equal("anew", await TextOfAsync(host, "1"));
    }

    [Fact]
    public async Task Retention_deletes_expired_entries_with_what_they_took()
    {
        await using var host = new StoreHost();
        for (var i = 0; i < 130; i++)
        {
            await WriteAsync(host, Entry($"old {i}", "x") with { OverdueAfter = TimeSpan.FromHours(1), ExpiresAfter = TimeSpan.FromDays(1) });
        }

        await WriteAsync(host, new DataStoreEntry { Id = "large", Body = Payload.FromBytes(Bodies.Large), OverdueAfter = TimeSpan.FromHours(1), ExpiresAfter = TimeSpan.FromDays(1) });
        host.Time.Advance(TimeSpan.FromDays(2));
        await host.CleanAsync();

        Assert.Equal(0, host.Acme.Contents.Context.Usage[StorageKind.Contents]);
        Assert.Empty(await host.Acme.DataStores.ListAsync(CancellationToken.None));
    }

    [Theory]
    [InlineData("", "1", 30)]
    [InlineData("a name with blanks", "1", 30)]
    [InlineData("orders", "", 30)]
    [InlineData("orders", "1", 181)]
    [InlineData("orders", "1", 1)]
    public async Task What_is_out_of_range_is_refused(string name, string id, int days)
    {
        await using var host = new StoreHost();
        var entry = Entry(id, "x") with { ExpiresAfter = TimeSpan.FromDays(days) };

        Assert.Equal("IA3512", await Bodies.CodeAsync(() => host.Acme.DataStores.WriteAsync(new DataStoreName(name, StoreScope.Global), entry, CancellationToken.None).AsTask()));
    }

    private static DataStoreEntry Entry(string id, string body) => new() { Id = id, Body = Payload.FromText(body) };

    private static Task WriteAsync(StoreHost host, DataStoreEntry entry) => host.Acme.DataStores.WriteAsync(Orders, entry, CancellationToken.None).AsTask();

    private static async Task<string> TextOfAsync(StoreHost host, string id) => await Bodies.TextAsync((await host.Acme.DataStores.GetAsync(Orders, id, CancellationToken.None))!.Body);

    private static async Task<IReadOnlyList<DataStoreEntryInfo>> EntriesAsync(StoreHost host) => await host.Acme.DataStores.ListEntriesAsync(Orders, "", 100, CancellationToken.None);
}
