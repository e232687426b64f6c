using System.Runtime.CompilerServices;
using IntegrationActors.Core.Limits;

namespace IntegrationActors.Core.Tests.Limits;

public sealed class TimeLimitsTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(10);

    [Fact]
    public void Cutting_off_ends_what_runs_and_what_begins_later_however_often_a_limit_was_used_before()
    {
        using var limits = new TimeLimits();
        for (var use = 0; use < 3; use++)
        {
            limits.Start(Long, CancellationToken.None).Dispose();
        }

        using var used = limits.Start(Long, CancellationToken.None);
        using var made = limits.Start(Long, CancellationToken.None);
        limits.Start(Long, CancellationToken.None).Dispose();
        Assert.False(used.Token.IsCancellationRequested || made.Token.IsCancellationRequested);

        limits.CutOff();
        using var kept = limits.Start(Long, CancellationToken.None);
        using var late = limits.Start(Long, CancellationToken.None);

        Assert.All([used, made, kept, late], limit => Assert.True(limit is { Token.IsCancellationRequested: true, IsCancelled: true, IsTimedOut: false }));
    }

    [Fact]
    public async Task No_limit_escapes_that_is_taken_and_given_back_while_all_is_cut_off()
    {
        for (var round = 0; round < 500; round++)
        {
            using var limits = new TimeLimits();
            limits.Start(Long, CancellationToken.None).Dispose();

            var cutting = Task.Run(limits.CutOff);
            for (var use = 0; use < 20; use++)
            {
                limits.Start(Long, CancellationToken.None).Dispose();
            }

            using var last = limits.Start(Long, CancellationToken.None);
            await cutting;

            Assert.True(last.Token.IsCancellationRequested);
        }
    }

    [Fact]
    public async Task One_owner_who_cuts_off_does_not_touch_another()
    {
        using var cut = new TimeLimits();
        using var other = new TimeLimits();
        using var cancel = new CancellationTokenSource();
        using var limit = other.Start(Long, cancel.Token);

        cut.CutOff();
        Assert.False(limit.Token.IsCancellationRequested);

        await cancel.CancelAsync();
        Assert.True(limit is { Token.IsCancellationRequested: true, IsCancelled: true });
    }

    [Fact]
    public void An_owner_that_is_gone_leaves_no_limit_behind_neither_one_that_was_kept_nor_one_that_ran_on()
    {
        var left = Use();

        GC.Collect();
        GC.WaitForPendingFinalizers();

        Assert.All(left, limit => Assert.False(limit.IsAlive));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference[] Use()
    {
        var limits = new TimeLimits();
        var (kept, running) = (limits.Start(Long, CancellationToken.None), limits.Start(Long, CancellationToken.None));
        kept.Dispose();
        limits.Dispose();
        using var late = limits.Start(Long, CancellationToken.None);
        running.Dispose();
        return [new(kept), new(running), new(late)];
    }
}
