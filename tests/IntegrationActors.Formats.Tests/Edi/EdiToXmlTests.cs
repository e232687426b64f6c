using System.Xml.Linq;
using IntegrationActors.Core.Messages;
using IntegrationActors.Formats.Edi;

namespace IntegrationActors.Formats.Tests.Edi;

public sealed class EdiToXmlTests
{
    private const string Header = "UNB+UNOC:3+A+B+261128:0930+1'UNH+1+ORDERS:D:96A:UN'";

    [Fact]
    public void Without_grammar_elements_are_named_by_their_positions()
    {
        var xml = EdiConvert.ToXml(Header + "NAD+BY+123::9'UNS+S'UNT+4+1'UNZ+1+1'");

        Assert.Equal(
            "<Interchange standard=\"EDIFACT\"><S_UNB><C_S001><D_0001>UNOC</D_0001><D_0002>3</D_0002></C_S001><C_S002><D_0004>A</D_0004></C_S002><C_S003><D_0010>B</D_0010></C_S003>"
            + "<C_S004><D_0017>261128</D_0017><D_0019>0930</D_0019></C_S004><D_0020>1</D_0020></S_UNB><M_ORDERS>"
            + "<S_UNH><D_0062>1</D_0062><C_S009><D_0065>ORDERS</D_0065><D_0052>D</D_0052><D_0054>96A</D_0054><D_0051>UN</D_0051></C_S009></S_UNH>"
            + "<S_NAD><E_01>BY</E_01><E_02><E_02_01>123</E_02_01><E_02_03>9</E_02_03></E_02></S_NAD><S_UNS><D_0081>S</D_0081></S_UNS>"
            + "<S_UNT><D_0074>4</D_0074><D_0062>1</D_0062></S_UNT></M_ORDERS><S_UNZ><D_0036>1</D_0036><D_0020>1</D_0020></S_UNZ></Interchange>",
            xml);
    }

    [Fact]
    public void With_a_grammar_groups_are_nested_and_elements_have_their_names()
    {
        var xml = EdiConvert.ToXml(EdiSamples.OrdersD96A, EdiConvert.With(EdiGrammarSamples.Orders));

        var order = XDocument.Parse(xml).Root!.Element("M_ORDERS")!;
        Assert.Equal(
            ["S_UNH", "S_BGM", "S_DTM", "S_DTM", "S_FTX", "G_SG1", "G_SG2", "G_SG2", "G_SG7", "G_SG25", "G_SG25", "S_UNS", "S_CNT", "S_UNT"],
            order.Elements().Select(element => element.Name.LocalName));
        Assert.Equal("Please deliver at gate 4: ring twice+wait", order.Element("S_FTX")!.Element("C_C108")!.Element("D_4440_1")!.Value);
        Assert.Equal("Müller & Söhne GmbH", order.Element("G_SG2")!.Element("S_NAD")!.Element("C_C080")!.Element("D_3036_1")!.Value);
        Assert.Equal("+49 221 4711", order.Element("G_SG2")!.Element("G_SG5")!.Element("S_COM")!.Element("C_C076")!.Element("D_3148")!.Value);
        Assert.Equal(["A-100", "B-7"], order.Element("G_SG25")!.Element("S_PIA")!.Elements().Skip(1).Select(part => part.Element("D_7140")!.Value));
        Assert.Equal(["12.5", "0.75"], order.Elements("G_SG25").Select(line => line.Element("G_SG28")!.Element("S_PRI")!.Element("C_C509")!.Element("D_5118")!.Value));
    }

    [Fact]
    public void X12_has_the_same_form()
    {
        var xml = EdiConvert.ToXml(EdiSamples.PurchaseOrder850, EdiConvert.With(EdiGrammarSamples.PurchaseOrder));

        var root = XDocument.Parse(xml, LoadOptions.PreserveWhitespace).Root!;
        Assert.Equal(["S_ISA", "S_GS", "M_850", "S_GE", "S_IEA"], root.Elements().Select(element => element.Name.LocalName));
        Assert.Equal(("BUYERCO        ", "U", "*>~"), (root.Element("S_ISA")!.Element("D_I06")!.Value, root.Element("S_ISA")!.Element("D_I10")!.Value, root.Attribute("separators")!.Value));
        Assert.Equal(["BY", "ST"], root.Element("M_850")!.Elements("G_N1").Select(party => party.Element("S_N1")!.Element("D_98")!.Value));
        Assert.Equal("A-100", root.Element("M_850")!.Element("G_PO1")!.Element("S_PO1")!.Element("D_234_1")!.Value);
        Assert.Equal("Bolt M8 x 40", root.Element("M_850")!.Element("G_PO1")!.Element("G_PID")!.Element("S_PID")!.Element("E_05")!.Value);
    }

