using IntegrationActors.Core.MessageLog;
using IntegrationActors.Steps.Tests.Support;

namespace IntegrationActors.Steps.Tests.ValidateXml;

public sealed class ValidateXmlStepTests
{
    private const string Head = "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' targetNamespace='urn:o' xmlns='urn:o' elementFormDefault='qualified'>\n";

    private const string Order = Head + """
        <xs:include schemaLocation="../common/types.xsd"/>
        <xs:import namespace="urn:p" schemaLocation="../p.xsd"/>
        <xs:element name="order">
          <xs:complexType>
            <xs:sequence>
              <xs:element name="id" type="Id"/>
              <xs:element name="amount" type="xs:decimal" maxOccurs="3"/>
              <xs:any namespace="##other" processContents="lax" minOccurs="0"/>
            </xs:sequence>
          </xs:complexType>
        </xs:element>
        </xs:schema>
        """;

    private static readonly Dictionary<string, string> Files = new()
    {
        ["schemas/order.xsd"] = Order,
        ["common/types.xsd"] = Head + "<xs:simpleType name='Id'><xs:restriction base='xs:string'><xs:pattern value='[A-Z]\\d+'/></xs:restriction></xs:simpleType></xs:schema>",
        ["p.xsd"] = "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' targetNamespace='urn:p'><xs:element name='n' type='xs:int'/></xs:schema>",
    };

    [Theory]
    [InlineData("<order xmlns='urn:o'><id>A1</id><amount>1.5</amount></order>")]
    [InlineData("<order xmlns='urn:o'><id>A1</id><amount>1</amount><unknown xmlns='urn:z'/></order>")]
    [InlineData("<order xmlns='urn:o'><id>A1</id><amount>1</amount><n xmlns='urn:p'>5</n></order>")]
    public async Task A_valid_body_goes_on_unchanged(string body)
    {
        var end = await new FlowTest("- validateXml: schemas/order.xsd") { Body = body, Files = Files }.RunAsync();

        Assert.Equal((null, body), (end.Fault?.ToString(), end.Body));
    }

