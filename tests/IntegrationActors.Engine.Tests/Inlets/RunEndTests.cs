using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Engine.Tests.Support;

namespace IntegrationActors.Engine.Tests.Inlets;

public sealed class RunEndTests
{
    private readonly List<string> _told = [];

    [Fact]
    public async Task What_steps_left_is_done_once_in_their_order_before_the_sender_is_told()
    {
        var receipt = await new TestFlow().Steps(Leave("a"), Leave("b")).RunAsync();

        Assert.Equal(["a Completed", "b Completed"], _told);
        Assert.Equal(MessageStatus.Completed, receipt.Status);
    }

    [Fact]
    public async Task A_run_that_fails_tells_so()
    {
        await new TestFlow().Steps(Leave("a"), TestFlow.Fail("no")).RunAsync();
        await new TestFlow().Steps(Leave("b"), TestFlow.Return(Outcome.Escalated(new Fault("IA9001", "no")))).RunAsync();
        await new TestFlow().Steps(Leave("c"), TestFlow.Fail("no")).OnError(Leave("d")).RunAsync();

        Assert.Equal(["a Failed", "b Escalated", "c Completed", "d Completed"], _told);
    }

    [Fact]
    public async Task What_cant_be_done_fails_the_run_and_the_others_are_told()
    {
        var receipt = await new TestFlow().Steps(Leave("a"), Leave("b", new FaultException("IA9002", "not now")), Leave("c", new InvalidOperationException("a defect")), Leave("d")).RunAsync();

        Assert.Equal(["a Completed", "b Completed", "c Failed", "d Failed"], _told);
        Assert.Equal((MessageStatus.Failed, "IA9002"), (receipt.Status, receipt.Fault?.Code));
    }

    [Fact]
    public async Task What_cant_be_given_up_after_a_failure_does_not_hide_it()
    {
        var receipt = await new TestFlow().Steps(Leave("a", new FaultException("IA9002", "not now")), TestFlow.Fail("no")).RunAsync();

        Assert.Equal("IA9000", receipt.Fault?.Code);
    }

    [Fact]
    public void What_belongs_together_is_made_once()
    {
        var completions = new RunCompletions();

        var all = Enumerable.Range(0, 100).AsParallel().Select(_ => completions.GetOrAdd(() => new Told(this, "one", null))).ToArray();

        Assert.Single(all.Distinct());
        Assert.Single(completions.All);
    }

    private Core.Options.StepDefinition Leave(string name, Exception? failure = null) => TestFlow.Do(exchange => exchange.Completions.Add(new Told(this, name, failure)));

    private sealed class Told(RunEndTests test, string name, Exception? failure) : ICompletion
    {
        public ValueTask CompleteAsync(MessageStatus status, CancellationToken cancel)
        {
            test._told.Add($"{name} {status}");
            return failure is null ? default : throw failure;
        }
    }
}
