using IntegrationActors.Steps.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace IntegrationActors.Steps.Tests.IdMapping;

public sealed class IdMappingStepTests : IAsyncLifetime
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
    public async Task The_same_id_gets_the_same_one_until_it_expires()
    {
        var first = await MapAsync("4711");
        _time.Advance(TimeSpan.FromDays(29));
        var again = await MapAsync("4711");
        _time.Advance(TimeSpan.FromDays(30));

        Assert.True(Guid.TryParse(first, out _));
        Assert.Equal(first, again);
        Assert.NotEqual(first, await MapAsync("4711"));
    }

    [Fact]
    public async Task Another_id_another_context_and_another_visibility_get_another_one()
    {
        string[] ids = [await MapAsync("1"), await MapAsync("2"), await MapAsync("1", "context: b"), await MapAsync("1", "context: a, visibility: global")];

        Assert.Equal(4, ids.Distinct().Count());
    }

    [Fact]
    public async Task Of_many_at_a_time_all_get_the_same_one()
    {
        var ids = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => MapAsync("1")));

        Assert.Single(ids.Distinct());
    }

    [Fact]
    public async Task The_flow_may_say_what_a_new_one_is()
    {
        Assert.Equal("INV-1", await MapAsync("1", "context: a, target: \"INV-${header.Id}\""));
    }

    [Fact]
    public async Task An_empty_id_is_refused()
    {
        var end = await RunAsync("", "context: a");

        Assert.Equal("IA3512", end.Fault?.Code);
    }

    private async Task<string> MapAsync(string id, string options = "context: a")
    {
        var end = await RunAsync(id, options);
        Assert.Equal(end.Headers["X-Target"], end.Properties["target"]);
        return end.Headers["X-Target"]!;
    }

    private async Task<FlowEnd> RunAsync(string id, string options) => await new FlowTest($"- idMapping: {{ source: \"${{header.Id}}\", header: X-Target, property: target, {options} }}")
    {
        Stores = _stores.Acme,
        Time = _time,
        Headers = new Dictionary<string, string> { ["Id"] = id },
    }.RunAsync();
}
