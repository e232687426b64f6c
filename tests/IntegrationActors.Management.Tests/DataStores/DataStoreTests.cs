using System.IO.Compression;
using System.Net;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores;
using IntegrationActors.Core.Stores.DataStores;

namespace IntegrationActors.Management.Tests.DataStores;

public sealed class DataStoreTests : IAsyncLifetime
{
    private const string Stores = $"{Calls.Demo}/datastores";
    private static readonly DataStoreName Orders = new("orders", StoreScope.Global);
    private ManagementHost _host = null!;

    public async Task InitializeAsync() => _host = await ManagementHost.StartAsync();

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Fact]
    public async Task Stores_are_listed_with_their_entries_and_those_that_wait_too_long()
    {
        await WriteAsync(Orders, "1");
        await WriteAsync(new("orders", StoreScope.Of("import")), "2");
        _host.Clock.Advance(TimeSpan.FromDays(3));
        await WriteAsync(Orders, "3");

        var listed = await _host.Local.GetAsync(Stores).OkAsync();

        Assert.Equal("""{"items":[{"name":"orders","entries":2,"overdue":1},{"name":"orders","flow":"import","entries":1,"overdue":1}]}""", listed.ToJsonString());
    }

    [Fact]
    public async Task Entries_come_in_pages_with_how_they_are()
    {
        await WriteAsync(Orders, "a");
        await WriteAsync(Orders, "b");
        _host.Clock.Advance(TimeSpan.FromDays(3));
        await WriteAsync(Orders, "c");
        await _host.Store.DataStores.TakeAsync(Orders, 1, TimeSpan.FromMinutes(10), default);

        var first = await _host.Local.GetAsync($"{Stores}/orders/entries?limit=2").OkAsync();
        var second = await _host.Local.GetAsync($"{Stores}/orders/entries?limit=2&cursor={first["nextCursor"]}").OkAsync();

        Assert.Equal([("a", "Processing"), ("b", "Overdue")], first["items"]!.AsArray().Select(e => ((string)e!["id"]!, (string)e["status"]!)));
        Assert.Equal([("c", "Waiting")], second["items"]!.AsArray().Select(e => ((string)e!["id"]!, (string)e["status"]!)));
        Assert.Null(second["nextCursor"]);
    }

    [Fact]
    public async Task An_entry_is_downloaded_and_stays_and_the_audit_trail_says_who_read_it()
    {
        await WriteAsync(Orders, "4711/1", "<order/>");

        await using var zip = new ZipArchive(await _host.Local.GetStreamAsync($"{Stores}/orders/entries/4711%2F1/content"));

        Assert.Equal("<order/>", await TextAsync(zip, "body"));
        Assert.Equal("""[{"name":"Content-Type","value":"application/xml"}]""", await TextAsync(zip, "headers.json"));
        Assert.NotNull(await _host.Store.DataStores.GetAsync(Orders, "4711/1", default));
        Assert.EndsWith("/entries/4711%2F1/content from socket: done", Assert.Single(_host.Log.Audit));
    }

    [Fact]
    public async Task A_deleted_entry_is_gone()
    {
        await WriteAsync(Orders, "1");

        await _host.Local.DeleteAsync($"{Stores}/orders/entries/1").OkAsync();

        await _host.Local.DeleteAsync($"{Stores}/orders/entries/1").ProblemAsync(HttpStatusCode.NotFound);
        await _host.Local.GetAsync($"{Stores}/orders/entries").ProblemAsync(HttpStatusCode.NotFound);
        await _host.Local.GetAsync($"{Stores}/orders/entries/1/content").ProblemAsync(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1001")]
    [InlineData("many")]
    public async Task A_page_of_another_size_is_refused(string limit)
    {
        await WriteAsync(Orders, "1");

        await _host.Local.GetAsync($"{Stores}/orders/entries?limit={limit}").ProblemAsync(HttpStatusCode.BadRequest);
    }

    private static async Task<string> TextAsync(ZipArchive zip, string name)
    {
        using var reader = new StreamReader(zip.GetEntry(name)!.Open());
        return await reader.ReadToEndAsync();
    }

    private async Task WriteAsync(DataStoreName store, string id, string body = "x")
    {
        var headers = new HeaderMap();
        headers.Set("Content-Type", "application/xml");
        await using var payload = Payload.FromText(body);
        await _host.Store.DataStores.WriteAsync(store, new DataStoreEntry { Id = id, Body = payload, Headers = headers }, default);
    }
}