    [Fact]
    public void What_the_grammar_does_not_name_keeps_its_position_as_name()
    {
        var xml = EdiConvert.ToXml(Header + "BGM+220:1:2:3:4+X+9+AB+surplus'DTM+137'UNS+S'UNT+5+1'UNZ+1+1'", EdiConvert.With(EdiGrammarSamples.Orders));

        var message = XDocument.Parse(xml).Root!.Element("M_ORDERS")!.Element("S_BGM")!;
        Assert.Equal(("4", "surplus"), (message.Element("C_C002")!.Element("E_01_05")!.Value, message.Element("E_05")!.Value));
    }

    [Fact]
    public void Repetitions_of_syntax_4_repeat_the_element()
    {
        var xml = EdiConvert.ToXml("UNA:+.?*'UNB+UNOC:4+A+B+20261128:0930+1'UNH+1+ORDERS:D:96A:UN'XYZ+a*b**c:d'UNT+3+1'UNZ+1+1'");

        Assert.Contains("<S_XYZ><E_01><E_01_01>a</E_01_01></E_01><E_01><E_01_01>b</E_01_01></E_01><E_01/><E_01><E_01_01>c</E_01_01><E_01_02>d</E_01_02></E_01></S_XYZ>", xml, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UNOC", "ü", "ü")]
    [InlineData("UNOY", "Ã¼", "ü")]
    [InlineData("UNOD", "£", "Ł")]
    [InlineData("UNOE", "Ø", "и")]
    [InlineData("UNOF", "ë", "λ")]
    public void The_syntax_identifier_tells_the_encoding(string syntax, string bytes, string text)
    {
        var xml = EdiConvert.ToXml($"UNB+{syntax}:3+A+B+261128:0930+1'UNH+1+ORDERS:D:96A:UN'FTX+{bytes}'UNT+3+1'UNZ+1+1'");

        Assert.Contains($"<E_01>{text}</E_01>", xml, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\n", "\n")]
    [InlineData("\r\n", "\r")]
    [InlineData("\r", "\r")]
    public void Where_line_breaks_end_segments_the_end_of_the_document_ends_one_too(string lineBreak, string terminator)
    {
        var edi = EdiSamples.PurchaseOrder850.Replace("~", lineBreak, StringComparison.Ordinal);

        var xml = EdiConvert.ToXml(edi.TrimEnd());

        Assert.Equal(xml, EdiConvert.ToXml(edi));
        Assert.Equal(EdiSamples.PurchaseOrder850.Replace("~", terminator, StringComparison.Ordinal), EdiConvert.FromXml(xml));
        Assert.StartsWith("IA349", EdiConvert.FaultOf(edi.TrimEnd()[..^1]).Code, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData('>')]
    [InlineData('~')]
    public void A_repetition_character_that_separates_something_else_means_no_repetitions(char repetition)
    {
        var isa = $"ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *261128*0930*{repetition}*00501*000004711*0*P*>~";
        const string Rest = "GS*PO*A*B*20261128*0930*1*X*005010~ST*850*0001~SV1*HC>99213^X~SE*3*0001~GE*1*1~IEA*1*000004711~";
        Assert.Contains("<E_01_02>99213^X</E_01_02>", EdiConvert.ToXml(isa + Rest), StringComparison.Ordinal);
        Assert.Equal(isa + Rest, EdiConvert.FromXml(EdiConvert.ToXml(isa + Rest)));
    }

    [Fact]
    public void Services_of_the_interchange_stand_in_front_of_its_groups()
    {
        var edi = EdiSamples.PurchaseOrder850.Replace("~GS*", "~ISB*2~ISE*20261128*0930~TA1*000000001*261128*0930*A*000~GS*", StringComparison.Ordinal);

        Assert.Equal(edi, EdiConvert.FromXml(EdiConvert.ToXml(edi)));
    }

    [Fact]
    public void Line_breaks_between_segments_count_for_nothing()
    {
        var compact = EdiSamples.PurchaseOrder850;

        var xml = EdiConvert.ToXml(compact.Replace("~", "~\r\n", StringComparison.Ordinal) + "\n  ");

        Assert.Equal(EdiConvert.ToXml(compact), xml);
    }

    [Theory]
    [InlineData("", "IA3490", "it is empty")]
    [InlineData("<xml/>", "IA3490", "it begins with '<xml/>'")]
    [InlineData("UNA::.? 'UNB+UNOC:3+A+B+261128:0930+1'", "IA3490", "can't be told apart")]
    [InlineData("UNAa+.? 'UNBaX", "IA3490", "can't be told apart, or are letters")]
    [InlineData("UNB+UNOX:3+A+B+261128:0930+1'", "IA3494", "UNOX")]
    [InlineData("UNB+UNOC:3+A+B+261128:0930+1'BGM+1'", "IA3492", "Segment 2 (BGM), line 1, column 30 (byte 29): BGM can't stand here: UNB is open")]
    [InlineData(Header + "BGM+1'UNT+4+1'UNZ+1+1'", "IA3492", "UNT counts '4' segments, and there are 3")]
    [InlineData(Header + "BGM+1'UNT+3+2'UNZ+1+1'", "IA3492", "element 2, line 1, column 58 (byte 57): UNT has the reference '2', and UNH has '1'")]
    [InlineData(Header + "BGM+1'UNT+3+1'UNZ+2+1'", "IA3492", "UNZ counts '2' messages, and there are 1")]
    [InlineData(Header + "BGM+1'UNT+3+1'UNZ+1+7'", "IA3492", "UNZ has the reference '7'")]
    [InlineData(Header + "BGM+1'UNT+3+1'UNZ+1+1'UNB+UNOC:3+A+B+261128:0930+2'", "IA3492", "something stands behind it")]
    [InlineData(Header + "BGM+1'UNT+3+1'", "IA3491", "UNZ is missing")]
    [InlineData(Header + "BGM+1", "IA3491", "not terminated")]
    [InlineData(Header + "bgm+1'UNT+3+1'UNZ+1+1'", "IA3491", "a segment begins with its tag, and 'bgm+1' does not")]
    [InlineData(Header + "BGM+\u0001'UNT+3+1'UNZ+1+1'", "IA3494", "U+0001")]
    public void What_is_wrong_is_told_with_its_place(string edi, string code, string text)
    {
        var fault = EdiConvert.FaultOf(edi);

        Assert.Equal(code, fault.Code);
        Assert.Contains(text, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SE*14*", "SE*15*", "SE counts '15' segments, and there are 14")]
    [InlineData("SE*14*0001", "SE*14*0002", "SE has the reference '0002', and ST has '0001'")]
    [InlineData("GE*1*417", "GE*2*417", "GE counts '2' messages")]
    [InlineData("GE*1*417", "GE*1*418", "GE has the reference '418'")]
    [InlineData("IEA*1*000000417", "IEA*1*000000418", "IEA has the reference")]
    [InlineData("ISA*00*          *", "ISA*00*         *", "ISA02 has to have 10 characters")]
    public void Envelopes_of_X12_are_checked(string right, string wrong, string text)
    {
        var fault = EdiConvert.FaultOf(EdiSamples.PurchaseOrder850.Replace(right, wrong, StringComparison.Ordinal));

        Assert.Contains(text, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_segment_without_place_in_the_grammar_is_refused()
    {
        var fault = EdiConvert.FaultOf(Header + "BGM+220'DTM+137'QTY+21:1'UNT+5+1'UNZ+1+1'", EdiConvert.With(EdiGrammarSamples.Orders));

        Assert.Equal("IA3495", fault.Code);
        Assert.StartsWith("Segment 5 (QTY), line 1", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_without_grammar_is_refused_unless_told_otherwise()
    {
        var options = EdiConvert.With(EdiGrammarSamples.Orders);

        Assert.Contains("None of the grammars is for the message INVOIC D 01B; they are for ORDERS D 96A", EdiConvert.FaultOf(EdiSamples.InvoicD01B, options).Message, StringComparison.Ordinal);
        Assert.Contains("<M_INVOIC>", EdiConvert.ToXml(EdiSamples.InvoicD01B, options with { AllowUnknownMessages = true }), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_standard_than_the_expected_one_is_refused() =>
        Assert.Equal("The body is X12, and EDIFACT is expected.", EdiConvert.FaultOf(EdiSamples.PurchaseOrder850, EdiConvert.Reading(new() { Standard = EdiStandard.Edifact })).Message);

    [Fact]
    public void Envelopes_become_headers()
    {
        var envelope = new Formats.EdiToXml.EdiToXmlConverter(new()).Convert(new MemoryStream(System.Text.Encoding.Latin1.GetBytes(EdiSamples.OrdersD96A)), new System.Buffers.ArrayBufferWriter<byte>(), default);

        var headers = envelope.Headers().ToDictionary(header => header.Key, header => header.Value);
        Assert.Equal(
            ("UN-EDIFACT", "4012345000009", "14", "4098765000010", "ORD0000417", "ORDERS", "D", "96A", "EAN008"),
            (headers["SAP_EDI_Document_Standard"], headers["SAP_EDI_Sender_ID"], headers["SAP_EDI_Sender_ID_Qualifier"], headers["SAP_EDI_Receiver_ID"], headers["SAP_EDI_Interchange_Control_Number"], headers["SAP_EDI_Message_Type"], headers["SAP_EDI_Message_Version"], headers["SAP_EDI_Message_Release"], headers["SAP_EDI_Message_Association_Assign_Code"]));
        Assert.Equal("", headers["SAP_EDI_GS_Sender_ID"]);
    }

    [Fact]
    public void What_is_written_is_accepted_as_XML()
    {
        using var reader = SafeXml.CreateReader(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(EdiConvert.ToXml(EdiSamples.OrdersD96A))));

        while (reader.Read())
        {
            Assert.NotEqual(System.Xml.XmlNodeType.None, reader.NodeType);
        }
    }
}
