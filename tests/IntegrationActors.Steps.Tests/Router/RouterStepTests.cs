using System.Diagnostics;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Expressions;
using IntegrationActors.Steps.Router;
using IntegrationActors.Steps.Tests.Support;

namespace IntegrationActors.Steps.Tests.Router;

public sealed class RouterStepTests
{
    private const string ByRegion =
        """
        - router:
            - when: "${header.Region} = 'EU'"
              steps:
                - set: { body: europe }
            - when: "${header.Region} in 'US,CA'"
              steps:
                - set: { body: america }
            - otherwise:
                - set: { body: elsewhere }
        - set: { headers: { Behind: "${body}" } }
        """;

    [Theory]
    [InlineData("EU", "europe")]
    [InlineData("CA", "america")]
    [InlineData("JP", "elsewhere")]
    public async Task Takes_the_first_route_that_fits_and_goes_on_behind_the_router(string region, string expected)
    {
        var end = await new FlowTest(ByRegion) { Headers = new Dictionary<string, string> { ["Region"] = region } }.RunAsync();

        Assert.Equal(expected, end.Body);
        Assert.Equal(expected, end.Headers["Behind"]);
    }

    [Fact]
    public async Task The_order_of_the_routes_decides_when_several_fit()
    {
        var end = await new FlowTest(
            """
            - router:
                - otherwise:
                    - set: { body: other }
                - when: "${header.Total} > 10"
                  steps:
                    - set: { body: small }
                - when: "${header.Total} > 100"
                  steps:
                    - set: { body: large }
            """)
        {
            Headers = new Dictionary<string, string> { ["Total"] = "1000" },
        }.RunAsync();

        Assert.Equal("small", end.Body);
    }

    [Theory]
    [InlineData("xpath: /order/lines/line", "<order><lines><line/></lines></order>", "lines")]
    [InlineData("xpath: /order/lines/line", "<order/>", "")]
    [InlineData("jsonpath: '$.lines[?@.qty > 1]'", """{ "lines": [{ "qty": 2 }] }""", "lines")]
    [InlineData("jsonpath: '$.lines[?@.qty > 1]'", """{ "lines": [{ "qty": 1 }] }""", "")]
    public async Task Routes_by_content(string condition, string body, string expected)
    {
        var end = await new FlowTest(
            $$"""
            - router:
                - when: { {{condition}} }
                  steps:
                    - set: { headers: { Found: lines } }
            """)
        {
            Body = body,
        }.RunAsync();

        Assert.Equal(expected, end.Headers["Found"] ?? "");
        Assert.Equal(body, end.Body);
    }

    [Fact]
    public async Task What_was_not_found_is_the_empty_text_for_a_condition()
    {
        var end = await new FlowTest(
            """
            - set: { properties: { name: { jsonpath: $.name } } }
            - router:
                - when: "${property.name} = ''"
                  steps:
                    - set: { body: nameless }
            """)
        {
            Body = "{}",
        }.RunAsync();

        Assert.Equal("nameless", end.Body);
    }

    [Fact]
    public async Task Without_a_route_that_fits_the_message_goes_on()
    {
        var end = await new FlowTest(
            """
            - router:
                - when: "${header.Region} = 'EU'"
                  steps: [ end ]
            - set: { body: behind }
            """).RunAsync();

        Assert.Equal("behind", end.Body);
    }

    [Fact]
    public async Task Without_a_route_that_fits_the_message_fails_if_its_author_says_so()
    {
        var end = await new FlowTest(
            """
            - router:
                name: by region
                throwException: true
                routes:
                  - when: "${header.Region} = 'EU'"
                    steps: [ end ]
            """).RunAsync();

        Assert.Equal(MessageStatus.Failed, end.Status);
        Assert.Equal("IA3341", end.Fault?.Code);
        Assert.Equal("by region", end.Fault?.Step);
        Assert.Contains("${header.Region} = 'EU'", end.Fault?.Message);
    }

