using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Engine.Tests.Support;
using static IntegrationActors.Engine.Tests.Support.TestFlow;

namespace IntegrationActors.Engine.Tests.Running;

public sealed class PlanRunnerTests
{
    private readonly List<string> _visited = [];

    [Fact]
    public async Task Runs_the_steps_in_the_order_of_the_file()
    {
        var receipt = await new TestFlow().Steps(Visit("a"), VisitLater("b"), Visit("c")).RunAsync();

        Assert.Equal(["a", "b", "c"], _visited);
        Assert.Equal(MessageStatus.Completed, receipt.Status);
        Assert.Equal(1, receipt.Settled);
    }

    [Theory]
    [InlineData(0, new[] { "eu", "after" })]
    [InlineData(1, new[] { "us", "us2", "after" })]
    [InlineData(2, new[] { "after" })]
    public async Task Takes_one_branch_and_goes_on_behind_the_router(int branch, string[] expected)
    {
        await new TestFlow()
            .Steps(Choose(branch, Sequence(Visit("eu")), Sequence(Visit("us"), Visit("us2")), Sequence()), Visit("after"))
            .RunAsync();

        Assert.Equal(expected, _visited);
    }

    [Fact]
    public async Task Goes_on_behind_nested_routers_that_end_their_sequence()
    {
        await new TestFlow()
            .Steps(Choose(0, Sequence(Visit("outer"), Choose(0, Sequence(Visit("inner"))))), Visit("after"))
            .RunAsync();

        Assert.Equal(["outer", "inner", "after"], _visited);
    }

    [Fact]
    public async Task Ends_the_process_inside_a_branch()
    {
        var receipt = await new TestFlow().Steps(Choose(0, Sequence(Visit("a"), Return(Outcome.End), Visit("b"))), Visit("after")).RunAsync();

        Assert.Equal(["a"], _visited);
        Assert.Equal(MessageStatus.Completed, receipt.Status);
    }

    [Fact]
    public async Task Runs_a_million_steps_without_growing_the_stack()
    {
        var count = 0;
        var steps = Enumerable.Repeat(Do(_ => count++), 20_000).ToArray();

        await new TestFlow().Steps(steps).RunAsync();

        Assert.Equal(20_000, count);
    }

    [Fact]
    public async Task Counts_the_steps_with_their_times_in_the_log()
    {
        var flow = new TestFlow().Steps(Visit("a"), VisitLater("b"), Fail("broken"));
        await flow.RunAsync();

        var steps = new StepRun[flow.Log.Only.Steps.Count];
        flow.Log.Only.Steps.CopyTo(steps);
        Assert.Equal([0, 1, 2], steps.Select(s => s.Node));
        Assert.All(steps, s => Assert.True(s.Duration >= 0));
        Assert.Equal([false, false, true], steps.Select(s => s.Failed));
    }

    private Core.Options.StepDefinition Visit(string name) => Do(_ => _visited.Add(name));

    private Core.Options.StepDefinition VisitLater(string name) => Step(async (_, _, _) =>
    {
        await Task.Yield();
        _visited.Add(name);
        return Outcome.Next;
    });
}
