using System.Diagnostics;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Steps.Tests.Support;

namespace IntegrationActors.Steps.Tests.Map;

public sealed class MapStepTests
{
    private const string Order = """
        {"id":4711,"ordered":"20260131","customer":{"first":"Ada","last":"Lovelace","country":"D"},"note":null,"tags":["a","b","a"],
        "lines":[{"sku":"A-1","qty":2,"price":1.25},{"sku":"B-2","qty":0,"price":9},{"sku":"C-3","qty":1,"price":0.335,"parts":[{"n":1},{"n":2}]}]}
        """;

    private const string XmlOrder = """
        <order id="7" xmlns:x="urn:x"><customer><name>Ada &amp; Co</name></customer><line sku="A" qty="2" price="1.5"><n>1</n></line><line sku="B" qty="1" price="4"/><x:note>hi</x:note></order>
        """;

    [Fact]
    public async Task Fields_nest_and_values_keep_their_type()
    {
        Assert.Equal(
            """{"number":4711,"active":true,"customer":{"name":"Ada Lovelace","address":{"country":"D"}},"note":null,"source":"web","raw":["a","b","a"]}""",
            await Map(
                """
                number: $.id
                active: $.id = 4711
                customer:
                  name: concat($.customer.first, ' ', $.customer.last)
                  address: { country: $.customer.country }
                note: $.note
                missing: $.nothing
                source: { $constant: web }
                raw: $.tags
                """));
    }

    [Fact]
    public async Task Loops_repeat_an_item_where_its_condition_holds()
    {
        Assert.Equal(
            """{"items":[{"sku":"A-1","row":1,"amount":2.50},{"sku":"C-3","row":3,"amount":0.34}],"skus":["first","A-1","B-2","C-3"]}""",
            await Map(
                """
                items:
                  - $each: $.lines[*]
                    $when: .qty > 0
                    sku: .sku
                    row: position()
                    amount: round(.qty * .price, 2)
                skus:
                  - "'first'"
                  - { $each: "$.lines[*]", $value: .sku }
                """));
    }

    [Fact]
    public async Task Inner_loops_see_the_items_of_outer_ones_by_name()
    {
        Assert.Equal(
            """{"parts":[[],[],[{"of":"C-3","n":1,"id":4711},{"of":"C-3","n":2,"id":4711}]]}""",
            await Map(
                """
                parts:
                  $each: $.lines[*]
                  $as: line
                  $value:
                    - $each: .parts[*]
                      of: $line.sku
                      n: "@.n"
                      id: $.id
                """));
    }

    [Fact]
    public async Task A_single_value_is_a_list_of_one_for_a_loop()
    {
        Assert.Equal("""{"a":[{"c":"D"}]}""", await Map("a: { $each: $.customer, c: .country }"));
    }

    [Fact]
    public async Task Parts_that_do_not_apply_are_left_out()
    {
        Assert.Equal("""{"b":{"x":1}}""", await Map("a: { $when: \"$.id = 1\", x: \"1\" }\nb: { $when: \"$.id > 1\", x: \"1\" }"));
    }

    [Fact]
    public async Task XML_is_mapped_to_JSON()
    {
        Assert.Equal(
            """{"id":"7","name":"Ada & Co","note":"hi","total":7.0,"lines":[{"sku":"A","n":1},{"sku":"B"}],"skus":["A","B"]}""",
            await Map(
                """
                id: /order/@id
                name: /order/customer/name
                note: /order/x:note
                total: sum(/order/line/@qty) + 4.0
                lines:
                  - $each: /order/line
                    sku: ./@sku
                    n: number(./n)
                skus: /order/line/@sku
                """,
                XmlOrder));
    }

