using IntegrationActors.Core.MessageLog;
using IntegrationActors.Steps.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace IntegrationActors.Steps.Tests.DataStoreGet;

public sealed class DataStoreGetStepTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private TestStores _stores = null!;

    public Task InitializeAsync()
    {
        _stores = TestStores.Open(_time);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _stores.DisposeAsync();

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
    public async Task What_parts_of_a_message_read_is_deleted_when_the_whole_run_went_well()
    {
        const string Split = "- splitter: { jsonpath: \"$[*]\", parallel: 2, steps: [ { dataStoreGet: { store: orders, id: \"${body}\", deleteOnCompletion: true } } ] }";
        await RunAsync("- dataStoreWrite: { store: orders, id: '1' }", "a");
        await RunAsync("- dataStoreWrite: { store: orders, id: '2' }", "b");

        await RunAsync($"{Split}\n- fail: no", "[1, 2]");
        var again = await RunAsync(Split, "[1, 2]");

        Assert.Equal(MessageStatus.Completed, again.Status);
        Assert.Equal("IA3523", (await RunAsync("- dataStoreGet: { store: orders, id: '1' }")).Fault?.Code);
        Assert.Equal("IA3523", (await RunAsync("- dataStoreGet: { store: orders, id: '2' }")).Fault?.Code);
    }

    [Fact]
    public async Task What_was_overwritten_since_it_was_read_stays()
    {
        await RunAsync("- dataStoreWrite: { store: orders, id: a }", "old");

        await RunAsync("- dataStoreGet: { store: orders, id: a, deleteOnCompletion: true }\n- set: { body: new }\n- dataStoreWrite: { store: orders, id: a, overwrite: true }");

        Assert.Equal("new", (await RunAsync("- dataStoreGet: { store: orders, id: a }")).Body);
    }

    private async Task<FlowEnd> RunAsync(string steps, string body = "", params (string Name, string Value)[] headers) =>
        await new FlowTest(steps) { Stores = _stores.Acme, Time = _time, Body = body, Headers = headers.ToDictionary(h => h.Name, h => h.Value) }.RunAsync();
}
