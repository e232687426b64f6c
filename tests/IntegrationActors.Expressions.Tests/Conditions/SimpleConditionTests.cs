using System.Text.Json;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Expressions.Tests.Conditions;

public sealed class SimpleConditionTests
{
    [Theory]
    [InlineData("${header.region} = 'EU'", true)]
    [InlineData("${header.region} == \"EU\"", true)]
    [InlineData("${header.region} = 'eu'", false)]
    [InlineData("${header.region} != 'US'", true)]
    [InlineData("'EU' = ${header.region}", true)]
    [InlineData("${header.region}='EU'", true)]
    [InlineData("${header.amount} > 9", true)]
    [InlineData("${header.amount} > '9'", true)]
    [InlineData("${header.amount} = 10", true)]
    [InlineData("${header.amount} = 10.0", true)]
    [InlineData("${header.amount} = '10.0'", false)]
    [InlineData("${header.amount} >= 10 and ${header.amount} <= 10", true)]
    [InlineData("${header.amount} < 10", false)]
    [InlineData("${header.code} = '7'", false)]
    [InlineData("${header.code} = 7", true)]
    [InlineData("${header.region} > 'A'", true)]
    [InlineData("${header.region} > 5", true)]
    [InlineData("${header.region} = 5", false)]
    [InlineData("${property.total} > ${param.limit}", true)]
    [InlineData("${property.total} = 250.5", true)]
    [InlineData("${property.total} = '250.50'", true)]
    [InlineData("${property.count} = 3", true)]
    [InlineData("${property.huge} > 1e300", true)]
    [InlineData("${property.flag} = true", true)]
    [InlineData("${property.flag} = 'TRUE'", true)]
    [InlineData("${property.flag} = 1", false)]
    [InlineData("${property.flag}", true)]
    [InlineData("${header.no}", false)]
    [InlineData("${header.region}", true)]
    [InlineData("${header.empty}", false)]
    [InlineData("${header.missing}", false)]
    [InlineData("not ${header.missing}", true)]
    [InlineData("!${property.flag}", false)]
    [InlineData("not not ${property.flag}", true)]
    [InlineData("${header.missing} = null", true)]
    [InlineData("${header.region} = null", false)]
    [InlineData("${header.region} != null", true)]
    [InlineData("${header.empty} = null", false)]
    [InlineData("${header.empty} != null", true)]
    [InlineData("null = ${header.missing}", true)]
    [InlineData("null = null", true)]
    [InlineData("null != ''", true)]
    [InlineData("${property.jsonNull} = null", true)]
    [InlineData("${property.jsonNull} = ''", true)]
    [InlineData("${header.missing} = ''", true)]
    [InlineData("${property.missing} = ''", true)]
    [InlineData("${header.empty} = ''", true)]
    [InlineData("${header.region} = ''", false)]
    [InlineData("'' = ${header.missing}", true)]
    [InlineData("${header.missing} = ${property.missing}", true)]
    [InlineData("${header.missing} = ${header.empty}", true)]
    [InlineData("${header.missing} != ''", false)]
    [InlineData("${header.region} != ''", true)]
    [InlineData("${header.missing} = 0", false)]
    [InlineData("${header.missing} = false", false)]
    [InlineData("${header.missing} = 'x'", false)]
    [InlineData("${header.missing} != 'x'", true)]
    [InlineData("${header.missing} < 5", false)]
    [InlineData("${header.missing} >= 5", false)]
    [InlineData("${header.missing} < 'x'", false)]
    [InlineData("${header.missing} <= ''", false)]
    [InlineData("5 > ${header.missing}", false)]
    [InlineData("${header.empty} < 5", false)]
    [InlineData("not (${header.missing} >= 5)", true)]
    [InlineData("${header.missing} < null", false)]
    [InlineData("${header.region} contains 'E'", true)]
    [InlineData("${header.region} not contains 'E'", false)]
    [InlineData("${header.missing} contains ''", true)]
    [InlineData("${header.missing} contains 'x'", false)]
    [InlineData("${header.missing} not contains 'x'", true)]
    [InlineData("${header.region} contains ${header.missing}", true)]
    [InlineData("${header.missing} startsWith 'x'", false)]
    [InlineData("${header.missing} endsWith ''", true)]
    [InlineData("${header.region} startsWith 'E'", true)]
    [InlineData("${header.region} endsWith 'E'", false)]
    [InlineData("${header.region} not endsWith 'E'", true)]
    [InlineData("${header.region} in 'US, EU'", true)]
    [InlineData("${header.region} in ('US', 'EU')", true)]
    [InlineData("${header.region} not in 'US,JP'", true)]
    [InlineData("${header.region} in ${property.regions}", true)]
    [InlineData("${header.missing} in 'US,EU'", false)]
    [InlineData("${header.missing} not in 'US,EU'", true)]
    [InlineData("${header.missing} in 'US,,EU'", true)]
    [InlineData("${header.missing} in ('', 'EU')", true)]
    [InlineData("${header.missing} in ('EU', null)", true)]
    [InlineData("${header.empty} in ('EU', null)", false)]
    [InlineData("${header.missing} in (null)", true)]
    [InlineData("${header.region} in ${property.missing}", false)]
    [InlineData("${header.missing} in ${property.missing}", false)]
    [InlineData("${header.empty} in ''", false)]
    [InlineData("${property.count} in (1, 2, 3)", true)]
    [InlineData("${property.count} in '1,2,3'", true)]
    [InlineData("${header.region} in (${header.other}, null)", false)]
    [InlineData("${header.region} regex 'E.'", true)]
    [InlineData("${header.region} regex 'E'", false)]
    [InlineData("${header.region} not regex '[a-z]+'", true)]
    [InlineData("${header.region} regex '(?i)eu'", true)]
    [InlineData("${header.amount} regex '\\d+'", true)]
    [InlineData("${header.amount} regex '(?=1)\\d+'", true)]
    [InlineData("${header.missing} regex '.*'", true)]
    [InlineData("${header.missing} regex '.+'", false)]
    [InlineData("${header.missing} not regex '.+'", true)]
    [InlineData("${header.quoted} = 'it\\'s'", true)]
    [InlineData("${header.region} = '${header.region}'", true)]
    [InlineData("'${header.region}-${header.amount}' = 'EU-10'", true)]
    [InlineData("${body} contains 'needle'", true)]
    [InlineData("true", true)]
    [InlineData("false or true", true)]
    [InlineData("true or true and false", true)]
    [InlineData("(true or true) and false", false)]
    [InlineData("not true or true", true)]
    [InlineData("not (true or true)", false)]
    [InlineData("true && !false || false", true)]
    [InlineData("( ( ${header.region} = 'EU' ) )", true)]
    [InlineData("${header.region} = 'EU' and\n  ${header.amount} = '10'", true)]
    [InlineData("-5 < +3", true)]
    [InlineData("${header.region} = 'a and b' or ${header.amount} > 1", true)]
    public async Task Holds_or_not_as_compared(string condition, bool expected)
    {
        var exchange = Exchanges.With(
            "hay needle hay",
            [("region", "EU"), ("amount", "10"), ("code", "007"), ("empty", ""), ("no", "false"), ("quoted", "it's")],
            [("total", 250.50m), ("count", 3L), ("flag", true), ("huge", 2e300), ("regions", "US,EU"), ("jsonNull", JsonDocument.Parse("null").RootElement)]);

        Assert.Equal(expected, await Exchanges.CompileCondition(condition).HoldsAsync(exchange, default));
    }

