using IntegrationActors.Core.Stores;
using IntegrationActors.Core.Stores.DataStores;
using IntegrationActors.Steps.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace IntegrationActors.Steps.Tests.DataStoreSelect;

public sealed class DataStoreSelectStepTests : IAsyncLifetime
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

    private async Task<FlowEnd> RunAsync(string steps, string body = "", params (string Name, string Value)[] headers) =>
        await new FlowTest(steps) { Stores = _stores.Acme, Time = _time, Body = body, Headers = headers.ToDictionary(h => h.Name, h => h.Value) }.RunAsync();
}