    [Fact]
    public async Task XML_is_mapped_to_XML_with_attributes_texts_and_namespaces()
    {
        Assert.Equal(
            """<?xml version="1.0" encoding="utf-8"?><x:Invoice no="7" xmlns:x="urn:x"><Customer>Ada &amp; Co</Customer><Item sku="A">3.0</Item><Item sku="B">4</Item><Sku>A</Sku><Sku>B</Sku><x:Empty /></x:Invoice>""",
            await Map(
                """
                x:Invoice:
                  Customer: /order/customer/name
                  "@no": /order/@id
                  Item:
                    - $each: /order/line
                      $as: line
                      $value: ./@qty * $line/@price
                      "@sku": "@sku"
                  Sku: /order/line/@sku
                  Nothing: /order/none
                  x:Empty:
                """,
                XmlOrder,
                "to: xml, "));
    }

    [Fact]
    public async Task JSON_is_mapped_to_XML_and_the_content_type_follows()
    {
        var end = await Test("Order: { Tag: \"$.tags[*]\", Flag: \"$.id > 1\" }", Order, "to: xml, ").RunAsync();

        Assert.Equal("""<?xml version="1.0" encoding="utf-8"?><Order><Tag>a</Tag><Tag>b</Tag><Tag>a</Tag><Flag>true</Flag></Order>""", end.Body);
        Assert.Equal("application/xml", end.Headers["Content-Type"]);
    }

    [Fact]
    public async Task A_list_at_the_top_is_a_JSON_array_and_keys_with_two_dollars_are_fields()
    {
        Assert.Equal("""[{"$id":1}]""", (await new FlowTest("- map: { fields: [ { $$id: \"1\" } ] }") { Body = "{}" }.RunAsync()).Body);
    }

    [Theory]
    [InlineData("a: web", "test.flow.yaml(7,12): error IA1334: unknown name 'web': a text stands in quotes")]
    [InlineData("a: uper('x')", "test.flow.yaml(7,12): error IA1334: unknown function 'uper' (did you mean 'upper'?)")]
    [InlineData("a: upper('x', 'y')", "test.flow.yaml(7,12): error IA1334: upper takes one argument, not 2; write: upper(.code)")]
    [InlineData("a: upper('x'", "test.flow.yaml(7,21): error IA1334: ')' is missing at the end")]
    [InlineData("a: 1 +", "error IA1334: a value is expected here")]
    [InlineData("a: 'x' 'y'", "error IA10")]
    [InlineData("a: $.a $.b", "test.flow.yaml(7,16): error IA1334: '$.b' is not expected here")]
    [InlineData("a: $.a[", "error IA1303: ")]
    [InlineData("a: /order[", "error IA1304: ")]
    [InlineData("a: concat($.a, /b)", "test.flow.yaml(7,24): error IA1334: this is XML, and another path of this mapping is JSON")]
    [InlineData("a: $line.x", "test.flow.yaml(7,12): error IA1334: unknown name '$line'")]
    [InlineData("a: { $eech: $.x, b: \"1\" }", "test.flow.yaml(7,14): error IA1334: unknown key '$eech' (did you mean '$each'?)")]
    [InlineData("a: { $as: x, b: \"1\" }", "'$as' gives a loop its name")]
    [InlineData("a: { $when: \"true\" }", "there is nothing to write here")]
    [InlineData("a: { $each: [], b: \"1\" }", "'$each' takes an expression")]
    [InlineData("a: lookup('d', .x)", "unknown value mapping 'd' (did you mean 'c'?)")]
    [InlineData("a: lookup(.x, .x)", "lookup takes a text in quotes here")]
    [InlineData("a: date(.x, 'qq')", "error IA1334: ")]
    [InlineData("a: ${param.none}", "IA1204: unknown parameter 'none'")]
    public void A_mistake_is_a_finding_with_its_place(string fields, string expected)
    {
        var test = Test(fields, options: "valueMaps: { c: c.csv }, ") with { Flow = "" };

        Assert.Contains(expected, test.Findings()[0]);
    }

