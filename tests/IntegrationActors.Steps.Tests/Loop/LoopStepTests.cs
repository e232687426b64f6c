using IntegrationActors.Core.MessageLog;
using IntegrationActors.Steps.Tests.Support;

namespace IntegrationActors.Steps.Tests.Loop;

public sealed class LoopStepTests
{
    [Theory]
    [InlineData("${property.CamelLoopIndex} < 2", ".012")]
    [InlineData("${property.CamelLoopIndex} < 0", ".0")]
    [InlineData("${body} not contains '3'", ".0123")]
    public async Task Runs_at_least_once_and_as_long_as_the_condition_holds(string condition, string expected)
    {
        var end = await Loop($"while: \"{condition}\"").RunAsync();

        Assert.Equal(expected, end.Body);
    }

    [Fact]
    public async Task Too_many_rounds_fail()
    {
        var end = await Loop("while: \"${body} != ''\"\n    maxIterations: 3").RunAsync();

        Assert.Equal((MessageStatus.Failed, "IA3373", ".012"), (end.Status, end.Fault?.Code, end.Body));
    }

    [Fact]
    public async Task Too_many_rounds_are_enough_if_the_author_says_so()
    {
        var end = await Loop("while: \"${body} != ''\"\n    maxIterations: 3\n    onMax: exit").RunAsync();

        Assert.Equal((MessageStatus.Completed, ".012"), (end.Status, end.Body));
    }

    [Fact]
    public async Task A_failure_ends_the_loop()
    {
        var end = await new FlowTest(
            """
            - loop:
                steps: [ { fail: broken } ]
                while: "${body} = ''"
            """).RunAsync();

        Assert.Equal((MessageStatus.Failed, "broken"), (end.Status, end.Fault?.Message));
    }

    [Fact]
    public async Task A_condition_on_the_body_sees_the_body_of_the_round()
    {
        var end = await new FlowTest(
            """
            - loop:
                steps: [ { call: { stub: {} } } ]
                while: { jsonpath: "$.more" }
            """)
        {
            Receiver = exchange =>
            {
                var more = exchange.Properties["CamelLoopIndex"] is 0L;
                exchange.Message.Body = Core.Messages.Payload.FromText(more ? """{"more":true}""" : """{"more":false}""");
                return Core.Exchanges.Outcome.Next;
            },
        }.RunAsync();

        Assert.Equal(2, end.Sent.Count);
        Assert.Equal("""{"more":false}""", end.Body);
    }

    private static FlowTest Loop(string options) => new(
        $$"""
        - loop:
            steps: [ { set: { body: "${body}${property.CamelLoopIndex}" } } ]
            {{options}}
        """)
    {
        Body = ".",
    };
}
