using IntegrationActors.Steps.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace IntegrationActors.Steps.Tests.Splitter;

/// <summary>Interchanges become interchanges of one message each, and an acknowledgement.</summary>
public sealed class EdiSplitTests
{
    private const string Grammar = """
        grammar: edifact
        message: ORDERS
        structure: [ BGM: M 1, DTM: C 2, UNS: M 1 ]
        segments:
          BGM: [ "1001": C, "1004": M ]
          DTM: [ C507: M ]
        composites: { C507: [ "2005": M, "2380": C ] }
        elements: { "1004": an..10, "2005": an..3 }
        """;

    private const string X12Grammar = """
        grammar: x12
        message: "850"
        structure: [ BEG: M 1, DTM: O 10 ]
        segments: { BEG: [ "353": M, "92": M ], DTM: [ "374": M, "373": O ] }
        elements: { "353": id 2/2, "92": { type: id 2/2, codes: [ SA ] }, "374": id 3/3, "373": dt 8/8 }
        """;

    private const string Head = "UNA:+.? 'UNB+UNOC:3+SENDER:14+RECEIVER:14+261128:0930+4711++++1'";

    private const string Good = "UNH+1+ORDERS:D:96A:UN'BGM+220+PO-1'UNS+S'UNT+4+1'";
    private const string Bad = "UNH+2+ORDERS:D:96A:UN'BGM+220'DTM+12345:x'UNT+4+2'";
    private const string Last = "UNH+3+ORDERS:D:96A:UN'BGM+220+PO-3'DTM+137'UNS+S'UNT+5+3'";

    private const string Isa = "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *261128*0930*U*00401*000004711*1*P*>~";

    private static readonly FakeTimeProvider Clock = new(new DateTimeOffset(2026, 11, 28, 10, 15, 0, TimeSpan.Zero));

    [Fact]
    public async Task Each_message_is_an_interchange_of_its_own()
    {
        var end = await RunAsync("edi: {}", Head + Good + Last + "UNZ+2+4711'");

        Assert.Null(end.Fault);
        Assert.Equal([Head + Good + "UNZ+1+4711'", Head + Last + "UNZ+1+4711'"], end.Sent);
        Assert.Equal(["ORDERS 1 false false", "ORDERS 3 false true"], end.Lines.Select(line => line.Text));
    }

    [Fact]
    public async Task A_message_of_a_group_keeps_its_group()
    {
        var end = await RunAsync("edi: {}", Isa + "GS*PO*A*B*20261128*0930*1*X*004010~ST*850*0001~BEG*00*SA~SE*3*0001~ST*850*0002~BEG*00*SA~SE*3*0002~GE*2*1~GS*PO*A*C*20261128*0930*2*X*004010~ST*850*0003~BEG*00*SA~SE*3*0003~GE*1*2~IEA*2*000004711~");

        Assert.Null(end.Fault);
        Assert.Equal(3, end.Sent.Count);
        Assert.Equal(Isa + "GS*PO*A*B*20261128*0930*1*X*004010~ST*850*0002~BEG*00*SA~SE*3*0002~GE*1*1~IEA*1*000004711~", end.Sent[1]);
        Assert.Equal(Isa + "GS*PO*A*C*20261128*0930*2*X*004010~ST*850*0003~BEG*00*SA~SE*3*0003~GE*1*2~IEA*1*000004711~", end.Sent[2]);
    }

    [Fact]
    public async Task References_come_from_number_ranges()
    {
        await using var stores = TestStores.Open();
        await stores.Acme.NumberRanges.PutAsync(new Core.Stores.NumberRanges.NumberRange { Name = "interchanges", Minimum = 100, Maximum = 999 }, CancellationToken.None);
        await stores.Acme.NumberRanges.PutAsync(new Core.Stores.NumberRanges.NumberRange { Name = "groups", Minimum = 7, Maximum = 99 }, CancellationToken.None);

        var end = await RunAsync(
            "edi: { interchangeNumbers: interchanges, groupNumbers: groups }",
            Isa + "GS*PO*A*B*20261128*0930*1*X*004010~ST*850*0001~BEG*00*SA~SE*3*0001~ST*850*0002~BEG*00*SA~SE*3*0002~GE*2*1~IEA*1*000004711~",
            stores);

        Assert.Null(end.Fault);
        Assert.Equal(
            Isa.Replace("000004711", "000000101", StringComparison.Ordinal) + "GS*PO*A*B*20261128*0930*8*X*004010~ST*850*0002~BEG*00*SA~SE*3*0002~GE*1*8~IEA*1*000000101~",
            end.Sent[1]);
    }

