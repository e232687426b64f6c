using IntegrationActors.Core.Exchanges;
using IntegrationActors.Formats.XmlToEdi;

namespace IntegrationActors.Formats.Tests.Edi;

public sealed class XmlToEdiTests
{
    private const string Unb = "<S_UNB><C_S001><D_0001>UNOC</D_0001><D_0002>3</D_0002></C_S001><C_S002><D_0004>A</D_0004></C_S002><C_S003><D_0010>B</D_0010></C_S003><D_0020>7</D_0020></S_UNB>";

    private const string Unh = "<S_UNH><D_0062>1</D_0062><C_S009><D_0065>ORDERS</D_0065></C_S009></S_UNH>";

    [Fact]
    public void Trailers_are_made_whatever_the_XML_says()
    {
        var edi = EdiConvert.FromXml($"<Interchange>{Unb}<M_ORDERS>{Unh}<S_BGM><E_01>220</E_01></S_BGM><S_UNT><D_0074>99</D_0074></S_UNT></M_ORDERS><M_ORDERS>{Unh}</M_ORDERS></Interchange>");

        Assert.Equal("UNB+UNOC:3+A+B++7'UNH+1+ORDERS'BGM+220'UNT+3+1'UNH+1+ORDERS'UNT+2+1'UNZ+2+7'", edi);
    }

    [Fact]
    public void Prefixes_indentation_and_the_order_of_elements_make_no_difference()
    {
        var edi = EdiConvert.FromXml($"""
            <ns0:Interchange xmlns:ns0="urn:example">
              {Unb}
              <M_ORDERS>
                {Unh}
                <G_SG1>
                  <S_RFF>
                    <E_03>c</E_03>
                    <E_01>
                      <E_01_02>b</E_01_02>
                      <E_01_01>a</E_01_01>
                    </E_01>
                  </S_RFF>
                </G_SG1>
              </M_ORDERS>
            </ns0:Interchange>
            """);

        Assert.Equal("UNB+UNOC:3+A+B++7'UNH+1+ORDERS'RFF+a:b++c'UNT+3+1'UNZ+1+7'", edi);
    }

    [Fact]
    public void Separators_in_values_are_released_and_chosen_separators_are_told_in_UNA()
    {
        var xml = $"<Interchange>{Unb}<M_ORDERS>{Unh}<S_FTX><E_01>a+b:c'd?e|f</E_01></S_FTX></M_ORDERS></Interchange>";

        Assert.Contains("FTX+a?+b?:c?'d??e|f'", EdiConvert.FromXml(xml), StringComparison.Ordinal);
        Assert.Equal("UNA:|.? ~\r\nUNB|UNOC:3|A|B||7~\r\nUNH|1|ORDERS~\r\nFTX|a+b?:c'd??e?|f~\r\nUNT|3|1~\r\nUNZ|1|7~\r\n", EdiConvert.FromXml(xml, new() { Separators = ":|.? ~", LineBreak = "\r\n" }));
    }

    [Fact]
    public void ISA_is_filled_up()
    {
        var edi = EdiConvert.FromXml("<Interchange><S_ISA><D_I01>00</D_I01><D_I03>00</D_I03><D_I05_1>ZZ</D_I05_1><D_I06>ME</D_I06><D_I05_2>ZZ</D_I05_2><D_I07>YOU</D_I07><D_I08>261128</D_I08><D_I09>0930</D_I09><D_I11>00501</D_I11><D_I12>42</D_I12><D_I13>0</D_I13><D_I14>P</D_I14></S_ISA></Interchange>");

        Assert.Equal("ISA*00*          *00*          *ZZ*ME             *ZZ*YOU            *261128*0930*^*00501*000000042*0*P*:~IEA*0*000000042~", edi);
    }

    [Fact]
    public void The_caller_is_asked_for_references()
    {
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        var xml = EdiConvert.ToXml(EdiSamples.DesadvWithGroup);
        using var conversion = new XmlToEdiConverter(new() { Numbers = EdiNumbers.Interchange | EdiNumbers.Group | EdiNumbers.Message })
            .Begin(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(xml)), output, default);
        var number = 100;

        while (conversion.Run() != EdiNumbers.None)
        {
            conversion.Supply($"{number++}");
        }

        var edi = System.Text.Encoding.ASCII.GetString(output.WrittenSpan);
        Assert.Contains("+100'UNG+DESADV+SUPPLIER+BUYER+261202:0800+101+UN+D:96A'UNH+102+", edi, StringComparison.Ordinal);
        Assert.EndsWith("UNT+5+103'UNE+2+101'UNZ+1+100'", edi, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no xml", "IA3496", "not XML that is accepted")]
    [InlineData("<!DOCTYPE a><a/>", "IA3496", "not XML that is accepted")]
    [InlineData("<orders/>", "IA3496", "the root element is 'orders', and Interchange is expected")]
    [InlineData("<Interchange/>", "IA3496", "neither S_UNB nor S_ISA")]
    [InlineData("<Interchange><S_BGM/></Interchange>", "IA3496", "begins with S_BGM")]
    [InlineData("<Interchange>x</Interchange>", "IA3496", "the text 'x' can't stand here")]
    [InlineData("<Interchange><S_UNB><D_9999>1</D_9999></S_UNB></Interchange>", "IA3496", "column 22 of the XML: 'D_9999' is no element of UNB")]
    [InlineData("<Interchange>" + Unb + "<M_ORDERS><S_BGM/></M_ORDERS></Interchange>", "IA3496", "a message begins with S_UNH")]
    [InlineData("<Interchange>" + Unb + "<M_ORDERS/></Interchange>", "IA3496", "the message has no S_UNH")]
    [InlineData("<Interchange>" + Unb + "<M_ORDERS>" + Unh + "<S_NAD><D_3035>BY</D_3035></S_NAD></M_ORDERS></Interchange>", "IA3496", "'D_3035' is no element of NAD")]
    [InlineData("<Interchange>" + Unb + "<M_ORDERS>" + Unh + "<S_NAD><E_01>a</E_01><E_01>b</E_01></S_NAD></M_ORDERS></Interchange>", "IA3497", "no repetition separator")]
    [InlineData("<Interchange>" + Unb + "<M_ORDERS>" + Unh + "<S_NAD><E_01>Ł</E_01></S_NAD></M_ORDERS></Interchange>", "IA3497", "a character that iso-8859-1 has not")]
    [InlineData("<Interchange><S_UNB><C_S001><D_0001>UNOC</D_0001></C_S001></S_UNB></Interchange>", "IA3497", "the reference, is empty")]
    [InlineData("<Interchange separators='+++'>" + Unb + "</Interchange>", "IA3496", "separators")]
    public void XML_of_another_form_is_refused(string xml, string code, string text)
    {
        var fault = Assert.Throws<FaultException>(() => EdiConvert.FromXml(xml)).Fault;

        Assert.Equal(code, fault.Code);
        Assert.Contains(text, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_separator_in_a_value_of_X12_is_refused()
    {
        var xml = EdiConvert.ToXml(EdiSamples.PurchaseOrder850).Replace("Springfield", "Spring*field", StringComparison.Ordinal);

        var fault = Assert.Throws<FaultException>(() => EdiConvert.FromXml(xml)).Fault;

        Assert.Equal("'Spring*field' in element 1 of N4 can't be written: it holds '*', which is a separator, and there is no release character.", fault.Message);
    }
}