    [Fact]
    public async Task A_route_without_steps_goes_on_behind_the_router()
    {
        var end = await new FlowTest(
            """
            - router:
                - when: "${header.Region} = 'EU'"
                - otherwise:
                    - fail: "not from here"
            """)
        {
            Headers = new Dictionary<string, string> { ["Region"] = "EU" },
        }.RunAsync();

        Assert.Equal(MessageStatus.Completed, end.Status);
    }

    [Fact]
    public async Task Routers_nest()
    {
        var end = await new FlowTest(
            """
            - router:
                - when: "${header.A} = '1'"
                  steps:
                    - router:
                        - when: "${header.B} = '2'"
                          steps:
                            - set: { body: inner }
                    - set: { body: "${body}, outer" }
            - set: { body: "${body}, behind" }
            """)
        {
            Headers = new Dictionary<string, string> { ["A"] = "1", ["B"] = "2" },
        }.RunAsync();

        Assert.Equal("inner, outer, behind", end.Body);
    }

    [Fact]
    public async Task Routing_by_a_header_allocates_nothing()
    {
        var step = new RouterStep(new RouterOptions
        {
            Routes =
            [
                new RouteOptions { When = Condition("${header.Region} = 'US'") },
                new RouteOptions { When = Condition("${header.Region} = 'EU' and ${header.Kind} = 'order'") },
            ],
        });
        await using var exchange = TestExchange.With(("Region", "EU"), ("Kind", "order"));
        Assert.Equal(1, (await step.RunAsync(exchange, default)).Branch);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            await step.RunAsync(exchange, default);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public async Task A_body_that_no_condition_needs_is_left_to_its_reader()
    {
        var step = new RouterStep(new RouterOptions
        {
            Routes =
            [
                new RouteOptions { When = Condition("${header.Region} = 'EU'") },
                new RouteOptions { When = Condition("${body} contains 'EU'") },
            ],
        });
        await using var byHeader = TestExchange.With(("Region", "EU"));
        await using var byBody = TestExchange.With(("Region", "US"));

        Assert.Equal(0, (await step.RunAsync(byHeader, default)).Branch);
        Assert.False(byHeader.Body.IsBuffered);
        Assert.Equal(1, (await step.RunAsync(byBody, default)).Branch);
        Assert.True(byBody.Body.IsBuffered);
    }

    [Fact]
    public void Mistakes_in_routes_are_findings_where_they_stand()
    {
        var findings = new FlowTest(
            """
            - router:
                - otherwise: [ end ]
                - steps: [ end ]
                - otherwise: [ end ]
                  when: "${header.A} = '1'"
            - router:
                - otherwise: [ end ]
                - otherwise: [ terminate ]
            - router: []
            - router:
                routes: [ otherwise: [ end ] ]
                throwException: true
            """).Findings();

        Assert.Collection(
            findings,
            f => Assert.StartsWith("test.flow.yaml(6,9): error IA1009: a route needs a condition", f),
            f => Assert.StartsWith("test.flow.yaml(7,9): error IA1009: 'otherwise' is a route of its own", f),
            f => Assert.StartsWith("test.flow.yaml(9,5): error IA1009: 'router' has one 'otherwise' at most, and here are 2", f),
            f => Assert.StartsWith("test.flow.yaml(12,13): error IA1005: 'router' has 0", f),
            f => Assert.StartsWith("test.flow.yaml(15,7): error IA1009: 'throwException' and 'otherwise'", f));
    }

    [Fact]
    public async Task A_catastrophic_pattern_does_not_hold_up_the_flow()
    {
        var time = Stopwatch.StartNew();

        var end = await new FlowTest(
            """
            - router:
                - when: "${header.Text} regex '(a+)+b'"
                  steps: [ end ]
            """)
        {
            Headers = new Dictionary<string, string> { ["Text"] = new string('a', 50_000) },
        }.RunAsync();

        Assert.NotEqual(MessageStatus.Processing, end.Status);
        Assert.InRange(time.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    private static Condition Condition(string text) =>
        new ExpressionCompiler().CompileCondition(new ExpressionSource(ExpressionSource.Simple, text, SourceSpan.None), ExpressionScope.Empty);
}
