using System.Globalization;
using IntegrationActors.Adapters.Timers;
using IntegrationActors.Contracts;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Engine.Inlets;
using Microsoft.Extensions.Time.Testing;

namespace IntegrationActors.Adapters.Tests.Timers;

public sealed class TimerSenderAdapterTests : IAsyncLifetime
{
    private const string FiredTime = "CamelTimerFiredTime";

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 2, 12, 0, 3, TimeSpan.Zero));
    private readonly FlowHost _host;

    public TimerSenderAdapterTests() => _host = new FlowHost(typeof(TimerOptions).Assembly, _time);

    private string[] Fired => [.. _host.Sink.Taken.Select(taken => taken.Headers[FiredTime])];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task The_message_has_the_body_and_the_headers_that_are_written_and_the_time_that_is_meant()
    {
        await DeployAsync("{ cron: \"5 12 * * *\", body: \"<run/>\", headers: { Content-Type: application/xml } }");

        await PassAsync(() => _host.Ended.Count == 1);

        var taken = Assert.Single(_host.Sink.Taken);
        Assert.Equal(("<run/>", "application/xml", "2026-03-02T12:05:00Z"), (taken.Text, taken.Headers["Content-Type"], taken.Headers[FiredTime]));
        Assert.Equal(MessageStatus.Completed, Assert.Single(_host.Ended).Status);
    }

    [Fact]
    public async Task Of_several_nodes_one_starts_the_flow()
    {
        for (var node = 0; node < 3; node++)
        {
            await DeployAsync("1m", version: 1);
        }

        await PassAsync(() => Fired.Length >= 10);

        Assert.Equal(Fired.Distinct(), Fired);
        Assert.All(Fired, time => Assert.EndsWith(":00Z", time, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_time_is_used_once_whatever_restarts()
    {
        var due = _time.GetUtcNow();

        Assert.True(await UseAsync(due));
        Assert.False(await UseAsync(due));
        Assert.True(await UseAsync(due.AddMinutes(1)));
    }

    [Fact]
    public async Task A_time_that_comes_while_the_run_before_is_active_is_passed_over_and_said()
    {
        var go = new SemaphoreSlim(0);
        _host.Sink.Before = (_, cancel) => go.WaitAsync(cancel);
        var flow = await DeployAsync("1m");
        await PassAsync(() => _host.Sink.Begun == 1);

        await PassAsync(() => ActivityOf(flow).Contains("passed over because the run before was active", StringComparison.Ordinal));
        go.Release(100);
        await PassAsync(() => _host.Ended.Count >= 3);

        Assert.Equal(1, _host.Sink.Most);
    }

    [Fact]
    public async Task A_run_on_another_node_is_waited_for_as_well()
    {
        var go = new SemaphoreSlim(0);
        _host.Sink.Before = (_, cancel) => go.WaitAsync(cancel);
        await DeployAsync("1m", version: 1);
        await DeployAsync("1m", version: 1);
        await PassAsync(() => _host.Sink.Begun == 1);

        var until = _time.GetUtcNow().AddMinutes(5);
        await PassAsync(() => _time.GetUtcNow() > until);
        go.Release(100);
        await PassAsync(() => _host.Ended.Count >= 2);

        Assert.Equal(1, _host.Sink.Most);
    }

    [Fact]
    public async Task The_start_of_a_version_happens_once_in_the_cluster_and_not_again_with_a_restart()
    {
        var first = await DeployAsync("{}", version: 1);
        await Eventually.HoldsAsync(() => _host.Ended.Count == 1);
        await first.RetireAsync(TimeSpan.FromSeconds(5));

        var again = await DeployAsync("{}", version: 1);
        await Eventually.HoldsAsync(() => ActivityOf(again) == "no further time");
        await DeployAsync("{}", version: 2);
        await Eventually.HoldsAsync(() => _host.Ended.Count == 2);

        Assert.Equal(2, _host.Sink.Begun);
    }

    [Fact]
    public async Task The_status_has_the_next_time()
    {
        var flow = await DeployAsync("{ at: [\"2026-03-02T14:00\"], timeZone: Europe/Berlin }");

        await Eventually.HoldsAsync(() => ActivityOf(flow) == "next 2026-03-02 13:00:00 UTC");
        await PassAsync(() => _host.Ended.Count == 1, TimeSpan.FromMinutes(10));
        await Eventually.HoldsAsync(() => ActivityOf(flow) == "no further time, last here 2026-03-02 13:00:00 UTC");

        Assert.Equal(ChannelState.Connected, Assert.Single(flow.Channels).State);
    }

    [Fact]
    public async Task A_schedule_that_is_over_when_it_is_deployed_first_is_a_finding_and_later_it_is_not()
    {
        var failure = await Assert.ThrowsAsync<DiagnosticException>(() => DeployAsync("{ at: [\"2025-03-02T14:00\"] }"));
        await DeployAsync("{ at: [\"2026-03-02T12:10\"] }", version: 1);
        await PassAsync(() => _host.Ended.Count == 1);

        var restarted = await DeployAsync("{ at: [\"2026-03-02T12:10\"] }", version: 1);

        Assert.Equal("IA1361", Assert.Single(failure.Diagnostics).Code);
        await Eventually.HoldsAsync(() => ActivityOf(restarted) == "no further time");
    }

    [Fact]
    public async Task A_run_that_fails_is_not_repeated()
    {
        _host.Sink.Before = (_, _) => throw new Core.Exchanges.FaultException("IA9999", "no");
        await DeployAsync("{ at: [\"2026-03-02T12:01\"] }");

        await PassAsync(() => _host.Ended.Count == 1);
        var until = _time.GetUtcNow().AddMinutes(2);
        await PassAsync(() => _time.GetUtcNow() > until);

        Assert.Equal(MessageStatus.Failed, Assert.Single(_host.Ended).Status);
    }

    [Theory]
    [InlineData("{ interval: 1m, cron: \"* * * * *\" }", "keep one")]
    [InlineData("{ cron: often }", "no cron expression")]
    [InlineData("{ at: [tomorrow] }", "no day with a time")]
    [InlineData("{ interval: 1m, timeZone: Mars }", "no time zone")]
    [InlineData("10ms", "100ms")]
    public void What_is_wrong_is_a_finding(string timer, string said) => Assert.Contains(said, _host.FindingsOf(FlowOf(timer)), StringComparison.Ordinal);

    private static string FlowOf(string timer) => $"from: {{ timer: {timer} }}\nsteps:\n  - send: {{ sink: {{}} }}";

    private static string ActivityOf(OpenFlow flow) => Assert.Single(flow.Channels).Activity ?? "";

    private Task<OpenFlow> DeployAsync(string timer, int? version = null) => _host.DeployAsync(FlowOf(timer), "clock", version);

    private async Task<bool> UseAsync(DateTimeOffset due)
    {
        var held = await new TimerFence("every 1m", _host.ContextOf("clock", 1)).TryAsync(due, CancellationToken.None);
        await (held?.DisposeAsync() ?? default);
        return held is not null;
    }

    // The clock goes on while others work.
    private Task PassAsync(Func<bool> condition, TimeSpan? step = null) => Eventually.HoldsAsync(
        () =>
        {
            if (condition())
            {
                return true;
            }

            _time.Advance(step ?? TimeSpan.FromSeconds(10));
            return false;
        },
        () => string.Create(CultureInfo.InvariantCulture, $"{_host.Ended.Count} ended, it is {_time.GetUtcNow():T}: {string.Join('\n', _host.Ended.Select(r => r.Fault))}"));
}
