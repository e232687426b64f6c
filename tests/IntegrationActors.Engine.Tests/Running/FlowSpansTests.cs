using System.Collections.Concurrent;
using System.Diagnostics;
using IntegrationActors.Core.Messages;
using IntegrationActors.Engine.Tests.Support;
using static IntegrationActors.Engine.Tests.Support.TestFlow;

namespace IntegrationActors.Engine.Tests.Running;

public sealed class FlowSpansTests
{
    private const string Parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    [Fact]
    public async Task A_message_is_a_span_of_its_senders_trace_and_each_step_a_span_in_it()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "IntegrationActors.Engine",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        var receipt = new TestReceipt { Message = new Message { Headers = new HeaderMap { ["traceparent"] = Parent } } };

        await new TestFlow().Steps(Fail("broken")).Open().ProcessAsync(receipt, default);

        var mine = spans.Where(s => s.TraceId.ToHexString() == "0af7651916cd43dd8448eb211c80319c").ToArray();
        Assert.Equal(["lambda-1", "test"], mine.Select(s => s.DisplayName));
        Assert.Equal(mine[1].SpanId, mine[0].ParentSpanId);
        Assert.All(mine, s => Assert.Equal(ActivityStatusCode.Error, s.Status));
        Assert.Equal("acme", mine[1].GetTagItem("integrationactors.tenant"));
    }
}
