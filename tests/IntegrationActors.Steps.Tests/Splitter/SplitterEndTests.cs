using IntegrationActors.Core.MessageLog;
using IntegrationActors.Steps.Tests.Support;

namespace IntegrationActors.Steps.Tests.Splitter;

/// <summary>How a splitter and its parts end: failures, time-outs, endings inside.</summary>
public sealed class SplitterEndTests
{
    private static readonly string Endless = string.Join('\n', Enumerable.Range(0, 100_000));

    [Fact]
    public async Task The_first_failure_stops_the_splitter_and_onError_gets_the_whole_message()
    {
        var end = await Failing("true").RunAsync();

        Assert.Equal(["a"], end.Sent);
        Assert.Equal(MessageStatus.Completed, end.Status);
        Assert.Equal("handled a\nbad\nc 1: not good", end.Body);
        Assert.Equal("IA3351", end.Record.Fault?.Code);
    }

    [Fact]
    public async Task With_stopOnException_off_all_parts_run_and_onError_gets_each_part_that_fails()
    {
        var end = await Failing("false").RunAsync();

        Assert.Equal(["a", "handled bad 1: not good", "c"], end.Sent);
        Assert.Equal((MessageStatus.Completed, "a c"), (end.Status, end.Body));
        Assert.True(end.Record.IntermediateError);
    }

    [Fact]
    public async Task Failures_that_nothing_handles_fail_the_message_when_all_parts_ran()
    {
        var end = await (Failing("false") with { Flow = "" }).RunAsync();

        Assert.Equal(["a", "c"], end.Sent);
        Assert.Equal((MessageStatus.Failed, "IA3365", "a\nbad\nc"), (end.Status, end.Fault?.Code, end.Body));
        Assert.Contains("1 of 3 parts failed. The first, number 1, with IA3351: not good", end.Fault?.Message);
    }

    [Fact]
    public async Task OnError_that_fails_for_a_part_does_not_run_once_more_for_the_message()
    {
        var end = await (Failing("false") with
        {
            Flow = """
                   onError:
                     - send: { stub: {} }
                     - fail: "no way"
                   """,
        }).RunAsync();

        Assert.Equal(["a", "bad", "c"], end.Sent);
        Assert.Equal((MessageStatus.Failed, "IA3365"), (end.Status, end.Fault?.Code));
        Assert.Contains("no way", end.Fault?.Message);
    }

    [Fact]
    public async Task A_process_that_handles_its_failure_keeps_the_part_in_the_gather()
    {
        var end = await new FlowTest(
            """
            - splitter:
                lines: true
                steps: [ { process: risky } ]
                gather: { combine: text, separator: "," }
            """)
        {
            Body = "a\nb",
            Flow = """
                   processes:
                     risky:
                       steps: [ { fail: broken } ]
                       onError: [ { set: { body: "mended ${body}" } } ]
                   """,
        }.RunAsync();

        Assert.Equal("mended a,mended b", end.Body);
    }

    [Theory]
    [InlineData("- end", MessageStatus.Completed, "a,b,c")]
    [InlineData("- terminate", MessageStatus.Completed, "a,c")]
    [InlineData("- escalate: too bad", MessageStatus.Escalated, "a,c")]
    public async Task A_part_can_end_early(string ending, MessageStatus status, string gathered)
    {
        var end = await new FlowTest(
            $$"""
            - splitter:
                lines: true
                steps:
                  - router:
                      - when: "${body} = 'b'"
                        steps:
                          {{ending}}
                  - log: "${body}"
            - gather: { combine: text, separator: "," }
            - set: { body: "${body}!" }
            """)
        {
            Body = "a\nb\nc",
        }.RunAsync();

        Assert.Equal((status, gathered + "!"), (end.Status, end.Body));
        Assert.Equal(["a", "c"], end.Lines.Select(line => line.Text));
    }

    [Fact]
    public async Task Parallel_parts_run_at_the_same_time_and_are_gathered_in_their_order()
    {
        using var meeting = new Barrier(4);
        var end = await new FlowTest(
            """
            - splitter:
                lines: true
                parallel: 4
                steps: [ { call: { stub: {} } } ]
                gather: { combine: text, separator: " " }
            """)
        {
            Body = string.Join('\n', Enumerable.Range(0, 8)),
            Receiver = _ => meeting.SignalAndWait(TimeSpan.FromSeconds(30)) ? Core.Exchanges.Outcome.Next : throw new TimeoutException(),
        }.RunAsync();

        Assert.Equal((MessageStatus.Completed, "0 1 2 3 4 5 6 7"), (end.Status, end.Body));
        Assert.Equal(9, end.Steps.Count);
    }

    [Fact]
    public async Task The_log_keeps_the_splitter_beside_the_last_steps_of_its_parts()
    {
        var end = await SplitterStepTests.Split("lines: true", string.Join('\n', Enumerable.Range(0, 100))).RunAsync();

        Assert.Equal(50, end.Steps.Count);
        Assert.Equal("splitter-1", end.Steps[0]);
        Assert.Equal(101, end.Record.Steps.Total);
    }

    [Fact]
    public async Task A_time_out_fails_the_message()
    {
        var end = await (SplitterStepTests.Split("lines: true\ntimeout: 20ms\nstopOnException: false", Endless) with { Receiver = Dawdle }).RunAsync();

        Assert.Equal((MessageStatus.Failed, "IA3002"), (end.Status, end.Fault?.Code));
    }

    [Fact]
    public async Task A_time_out_that_is_ignored_drops_what_was_not_started_and_says_so()
    {
        var end = await (SplitterStepTests.Split("lines: true\ntimeout: 20ms\nonTimeout: ignore", Endless) with { Receiver = Dawdle }).RunAsync();

        Assert.Equal((MessageStatus.Completed, true), (end.Status, end.Record.IntermediateError));
        Assert.Contains($"after {end.Sent.Count} parts", Assert.Single(end.Lines).Text);
    }

    private static FlowTest Failing(string stop) => new(
        $$"""
        - splitter:
            lines: true
            stopOnException: {{stop}}
            steps:
              - router:
                  - when: "${body} = 'bad'"
                    steps: [ { fail: not good } ]
              - send: { stub: {} }
            gather: { combine: text, separator: " " }
        """)
    {
        Body = "a\nbad\nc",
        Flow = """
               onError:
                 - set: { body: "handled ${body} ${property.CamelSplitIndex}: ${exception.message}" }
                 - router:
                     - when: "${property.CamelSplitComplete} != ''"
                       steps: [ { send: { stub: {} } } ]
               """,
    };

    // With a millisecond for each of its parts, the body takes longer than any time-out is late.
    private static Core.Exchanges.Outcome Dawdle(Core.Exchanges.Exchange exchange)
    {
        using var never = new ManualResetEventSlim();
        never.Wait(TimeSpan.FromMilliseconds(1));
        return Core.Exchanges.Outcome.Next;
    }
}
