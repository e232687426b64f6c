using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Stores.Idempotency;
using IntegrationActors.Steps.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace IntegrationActors.Steps.Tests.Idempotent;

public sealed class IdempotentStepTests : IAsyncLifetime
{
    private const string Once = "- idempotent: { name: book, id: \"${header.Id}\", steps: [ { call: { stub: {} } } ] }";

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private TestStores _stores = null!;
    private int _calls;

    public Task InitializeAsync()
    {
        _stores = TestStores.Open(_time);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _stores.DisposeAsync();

    [Fact]
    public async Task A_duplicate_is_skipped_and_goes_on_behind_also_after_a_restart()
    {
        var first = await RunAsync($"{Once}\n- set: {{ headers: {{ Behind: \"duplicate ${{property.CamelDuplicateMessage}}\" }} }}");
        await _stores.ReopenAsync();
        var second = await RunAsync($"{Once}\n- set: {{ headers: {{ Behind: \"duplicate ${{property.CamelDuplicateMessage}}\" }} }}");

        Assert.Equal((1, MessageStatus.Completed, "mine"), (_calls, second.Status, second.Body));
        Assert.Equal(("duplicate ", "duplicate true"), (first.Headers["Behind"], second.Headers["Behind"]));
    }

    [Fact]
    public async Task Ids_of_another_step_and_of_one_with_another_name_are_no_duplicates()
    {
        await RunAsync("- idempotent: { name: a, id: \"${header.Id}\", steps: [ { call: { stub: {} } } ] }\n- idempotent: { name: b, id: \"${header.Id}\", steps: [ { call: { stub: {} } } ] }");
        await RunAsync("- idempotent: { name: c, id: \"${header.Id}\", steps: [ { call: { stub: {} } } ] }");

        Assert.Equal(3, _calls);
    }

    [Fact]
    public async Task Another_id_is_no_duplicate()
    {
        await RunAsync(Once);
        await RunAsync(Once, id: "8");

        Assert.Equal(2, _calls);
    }

    [Fact]
    public async Task On_demand_a_duplicate_runs_and_is_marked()
    {
        const string Marked = "- idempotent:\n    name: book\n    id: \"${header.Id}\"\n    skipDuplicates: false\n    steps:\n      - set: { body: \"duplicate ${property.CamelDuplicateMessage}\" }";

        var first = await RunAsync(Marked);
        var second = await RunAsync(Marked);

        Assert.Equal(("duplicate ", "duplicate true"), (first.Body, second.Body));
    }

    [Theory]
    [InlineData("fail: no")]
    [InlineData("escalate: no")]
    public async Task What_did_not_go_well_is_processed_again(string step)
    {
        await RunAsync($"- idempotent:\n    name: book\n    id: \"${{header.Id}}\"\n    steps:\n      - {step}");

        await RunAsync(Once);

        Assert.Equal(1, _calls);
    }

    [Fact]
    public async Task What_fails_behind_the_steps_does_not_take_the_id_back()
    {
        await RunAsync($"{Once}\n- fail: no");
        await RunAsync(Once);

        Assert.Equal(1, _calls);
    }

    [Theory]
    [InlineData("end")]
    [InlineData("terminate")]
    public async Task An_end_and_a_quiet_end_went_well(string step)
    {
        await RunAsync($"- idempotent:\n    name: book\n    id: \"${{header.Id}}\"\n    steps:\n      - {step}");

        Assert.True((await RunAsync(Once)).Properties["CamelDuplicateMessage"] is true);
        Assert.Equal(0, _calls);
    }

    [Fact]
    public async Task An_id_is_forgotten_after_its_time()
    {
        await RunAsync(Once);
        _time.Advance(TimeSpan.FromDays(89));
        await RunAsync(Once);
        _time.Advance(TimeSpan.FromDays(1));
        await RunAsync(Once);

        Assert.Equal(2, _calls);
    }

    [Fact]
    public async Task Runs_a_process_and_gives_its_result_to_duplicates()
    {
        const string Pay = "- idempotent: { name: pay, id: \"${header.Id}\", process: pay, repeatResult: true }";
        const string Process = "processes: { pay: { steps: [ { call: { stub: {} } }, { set: { body: \"paid ${body}\", contentType: text/plain } } ] } }";

        var first = await RunAsync(Pay, flow: Process, body: "7 EUR");
        var second = await RunAsync(Pay, flow: Process, body: "8 EUR");

        Assert.Equal(1, _calls);
        Assert.Equal(("paid 7 EUR", "text/plain"), (first.Body, first.Headers["Content-Type"]));
        Assert.Equal(("paid 7 EUR", "text/plain"), (second.Body, second.Headers["Content-Type"]));
    }

    [Fact]
    public async Task A_result_that_was_too_large_is_a_failure_of_the_duplicate_alone()
    {
        const string Large = "- idempotent: { name: pay, id: \"${header.Id}\", steps: [ { call: { stub: {} } } ], repeatResult: true }";
        var body = new string('x', 1024 * 1024);

        Assert.Equal(MessageStatus.Completed, (await RunAsync(Large, body: body)).Status);
        Assert.Equal("IA3534", (await RunAsync(Large, body: body)).Fault?.Code);
        Assert.Equal(1, _calls);
    }

    [Fact]
    public async Task While_the_first_one_runs_a_duplicate_is_sent_away()
    {
        FlowEnd? other = null;

        await RunAsync(Once, receiver: _ =>
        {
            other = RunAsync(Once).GetAwaiter().GetResult();
            return Outcome.Next;
        });

        Assert.Equal(("IA3532", 409), (other?.Fault?.Code, other?.Fault?.ResponseStatus));
    }

    [Fact]
    public async Task After_the_death_of_a_node_the_id_is_free_when_its_lease_is_over()
    {
        await _stores.Acme.IdempotentRepository.BeginAsync(new IdempotencyKey("idempotent/test/book", "7"), TimeSpan.FromMinutes(10), CancellationToken.None);
        Assert.Equal("IA3532", (await RunAsync(Once)).Fault?.Code);

        _time.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal(MessageStatus.Completed, (await RunAsync(Once)).Status);
        Assert.Equal(1, _calls);
    }

    [Fact]
    public async Task Of_many_at_a_time_one_runs()
    {
        var ends = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => RunAsync(Once))));

        Assert.Equal(1, _calls);
        Assert.All(ends.Where(end => end.Status == MessageStatus.Failed), end => Assert.Equal("IA3532", end.Fault?.Code));
    }

    [Fact]
    public async Task Steps_that_outlast_the_lease_are_interrupted_and_the_id_is_free()
    {
        var late = await RunAsync("- idempotent: { name: book, id: \"${header.Id}\", lease: 1s, steps: [ { call: { endless: {} } } ] }");
        await RunAsync(Once);

        Assert.Equal(("IA3533", 1), (late.Fault?.Code, _calls));
    }

    [Fact]
    public async Task Without_an_id_the_message_fails()
    {
        Assert.Equal("IA3531", (await RunAsync(Once, id: "")).Fault?.Code);
    }

    [Fact]
    public void Mistakes_are_findings_where_they_stand()
    {
        var options = new FlowTest("- idempotent: { name: a, id: b }\n- idempotent: { name: a, id: b, steps: [ end ], skipDuplicates: false, repeatResult: true }").Findings();
        var names = new FlowTest("- idempotent: { id: b, steps: [ end ] }\n- idempotent: { name: a, id: b, steps: [ end ] }\n- idempotent: { name: a, id: b, steps: [ end ] }").Findings();

        Assert.Collection(
            options,
            f => Assert.StartsWith("test.flow.yaml(4,5): error IA1009: 'idempotent' does one thing once", f),
            f => Assert.Contains("IA1009: a duplicate that is processed makes its own result", f));
        Assert.Collection(
            names,
            f => Assert.StartsWith("test.flow.yaml(4,5): error IA1341: 'idempotent' needs a name", f),
            f => Assert.StartsWith("test.flow.yaml(6,5): error IA1342: another 'idempotent' of the flow has the name 'a' (line 5)", f));
    }

    private async Task<FlowEnd> RunAsync(string steps, string id = "7", string flow = "", string body = "mine", Func<Exchange, Outcome>? receiver = null) => await new FlowTest(steps)
    {
        Flow = flow,
        Stores = _stores.Acme,
        Time = _time,
        Body = body,
        Headers = new Dictionary<string, string> { ["Id"] = id },
        Receiver = exchange =>
        {
            Interlocked.Increment(ref _calls);
            return receiver?.Invoke(exchange) ?? Outcome.Next;
        },
    }.RunAsync();
}
