using System.Text;
using IntegrationActors.Steps.Tests.Support;

namespace IntegrationActors.Steps.Tests.Edi;

public sealed class EdiStepTests
{
    private const string Orders = "UNB+UNOC:3+4012345000009:14+4098765000010:14+261128:0930+417'UNH+1+ORDERS:D:96A:UN'BGM+220+PO-1'NAD+BY+++Müller'UNS+S'UNT+5+1'UNZ+1+417'";

    private const string Grammar = """
        grammar: edifact
        message: ORDERS
        structure: [ BGM: M 1, SG2: { use: C 99, structure: [ NAD: M 1 ] }, UNS: M 1 ]
        segments:
          BGM: [ C002: C, "1004": M ]
          NAD: [ "3035": M, C082: C, C058: C, C080: C ]
        composites: { C002: [ "1001": C ], C082: [ "3039": M ], C058: [ "3124": C ], C080: [ "3036": M ] }
        elements: { "1001": { type: an..3, codes: [ "220" ] }, "3035": an..3 }
        """;

    private static readonly Dictionary<string, string> Files = new() { ["edi/orders.yaml"] = Grammar };

    [Fact]
    public async Task An_interchange_becomes_XML_and_its_envelope_headers()
    {
        var end = await new FlowTest("- ediToXml: { grammars: [edi/orders.yaml] }") { Body = Orders, Encoding = Encoding.Latin1, Files = Files, Headers = new Dictionary<string, string> { ["SAP_EDI_GS_Sender_ID"] = "stale" } }.RunAsync();

        Assert.Null(end.Fault);
        Assert.Contains("<G_SG2><S_NAD><D_3035>BY</D_3035><C_C080><D_3036>Müller</D_3036></C_C080></S_NAD></G_SG2>", end.Body, StringComparison.Ordinal);
        Assert.Equal(
            ("application/xml", "UN-EDIFACT", "4012345000009", "4098765000010", "417", "ORDERS", null),
            (end.Headers["Content-Type"], end.Headers["SAP_EDI_Document_Standard"], end.Headers["SAP_EDI_Sender_ID"], end.Headers["SAP_EDI_Receiver_ID"], end.Headers["SAP_EDI_Interchange_Control_Number"], end.Headers["SAP_EDI_Message_Type"], end.Headers["SAP_EDI_GS_Sender_ID"]));
    }

    [Fact]
    public async Task It_comes_back_as_it_was()
    {
        var end = await new FlowTest("- ediToXml: { grammars: [edi/orders.yaml] }\n- xmlToEdi: { grammars: [edi/orders.yaml] }") { Body = Orders, Encoding = Encoding.Latin1, Files = Files }.RunAsync();

        Assert.Equal((Orders, "application/EDIFACT"), (Encoding.Latin1.GetString(end.Bytes), end.Headers["Content-Type"]));
        Assert.Equal(Orders, end.Body);
    }

