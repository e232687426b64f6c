using System.Net;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores.Aggregations;

namespace IntegrationActors.Management.Tests.Aggregations;

public sealed class AggregationTests : IAsyncLifetime
{
    private const string Aggregations = $"{Calls.Demo}/aggregations";
    private ManagementHost _host = null!;

    public async Task InitializeAsync() => _host = await ManagementHost.StartAsync();

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Fact]
    public async Task What_is_gathered_is_listed_in_pages()
    {
        await AddAsync("4711");
        await AddAsync("4711");
        await AddAsync("4712", size: 1);

        var first = await _host.Local.GetAsync($"{Aggregations}?limit=1").OkAsync();
        var second = await _host.Local.GetAsync($"{Aggregations}?cursor={first["nextCursor"]}").OkAsync();

        var shown = Assert.Single(first["items"]!.AsArray())!;
        Assert.Equal(("orders", "gather", "4711", "Open", 2), ((string)shown["flow"]!, (string)shown["aggregator"]!, (string)shown["correlation"]!, (string)shown["status"]!, (int)shown["messages"]!));
        Assert.Equal("Complete", (string?)Assert.Single(second["items"]!.AsArray())!["status"]);
    }

    [Fact]
    public async Task An_open_one_is_sent_on_by_hand_with_what_it_has()
    {
        var state = await AddAsync("4711");

        await _host.Local.PostAsync($"{Aggregations}/{state.Number}/retry", null).OkAsync();

        Assert.Equal(state.Number, Assert.Single(await _host.Store.AggregatorStates.FindDueAsync("orders", "gather", 10, default)).Number);
    }

    [Fact]
    public async Task A_deleted_one_is_gone_and_one_that_a_run_has_is_left_alone()
    {
        var (first, second) = (await AddAsync("4711"), await AddAsync("4712"));
        await _host.Store.AggregatorStates.TakeAsync(second.Number, TimeSpan.FromMinutes(5), default);

        await _host.Local.DeleteAsync($"{Aggregations}/{first.Number}").OkAsync();

        await _host.Local.DeleteAsync($"{Aggregations}/{first.Number}").ProblemAsync(HttpStatusCode.NotFound);
        await _host.Local.DeleteAsync($"{Aggregations}/{second.Number}").ProblemAsync(HttpStatusCode.NotFound);
        await _host.Local.PostAsync($"{Aggregations}/nonsense/retry", null).ProblemAsync(HttpStatusCode.NotFound);
        Assert.Equal("Processing", (string?)Assert.Single((await _host.Local.GetAsync(Aggregations).OkAsync())["items"]!.AsArray())!["status"]);
    }

    private async Task<AggregationState> AddAsync(string correlation, int? size = null) => await _host.Store.AggregatorStates.AddAsync(
        new AggregationKey("orders", "gather", correlation),
        new AggregatedMessage { Id = MessageId.Create(_host.Clock.GetUtcNow()), Message = new Message { Body = Payload.FromText("x") } },
        new AggregationRule { Timeout = TimeSpan.FromHours(1), Size = size },
        default);
}