    [Fact]
    public async Task One_invalid_message_keeps_all_back()
    {
        var end = await RunAsync("edi: { grammars: [edi/orders.yaml] }", Head + Good + Bad + "UNZ+2+4711'");

        Assert.Equal("IA3499", end.Fault!.Code);
        Assert.StartsWith("1 of 2 messages of the interchange are invalid, and none of them went out: message 2: the mandatory element 1004 is missing (segment 7 (BGM), element 2", end.Fault.Message, StringComparison.Ordinal);
        Assert.Empty(end.Sent);
    }

    [Fact]
    public async Task Or_the_others_go_out_and_the_step_fails_then()
    {
        var end = await RunAsync("edi: { grammars: [edi/orders.yaml], transaction: message }", Head + Good + Bad + Last + "UNZ+3+4711'");

        Assert.Equal("IA3499", end.Fault!.Code);
        Assert.Contains("and the others went out", end.Fault.Message, StringComparison.Ordinal);
        Assert.Equal([Head + Good + "UNZ+1+4711'", Head + Last + "UNZ+1+4711'"], end.Sent);
    }

    [Fact]
    public async Task CONTRL_tells_the_sender_which_messages_are_refused()
    {
        var end = await RunAsync("edi: { grammars: [edi/orders.yaml], transaction: message, acknowledgement: onRequest }", Head + Good + Bad + "UNZ+2+4711'");

        Assert.Null(end.Fault);
        Assert.True(end.Record.IntermediateError);
        Assert.Equal(2, end.Sent.Count);
        Assert.Equal(
            "UNA:+.? 'UNB+UNOC:3+RECEIVER:14+SENDER:14+261128:1015+4711'UNH+1+CONTRL:D:3:UN'UCI+4711+SENDER:14+RECEIVER:14+7'"
            + "UCM+2+ORDERS:D:96A:UN+4'UCS+2'UCD+13+3'UCS+3'UCD+39+2:1'UCS+4+13'UNT+9+1'UNZ+1+4711'",
            end.Sent[1]);
        Assert.Contains(end.Lines, line => line.Text == "CONTRL  true true");
        Assert.Contains(end.Lines, line => line.Text.StartsWith("1 of 2 messages of the interchange are invalid, and the others went out", StringComparison.Ordinal));
    }

