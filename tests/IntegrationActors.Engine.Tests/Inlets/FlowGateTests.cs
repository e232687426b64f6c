using IntegrationActors.Core.Adapters;
using IntegrationActors.Definitions;
using IntegrationActors.Engine.Inlets;

namespace IntegrationActors.Engine.Tests.Inlets;

public sealed class FlowGateTests
{
    private static readonly ConcurrencyLimits One = new() { MaxInFlight = 1, MaxWaiting = 1, MaxWait = TimeSpan.FromMinutes(1) };

    [Fact]
    public async Task Admits_up_to_its_limit_and_refuses_when_the_line_is_full()
    {
        var gate = new FlowGate(One);
        var first = await gate.EnterAsync(default);
        var second = gate.EnterAsync(default);
        var third = await gate.EnterAsync(default);

        Assert.True(first.IsAdmitted);
        Assert.False(second.IsCompleted);
        Assert.Equal(AdmissionKind.Full, third.Kind);

        first.Dispose();
        Assert.True((await second).IsAdmitted);
    }

    [Fact]
    public async Task Refuses_who_waited_too_long()
    {
        var gate = new FlowGate(One with { MaxWait = TimeSpan.FromMilliseconds(10) });
        await gate.EnterAsync(default);

        Assert.Equal(AdmissionKind.Full, (await gate.EnterAsync(default)).Kind);
    }

    [Fact]
    public async Task Places_go_to_those_in_line_in_the_order_in_which_they_came()
    {
        var gate = new FlowGate(One with { MaxWaiting = 3 });
        var inside = await gate.EnterAsync(default);
        var line = Enumerable.Range(0, 3).Select(_ => gate.EnterAsync(default).AsTask()).ToArray();

        for (var i = 0; i < line.Length; i++)
        {
            inside.Dispose();
            inside = await line[i].WaitAsync(TimeSpan.FromSeconds(10));
            Assert.Equal((1, 2 - i), (gate.InFlight, gate.Waiting));
        }

        inside.Dispose();
        Assert.Equal(0, gate.InFlight);
    }

    [Fact]
    public async Task Who_gives_up_waiting_leaves_the_line_to_the_others()
    {
        using var cancel = new CancellationTokenSource();
        var gate = new FlowGate(One with { MaxWaiting = 2 });
        var inside = await gate.EnterAsync(default);
        var first = gate.EnterAsync(cancel.Token).AsTask();
        var second = gate.EnterAsync(default).AsTask();

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        inside.Dispose();

        Assert.True((await second.WaitAsync(TimeSpan.FromSeconds(10))).IsAdmitted);
        Assert.Equal((1, 0), (gate.InFlight, gate.Waiting));
    }

    [Fact]
    public async Task Each_in_line_may_wait_as_long_also_when_the_line_was_empty_before()
    {
        var gate = new FlowGate(One with { MaxWaiting = 2, MaxWait = TimeSpan.FromMilliseconds(100) });
        await gate.EnterAsync(default);

        for (var round = 0; round < 3; round++)
        {
            var began = Environment.TickCount64;
            var line = new[] { gate.EnterAsync(default).AsTask(), gate.EnterAsync(default).AsTask() };
            var kinds = (await Task.WhenAll(line).WaitAsync(TimeSpan.FromSeconds(30))).Select(admission => admission.Kind);

            Assert.All(kinds, kind => Assert.Equal(AdmissionKind.Full, kind));
            Assert.True(Environment.TickCount64 - began >= 100);
        }
    }

    [Fact]
    public async Task Closing_sends_the_line_away_and_is_drained_when_the_last_one_left()
    {
        var gate = new FlowGate(One);
        var inside = await gate.EnterAsync(default);
        var waiting = gate.EnterAsync(default);

        gate.Close();

        Assert.Equal(AdmissionKind.Closed, (await waiting).Kind);
        Assert.Equal(AdmissionKind.Closed, (await gate.EnterAsync(default)).Kind);
        Assert.False(gate.Drained.IsCompleted);
        inside.Dispose();
        await gate.Drained.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Closing_an_empty_gate_drains_it_at_once()
    {
        var gate = new FlowGate(One);

        gate.Close();

        await gate.Drained.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Never_admits_more_than_its_limit_and_drains_under_load()
    {
        var gate = new FlowGate(new ConcurrencyLimits { MaxInFlight = 4, MaxWaiting = 1000, MaxWait = TimeSpan.FromSeconds(30) });
        var (inside, most, admitted) = (0, 0, 0);
        var workers = Enumerable.Range(0, 64).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 500; i++)
            {
                using var admission = await gate.EnterAsync(default);
                if (!admission.IsAdmitted)
                {
                    return;
                }

                Interlocked.Increment(ref admitted);
                InterlockedMax(ref most, Interlocked.Increment(ref inside));
                await Task.Yield();
                Interlocked.Decrement(ref inside);
            }
        })).ToArray();

        while (Volatile.Read(ref admitted) < 1000)
        {
            await Task.Yield();
        }

        gate.Close();
        await Task.WhenAll(workers);
        await gate.Drained.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.InRange(most, 1, 4);
        Assert.Equal(0, gate.InFlight);
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref target)) < value && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }
}