    [Theory]
    [InlineData("", 0, "a value is needed here, not the end")]
    [InlineData("${header.x} =", 13, "a value is needed here, not the end")]
    [InlineData("${header.x} = EU", 14, "write texts in quotes: 'EU'")]
    [InlineData("${header.x} = 'EU", 14, "the text isn't closed")]
    [InlineData("${header.x} equals 'EU'", 12, "'equals' is no operator")]
    [InlineData("${header.x} contain 'EU'", 12, "(did you mean 'contains'?)")]
    [InlineData("${header.x} is null", 12, "write '= null' or '!= null'")]
    [InlineData("${header.x} =~ 'eu'", 12, "'=~' is not available")]
    [InlineData("${header.x} <> 'eu'", 12, "write '!=' for not equal")]
    [InlineData("'EU'", 0, "a literal alone is no condition")]
    [InlineData("${param.limit}", 0, "a literal alone is no condition")]
    [InlineData("(${header.x} = 'EU'", 19, "')' is missing")]
    [InlineData("${header.x} = 'EU')", 18, "')' is not expected here")]
    [InlineData("${header.x} = 'EU' ${header.y} = 'A'", 19, "is not expected here; join comparisons")]
    [InlineData("${header.x} in ('a' 'b')", 20, "',' or ')' is needed here")]
    [InlineData("${header.x} regex '(a'", 21, "no regular expression")]
    [InlineData("${header.x} regex ${header.y}", 18, "a pattern in quotes is needed")]
    [InlineData("${hedaer.x} = 'EU'", 2, "did you mean 'header'")]
    [InlineData("${header.x} = '${hedaer.x}'", 17, "did you mean 'header'")]
    [InlineData("${header.x} = 'EU' and", 22, "a value is needed here")]
    [InlineData("${sysenv.PATH} = 'x'", 2, "no access to the system")]
    public void Says_where_and_what_to_write(string condition, int offset, string message)
    {
        var (place, finding) = Exchanges.Mistake(() => Exchanges.CompileCondition(condition));

        Assert.Contains(message, finding.Message, StringComparison.Ordinal);
        Assert.Equal(offset, place);
    }

    [Fact]
    public void Fails_and_does_not_hang_when_a_regex_needs_backtracking_without_end()
    {
        var condition = Exchanges.CompileCondition("${header.x} regex '(?=a)(a+)+$'");
        var exchange = Exchanges.With(headers: [("x", new string('a', 40) + "!")]);

        var fault = Assert.Throws<FaultException>(() => condition.Holds(exchange)).Fault;

        Assert.Equal("IA3015", fault.Code);
        Assert.Contains("(a+)+", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Matches_catastrophic_patterns_in_linear_time_when_they_need_no_backtracking() =>
        Assert.False(Exchanges.CompileCondition("${header.x} regex '(a+)+$'").Holds(Exchanges.With(headers: [("x", new string('a', 100_000) + "!")])));

    [Theory]
    [InlineData("${body} = 'x' or true", true)]
    [InlineData("${header.x} in ('a', '${body}')", true)]
    [InlineData("not (${body} regex 'x')", true)]
    [InlineData("${header.x} = 'x' and ${property.y}", false)]
    public void Knows_whether_the_body_is_read(string condition, bool reads) => Assert.Equal(reads, Exchanges.CompileCondition(condition).ReadsBody);
}
