using IntegrationActors.Core.Stores;
using IntegrationActors.Core.Stores.DataStores;
using IntegrationActors.Steps.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace IntegrationActors.Steps.Tests.DataStoreDelete;

public sealed class DataStoreDeleteStepTests : IAsyncLifetime
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

    private async Task<FlowEnd> RunAsync(string steps, string body = "", params (string Name, string Value)[] headers) =>
        await new FlowTest(steps) { Stores = _stores.Acme, Time = _time, Body = body, Headers = headers.ToDictionary(h => h.Name, h => h.Value) }.RunAsync();
}