    [Fact]
    public async Task With_all_or_nothing_CONTRL_refuses_each_message()
    {
        var end = await RunAsync("edi: { grammars: [edi/orders.yaml], acknowledgement: always }", Head + Good + Bad + "UNZ+2+4711'");

        Assert.Null(end.Fault);
        var acknowledgement = Assert.Single(end.Sent);
        Assert.Contains("+7'UCM+1+ORDERS:D:96A:UN+4+18'UCM+2+ORDERS:D:96A:UN+4'", acknowledgement, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_accepted_interchange_is_acknowledged_too()
    {
        var end = await RunAsync("edi: { grammars: [edi/orders.yaml], acknowledgement: always }", Head + Good + "UNZ+1+4711'");

        Assert.Equal("UNA:+.? 'UNB+UNOC:3+RECEIVER:14+SENDER:14+261128:1015+4711'UNH+1+CONTRL:D:3:UN'UCI+4711+SENDER:14+RECEIVER:14+7'UNT+3+1'UNZ+1+4711'", end.Sent[1]);
    }

    [Fact]
    public async Task No_acknowledgement_where_nobody_asks_for_it()
    {
        var end = await RunAsync("edi: { acknowledgement: onRequest }", Head.Replace("+4711++++1'", "+4711'", StringComparison.Ordinal) + Good + "UNZ+1+4711'");

        Assert.Single(end.Sent);
    }

    [Fact]
    public async Task A_997_has_a_verdict_for_each_transaction_set()
    {
        var end = await RunAsync(
            "edi: { grammars: [edi/850.yaml], transaction: message, acknowledgement: always }",
            Isa + "GS*PO*A*B*20261128*0930*1*X*004010~ST*850*0001~BEG*00*SA~SE*3*0001~ST*850*0002~BEG*00*XX~DTM*002*20269999~SE*9*0002~GE*2*1~IEA*1*000004711~");

        Assert.Null(end.Fault);
        Assert.Equal(
            "ISA*00*          *00*          *ZZ*RECEIVER       *ZZ*SENDER         *261128*1015*U*00401*000004711*0*P*>~TA1*000004711*261128*0930*A*000~GS*FA*B*A*20261128*1015*4711*X*004010~ST*997*0001~AK1*PO*1~"
            + "AK2*850*0001~AK5*A~AK2*850*0002~AK3*BEG*2**8~AK4*2**7*XX~AK3*DTM*3**8~AK4*2**8*20269999~AK5*R*5*4~AK9*P*2*2*1~SE*12*0001~GE*1*4711~IEA*1*000004711~",
            end.Sent[1]);
    }

    [Fact]
    public async Task A_999_has_IK_segments_and_names_the_guideline()
    {
        var isa = Isa.Replace("*U*00401*", "*^*00501*", StringComparison.Ordinal);

        var end = await RunAsync(
            "edi: { grammars: [edi/850-5010.yaml], transaction: message, acknowledgement: always, functionalAcknowledgement: 999 }",
            isa + "GS*PO*A*B*20261128*0930*1*X*005010X1~ST*850*0001*005010X1~BEG*00*XX~SE*3*0001~GE*1*1~IEA*1*000004711~");

        Assert.Null(end.Fault);
        Assert.Equal(
            "ISA*00*          *00*          *ZZ*RECEIVER       *ZZ*SENDER         *261128*1015*^*00501*000004711*0*P*>~TA1*000004711*261128*0930*A*000~GS*FA*B*A*20261128*1015*4711*X*005010X231A1~ST*999*0001*005010X231A1~AK1*PO*1*005010X1~"
            + "AK2*850*0001*005010X1~IK3*BEG*2**8~IK4*2**7*XX~IK5*R*5~AK9*R*1*1*0~SE*8*0001~GE*1*4711~IEA*1*000004711~",
            Assert.Single(end.Sent));
        Assert.Contains(end.Lines, line => line.Text == "999  true true");
    }

    [Fact]
    public async Task Who_asks_for_it_gets_a_TA1_in_front_of_the_997()
    {
        var end = await RunAsync(
            "edi: { acknowledgement: onRequest }",
            Isa + "GS*PO*A*B*20261128*0930*1*X*004010~ST*850*0001~BEG*00*SA~SE*3*0001~GE*1*1~IEA*1*000004711~");

        Assert.Null(end.Fault);
        Assert.Contains("*0*P*>~TA1*000004711*261128*0930*A*000~GS*FA*", end.Sent[1], StringComparison.Ordinal);
        Assert.Null((await new FlowTest("- ediToXml") { Body = end.Sent[1] }.RunAsync()).Fault);
        Assert.DoesNotContain("TA1", (await RunAsync("edi: { acknowledgement: always }", Isa.Replace("*1*P*>", "*0*P*>", StringComparison.Ordinal) + "IEA*0*000004711~")).Sent[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_interchanges_are_split_and_acknowledged_one_by_one()
    {
        var first = Head + Good + Bad + "UNZ+2+4711'";
        var second = "UNB+UNOC:3+S2+R2+261128:0930+4712'" + Last + "UNZ+1+4712'";

        var end = await RunAsync("edi: { grammars: [edi/orders.yaml], acknowledgement: always }", first + "\r\n" + second + "\r\n");

        Assert.Null(end.Fault);
        Assert.Equal(3, end.Sent.Count);
        Assert.Contains("+7'UCM+1+ORDERS:D:96A:UN+4+18'UCM+2+", end.Sent[0], StringComparison.Ordinal);
        Assert.Equal(second, end.Sent[1]);
        Assert.StartsWith("UNB+UNOC:3+R2+S2+261128:1015+4712'UNH+1+CONTRL:D:3:UN'UCI+4712+S2+R2+7'", end.Sent[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_several_interchanges_the_valid_ones_go_out_before_the_step_fails()
    {
        var second = "UNB+UNOC:3+S2+R2+261128:0930+4712'" + Last + "UNZ+1+4712'";

        var end = await RunAsync("edi: { grammars: [edi/orders.yaml] }", Head + Good + Bad + "UNZ+2+4711'" + second);

        Assert.Equal("IA3499", end.Fault?.Code);
        Assert.Equal([second], end.Sent);
    }

    [Theory]
    [InlineData("UNB+UNOC:3+S2+R2+261128:0930+4712'UNZ+1+4712'", "IA3492", "line 2, column 35 (byte 159)")]
    [InlineData("something else", "IA3490", "it begins with 'some")]
    public async Task A_wrong_second_interchange_fails_before_a_part_runs(string second, string code, string text)
    {
        var end = await RunAsync("edi: {}", Head + Good + "UNZ+1+4711'\n" + second);

        Assert.Equal(code, end.Fault!.Code);
        Assert.Contains(text, end.Fault.Message, StringComparison.Ordinal);
        Assert.Empty(end.Sent);
    }

    [Fact]
    public async Task Wrong_counts_and_references_in_trailers_are_passed_over_when_told_so()
    {
        var wrong = Head + Good.Replace("UNT+4+1'", "UNT+9+8'", StringComparison.Ordinal) + "UNZ+7+1'";

        var split = await RunAsync("edi: { trailers: ignore }", wrong);
        var converted = await new FlowTest("- ediToXml: { trailers: ignore }\n- xmlToEdi") { Body = wrong }.RunAsync();

        Assert.Equal((null, wrong.Replace("UNZ+7+1'", "UNZ+1+4711'", StringComparison.Ordinal)), (split.Fault?.ToString(), split.Sent.Single()));
        Assert.Equal((null, Head + Good + "UNZ+1+4711'"), (converted.Fault?.ToString(), converted.Body));
        Assert.Equal("IA3492", (await RunAsync("edi: {}", wrong)).Fault?.Code);
        Assert.Equal("IA3492", (await new FlowTest("- ediToXml") { Body = wrong }.RunAsync()).Fault?.Code);
    }

    [Fact]
    public async Task More_than_ten_thousand_interchanges_are_refused()
    {
        var end = await RunAsync("edi: {}", string.Concat(Enumerable.Repeat("UNB+UNOA:1+A+B+261128:0930+1'UNZ+0+1'", 10_001)));

        Assert.Equal("IA3493", end.Fault?.Code);
    }

    [Fact]
    public async Task Many_bodies_are_split_at_once_by_one_step()
    {
        var body = Head + string.Concat(Enumerable.Repeat(Good, 50)) + "UNZ+50+4711'";
        var test = new FlowTest("- splitter:\n    edi: { grammars: [edi/orders.yaml], acknowledgement: always }\n    parallel: 4\n    steps:\n      - send: { stub: {} }")
        {
            Body = body,
            Files = new Dictionary<string, string> { ["edi/orders.yaml"] = Grammar },
            Time = Clock,
            Receiver = exchange => exchange.Headers["SAP_EDI_Sender_ID"] is "SENDER" or "RECEIVER" ? Core.Exchanges.Outcome.Next : throw new InvalidOperationException(),
        };

        var ends = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => test.RunAsync())));

        Assert.All(ends, end => Assert.Null(end.Fault));
    }

    [Theory]
    [InlineData("no edi", "IA3490")]
    [InlineData(Head + Good + "UNZ+2+4711'", "IA3492")]
    [InlineData(Head + Good, "IA3491")]
    public async Task A_wrong_interchange_fails_before_a_part_runs(string body, string code)
    {
        var end = await RunAsync("edi: { transaction: message, acknowledgement: always }", body);

        Assert.Equal(code, end.Fault!.Code);
        Assert.Empty(end.Sent);
    }

    [Fact]
    public async Task Parts_know_their_number_when_it_is_counted_first()
    {
        var end = await new FlowTest("- splitter:\n    streaming: false\n    edi: { acknowledgement: always }\n    steps:\n      - log: \"${property.CamelSplitIndex} of ${property.CamelSplitSize}\"") { Body = Head + Good + Last + "UNZ+2+4711'" }.RunAsync();

        Assert.Equal(["0 of 3", "1 of 3", "2 of 3"], end.Lines.Select(line => line.Text));
    }

    [Theory]
    [InlineData("- splitter: { edi: {}, grouping: \"2\", steps: [ end ] }", "messages of an interchange can't be grouped")]
    [InlineData("- splitter: { edi: { encoding: utf-16 }, steps: [ end ] }", "EDI can't be in 'utf-16'")]
    [InlineData("- splitter: { edi: { transaction: group }, steps: [ end ] }", "group")]
    public void Wrong_options_are_findings(string step, string text) => Assert.Contains(text, Assert.Single(new FlowTest(step).Findings()), StringComparison.Ordinal);

    private static Task<FlowEnd> RunAsync(string way, string body, TestStores? stores = null) => new FlowTest($"""
        - splitter:
            {way}
            steps:
              - log: "{"${header.SAP_EDI_Message_Type} ${header.SAP_EDI_Message_Control_Number} ${header.SAP_EDI_ACKNOWLEDGEMENT} ${property.CamelSplitComplete}"}"
              - send: {"{ stub: {} }"}
        """)
    {
        Body = body,
        Files = new Dictionary<string, string> { ["edi/orders.yaml"] = Grammar, ["edi/850.yaml"] = X12Grammar, ["edi/850-5010.yaml"] = X12Grammar },
        Stores = stores?.Acme,
        Time = Clock,
    }.RunAsync();
}
