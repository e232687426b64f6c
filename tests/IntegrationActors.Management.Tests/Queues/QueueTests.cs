using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Storage.Queues;

namespace IntegrationActors.Management.Tests.Queues;

public sealed class QueueTests : IAsyncLifetime
{
    private const string Orders = $"{Calls.Demo}/queues/orders";
    private ManagementHost _host = null!;

    public async Task InitializeAsync() => _host = await ManagementHost.StartAsync();

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Fact]
    public async Task Lists_queues_with_what_waits_in_them()
    {
        _host.Queues.Add("orders");
        _host.Queues.Add("orders", QueueEntryStatus.SetAside);
        _host.Queues.Declare("invoices");

        var listed = await _host.Local.GetAsync($"{Calls.Demo}/queues").OkAsync();

        Assert.Equal(
            """
            {"items":[{"name":"invoices","access":"NonExclusive","paused":false,"waiting":0,"processing":0,"retrying":0,"overdue":0,"setAside":0,"bytes":0,"consumers":0},{"name":"orders","access":"NonExclusive","paused":false,"waiting":1,"processing":0,"retrying":0,"overdue":0,"setAside":1,"oldest":"2026-11-23T11:00:00+00:00","bytes":20,"consumers":0}]}
            """,
            listed.ToJsonString().Replace("\\u002B", "+", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Messages_come_in_pages_oldest_or_newest_first()
    {
        var ids = Enumerable.Range(0, 3).Select(_ => _host.Queues.Add("orders")).ToList();

        var first = await _host.Local.GetAsync($"{Orders}/messages?limit=2").OkAsync();
        var second = await _host.Local.GetAsync($"{Orders}/messages?limit=2&cursor={first["nextCursor"]}").OkAsync();
        var newest = await _host.Local.GetAsync($"{Orders}/messages?order=newest&limit=1").OkAsync();

        Assert.Equal(ids, Ids(first).Concat(Ids(second)));
        Assert.Null(second["nextCursor"]);
        Assert.Equal([ids[2]], Ids(newest));
    }

    [Fact]
    public async Task Messages_of_one_status_show_why_they_failed()
    {
        _host.Queues.Add("orders");
        var aside = _host.Queues.Add("orders", QueueEntryStatus.SetAside);

        var found = await _host.Local.GetAsync($"{Orders}/messages?status=setaside").OkAsync();
        var one = await _host.Local.GetAsync($"{Orders}/messages/{aside}").OkAsync();

        Assert.Equal([aside], Ids(found));
        Assert.Equal(("SetAside", "IA3001", 3), ((string?)one["status"], (string?)one["faultCode"], (int?)one["retries"]));
    }

    [Fact]
    public async Task The_content_of_a_message_is_a_zip_and_its_reading_is_audited()
    {
        var id = _host.Queues.Add("orders");
        var message = new Message { Headers = new HeaderMap { ["X-Region"] = "EU" }, Body = Payload.FromText("{\"id\":1}") };
        message.Attachments.Add(new Attachment("../../evil", "text/plain", Payload.FromText("attached")));
        _host.Queues.Contents[MessageId.TryParse(id, out var key) ? key : default] = (message, [new("orderId", "1")]);

        var response = await _host.Local.GetAsync($"{Orders}/messages/{id}/content");

        Assert.Equal("application/zip", response.Content.Headers.ContentType?.MediaType);
        await using var zip = new ZipArchive(await response.Content.ReadAsStreamAsync(), ZipArchiveMode.Read);
        Assert.Equal(
            [
                """headers.json [{"name":"X-Region","value":"EU"}]""",
                """properties.json [{"name":"orderId","value":"1"}]""",
                """body {"id":1}""",
                """attachments.json [{"name":"attachments/1","value":"../../evil"}]""",
                "attachments/1 attached",
            ],
            zip.Entries.Select(Text));
        Assert.Equal($"Audit: local getQueueMessageContent {Orders}/messages/{id}/content from socket: done", Assert.Single(_host.Log.Audit));
    }

    [Fact]
    public async Task Set_aside_messages_are_retried_by_status()
    {
        var waiting = _host.Queues.Add("orders");
        var aside = _host.Queues.Add("orders", QueueEntryStatus.SetAside);

        var done = await PostAsync("orders/messages/retry", """{"status":"SetAside"}""").OkAsync();
        var left = await _host.Local.GetAsync($"{Orders}/messages?status=Waiting").OkAsync();

        Assert.Equal("""{"count":1,"hasMore":false}""", done.ToJsonString());
        Assert.Equal([waiting, aside], Ids(left));
    }

    [Fact]
    public async Task Named_messages_are_moved_and_deleted()
    {
        _host.Queues.Declare("orders-failed");
        var (first, second, third) = (_host.Queues.Add("orders"), _host.Queues.Add("orders"), _host.Queues.Add("orders"));

        await PostAsync("orders/messages/move", $$"""{"ids":["{{first}}"],"target":"orders-failed"}""").OkAsync();
        await PostAsync("orders/messages/delete", $$"""{"ids":["{{second}}"]}""").OkAsync();

        Assert.Equal([third], Ids(await _host.Local.GetAsync($"{Orders}/messages").OkAsync()));
        Assert.Equal([first], Ids(await _host.Local.GetAsync($"{Calls.Demo}/queues/orders-failed/messages").OkAsync()));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"ids":[]}""")]
    [InlineData("""{"ids":["4711"]}""")]
    [InlineData("""{"status":"SetAside","all":true}""")]
    [InlineData("""{"status":"lost"}""")]
    public async Task A_selection_that_could_mean_everything_is_refused(string body)
    {
        _host.Queues.Add("orders");

        await PostAsync("orders/messages/delete", body).ProblemAsync(HttpStatusCode.BadRequest);

        Assert.Single(Ids(await _host.Local.GetAsync($"{Orders}/messages").OkAsync()));
    }

    [Fact]
    public async Task Consumers_are_held_until_they_may_go_on()
    {
        _host.Queues.Declare("orders");

        Assert.True((bool?)(await PostAsync("orders/pause", null).OkAsync())["paused"]);
        Assert.False((bool?)(await PostAsync("orders/resume", null).OkAsync())["paused"]);
    }

    [Fact]
    public async Task A_queue_with_messages_is_deleted_only_by_force()
    {
        _host.Queues.Add("orders");

        var refused = await _host.Local.DeleteAsync(Orders).ProblemAsync(HttpStatusCode.Conflict);
        await _host.Local.DeleteAsync($"{Orders}?force=true").OkAsync();

        Assert.Equal("IA3515", (string?)refused["code"]);
        await _host.Local.GetAsync(Orders).ProblemAsync(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("nothing/messages")]
    [InlineData("nothing")]
    [InlineData("orders/messages/0193b7d0-8f2e-7a41-b0c5-2f6d1c9e4a77")]
    [InlineData("orders/messages/4711/content")]
    public async Task What_is_not_there_is_not_found(string path)
    {
        _host.Queues.Declare("orders");

        await _host.Local.GetAsync($"{Calls.Demo}/queues/{path}").ProblemAsync(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("status=lost")]
    [InlineData("status=0")]
    [InlineData("order=up")]
    [InlineData("limit=0")]
    [InlineData("limit=1001")]
    [InlineData("cursor=none")]
    public async Task Queries_that_mean_nothing_are_refused(string query)
    {
        _host.Queues.Declare("orders");

        await _host.Local.GetAsync($"{Orders}/messages?{query}").ProblemAsync(HttpStatusCode.BadRequest);
    }

    private Task<HttpResponseMessage> PostAsync(string path, string? body) =>
        _host.Local.PostAsync($"{Calls.Demo}/queues/{path}", body is null ? null : Calls.Json(body));

    private static IEnumerable<string> Ids(JsonNode page) => page["items"]!.AsArray().Select(m => (string)m!["id"]!);

    private static string Text(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(entry.Open(), Encoding.UTF8);
        return $"{entry.FullName} {reader.ReadToEnd()}";
    }
}
