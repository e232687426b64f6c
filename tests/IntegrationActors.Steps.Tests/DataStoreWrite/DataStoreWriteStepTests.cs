using IntegrationActors.Core.MessageLog;
using IntegrationActors.Steps.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace IntegrationActors.Steps.Tests.DataStoreWrite;

public sealed class DataStoreWriteStepTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private TestStores _stores = null!;

    public Task InitializeAsync()
    {
        _stores = TestStores.Open(_time);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _stores.DisposeAsync();

    [Fact]
    public async Task What_one_run_writes_another_one_gets()
    {
        var written = await RunAsync("- dataStoreWrite: { store: orders, id: { jsonpath: $.id }, includeHeaders: true }", """{"id":"4711"}""", ("X-Region", "EU"), ("CamelFileName", "a.txt"));
        var got = await RunAsync("- dataStoreGet: { store: orders, id: '4711' }", "other");

        Assert.Equal((MessageStatus.Completed, """{"id":"4711"}""", "4711"), (written.Status, written.Body, written.Headers["SapDataStoreId"]));
        Assert.Equal(("""{"id":"4711"}""", "EU", "true"), (got.Body, got.Headers["X-Region"], got.Headers["SAP_DatastoreEntryFound"]));
        Assert.Null(got.Headers["CamelFileName"]);
        Assert.Equal(("2026-03-01T12:00:00.000Z", "2026-03-31T12:00:00.000Z"), (got.Headers["SAP_DataStoreCreatedAt"], got.Headers["SAP_DataStoreExpiresAt"]));
    }

    [Fact]
    public async Task Headers_stay_behind_unless_they_are_wanted()
    {
        await RunAsync("- dataStoreWrite: { store: orders, id: a }", "body", ("X-Region", "EU"));

        Assert.Null((await RunAsync("- dataStoreGet: { store: orders, id: a }")).Headers["X-Region"]);
    }

    [Fact]
    public async Task Without_an_id_the_header_gives_it_and_without_that_one_is_made_up()
    {
        var byHeader = await RunAsync("- dataStoreWrite: { store: orders, id: \"${header.None}\" }", "a", ("SapDataStoreId", "from-header"));
        var madeUp = await RunAsync("- dataStoreWrite: { store: orders }", "b");

        Assert.Equal("from-header", byHeader.Headers["SapDataStoreId"]);
        Assert.Equal("b", (await RunAsync("- dataStoreGet: { store: orders }", "", ("SapDataStoreId", madeUp.Headers["SapDataStoreId"]!))).Body);
        Assert.Equal("IA3522", (await RunAsync("- dataStoreGet: { store: orders }")).Fault?.Code);
    }

    [Fact]
    public async Task An_entry_with_the_same_id_is_replaced_only_on_demand()
    {
        await RunAsync("- dataStoreWrite: { store: orders, id: a }", "first");

        var refused = await RunAsync("- dataStoreWrite: { store: orders, id: a }", "second");
        var kept = await RunAsync("- dataStoreGet: { store: orders, id: a }");
        await RunAsync("- dataStoreWrite: { store: orders, id: a, overwrite: true }", "third");

        Assert.Equal((MessageStatus.Failed, "IA3511", "second"), (refused.Status, refused.Fault?.Code, refused.Body));
        Assert.Equal("first", kept.Body);
        Assert.Equal("third", (await RunAsync("- dataStoreGet: { store: orders, id: a }")).Body);
    }

    [Fact]
    public async Task OnError_handles_a_duplicate_unlike_in_SAP_where_the_transaction_is_gone()
    {
        await RunAsync("- dataStoreWrite: { store: orders, id: a }", "first");

        var end = await new FlowTest("- dataStoreWrite: { store: orders, id: a }")
        {
            Stores = _stores.Acme,
            Time = _time,
            Body = "second",
            Flow = "onError: [ { dataStoreWrite: { store: duplicates, id: a } }, { set: { body: \"${exception.code}\" } } ]",
        }.RunAsync();

        Assert.Equal((MessageStatus.Completed, "IA3511"), (end.Status, end.Body));
        Assert.Equal("second", (await RunAsync("- dataStoreGet: { store: duplicates, id: a }")).Body);
    }

    [Fact]
    public async Task What_was_written_stays_when_the_run_fails_later()
    {
        await RunAsync("- dataStoreWrite: { store: orders, id: a }\n- fail: no", "first");

        Assert.Equal("first", (await RunAsync("- dataStoreGet: { store: orders, id: a }")).Body);
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("")]
    [InlineData("a-name-that-has-more-than-forty-characters")]
    public async Task A_name_from_the_message_that_is_none_fails(string name)
    {
        var end = await RunAsync("- dataStoreWrite: { store: \"${header.Name}\" }", "body", ("Name", name));

        Assert.Equal("IA3521", end.Fault?.Code);
    }

    [Fact]
    public async Task A_body_larger_than_memory_comes_back_whole()
    {
        var large = new string('ä', 3 * TestSpool.MemoryLimit);
        await RunAsync("- dataStoreWrite: { store: orders, id: a }", large);

        Assert.Equal(large, (await RunAsync("- dataStoreGet: { store: orders, id: a }")).Body);
    }

    [Fact]
    public void Mistakes_are_findings_where_they_stand()
    {
        var findings = new FlowTest(
            """
            - dataStoreWrite: { store: a, overdueAfter: 2d, expiresAfter: 3d }
            - dataStoreSelect: { store: a, max: 1001 }
            """).Findings();
        var names = new FlowTest("""- dataStoreGet: { store: "a b", id: x }""").Findings();

        Assert.Collection(
            findings,
            f => Assert.StartsWith("test.flow.yaml(4,33): error IA1009: 'expiresAfter' (3d) is at least twice 'overdueAfter' (2d)", f),
            f => Assert.Contains("IA1005", f));
        Assert.StartsWith("test.flow.yaml(4,29): error IA1340: 'a b' can't be a data store", Assert.Single(names));
    }

    private async Task<FlowEnd> RunAsync(string steps, string body = "", params (string Name, string Value)[] headers) =>
        await new FlowTest(steps) { Stores = _stores.Acme, Time = _time, Body = body, Headers = headers.ToDictionary(h => h.Name, h => h.Value) }.RunAsync();
}
