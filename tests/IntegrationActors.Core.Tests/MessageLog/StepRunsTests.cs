using IntegrationActors.Core.MessageLog;

namespace IntegrationActors.Core.Tests.MessageLog;

public sealed class StepRunsTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(50)]
    [InlineData(51)]
    [InlineData(100_000)]
    public void Keeps_the_last_fifty_in_order(int count)
    {
        var steps = new StepRuns();
        for (var i = 0; i < count; i++)
        {
            steps.End(steps.Begin(i, i), 1, false);
        }

        var kept = new StepRun[steps.Count];
        steps.CopyTo(kept);
        Assert.Equal(Enumerable.Range(Math.Max(0, count - 50), Math.Min(50, count)), kept.Select(s => s.Node));
        Assert.Equal(count, steps.Total);
    }

    [Fact]
    public void An_end_of_a_step_that_fell_out_of_the_ring_changes_nothing()
    {
        var steps = new StepRuns();
        var first = steps.Begin(0, 0);
        for (var i = 1; i <= 50; i++)
        {
            steps.Begin(i, 0);
        }

        steps.End(first, 99, true);

        var kept = new StepRun[steps.Count];
        steps.CopyTo(kept);
        Assert.All(kept, s => Assert.Equal(-1, s.Duration));
    }

    [Fact]
    public void A_step_that_outlasts_the_ring_is_kept_at_the_place_of_its_start()
    {
        var steps = new StepRuns();
        var outer = steps.Begin(0, 5);
        for (var i = 1; i <= 60; i++)
        {
            steps.End(steps.Begin(i, 5 + i), 1, false);
        }

        Assert.False(steps.End(outer, 99, true));
        steps.Keep(new StepRun(0, 5, 99, true));

        var kept = new StepRun[steps.Count];
        steps.CopyTo(kept);
        Assert.Equal(new StepRun(0, 5, 99, true), kept[0]);
        Assert.Equal(Enumerable.Range(12, 49), kept.Skip(1).Select(s => s.Node));
        Assert.Equal(61, steps.Total);
    }

    [Fact]
    public void Steps_of_a_part_join_in_the_order_of_their_start()
    {
        var steps = new StepRuns();
        steps.End(steps.Begin(0, 0), 9, false);
        var part = steps.Fork();
        part.End(part.Begin(1, 3), 1, false);
        steps.End(steps.Begin(2, 5), 1, false);

        steps.Join(part);

        var kept = new StepRun[steps.Count];
        steps.CopyTo(kept);
        Assert.Equal([0, 1, 2], kept.Select(s => s.Node));
        Assert.Equal(3, steps.Total);
    }
}
