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
}
