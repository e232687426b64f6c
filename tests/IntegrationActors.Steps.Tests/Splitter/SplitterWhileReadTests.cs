using System.IO.Pipelines;
using System.Text;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Steps.Tests.Support;

namespace IntegrationActors.Steps.Tests.Splitter;

/// <summary>Large bodies, whose parts run while the rest is still on its way.</summary>
public sealed class SplitterWhileReadTests
{
    private const int Records = 20_000;

    [Theory]
    [InlineData("lines: true", "", "0123456789\n", "")]
    [InlineData("csv: {}", "h\n", "0123456789\n", "")]
    [InlineData("jsonpath: \"$[*]\"", "[0", ",123456789", "]")]
    public async Task Parts_run_before_the_body_has_come_and_then_the_body_is_as_it_was(string way, string head, string record, string tail)
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
        var hasBegun = new TaskCompletionSource();
        var text = head + string.Concat(Enumerable.Repeat(record, Records)) + tail;
        var bytes = Encoding.UTF8.GetBytes(text);
        await pipe.Writer.WriteAsync(bytes.AsMemory(0, bytes.Length / 2));

        var running = new FlowTest($"- splitter: {{ {way}, grouping: \"100\", steps: [ call: {{ stub: {{}} }} ] }}")
        {
            Incoming = pipe.Reader.AsStream(),
            Receiver = _ => Begun(hasBegun),
        }.RunAsync();
        await hasBegun.Task.WaitAsync(TimeSpan.FromSeconds(60));
        await pipe.Writer.WriteAsync(bytes.AsMemory(bytes.Length / 2));
        await pipe.Writer.CompleteAsync();
        var end = await running;

        Assert.Equal((MessageStatus.Completed, text), (end.Status, end.Body));
    }

    [Fact]
    public async Task Whoever_handles_a_failed_part_finds_the_whole_body()
    {
        var text = string.Concat(Enumerable.Repeat("0123456789\n", Records));

        var end = await new FlowTest("- splitter: { lines: true, grouping: \"100\", steps: [ call: { stub: {} } ] }")
        {
            Incoming = new MemoryStream(Encoding.UTF8.GetBytes(text)),
            Receiver = _ => Outcome.Failed(new Fault("X-1", "no")),
            Flow = "onError:\n  - log: \"handled\"",
        }.RunAsync();

        Assert.Equal(text, end.Body);
    }

    [Fact]
    public async Task A_body_that_breaks_on_its_way_fails_the_step_behind_the_parts_that_came()
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
        var hasBegun = new TaskCompletionSource();
        await pipe.Writer.WriteAsync(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("0123456789\n", Records))));

        var running = new FlowTest("- splitter: { lines: true, grouping: \"1000\", steps: [ call: { stub: {} } ] }")
        {
            Incoming = pipe.Reader.AsStream(),
            Receiver = _ => Begun(hasBegun),
            Flow = "onError:\n  - log: \"${exception.message}\"\n  - set: { body: gone }",
        }.RunAsync();
        await hasBegun.Task.WaitAsync(TimeSpan.FromSeconds(60));
        await pipe.Writer.CompleteAsync(new FaultException("X-2", "the connection broke"));
        var end = await running;

        Assert.Equal("the connection broke", Assert.Single(end.Lines).Text);
        Assert.NotEmpty(end.Sent);
    }

    private static Outcome Begun(TaskCompletionSource begun)
    {
        begun.TrySetResult();
        return Outcome.Next;
    }
}
