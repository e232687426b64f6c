using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Steps.Tests.Support;

namespace IntegrationActors.Steps.Tests.Lock;

public sealed class LockStepTests : IAsyncLifetime
{
    private TestStores _stores = null!;

    public Task InitializeAsync()
    {
        _stores = TestStores.Open();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _stores.DisposeAsync();

    [Fact]
    public async Task Of_many_runs_one_is_inside_at_a_time()
    {
        var (inside, most) = (0, 0);

        Outcome Receive(Exchange exchange)
        {
            most = Math.Max(most, Interlocked.Increment(ref inside));
            Thread.Yield();
            Interlocked.Decrement(ref inside);
            return Outcome.Next;
        }

        var ends = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => RunAsync("- lock: { entry: a, wait: 60s, steps: [ { call: { stub: {} } } ] }", Receive))));

        Assert.All(ends, end => Assert.Equal(MessageStatus.Completed, end.Status));
        Assert.Equal(1, most);
    }

    [Theory]
    [InlineData("end", MessageStatus.Completed, "behind")]
    [InlineData("terminate", MessageStatus.Completed, "")]
    [InlineData("fail: no", MessageStatus.Failed, "")]
    [InlineData("escalate: no", MessageStatus.Escalated, "")]
    public async Task Is_given_back_however_the_steps_end(string step, MessageStatus status, string body)
    {
        var end = await RunAsync($"- lock:\n    entry: a\n    steps:\n      - {step}\n- set: {{ body: behind }}");

        Assert.Equal((status, body), (end.Status, end.Body));
        Assert.Empty(await _stores.Acme.Locks.ListAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Is_given_back_when_a_step_throws()
    {
        var end = await RunAsync("- lock: { entry: a, steps: [ { call: { stub: {} } } ] }", _ => throw new InvalidOperationException("a defect"));

        Assert.Equal("IA3001", end.Fault?.Code);
        Assert.Empty(await _stores.Acme.Locks.ListAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Whoever_does_not_get_it_in_time_fails_and_people_see_who_has_it()
    {
        FlowEnd? other = null;
        Core.Stores.Locks.MessageLock? held = null;

        Outcome Receive(Exchange exchange)
        {
            held = Assert.Single(_stores.Acme.Locks.ListAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult());
            other = RunAsync("- lock: { name: mine, entry: a, wait: 0s, steps: [ end ] }").GetAwaiter().GetResult();
            return Outcome.Next;
        }

        var end = await RunAsync("- lock: { entry: a, steps: [ { call: { stub: {} } } ] }", Receive);

        Assert.Equal(("IA3526", "mine", 503), (other?.Fault?.Code, other?.Fault?.Step, other?.Fault?.ResponseStatus));
        Assert.Equal(("lock", "test", "a", end.Record.Id), (held!.Component, held.Source, held.Entry, held.Message));
    }

    [Theory]
    [InlineData("entry: b")]
    [InlineData("entry: a, visibility: global")]
    public async Task Another_entry_and_another_visibility_are_free(string other)
    {
        var end = await RunAsync($"- lock:\n    entry: a\n    steps:\n      - lock: {{ {other}, wait: 0s, steps: [ {{ set: {{ body: inner }} }} ] }}");

        Assert.Equal((MessageStatus.Completed, "inner"), (end.Status, end.Body));
    }

    [Fact]
    public async Task A_run_does_not_get_the_same_lock_twice()
    {
        var end = await RunAsync("- lock:\n    entry: a\n    steps:\n      - lock: { entry: a, wait: 0s, steps: [ end ] }");

        Assert.Equal("IA3526", end.Fault?.Code);
    }

    [Fact]
    public async Task Steps_that_outlast_the_lock_are_interrupted()
    {
        var end = await new FlowTest("- lock: { entry: a, expiresAfter: 1s, steps: [ { call: { endless: {} } } ] }") { Stores = _stores.Acme }.RunAsync();

        Assert.Equal("IA3527", end.Fault?.Code);
    }

    [Fact]
    public async Task An_entry_that_is_nothing_is_refused()
    {
        Assert.Equal("IA3512", (await RunAsync("- lock: { entry: \"${header.None}\", steps: [ end ] }")).Fault?.Code);
    }

    private async Task<FlowEnd> RunAsync(string steps, Func<Exchange, Outcome>? receiver = null) =>
        await new FlowTest(steps) { Stores = _stores.Acme, Receiver = receiver ?? (_ => Outcome.Next) }.RunAsync();
}
