using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Steps.Tests.Support;

namespace IntegrationActors.Steps.Tests.Splitter;

/// <summary>Rules of splitters that people know from SAP and Camel, one by one.</summary>
public sealed class SplitterEdgeTests
{
    [Theory]
    [InlineData("jsonpath: \"$[*]\"", "[]")]
    [InlineData("xpath: /orders/order", "<orders><other/></orders>")]
    [InlineData("xpath: /orders/order, envelope: true", "<orders/>")]
    [InlineData("token: \"-\"", "")]
    [InlineData("lines: true", "\n\n")]
    [InlineData("csv: {}", "id,name\n")]
    public async Task A_body_without_a_part_is_no_failure_and_no_step_runs(string way, string body)
    {
        var end = await new FlowTest($"- splitter: {{ {way}, steps: [ {{ send: {{ stub: {{}} }} }} ] }}") { Body = body }.RunAsync();

        Assert.Equal((MessageStatus.Completed, body, 0), (end.Status, end.Body, end.Sent.Count));
    }

    [Fact]
    public async Task In_an_envelope_what_stands_behind_the_parts_is_lost()
    {
        var end = await new FlowTest("- splitter: { xpath: /o/l, envelope: true, steps: [ { send: { stub: {} } } ] }") { Body = "<o n=\"1\"><head/><l>1</l><between/><l>2</l><foot/></o>" }.RunAsync();

        Assert.Equal(["<o n=\"1\"><head/><l>1</l></o>", "<o n=\"1\"><head/><l>2</l></o>"], end.Sent);
    }

    [Fact]
    public async Task In_a_local_process_without_a_gather_the_message_of_before_goes_on()
    {
        var end = await new FlowTest("- process: split\n- set: { headers: { X-Behind: \"${body}\" } }")
        {
            Body = "a\nb",
            Flow = "processes: { split: { steps: [ { splitter: { lines: true, steps: [ { set: { body: part } } ] } } ] } }",
        }.RunAsync();

        Assert.Equal(("a\nb", "a\nb"), (end.Body, end.Headers["X-Behind"]));
    }

    [Fact]
    public async Task Parts_that_were_sent_before_one_failed_stay_sent_and_the_rest_does_not_run()
    {
        var end = await new FlowTest("- splitter: { lines: true, steps: [ { call: { stub: {} } } ] }")
        {
            Body = "a\nb\nc",
            Receiver = exchange => exchange.Body.AsText() == "b" ? Outcome.Failed(new Fault("X-1", "no")) : Outcome.Next,
        }.RunAsync();

        Assert.Equal((MessageStatus.Failed, "X-1"), (end.Status, end.Fault?.Code));
        Assert.Equal(["a", "b"], end.Sent);
    }

    [Fact]
    public async Task Only_the_last_part_knows_how_many_there_are_unless_they_are_counted_first()
    {
        const string Parts = "steps: [ { log: \"${property.CamelSplitIndex} ${property.CamelSplitSize} ${property.CamelSplitComplete}\" } ]";

        var streamed = await new FlowTest($"- splitter: {{ lines: true, {Parts} }}") { Body = "a\nb" }.RunAsync();
        var counted = await new FlowTest($"- splitter: {{ lines: true, streaming: false, {Parts} }}") { Body = "a\nb" }.RunAsync();

        Assert.Equal(["0  false", "1 2 true"], streamed.Lines.Select(line => line.Text));
        Assert.Equal(["0 2 false", "1 2 true"], counted.Lines.Select(line => line.Text));
    }

    [Fact]
    public async Task IDocs_are_split_with_their_envelope()
    {
        var end = await new FlowTest("- splitter: { xpath: //IDOC, envelope: true, steps: [ { send: { stub: {} } } ] }")
        {
            Body = "<ORDERS05><IDOC BEGIN=\"1\"><EDI_DC40><DOCNUM>1</DOCNUM></EDI_DC40></IDOC><IDOC BEGIN=\"1\"><EDI_DC40><DOCNUM>2</DOCNUM></EDI_DC40></IDOC></ORDERS05>",
        }.RunAsync();

        Assert.Equal(
            [
                "<ORDERS05><IDOC BEGIN=\"1\"><EDI_DC40><DOCNUM>1</DOCNUM></EDI_DC40></IDOC></ORDERS05>",
                "<ORDERS05><IDOC BEGIN=\"1\"><EDI_DC40><DOCNUM>2</DOCNUM></EDI_DC40></IDOC></ORDERS05>",
            ],
            end.Sent);
    }
}
