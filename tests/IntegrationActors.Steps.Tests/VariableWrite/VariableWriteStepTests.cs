using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Stores;
using IntegrationActors.Core.Stores.Variables;
using IntegrationActors.Steps.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace IntegrationActors.Steps.Tests.VariableWrite;

/// <summary>Variables as <c>variableWrite</c> sets them and <c>set</c> reads them, and numbers that <c>set</c> takes.</summary>
public sealed class VariableWriteStepTests : IAsyncLifetime
{
    private static readonly StoreScope Own = StoreScope.Of("test");

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private TestStores _stores = null!;

    public Task InitializeAsync()
    {
        _stores = TestStores.Open(_time);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _stores.DisposeAsync();

    [Fact]
    public async Task A_variable_outlives_the_run()
    {
        await RunAsync("- variableWrite: { variables: { lastRun: \"${header.When}\" } }", "", ("When", "2026-03-01"));
        await _stores.ReopenAsync();

        var end = await RunAsync(
            """
            - set:
                headers: { Last: { variable: lastRun } }
                properties: { copy: "${header.Last}!" }
            """);

        Assert.Equal(("2026-03-01", "2026-03-01!"), (end.Headers["Last"], end.Properties["copy"]));
    }

    [Fact]
    public async Task Variables_of_a_flow_and_global_ones_have_nothing_to_do_with_each_other()
    {
        await RunAsync("- variableWrite: { variables: { a: own } }\n- variableWrite: { variables: { a: everybody's }, visibility: global }");

        var end = await RunAsync("- set: { properties: { own: { variable: a }, global: { variable: a, visibility: global } } }");

        Assert.Equal(("own", "everybody's"), (end.Properties["own"], end.Properties["global"]));
    }

    [Fact]
    public async Task A_missing_variable_fails_unless_there_is_a_default()
    {
        var failed = await RunAsync("- set: { properties: { a: { variable: none } } }", "before");
        var given = await RunAsync("- set: { properties: { a: { variable: none, default: \"${header.X}!\" }, b: { variable: none, default: { jsonpath: $.n } } } }", """{"n":7}""", ("X", "1"));

        Assert.Equal((MessageStatus.Failed, "IA3529", "before"), (failed.Status, failed.Fault?.Code, failed.Body));
        Assert.Equal(("1!", "7"), (given.Properties["a"], given.Properties["b"]?.ToString()));
    }

    [Fact]
    public async Task A_variable_is_gone_400_days_after_its_last_write()
    {
        await RunAsync("- variableWrite: { variables: { a: x } }");
        _time.Advance(TimeSpan.FromDays(399));
        await RunAsync("- variableWrite: { variables: { a: y } }");
        _time.Advance(TimeSpan.FromDays(399));
        Assert.Equal("y", (await RunAsync("- set: { properties: { a: { variable: a } } }")).Properties["a"]);

        _time.Advance(TimeSpan.FromDays(1));

        Assert.Equal("IA3529", (await RunAsync("- set: { properties: { a: { variable: a } } }")).Fault?.Code);
    }

    [Theory]
    [InlineData("{ jsonpath: $.text }", VariableType.Text, "hello")]
    [InlineData("{ jsonpath: $.number }", VariableType.Number, "12.50")]
    [InlineData("{ jsonpath: $.truth }", VariableType.Boolean, "true")]
    [InlineData("{ jsonpath: $.object }", VariableType.Json, """{"a":[1]}""")]
    [InlineData("{ jsonpath: \"$.object.a[*]\" }", VariableType.Json, "[1]")]
    [InlineData("\"${header.X}\"", VariableType.Text, "x")]
    public async Task The_kind_of_a_value_is_kept(string value, VariableType type, string text)
    {
        await RunAsync($"- variableWrite: {{ variables: {{ a: {value} }} }}", """{"text":"hello","number":12.50,"truth":true,"object":{"a":[1]}}""", ("X", "x"));

        var kept = await _stores.Acme.Variables.GetAsync(Own, "a", CancellationToken.None);

        Assert.Equal((type, text), (kept!.Type, kept.Value));
    }

    [Theory]
    [InlineData("/order/line", VariableType.Xml, "<line n=\"1\">a</line>")]
    [InlineData("/order/line/@n", VariableType.Text, "1")]
    [InlineData("count(//line)", VariableType.Number, "1")]
    [InlineData("count(//line) = 1", VariableType.Boolean, "true")]
    public async Task What_an_XPath_finds_is_kept_as_what_it_is(string path, VariableType type, string text)
    {
        await RunAsync($"- variableWrite: {{ variables: {{ a: {{ xpath: \"{path}\" }} }} }}", "<order><line n=\"1\">a</line></order>");

        var kept = await _stores.Acme.Variables.GetAsync(Own, "a", CancellationToken.None);

        Assert.Equal((type, text), (kept!.Type, kept.Value));
    }

    [Fact]
    public async Task A_kept_object_can_be_looked_into_again()
    {
        await RunAsync("- variableWrite: { variables: { a: { jsonpath: $.object }, t: { jsonpath: $.truth } } }", """{"truth":true,"object":{"a":[1]}}""");

        var end = await RunAsync("- set: { properties: { a: { variable: a }, t: { variable: t } } }\n- set: { body: \"${property.a}\" }");

        Assert.Equal(("""{"a":[1]}""", true), (end.Body, end.Properties["t"]));
    }

    [Fact]
    public async Task What_is_not_found_is_not_written_and_neither_is_what_stands_before_it()
    {
        var end = await RunAsync("- variableWrite: { variables: { a: x, b: { jsonpath: $.none } } }", "{}");

        Assert.Equal("IA3528", end.Fault?.Code);
        Assert.Null(await _stores.Acme.Variables.GetAsync(Own, "a", CancellationToken.None));
    }

    [Fact]
    public async Task A_value_that_is_too_large_is_refused()
    {
        Assert.Equal("IA3512", (await RunAsync("- variableWrite: { variables: { a: \"${body}\" } }", new string('x', 1024 * 1024 + 1))).Fault?.Code);
    }

    [Fact]
    public async Task Each_row_takes_a_number_of_its_own()
    {
        await _stores.Acme.NumberRanges.PutAsync(new Core.Stores.NumberRanges.NumberRange { Name = "invoices", Minimum = 8, Maximum = 999, FieldLength = 3 }, CancellationToken.None);

        var end = await RunAsync("- set: { headers: { A: { numberRange: invoices }, B: { numberRange: invoices } }, properties: { c: { numberRange: invoices } } }");

        Assert.Equal(("008", "009", "010"), (end.Headers["A"], end.Headers["B"], end.Properties["c"]));
    }

    [Fact]
    public void Mistakes_are_findings_where_they_stand()
    {
        var findings = new FlowTest(
            """
            - set: { headers: { A: { variable: a, numberRange: b } } }
            - set: { headers: { A: { numberRange: b, default: c } } }
            - set: { headers: { A: { variable: a, defalt: c } } }
            - variableWrite: {}
            """).Findings();

        Assert.Collection(
            findings,
            f => Assert.StartsWith("test.flow.yaml(4,28): error IA1009: a stored value comes from one place", f),
            f => Assert.Contains("(5,44): error IA1009: a number range has neither", f),
            f => Assert.Contains("(6,41): error IA1001: unknown option 'defalt' (did you mean 'default'?)", f),
            f => Assert.Contains("(7,5): error IA1004: 'variableWrite' needs 'variables'", f));
    }

    private async Task<FlowEnd> RunAsync(string steps, string body = "", params (string Name, string Value)[] headers) =>
        await new FlowTest(steps) { Stores = _stores.Acme, Time = _time, Body = body, Headers = headers.ToDictionary(h => h.Name, h => h.Value) }.RunAsync();
}
