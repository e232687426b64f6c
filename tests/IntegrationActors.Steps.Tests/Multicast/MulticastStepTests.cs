using IntegrationActors.Core.MessageLog;
using IntegrationActors.Steps.Tests.Support;

namespace IntegrationActors.Steps.Tests.Multicast;

public sealed class MulticastStepTests
{
    private const string TwoBranches =
        """
        - set: { headers: { H: before } }
        - multicast:
            parallel: {0}
            branches:
              - steps:
                  - set: { body: "1:${body}:${header.H}:${property.CamelMulticastIndex}" }
                  - set: { headers: { H: changed } }
              - - set: { body: "2:${body}:${header.H}:${property.CamelMulticastComplete}" }
        """;

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task Each_branch_has_a_copy_and_the_results_are_gathered_in_the_order_of_the_branches(string parallel)
    {
        var end = await new FlowTest(TwoBranches.Replace("{0}", parallel) + "\n- gather: { combine: text, separator: \" \" }") { Body = "x" }.RunAsync();

        Assert.Equal("1:x:before:0 2:x:before:true", end.Body);
        Assert.Equal("before", end.Headers["H"]);
    }

    [Fact]
    public async Task Without_a_gather_the_message_goes_on_as_it_was()
    {
        var end = await new FlowTest(TwoBranches.Replace("{0}", "true")) { Body = "x" }.RunAsync();

        Assert.Equal("x", end.Body);
    }

    [Fact]
    public async Task Branches_run_at_the_same_time()
    {
        using var meeting = new Barrier(2);
        var end = await new FlowTest(
            """
            - multicast:
                - - call: { stub: {} }
                - - call: { stub: {} }
            """)
        {
            Receiver = _ => meeting.SignalAndWait(TimeSpan.FromSeconds(30)) ? Core.Exchanges.Outcome.Next : throw new TimeoutException(),
        }.RunAsync();

        Assert.Equal(MessageStatus.Completed, end.Status);
    }

    [Fact]
    public async Task The_first_failure_stops_sequential_branches()
    {
        var end = await Failing("true").RunAsync();

        Assert.Equal((MessageStatus.Failed, "no", 0), (end.Status, end.Fault?.Message, end.Sent.Count));
    }

    [Fact]
    public async Task With_stopOnException_off_the_other_branches_run()
    {
        var end = await Failing("false").RunAsync();

        Assert.Equal((MessageStatus.Failed, "IA3365", 1), (end.Status, end.Fault?.Code, end.Sent.Count));
    }

    [Fact]
    public async Task Multicasts_and_splitters_nest()
    {
        var end = await new FlowTest(
            """
            - multicast:
                branches:
                  - - splitter:
                        lines: true
                        parallel: 2
                        steps: [ { set: { body: "<${body}>" } } ]
                        gather: text
                  - - set: { body: "-" }
                gather: text
            """)
        {
            Body = "a\nb",
        }.RunAsync();

        Assert.Equal("<a><b>-", end.Body);
    }

    private static FlowTest Failing(string stop) => new(
        $$"""
        - multicast:
            parallel: false
            stopOnException: {{stop}}
            branches:
              - - fail: "no"
              - - send: { stub: {} }
        """);
}
