using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;
using IntegrationActors.Steps.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace IntegrationActors.Steps.Tests.Aggregator;

/// <summary>What an aggregator does when something goes wrong: nodes that die, runs that fail, runs that are repeated.</summary>
public sealed class AggregatorFailureTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private TestStores _stores = null!;
    private Func<Exchange, Outcome> _receiver = _ => Outcome.Next;

    public Task InitializeAsync()
    {
        _stores = TestStores.Open(_time);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _stores.DisposeAsync();

    [Fact]
    public async Task What_was_gathered_survives_the_death_of_the_node()
    {
        await Flow("correlation: all, format: text, completionSize: 3").SendAsync("a");
        await Flow("correlation: all, format: text, completionSize: 3").SendAsync("b");
        await _stores.ReopenAsync();

        var flow = Flow("correlation: all, format: text, completionSize: 3");
        await flow.SendAsync("c");

        Assert.Equal("abc", Assert.Single(await flow.BringOnAsync()).Body);
    }

    [Fact]
    public async Task When_the_node_dies_between_arrival_and_emission_another_one_sends_it_on()
    {
        await Flow("correlation: all, format: text, completionSize: 1").SendAsync("a");
        await _stores.ReopenAsync();
        var dying = Flow("correlation: all, format: text, completionSize: 1");
        Assert.NotNull(await dying.TakeAsync());
        await _stores.ReopenAsync();

        var flow = Flow("correlation: all, format: text, completionSize: 1");
        Assert.Empty(await flow.BringOnAsync());
        _time.Advance(TimeSpan.FromMinutes(15));

        Assert.Equal("a", Assert.Single(await flow.BringOnAsync()).Body);
        Assert.Equal(0, _stores.Count());
    }

    [Fact]
    public async Task Who_took_it_and_was_too_slow_does_not_delete_what_another_has()
    {
        var flow = Flow("correlation: all, format: text, completionSize: 1");
        await flow.SendAsync("a");
        var slow = await flow.TakeAsync();
        _time.Advance(TimeSpan.FromMinutes(15));
        var second = await flow.TakeAsync();

        var late = await flow.RunAsync(slow!);

        Assert.Equal((MessageStatus.Retry, "IA3505"), (late.Record.Status, late.Record.Fault?.Code));
        Assert.Equal(slow!.Id, second!.Id);
        Assert.Equal(MessageStatus.Completed, (await flow.RunAsync(second)).Record.Status);
    }

    [Fact]
    public async Task What_fails_comes_again_after_five_minutes_then_after_ten_under_one_id_and_holds_nothing_up()
    {
        _receiver = exchange => exchange.Body.AsText() == "poison" ? Outcome.Failed(new Fault("X", "no")) : Outcome.Next;
        var flow = Flow("correlation: \"${body}\", format: text, completionSize: 1", steps: "[ { call: { stub: {} } } ]");
        await flow.SendAsync("poison");
        await flow.SendAsync("good");

        var first = await flow.BringOnAsync();
        _time.Advance(TimeSpan.FromMinutes(4));
        Assert.Empty(await flow.BringOnAsync());
        _time.Advance(TimeSpan.FromMinutes(1));
        var second = Assert.Single(await flow.BringOnAsync());
        _receiver = _ => Outcome.Next;
        _time.Advance(TimeSpan.FromMinutes(9));
        Assert.Empty(await flow.BringOnAsync());
        _time.Advance(TimeSpan.FromMinutes(1));
        var third = Assert.Single(await flow.BringOnAsync());

        Assert.Equal([MessageStatus.Retry, MessageStatus.Completed], first.Select(end => end.Record.Status));
        Assert.Equal((first[0].Record.Id, MessageStatus.Retry), (second.Record.Id, second.Record.Status));
        Assert.Equal((first[0].Record.Id, MessageStatus.Completed, "poison"), (third.Record.Id, third.Record.Status, third.Body));
        Assert.Equal(0, _stores.Count());
    }

    [Fact]
    public async Task Pauses_grow_up_to_their_bound()
    {
        var flow = Flow("correlation: all, format: text, completionSize: 1, retryInterval: 5m, maxRetryInterval: 5m", steps: "[ { fail: no } ]");
        await flow.SendAsync("a");

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(MessageStatus.Retry, Assert.Single(await flow.BringOnAsync()).Record.Status);
            _time.Advance(TimeSpan.FromMinutes(5));
        }
    }

    [Fact]
    public async Task What_twice_nobody_settled_is_set_aside_and_the_log_says_so_until_a_person_sends_it_on()
    {
        var flow = Flow("correlation: all, format: text, completionSize: 1");
        await flow.SendAsync("poison");
        var taken = await DieAsync(flow);
        await DieAsync(flow);

        Assert.Empty(await flow.BringOnAsync());
        var aside = Assert.Single(await _stores.Acme.AggregatorStates.ListAsync(0, 10, CancellationToken.None));
        var logged = await _stores.Acme.Messages.FindAsync(taken.Id!.Value, CancellationToken.None);
        Assert.True(await _stores.Acme.AggregatorStates.SendOnAsync(aside.Number, CancellationToken.None));
        var end = Assert.Single(await flow.BringOnAsync());

        Assert.Equal((true, 2), (aside.IsSetAside, aside.Crashes));
        Assert.Equal((MessageStatus.Failed, "IA3548"), (logged!.Message.Status, logged.Message.Fault?.Code));
        Assert.Equal((MessageStatus.Completed, "poison"), (end.Record.Status, end.Body));
    }

    [Fact]
    public async Task From_its_first_message_on_it_is_in_the_log_until_it_is_sent_on()
    {
        var flow = Flow("correlation: \"${body}\", format: text, completionSize: 2");
        var first = await flow.SendAsync("a");
        await flow.SendAsync("b");
        var open = (await _stores.Acme.AggregatorStates.ListAsync(0, 10, CancellationToken.None))[0];

        await _stores.ReopenAsync();
        var waiting = await _stores.Acme.Messages.FindAsync(open.Entry, CancellationToken.None);
        flow = Flow("correlation: \"${body}\", format: text, completionSize: 2");
        await flow.SendAsync("a");
        var end = Assert.Single(await flow.BringOnAsync());
        var done = await _stores.Acme.Messages.FindAsync(open.Entry, CancellationToken.None);

        Assert.Equal((MessageStatus.Processing, first.Record.Id), (waiting!.Message.Status, waiting.Message.Predecessor));
        Assert.Contains(new("AggregationKey", "a"), waiting.Message.Keys);
        Assert.Equal(open.Entry, end.Record.Id);
        Assert.Equal(MessageStatus.Completed, done!.Message.Status);
    }

    [Fact]
    public async Task One_that_a_person_deletes_is_cancelled_in_the_log()
    {
        var flow = Flow("correlation: all, format: text");
        await flow.SendAsync("a");
        var open = Assert.Single(await _stores.Acme.AggregatorStates.ListAsync(0, 10, CancellationToken.None));

        Assert.True(await _stores.Acme.AggregatorStates.DeleteAsync(open.Number, CancellationToken.None));

        Assert.Equal(MessageStatus.Cancelled, (await _stores.Acme.Messages.FindAsync(open.Entry, CancellationToken.None))!.Message.Status);
        Assert.Equal(0, _stores.Count());
    }

    [Fact]
    public async Task OnError_of_the_process_handles_what_fails()
    {
        var flow = Flow("correlation: all, format: text, completionSize: 1", steps: "[ { fail: no } ]", rest: "onError: [ { set: { body: \"handled ${exception.message}\" } } ]");
        await flow.SendAsync("a");

        var end = Assert.Single(await flow.BringOnAsync());

        Assert.Equal((MessageStatus.Completed, "handled no"), (end.Record.Status, end.Body));
        Assert.Equal(0, _stores.Count());
    }

    [Fact]
    public async Task A_run_that_is_repeated_adds_its_message_once()
    {
        var flow = Flow("correlation: all, format: text", behind: "- fail: no");
        var id = MessageId.Create(_time.GetUtcNow());

        await flow.SendAsync(Again(id, "a"));
        _time.Advance(TimeSpan.FromMinutes(1));
        await flow.SendAsync(Again(id, "a"));
        await flow.SendAsync("a");

        Assert.Equal(2, _stores.Count());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Parts_of_a_message_that_are_alike_are_all_taken_in_once(int parallel)
    {
        var flow = new AggregatorTest(
            new FlowTest($"- splitter: {{ jsonpath: \"$[*]\", parallel: {parallel}, steps: [ {{ aggregator: {{ name: a, correlation: all, format: json, steps: [ end ] }} }} ] }}\n- fail: no"), _time, _stores.Acme);
        var id = MessageId.Create(_time.GetUtcNow());

        await flow.SendAsync(Again(id, "[1, 1, 2, 1]"));
        await flow.SendAsync(Again(id, "[1, 1, 2, 1]"));

        Assert.Equal(4, _stores.Count());
    }

    [Fact]
    public async Task One_run_may_add_the_same_content_several_times()
    {
        const string Twice = "correlation: all, format: text";
        var flow = new AggregatorTest(
            new FlowTest($"- process: add\n- process: add") { Flow = $"processes: {{ add: {{ steps: [ {{ aggregator: {{ name: a, {Twice}, steps: [ end ] }} }} ] }} }}" }, _time, _stores.Acme);
        var id = MessageId.Create(_time.GetUtcNow());

        await flow.SendAsync(Again(id, "a"));
        _time.Advance(TimeSpan.FromMinutes(1));
        await flow.SendAsync(Again(id, "a"));
        _time.Advance(TimeSpan.FromHours(1));

        Assert.Equal("aa", Assert.Single(await flow.BringOnAsync()).Body);
    }

    // The node takes it and dies; after the lock another one finds it.
    private async Task<Core.Adapters.Receipt> DieAsync(AggregatorTest flow)
    {
        var taken = await flow.TakeAsync();
        _time.Advance(TimeSpan.FromMinutes(15));
        return taken!;
    }

    private AggregatorTest Flow(string options, string steps = "[ end ]", string behind = "", string rest = "") => new(
        new FlowTest($"- aggregator: {{ name: gather, {options}, steps: {steps} }}\n{behind}") { Flow = rest, Receiver = exchange => _receiver(exchange) }, _time, _stores.Acme);

    private static TestReceipt Again(MessageId id, string body) => new(isSynchronous: false) { Id = id, Message = new Message { Body = Payload.FromText(body) } };
}
