using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Stores;
using IntegrationActors.Core.Stores.DataStores;
using IntegrationActors.Steps.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace IntegrationActors.Steps.Tests.DataStores;

/// <summary>The four steps of data stores, which mean nothing alone.</summary>
public sealed class DataStoreStepsTests : IAsyncLifetime
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

    [Theory]
    [InlineData("flow", "flow", true)]
    [InlineData("flow", "global", false)]
    [InlineData("global", "global", true)]
    public async Task An_entry_is_the_flows_or_everybodys(string written, string read, bool found)
    {
        await RunAsync($"- dataStoreWrite: {{ store: orders, id: a, visibility: {written} }}", "body");

        var end = await RunAsync($"- dataStoreGet: {{ store: orders, id: a, visibility: {read} }}");

        Assert.Equal(found ? null : "IA3523", end.Fault?.Code);
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
    public async Task A_missing_entry_is_a_failure_or_a_header()
    {
        var failed = await RunAsync("- dataStoreGet: { store: orders, id: none }", "mine");
        var gone = await RunAsync("- dataStoreGet: { store: orders, id: none, throwIfMissing: false }", "mine");

        Assert.Equal(("IA3523", "mine"), (failed.Fault?.Code, failed.Body));
        Assert.Contains("orders (test)", failed.Fault?.Message);
        Assert.Equal((MessageStatus.Completed, "mine", "false"), (gone.Status, gone.Body, gone.Headers["SAP_DatastoreEntryFound"]));
    }

    [Fact]
    public async Task An_entry_expires()
    {
        await RunAsync("- dataStoreWrite: { store: orders, id: a, overdueAfter: 1d, expiresAfter: 2d }", "body");

        _time.Advance(TimeSpan.FromDays(2));

        Assert.Equal("IA3523", (await RunAsync("- dataStoreGet: { store: orders, id: a }")).Fault?.Code);
    }

    [Fact]
    public async Task What_was_read_is_deleted_at_the_end_of_a_run_that_went_well()
    {
        await RunAsync("- dataStoreWrite: { store: orders, id: a }", "body");

        var failed = await RunAsync("- dataStoreGet: { store: orders, id: a, deleteOnCompletion: true }\n- fail: no");
        var escalated = await RunAsync("- dataStoreGet: { store: orders, id: a, deleteOnCompletion: true }\n- escalate: no");
        var stillThere = await RunAsync("- dataStoreGet: { store: orders, id: a, deleteOnCompletion: true }\n- dataStoreGet: { store: orders, id: a }");
        var gone = await RunAsync("- dataStoreGet: { store: orders, id: a }");

        Assert.Equal((MessageStatus.Failed, MessageStatus.Escalated), (failed.Status, escalated.Status));
        Assert.Equal((MessageStatus.Completed, "body"), (stillThere.Status, stillThere.Body));
        Assert.Equal("IA3523", gone.Fault?.Code);
    }

    [Fact]
    public async Task What_was_overwritten_since_it_was_read_stays()
    {
        await RunAsync("- dataStoreWrite: { store: orders, id: a }", "old");

        await RunAsync("- dataStoreGet: { store: orders, id: a, deleteOnCompletion: true }\n- set: { body: new }\n- dataStoreWrite: { store: orders, id: a, overwrite: true }");

        Assert.Equal("new", (await RunAsync("- dataStoreGet: { store: orders, id: a }")).Body);
    }

    [Fact]
    public async Task Selects_the_oldest_entries_as_XML()
    {
        foreach (var id in (string[])["1", "2", "3"])
        {
            await RunAsync($"- dataStoreWrite: {{ store: orders, id: '{id}' }}", $"<?xml version=\"1.0\"?><order xmlns=\"urn:o\">{id}</order>\n");
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        var end = await RunAsync("- dataStoreSelect: { store: orders, max: 2, deleteOnCompletion: true }");
        var rest = await RunAsync("- dataStoreSelect: { store: orders, max: 2 }");

        Assert.EndsWith("""<messages><message id="1"><order xmlns="urn:o">1</order></message><message id="2"><order xmlns="urn:o">2</order></message></messages>""", end.Body);
        Assert.Equal(("application/xml", "true"), (end.Headers["Content-Type"], end.Headers["SAP_DatastoreEntryFound"]));
        Assert.EndsWith("""<messages><message id="3"><order xmlns="urn:o">3</order></message></messages>""", rest.Body);
    }

    [Fact]
    public async Task Selects_entries_as_JSON_as_many_as_the_header_says()
    {
        await RunAsync("- dataStoreWrite: { store: orders, id: 'a\"b' }", "\uFEFF{ \"n\": 1.50 }");
        _time.Advance(TimeSpan.FromSeconds(1));
        await RunAsync("- dataStoreWrite: { store: orders, id: c }", "[]");

        var end = await RunAsync("- dataStoreSelect: { store: orders, format: json }", "", ("SapDataStoreMaxResults", "5"));

        Assert.Equal("""[{"id":"a\u0022b","body":{ "n": 1.50 }},{"id":"c","body":[]}]""", end.Body);
        Assert.Equal("application/json", end.Headers["Content-Type"]);
    }

    [Fact]
    public async Task A_select_of_nothing_is_an_empty_bulk()
    {
        var end = await RunAsync("- dataStoreSelect: { store: orders }", "before");

        Assert.EndsWith("<messages />", end.Body);
        Assert.Equal("false", end.Headers["SAP_DatastoreEntryFound"]);
    }

    [Theory]
    [InlineData("xml", "{}", "IA3545")]
    [InlineData("xml", "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>&e;</a>", "IA3545")]
    [InlineData("json", "<a/>", "IA3546")]
    public async Task An_entry_of_another_kind_fails_the_select_and_nothing_is_deleted(string format, string body, string code)
    {
        await RunAsync("- dataStoreWrite: { store: orders, id: a }", body);

        var end = await RunAsync($"- dataStoreSelect: {{ store: orders, format: {format}, deleteOnCompletion: true }}", "before");

        Assert.Equal((code, "before"), (end.Fault?.Code, end.Body));
        Assert.NotNull(await _stores.Acme.DataStores.GetAsync(new DataStoreName("orders", StoreScope.Of("test")), "a", CancellationToken.None));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1001")]
    [InlineData("many")]
    public async Task A_number_of_entries_that_is_none_is_refused(string max)
    {
        Assert.Equal("IA3525", (await RunAsync("- dataStoreSelect: { store: orders }", "", ("SapDataStoreMaxResults", max))).Fault?.Code);
    }

    [Fact]
    public async Task Deletes_what_an_XPath_names()
    {
        foreach (var id in (string[])["1", "2", "3"])
        {
            await RunAsync($"- dataStoreWrite: {{ store: orders, id: '{id}' }}", id);
        }

        await RunAsync("- dataStoreDelete: { store: orders, id: { xpath: //id } }", "<ids><id>1</id><id>3</id><id>none</id></ids>");

        var left = await _stores.Acme.DataStores.ListEntriesAsync(new DataStoreName("orders", StoreScope.Of("test")), "", 10, CancellationToken.None);
        Assert.Equal("2", Assert.Single(left).Id);
    }

    [Theory]
    [InlineData("", "a", null)]
    [InlineData("a", "something else", null)]
    [InlineData("", "", "IA3522")]
    public async Task Without_an_id_the_header_or_else_the_body_names_what_is_deleted(string header, string body, string? code)
    {
        await RunAsync("- dataStoreWrite: { store: orders, id: a }", "body");

        var end = await RunAsync("- dataStoreDelete: { store: orders }", body, ("SapDataStoreId", header));

        Assert.Equal(code, end.Fault?.Code);
        Assert.Equal(code is null, (await RunAsync("- dataStoreGet: { store: orders, id: a }")).Fault is not null);
    }

    [Fact]
    public async Task A_whole_document_is_not_taken_for_an_id()
    {
        var end = await RunAsync("- dataStoreDelete: { store: orders }", new string('x', 256));

        Assert.Equal("IA3524", end.Fault?.Code);
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
