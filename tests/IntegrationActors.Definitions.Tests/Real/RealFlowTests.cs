using System.Diagnostics;
using IntegrationActors.Adapters.Https.Sender;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Steps;
using IntegrationActors.Definitions.Tests.Support;
using IntegrationActors.Steps.Call;

namespace IntegrationActors.Definitions.Tests.Real;

public sealed class RealFlowTests
{
    private const string Orders = """
        flow: orders-to-erp
        description: Takes web-shop orders and posts them to the ERP.
        parameters:
          erpUrl: { type: uri, default: "http://127.0.0.1:9000", description: Base address of the ERP }
        track: { orderId: "${property.orderId}" }          # indexed business keys in the MPL

        from:
          https: { path: /orders, methods: [POST], role: orders.send, maxBodySize: 10MB }

        steps:
          - set:
              properties: { orderId: { jsonpath: $.id } }
              headers: { X-Region: { jsonpath: $.region } }
          - router:
              - when: "${header.X-Region} = 'EU'"
                steps:
                  - jsonToXml: { root: order }
              - otherwise:
                  - end
          - call: { name: erp, https: { url: "${param.erpUrl}/orders", method: POST, credential: erp, retry: { attempts: 3 } } }

        onError:
          - log: "Order ${property.orderId} failed: ${exception.message}"
          - send: { https: { url: "${param.erpUrl}/failed" } }
        """;

    [Fact]
    public void Reads_the_order_flow_of_the_design()
    {
        var reading = RealFlows.Read(Orders);

        Assert.Empty(reading.Findings);
        var flow = reading.Flow!;
        Assert.Equal(["set", "router", "call"], flow.Steps.Steps.Select(s => s.Kind));
        Assert.Equal(new ByteSize(10 << 20), Assert.IsType<HttpsSenderOptions>(Assert.Single(flow.From).Options).MaxBodySize);
        Assert.Equal(["jsonToXml", "end"], Assert.IsAssignableFrom<IBranchingOptions>(flow.Steps.Steps[1].Options).Branches.SelectMany(b => b.Steps).Select(s => s.Kind));
        var call = Assert.IsType<CallOptions>(flow.Steps.Steps[2].Options);
        Assert.Equal("erp", call.Name);
        Assert.Equal("https", call.Receiver.Kind);
    }

    [Fact]
    public void Five_different_mistakes_are_five_findings_each_with_its_line_and_column()
    {
        const string flow = """
            flow: orders-to-erp
            from:
              https: { path: /orders, methds: [POST] }
            steps:
              - set:
                  timeout: soon
                  body: "x"
              - jsonToXml: { root: order }
              - call:
                  https: { url: "http://127.0.0.1:9000/orders", credential: epr }
              - router:
                  - when: "${header.X-Region} likes 'EU'"
                    steps: [ end ]
              - log: { level: info }
            """;

        var findings = RealFlows.Findings(flow, new FlowReadingContext { References = new FakeReferences("erp") });

        Assert.Collection(
            findings,
            f => Assert.Equal("orders.flow.yaml(3,27): error IA1001: unknown option 'methds' (did you mean 'methods'?)", f),
            f => Assert.Equal("orders.flow.yaml(6,16): error IA1003: 'timeout' must be a duration with its unit (ms, s, m, h, d), not 'soon'; write: timeout: 30s", f),
            f => Assert.Equal("orders.flow.yaml(10,65): error IA1202: unknown credential 'epr': the tenant has none of that name; create it, then deploy again", f),
            f => Assert.StartsWith("orders.flow.yaml(12,35): error IA1", f),
            f => Assert.Equal("orders.flow.yaml(14,5): error IA1004: 'log' needs 'text'; write: text: \"Order ${property.orderId} arrived\"", f));
    }

    [Fact]
    public void An_unknown_parameter_in_an_expression_is_one_finding()
    {
        Assert.Single(RealFlows.Findings(Orders.Replace("${param.erpUrl}/orders", "${param.erpUrll}/orders")), f => f.Contains("(20,47): error IA1204"));
    }

    [Fact]
    public void A_flow_is_read_in_a_few_milliseconds()
    {
        for (var i = 0; i < 30; i++)
        {
            RealFlows.Read(Orders);
        }

        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 20; i++)
        {
            RealFlows.Read(Orders);
        }

        Assert.True(watch.Elapsed / 20 < TimeSpan.FromMilliseconds(20), $"{watch.Elapsed.TotalMilliseconds / 20:0.00} ms");
    }

    [Fact]
    public void Any_text_is_answered_with_findings_and_never_with_an_exception()
    {
        const string pieces = "{}[]:-,'\"\\|>&*!#%@`$.\t\n ~?0aé\uD83D\0";
        var random = new Random(20_261);
        for (var i = 0; i < 3_000; i++)
        {
            var text = new System.Text.StringBuilder(Orders);
            for (var n = random.Next(1, 8); n > 0; n--)
            {
                var at = random.Next(text.Length);
                _ = random.Next(3) switch
                {
                    0 => text.Remove(at, Math.Min(random.Next(1, 12), text.Length - at)),
                    1 => text.Insert(at, pieces[random.Next(pieces.Length)]),
                    _ => text.Replace(text[at], pieces[random.Next(pieces.Length)], at, 1),
                };
            }

            var problem = Record.Exception(() => RealFlows.Read(text.ToString(), new FlowReadingContext { References = new FakeReferences() }));

            Assert.True(problem is null, $"{text}\n{problem}");
        }
    }

    public static TheoryData<string, string> Examples
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var component in RealFlows.Catalogue.Steps.Concat(RealFlows.Catalogue.Senders).Concat(RealFlows.Catalogue.Receivers))
            {
                foreach (var example in component.Examples)
                {
                    data.Add($"{component.Kind} {component.Name}: {example.Title}", RealFlows.With(component, example.Yaml));
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_example_of_the_reference_is_right(string what, string flow)
    {
        var findings = RealFlows.Findings(flow);

        Assert.True(findings.Count == 0, $"{what}\n{flow}\n{string.Join('\n', findings)}");
    }

    [Fact]
    public void Every_component_has_an_example_and_a_summary_and_so_has_every_option()
    {
        var components = RealFlows.Catalogue.Steps.Concat(RealFlows.Catalogue.Senders).Concat(RealFlows.Catalogue.Receivers).ToArray();

        Assert.NotEmpty(components);
        Assert.All(components, c => Assert.NotEmpty(c.Examples));
        Assert.All(components, c => Assert.NotEqual("", c.Summary));
        Assert.All(components.SelectMany(c => All(c.Options)), o => Assert.True(o.Summary.Length > 0, o.Name));
    }

    private static IEnumerable<ComponentOption> All(IEnumerable<ComponentOption> options) => options.SelectMany(o => All(o.Options).Prepend(o));
}