    [Fact]
    public async Task Numbers_come_from_ranges_and_expressions()
    {
        await using var stores = TestStores.Open();
        await stores.Acme.NumberRanges.PutAsync(new Core.Stores.NumberRanges.NumberRange { Name = "interchanges", Minimum = 7, Maximum = 99, FieldLength = 5 }, CancellationToken.None);

        var end = await new FlowTest("- ediToXml\n- xmlToEdi: { interchangeNumber: { range: interchanges }, messageNumber: \"${header.SAP_EDI_Message_Type}-1\", separators: \":+.? ~\", lineBreak: lf }")
        {
            Body = Orders,
            Encoding = Encoding.Latin1,
            Stores = stores.Acme,
        }.RunAsync();

        Assert.Null(end.Fault);
        Assert.StartsWith("UNA:+.? ~\nUNB+UNOC:3+4012345000009:14+4098765000010:14+261128:0930+00007~\nUNH+ORDERS-1+", end.Body, StringComparison.Ordinal);
        Assert.EndsWith("UNT+5+ORDERS-1~\nUNZ+1+00007~\n", end.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task X12_is_in_the_encoding_that_the_sender_declared()
    {
        const string Body = "ISA*00*          *00*          *ZZ*BUYERCO        *01*123456789      *261128*0930*U*00401*000000417*0*P*>~GS*PO*A*B*20261128*0930*1*X*004010~ST*850*0001~N1*BY*Müller~SE*3*0001~GE*1*1~IEA*1*000000417~";

        var end = await new FlowTest("- ediToXml: { standard: x12 }") { Body = Body, Encoding = Encoding.Latin1 }.RunAsync();

        Assert.Contains("<E_02>Müller</E_02>", end.Body, StringComparison.Ordinal);
        Assert.Equal(("BUYERCO", "850", "004010", "PO"), (end.Headers["SAP_EDI_Sender_ID"], end.Headers["SAP_EDI_Message_Type"], end.Headers["SAP_EDI_Message_Version"], end.Headers["SAP_EDI_GS_Functional_Id_Code"]));
    }

    [Fact]
    public async Task A_valid_body_goes_on_as_it_is()
    {
        var end = await new FlowTest("- validateEdi: [edi/orders.yaml]") { Body = Orders, Encoding = Encoding.Latin1, Files = Files }.RunAsync();

        Assert.Equal((null, Orders), (end.Fault, end.Body));
    }

    [Fact]
    public async Task An_invalid_body_fails_with_places()
    {
        var end = await new FlowTest("- validateEdi: [edi/orders.yaml]") { Body = Orders.Replace("+220+", "+999+", StringComparison.Ordinal), Encoding = Encoding.Latin1, Files = Files }.RunAsync();

        Assert.Equal("IA3498", end.Fault!.Code);
        Assert.Contains("edi/orders.yaml: line 1, column 88: segment 3 (BGM), element 1, component 1: '999' is no code of element 1001", end.Fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_result_can_be_a_property()
    {
        var end = await new FlowTest("- validateEdi: { grammars: [edi/orders.yaml], preventException: true }") { Body = Orders.Replace("UNT+5", "UNT+6", StringComparison.Ordinal), Encoding = Encoding.Latin1, Files = Files }.RunAsync();

        Assert.Null(end.Fault);
        Assert.Contains("UNT counts '6' segments, and there are 5", end.Properties["SAP_EDIValidationResult"]!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("- ediToXml", "no edi", "IA3490")]
    [InlineData("- ediToXml: { maxSegmentSize: 1024 }", "UNB+UNOC:3+A+B+261128:0930+1'UNH+1+ORDERS'FTX+{long}'", "IA3493")]
    [InlineData("- xmlToEdi", "no xml", "IA3496")]
    public async Task A_body_that_cant_be_converted_fails_and_stays_for_onError(string step, string body, string code)
    {
        body = body.Replace("{long}", new string('x', 3000), StringComparison.Ordinal);
        var end = await new FlowTest(step)
        {
            Body = body,
            Flow = """
                   onError:
                     - set: { body: "[${body}]" }
                   """,
        }.RunAsync();

        Assert.Equal((code, $"[{body}]"), (end.Record.Fault?.Code, end.Body));
    }

    [Theory]
    [InlineData("- ediToXml: { encoding: utf-16 }", "EDI can't be in 'utf-16'")]
    [InlineData("- ediToXml: { encoding: shift_jis }", "EDI can't be in 'shift_jis'")]
    [InlineData("- xmlToEdi: { separators: \"++.? '\" }", "can't separate")]
    [InlineData("- xmlToEdi: { separators: abc }", "can't separate")]
    [InlineData("- xmlToEdi: { interchangeNumber: { range: a, value: b } }", "a number is a value or comes from a range")]
    [InlineData("- ediToXml: { grammars: [edi/missing.yaml] }", "edi/missing.yaml")]
    [InlineData("- validateEdi: [edi/broken.yaml]", "edi/broken.yaml(1,10): error IA1322: 'edi' is no standard")]
    public void Wrong_options_and_grammars_are_findings(string step, string text)
    {
        var findings = new FlowTest(step) { Files = new Dictionary<string, string> { ["edi/broken.yaml"] = "grammar: edi\nmessage: A\nstructure: [ BGM: M 1 ]" } }.Findings();

        Assert.Contains(text, Assert.Single(findings), StringComparison.Ordinal);
    }
}
