using IntegrationActors.Core.MessageLog;
using IntegrationActors.Steps.Tests.Support;
using IntegrationActors.Storage.Tests.Postgres;
using Microsoft.Extensions.Time.Testing;

namespace IntegrationActors.Steps.Tests.Aggregator;

/// <summary>What is most at risk, on the other database: many at once, the death of a node, and a run that fails.</summary>
public sealed class AggregatorOnPostgresTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    [PostgresFact]
    public async Task Of_many_at_a_time_none_is_lost_and_none_doubled()
    {
        await using var stores = TestStores.Open(_time, onPostgres: true);
        var flow = Flow(stores, "correlation: \"${header.Order}\", format: json, completionSize: 10");
        await flow.SendAsync("0", ("Order", "0"));

        await Task.WhenAll(Enumerable.Range(1, 59).Select(i => Task.Run(() => flow.SendAsync($"{i}", ("Order", $"{i % 3}")))));
        var ends = await flow.BringOnAsync();

        Assert.Equal(6, ends.Count);
        Assert.Equal(Enumerable.Range(0, 60), ends.SelectMany(end => System.Text.Json.JsonSerializer.Deserialize<int[]>(end.Body)!).Order());
    }

    [PostgresFact]
    public async Task What_was_gathered_and_what_was_taken_survive_the_death_of_the_node()
    {
        const string Options = "correlation: all, format: text, sequence: \"${header.N}\", last: \"${header.N} = '2'\"";
        await using var stores = TestStores.Open(_time, onPostgres: true);
        await Flow(stores, Options).SendAsync("b", ("N", "2"));
        await stores.ReopenAsync();
        var dying = Flow(stores, Options);
        await dying.SendAsync("a", ("N", "1"));
        Assert.NotNull(await dying.TakeAsync());
        await stores.ReopenAsync();

        Assert.Empty(await Flow(stores, Options).BringOnAsync());
        _time.Advance(TimeSpan.FromMinutes(15));
        var end = Assert.Single(await Flow(stores, Options).BringOnAsync());

        Assert.Equal(("ab", "predicate"), (end.Body, end.Headers["CamelAggregatedCompletedBy"]));
    }

    [PostgresFact]
    public async Task What_fails_comes_again_and_what_is_timed_out_is_sent_on()
    {
        await using var stores = TestStores.Open(_time, onPostgres: true);
        var failing = Flow(stores, "correlation: all, format: text", "[ { fail: no } ]");
        await failing.SendAsync("a");
        Assert.Empty(await failing.BringOnAsync());
        _time.Advance(TimeSpan.FromHours(1));
        var first = Assert.Single(await failing.BringOnAsync());
        _time.Advance(TimeSpan.FromMinutes(5));

        var second = Assert.Single(await Flow(stores, "correlation: all, format: text").BringOnAsync());

        Assert.Equal((MessageStatus.Retry, MessageStatus.Completed), (first.Record.Status, second.Record.Status));
        Assert.Equal((first.Record.Id, "timeout"), (second.Record.Id, second.Headers["CamelAggregatedCompletedBy"]));
    }

    private AggregatorTest Flow(TestStores stores, string options, string steps = "[ end ]") =>
        new(new FlowTest($"- aggregator: {{ name: gather, {options}, steps: {steps} }}"), _time, stores.Acme);
}