    [Theory]
    [InlineData("a: \"1\"\nb: \"2\"", "XML has one element at the top")]
    [InlineData("\"1a\": \"1\"", "'1a' can't be a name in XML")]
    [InlineData("y:a: \"1\"", "unknown prefix 'y' (did you mean 'x'?)")]
    [InlineData("a: { \"@b\": [ \"1\" ] }", "an attribute has one value")]
    [InlineData("a: { $each: \"$.x\", b: \"1\" }", "the root element stands once")]
    public void A_mistake_in_an_XML_target_is_a_finding(string fields, string expected)
    {
        Assert.Contains(expected, Test(fields, options: "to: xml, ").Findings()[0]);
    }

    [Fact]
    public void All_mistakes_come_at_once()
    {
        Assert.Equal(3, Test("a: web\nb: { c: x( }\nd: $y").Findings().Count);
    }

    [Theory]
    [InlineData("a: number('x')", "IA3481", "test.flow.yaml(7,19): 'x' is no number.")]
    [InlineData("a: 1 / 0", "IA3481", "test.flow.yaml(7,14): something is divided by zero.")]
    [InlineData("a: required($.none)", "IA3482", "test.flow.yaml(7,12): a required value is missing.")]
    [InlineData("a: required($.none, 'no id')", "IA3482", "test.flow.yaml(7,12): no id.")]
    [InlineData("a: date('31.1.', 'yyyy')", "IA3481", "'31.1.' is no date of ISO 8601")]
    public async Task A_message_that_does_not_fit_fails_and_keeps_its_body(string fields, string code, string message)
    {
        var end = await Test(fields, Order).RunAsync();

        Assert.Equal((MessageStatus.Failed, code, Order), (end.Status, end.Fault?.Code, end.Body));
        Assert.Contains(message, end.Fault?.Message);
    }

    [Theory]
    [InlineData("no JSON", "IA3011")]
    [InlineData("", "IA3011")]
    public async Task A_body_in_another_format_fails(string body, string code)
    {
        Assert.Equal(code, (await Test("a: $.x", body).RunAsync()).Fault?.Code);
    }

    [Theory]
    [InlineData("""{"x":"\u0001"}""", "A value can't stand in XML")]
    [InlineData("""{"x":{"y":1}}""", "A JSON object can't be the text")]
    [InlineData("""{"y":1}""", "The mapping made no root element")]
    public async Task What_XML_cant_hold_fails(string body, string message)
    {
        var end = await Test("a: $.x", body, "to: xml, ").RunAsync();

        Assert.Equal("IA3484", end.Fault?.Code);
        Assert.Contains(message, end.Fault?.Message);
    }

    [Fact]
    public async Task Loops_that_multiply_are_stopped()
    {
        var time = Stopwatch.StartNew();

        var end = await Test(
            "a:\n  - $each: $[*]\n    $value:\n      - { $each: \"$[*]\", $value: \"'x'\" }",
            $"[{string.Join(',', Enumerable.Repeat("1", 20_000))}]").RunAsync();

        Assert.Equal("IA3483", end.Fault?.Code);
        Assert.InRange(time.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Many_rows_are_mapped_into_a_spooled_body()
    {
        var end = await Test("a:\n  $each: $[*]\n  n: .\n  s: padLeft(., 20, '0')", $"[{string.Join(',', Enumerable.Range(0, 50_000))}]").RunAsync();

        Assert.Equal(MessageStatus.Completed, end.Status);
        Assert.EndsWith("""{"n":49999,"s":"00000000000000049999"}]}""", end.Body);
    }

    private static async Task<string> Map(string fields, string body = Order, string options = "")
    {
        var end = await Test(fields, body, options).RunAsync();
        Assert.Null(end.Fault);
        return end.Body;
    }

    // The first field stands in line 7 of the flow, column 9.
    private static FlowTest Test(string fields, string body = "{}", string options = "") => new(
        $"- map:\n{string.Concat(options.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(o => $"    {o}\n"))}{(options.Length == 0 ? "    name: map\n" : "")}    fields:\n      {fields.Replace("\n", "\n      ")}")
    {
        Body = body,
        Flow = "namespaces: { x: \"urn:x\" }",
        Files = new Dictionary<string, string> { ["c.csv"] = "shop,erp\nD,Germany\n" },
    };
}
