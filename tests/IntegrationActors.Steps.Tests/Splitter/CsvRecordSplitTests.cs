using System.Text;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Steps.Tests.Support;

namespace IntegrationActors.Steps.Tests.Splitter;

/// <summary>Records of CSV as JSON objects.</summary>
public sealed class CsvRecordSplitTests
{
    private const string Table = "id,name,price\n1,\"Müller, \"\"Söhne\"\"\",2.50\n\n2,,3\n";

    [Fact]
    public async Task Each_record_is_an_object_with_the_names_of_the_header()
    {
        var end = await Split("csv: { as: json }", Table, "").RunAsync();

        Assert.Equal(["""{"id":"1","name":"Müller, \"Söhne\"","price":"2.50"}""", """{"id":"2","name":"","price":"3"}"""], end.Sent);
    }

    [Fact]
    public async Task Records_that_go_together_are_an_array()
    {
        var end = await Split("csv: { as: json }\n    grouping: \"2\"", "a\n1\n2\n3\n", "").RunAsync();

        Assert.Equal(["""[{"a":"1"},{"a":"2"}]""", """[{"a":"3"}]"""], end.Sent);
    }

    [Fact]
    public async Task Expressions_and_mappings_see_the_same_of_a_record()
    {
        var end = await Split("csv: { as: json }", Table, """
            - set: { properties: { id: { jsonpath: $.id } } }
            - map:
                fields:
                  id: $.id
                  same: property('id') = $.id
                  name: upper(.name)
                  none: $.none
                  total: $.price * 2
                  count: count($.id)
            """).RunAsync();

        Assert.Equal(
            [
                """{"id":"1","same":true,"name":"MÜLLER, \"SÖHNE\"","total":5.00,"count":1}""",
                """{"id":"2","same":true,"name":"","total":6,"count":1}""",
            ],
            end.Sent);
    }

    [Fact]
    public async Task A_record_of_another_encoding_becomes_text()
    {
        var end = await (Split("csv: { as: json }", "a\nMüller\n", "") with { Encoding = Encoding.Latin1 }).RunAsync();

        Assert.Equal(["""{"a":"Müller"}"""], end.Sent);
    }

    [Theory]
    [InlineData("a,b\n1\n", "IA3403")]
    [InlineData("a,a\n1,2\n", "IA3404")]
    [InlineData("a\n\"1\n", "IA3401")]
    public async Task What_can_not_be_an_object_fails_the_step(string table, string code)
    {
        var end = await Split("csv: { as: json }", table, "").RunAsync();

        Assert.Equal((MessageStatus.Failed, code), (end.Status, end.Fault?.Code));
    }

    [Fact]
    public void Names_come_from_the_header() =>
        Assert.Contains(Split("csv: { as: json, header: false }", "", "").Findings(), finding => finding.Contains("'as: json' takes the names of fields from the header line"));

    private static FlowTest Split(string way, string body, string steps) => new(
        $$"""
        - splitter:
            {{way}}
            steps:
              {{steps.Replace("\n", "\n      ")}}
              - call: { stub: {} }
        """)
    {
        Body = body,
    };
}
