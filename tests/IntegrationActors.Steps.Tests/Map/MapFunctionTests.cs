using System.Text.Json;
using IntegrationActors.Steps.Tests.Support;

namespace IntegrationActors.Steps.Tests.Map;

/// <summary>What stands in the fields of a mapping.</summary>
public sealed class MapFunctionTests
{
    private const string Order = """
        {"id":4711,"ordered":"20260131","customer":{"first":"Ada","last":"Lovelace","country":"D"},"note":null,"tags":["a","b","a"],
        "lines":[{"sku":"A-1","qty":2,"price":1.25},{"sku":"B-2","qty":0,"price":9},{"sku":"C-3","qty":1,"price":0.335,"parts":[{"n":1},{"n":2}]}]}
        """;

    [Theory]
    [InlineData("upper('ab')", "\"AB\"")]
    [InlineData("lower($.customer.first)", "\"ada\"")]
    [InlineData("trim('  a ')", "\"a\"")]
    [InlineData("length($.customer.first)", "3")]
    [InlineData("substring('abcdef', 2)", "\"cdef\"")]
    [InlineData("substring('abcdef', 2, 2)", "\"cd\"")]
    [InlineData("substring('ab', 5, 2)", "\"\"")]
    [InlineData("before($.lines[0].sku, '-')", "\"A\"")]
    [InlineData("after($.lines[0].sku, '-')", "\"1\"")]
    [InlineData("replace('a b c', ' ', '')", "\"abc\"")]
    [InlineData("contains('abc', 'b')", "true")]
    [InlineData("startsWith('abc', 'b') or endsWith('abc', 'c')", "true")]
    [InlineData("padLeft($.id, 6, '0')", "\"004711\"")]
    [InlineData("padRight('a', 3)", "\"a  \"")]
    [InlineData("split('a,b', ',')", """["a","b"]""")]
    [InlineData("join($.tags[*], '+')", "\"a\\u002Ba\"")]
    [InlineData("number('1.50')", "1.50")]
    [InlineData("round(2.5)", "3")]
    [InlineData("floor(2.9) + ceiling(2.1) - abs(-1)", "4")]
    [InlineData("formatNumber(1234.5, '#,##0.00')", "\"1,234.50\"")]
    [InlineData("1 + 2 * 3 - 4 / 2", "5")]
    [InlineData("(1 + 2) * -3 % 4", "-1")]
    [InlineData("0.1 + 0.2", "0.3")]
    [InlineData("count($.lines[*])", "3")]
    [InlineData("count($.nothing)", "0")]
    [InlineData("sum($.lines[*].qty)", "3")]
    [InlineData("avg($.lines[*].qty)", "1")]
    [InlineData("sum($.lines[*], .qty * .price)", "2.835")]
    [InlineData("sum($.lines[*], .qty * sum(.parts[*], .n + position()))", "6")]
    [InlineData("round(avg($.lines[*], .qty * 2) + min($.lines[*], .price) + max($.lines, .qty), 3)", "4.335")]
    [InlineData("sum($.nothing, .x)", "0")]
    [InlineData("min($.lines[*], .nothing)", null)]
    [InlineData("$.lines[0].qty * $.nothing", null)]
    [InlineData("min($.lines[*].price)", "0.335")]
    [InlineData("max($.lines[*].price)", "9")]
    [InlineData("first($.lines[*].sku)", "\"A-1\"")]
    [InlineData("last($.tags)", "\"a\"")]
    [InlineData("distinct($.tags)", """["a","b"]""")]
    [InlineData("sort(list(3, 1, 2))", "[1,2,3]")]
    [InlineData("if($.id > 1, 'yes', 'no')", "\"yes\"")]
    [InlineData("if($.note, 1)", null)]
    [InlineData("default($.nothing, $.note, 'x')", "\"x\"")]
    [InlineData("exists($.note)", "true")]
    [InlineData("exists($.nothing)", "false")]
    [InlineData("isEmpty($.note)", "true")]
    [InlineData("text($.id)", "\"4711\"")]
    [InlineData("boolean('false')", "false")]
    [InlineData("not ($.id = 1) and $.id >= 4711 and $.id <= 4711 and $.id != 5", "true")]
    [InlineData("'5' = 5", "true")]
    [InlineData("'it''s' = \"it's\"", "true")]
    [InlineData("header('x-in')", "\"in\"")]
    [InlineData("${header.X-In}!", "\"in!\"")]
    [InlineData("property('n') + 1", "4712")]
    [InlineData("date($.ordered, 'yyyyMMdd', 'dd.MM.yyyy')", "\"31.01.2026\"")]
    [InlineData("date('2026-01-31T10:00:00+02:00', 'yyyy-MM-dd HH:mm')", "\"2026-01-31 10:00\"")]
    [InlineData("addDays('2026-01-31', 1)", "\"2026-02-01\"")]
    [InlineData("lookup('c', $.customer.country)", "\"Germany\"")]
    [InlineData("lookup('c', 'Germany', 'erp', 'shop')", "\"D\"")]
    [InlineData("lookup('c', 'X')", null)]
    [InlineData("upper($.nothing)", null)]
    [InlineData("$.nothing + 1", null)]
    [InlineData("$..n", "[1,2]")]
    [InlineData("$.lines[?@.qty > 1].sku", """["A-1"]""")]
    [InlineData("$['customer']['first']", "\"Ada\"")]
    public async Task Functions_and_operators_calculate(string expression, string? expected)
    {
        var test = new FlowTest($$"""
            - set: { properties: { n: { jsonpath: $.id } } }
            - map:
                valueMaps: { c: c.csv }
                fields: { v: {{JsonSerializer.Serialize(expression)}} }
            """)
        {
            Body = Order,
            Headers = new Dictionary<string, string> { ["X-In"] = "in" },
            Files = new Dictionary<string, string> { ["c.csv"] = "shop,erp\nD,Germany\n" },
        };

        var end = await test.RunAsync();

        Assert.Equal(expected is null ? "{}" : $$"""{"v":{{expected.Replace("\\u002Ba", "+b+a")}}}""", end.Body);
    }
}
