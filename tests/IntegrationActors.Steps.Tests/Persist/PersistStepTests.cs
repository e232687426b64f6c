using IntegrationActors.Core.Stores.Persisted;
using IntegrationActors.Steps.Tests.Support;

namespace IntegrationActors.Steps.Tests.Persist;

public sealed class PersistStepTests : IAsyncLifetime
{
    private TestStores _stores = null!;

    public Task InitializeAsync()
    {
        _stores = TestStores.Open();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _stores.DisposeAsync();

    [Fact]
    public async Task Keeps_the_message_as_it_was_before_and_after_a_step()
    {
        var end = await RunAsync(
            """
            - set: { properties: { orderId: "7" }, headers: { X-Region: EU } }
            - persist: before
            - set: { body: mapped }
            - persist: { step: after, keepFor: 60d }
            """);

        var kept = await ListAsync(end);
        await using var first = (await _stores.Acme.MessageStore.ReadAsync(kept[0].Id, CancellationToken.None))!.Message.Body;
        var content = await _stores.Acme.MessageStore.ReadAsync(kept[0].Id, CancellationToken.None);
        Assert.Equal(["before", "after"], kept.Select(k => k.Step));
        Assert.Equal("original", await first.ReadTextAsync(CancellationToken.None));
        Assert.Equal(("EU", new("orderId", "7")), (content!.Message.Headers["X-Region"], Assert.Single(content.Properties)));
        Assert.Equal(TimeSpan.FromDays(60), kept[1].Expires - kept[1].Written);
    }

    [Theory]
    [InlineData("- end", true, true)]
    [InlineData("- terminate", true, true)]
    [InlineData("- fail: no", true, false)]
    [InlineData("- fail: no", false, false)]
    [InlineData("- escalate: no", true, false)]
    [InlineData("- escalate: no", false, true)]
    public async Task How_the_run_ends_decides_whether_it_stays(string last, bool isSynchronous, bool stays)
    {
        var end = await RunAsync($"- persist: here\n{last}", isSynchronous);

        Assert.Equal(stays, (await ListAsync(end)).Count == 1);
    }

    [Fact]
    public async Task On_demand_it_stays_although_the_run_fails()
    {
        var end = await RunAsync("- persist: { step: here, keepOnFailure: true }\n- fail: no");

        Assert.Single(await ListAsync(end));
    }

    private async Task<FlowEnd> RunAsync(string steps, bool isSynchronous = true) =>
        await new FlowTest(steps) { Stores = _stores.Acme, Body = "original", IsSynchronous = isSynchronous }.RunAsync();

    private async Task<IReadOnlyList<PersistedMessageInfo>> ListAsync(FlowEnd end) => await _stores.Acme.MessageStore.ListAsync(end.Record.Id, CancellationToken.None);
}