    [Theory]
    [InlineData("<order xmlns='urn:o'>\n <id>a1</id><amount>1</amount></order>", "line 2")]
    [InlineData("<order xmlns='urn:o'><id>A1</id>\n<amount>x</amount></order>", "line 2")]
    [InlineData("<order xmlns='urn:o'><id>A1</id></order>", "amount")]
    [InlineData("<order xmlns='urn:o'><id>A1</id><amount>1</amount><n xmlns='urn:p'>x</n></order>", "line 1, column ")]
    [InlineData("<order><id>A1</id><amount>1</amount></order>", "'order'")]
    [InlineData("<other xmlns='urn:z'/>", "other")]
    [InlineData("no xml", "line 1, column 1: This is not XML")]
    [InlineData("<!DOCTYPE o [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><order xmlns='urn:o'>&e;</order>", "This is not XML that is accepted here")]
    [InlineData("<order xmlns='urn:o' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:schemaLocation='urn:o http://127.0.0.1:9/x.xsd'><id>a</id><amount>1</amount></order>", "line 1")]
    public async Task An_invalid_body_fails_with_its_places(string body, string part)
    {
        var end = await new FlowTest("- validateXml: schemas/order.xsd") { Body = body, Files = Files, Flow = "onError:\n  - set: { body: \"[${body}]\" }" }.RunAsync();

        Assert.Equal(("IA3440", $"[{body}]"), (end.Record.Fault?.Code, end.Body));
        Assert.Contains("not valid against schemas/order.xsd", end.Record.Fault!.Message, StringComparison.Ordinal);
        Assert.Contains(part, end.Record.Fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<order xmlns='urn:o'><id>A1</id><amount>1</amount></order>", null)]
    [InlineData("<order xmlns='urn:o'><id>a</id>\n<amount>x</amount></order>", 2)]
    [InlineData("no xml", 1)]
    public async Task With_preventException_the_flow_goes_on_and_a_property_says_what_is_wrong(string body, int? lines)
    {
        const string Steps = "- set: { properties: { SAP_XmlValidationResult: old } }\n- validateXml: { schema: schemas/order.xsd, preventException: true }";

        var end = await new FlowTest(Steps) { Body = body, Files = Files }.RunAsync();

        Assert.Equal(MessageStatus.Completed, end.Status);
        Assert.Equal(lines, (end.Properties["SAP_XmlValidationResult"] as string)?.Split('\n').Length);
    }

    [Fact]
    public async Task No_more_places_are_looked_for_than_wanted()
    {
        var body = "<order xmlns='urn:o'><id>a</id>" + string.Concat(Enumerable.Repeat("<x/>", 1000)) + "</order>";

        var end = await new FlowTest("- validateXml: { schema: schemas/order.xsd, preventException: true, maxErrors: 1, property: wrong }") { Body = body, Files = Files }.RunAsync();

        Assert.DoesNotContain('\n', (string)end.Properties["wrong"]!);
    }

    [Theory]
    [InlineData("<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'>\n<xs:element name='a' type='nope'/></xs:schema>", "s.xsd(2,")]
    [InlineData("<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'><xs:elemen/></xs:schema>", "s.xsd(1,")]
    [InlineData("no schema", "s.xsd(1,1): error IA1320")]
    [InlineData("<!DOCTYPE x [<!ENTITY e 'x'>]><x/>", "IA1320")]
    [InlineData("<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'><xs:include schemaLocation='http://127.0.0.1:9/x.xsd'/></xs:schema>", "outside of the bundle")]
    [InlineData("<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'><xs:include schemaLocation='file:///etc/passwd'/></xs:schema>", "outside of the bundle")]
    [InlineData("<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'><xs:element name='a'><xs:complexType><xs:sequence><xs:element name='b' maxOccurs='5000'/></xs:sequence></xs:complexType></xs:element></xs:schema>", "less than 5000")]
    [InlineData("<a/>", "IA1320")]
    public void A_mistake_in_the_schema_is_a_finding_with_its_place(string schema, string part)
    {
        var findings = new FlowTest("- validateXml: s.xsd") { Files = new Dictionary<string, string> { ["s.xsd"] = schema } }.Findings();

        Assert.Contains(part, string.Join('\n', findings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_messages_are_validated_at_the_same_time()
    {
        var bodies = Enumerable.Range(0, 200).Select(i => (IsValid: i % 2 == 0, Body: $"<order xmlns='urn:o'><id>{(i % 2 == 0 ? 'A' : 'a')}{i}</id><amount>{i}</amount></order>")).ToArray();
        var validator = Formats.XmlValidation.XmlSchemaValidator.Compile("schemas/order.xsd", path => System.Text.Encoding.UTF8.GetBytes(Files[path]));

        var found = await Task.WhenAll(bodies.Select(b => Task.Run(() => validator.Validate(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(b.Body)), 5, TimeProvider.System, default).Count == 0)));

        Assert.Equal(bodies.Select(b => b.IsValid), found);
    }

    [Fact]
    public void Counted_occurrences_inside_of_each_other_cost_nothing()
    {
        const string Nested = "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'><xs:element name='a'><xs:complexType><xs:sequence maxOccurs='4999'><xs:sequence maxOccurs='4999'><xs:element name='b' minOccurs='4999' maxOccurs='4999'/><xs:element name='c'/></xs:sequence></xs:sequence></xs:complexType></xs:element></xs:schema>";
        var before = GC.GetAllocatedBytesForCurrentThread();

        new FlowTest("- validateXml: s.xsd") { Files = new Dictionary<string, string> { ["s.xsd"] = Nested } }.Findings();

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 200 * 1024 * 1024);
    }
}
