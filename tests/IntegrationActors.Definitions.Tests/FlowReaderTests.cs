using IntegrationActors.Core.Options;
using IntegrationActors.Definitions.Tests.Support;

namespace IntegrationActors.Definitions.Tests;

public sealed class FlowReaderTests
{
    private const string Whole = """
        flow: orders-to-erp
        description: Takes web-shop orders and posts them to the ERP.
        parameters:
          erpUrl: { type: uri, default: "http://127.0.0.1:9000", description: Base address of the ERP }
          region: { description: Where the shop is }
        namespaces: { o: "urn:orders" }
        track: { orderId: "${property.orderId}", region: "${param.region}" }
        allowedHeaders: [ X-Order, "X-Shop-.*" ]
        timeout: 2m
        concurrency: { maxInFlight: 8, maxWaiting: 0 }
        from:
          - web: { path: /orders, methods: [POST, PUT] }
          - timer: { every: 5m }
        steps:
          - note: "hello"
          - choose:
              - when: "${header.X} = 'EU'"
                steps:
                  - sample: { process: notify }
              - otherwise:
                  - stop
          - deliver: { name: erp, web: { url: "${param.erpUrl}/orders" } }
        onError:
          - note: "failed: ${exception.message}"
        processes:
          notify:
            steps: [ stop ]
            onError: [ stop ]
          nightly:
            from: { timer: { every: 1d } }
            steps: [ stop ]
        """;

    [Fact]
    public void Reads_every_part_of_a_flow()
    {
        var reading = Flows.Read(Whole);

        Assert.Empty(reading.Findings);
        var flow = reading.Flow!;
        Assert.Equal("orders-to-erp", flow.Name);
        Assert.Equal("Takes web-shop orders and posts them to the ERP.", flow.Description);
        Assert.Equal(ParameterType.Uri, flow.Parameters["erpUrl"].Type);
        Assert.Equal("http://127.0.0.1:9000", flow.Parameters["erpUrl"].Default);
        Assert.False(flow.Parameters["erpUrl"].Required);
        Assert.True(flow.Parameters["region"].Required);
        Assert.Equal("urn:orders", flow.Namespaces["o"]);
        Assert.Equal(["orderId", "region"], flow.Track.Select(t => t.Name));
        Assert.Equal(["X-Order", "X-Shop-.*"], flow.AllowedHeaders);
        Assert.Equal(TimeSpan.FromMinutes(2), flow.Timeout);
        Assert.Equal(new ConcurrencyLimits { MaxInFlight = 8, MaxWaiting = 0 }, flow.Concurrency);
        Assert.Equal(["web", "timer"], flow.From.Select(f => f.Kind));
        Assert.Equal(["POST", "PUT"], Assert.IsType<WebSenderOptions>(flow.From[0].Options).Methods);
        Assert.Equal(["note", "choose", "deliver"], flow.Steps.Steps.Select(s => s.Kind));
        Assert.Equal("note", Assert.Single(flow.OnError!.Steps).Kind);
        Assert.Equal(["notify", "nightly"], flow.Processes.Keys);
        Assert.NotNull(flow.Processes["notify"].OnError);
        Assert.Equal("timer", Assert.Single(flow.Processes["nightly"].From).Kind);
        Assert.Equal("orders.flow.yaml", flow.File);
    }

    [Fact]
    public void Steps_and_channels_know_their_place()
    {
        var flow = Flows.Read(Whole).Flow!;

        Assert.Equal("orders.flow.yaml(1,1)", flow.Span.ToString());
        Assert.Equal("orders.flow.yaml(12,5)", flow.From[0].Span.ToString());
        Assert.Equal("orders.flow.yaml(16,5)", flow.Steps.Steps[1].Span.ToString());
        Assert.Equal("orders.flow.yaml(22,27)", Assert.IsType<DeliverOptions>(flow.Steps.Steps[2].Options).Channel.Span.ToString());
        Assert.Equal("orders.flow.yaml(26,3)", flow.Processes["notify"].Span.ToString());
    }

    [Fact]
    public void A_small_flow_has_the_documented_defaults()
    {
        var flow = Flows.Read(Flows.WithSteps("  - stop")).Flow!;

        Assert.Equal(TimeSpan.FromMinutes(10), flow.Timeout);
        Assert.Equal(new ConcurrencyLimits { MaxInFlight = 256, MaxWaiting = 1024, MaxWait = TimeSpan.FromSeconds(1) }, flow.Concurrency);
        Assert.Empty(flow.AllowedHeaders);
        Assert.Null(flow.OnError);
    }

    [Fact]
    public void Says_everything_that_is_wrong_at_once_each_with_its_place()
    {
        const string flow = """
            flow: orders
            from:
              web: { path: /orders, metods: [POST] }
            steps:
              - sample:
                  parallel: four
                  credential: erp
              - note: "total ${!!}"
              - deliver:
                  web: {}
            """;

        var findings = Flows.Findings(flow, new FlowReadingContext { References = new FakeReferences() });

        Assert.Equal(
            [
                "orders.flow.yaml(3,25): error IA1001: unknown option 'metods' (did you mean 'methods'?)",
                "orders.flow.yaml(6,17): error IA1003: 'parallel' must be a whole number, not 'four'; write: parallel: 1",
                "orders.flow.yaml(7,19): error IA1202: unknown credential 'erp': the tenant has none of that name; create it, then deploy again",
                "orders.flow.yaml(8,20): error IA1100: '!!' is wrong",
                "orders.flow.yaml(10,7): error IA1004: 'web' needs 'url'; write: url: \"${header.name}\"",
            ],
            findings);
    }

    [Fact]
    public void A_flow_with_an_error_has_no_definition()
    {
        var reading = Flows.Read(Flows.WithSteps("  - stpo"));

        Assert.True(reading.HasErrors);
        Assert.Null(reading.Flow);
    }

    [Fact]
    public void A_warning_does_not_prevent_deployment()
    {
        var reading = Flows.Read("flow: orders\nsteps: [ stop ]\n");

        Assert.Equal("orders.flow.yaml(1,1): warning IA1011: nothing starts this flow: it has no sender channel; write: from: { https: { path: /orders } }", Assert.Single(reading.Findings).ToString());
        Assert.False(reading.HasErrors);
        Assert.NotNull(reading.Flow);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing yet\n")]
    public void An_empty_file_says_how_a_flow_begins(string text)
    {
        Assert.Equal(["orders.flow.yaml(1,1): error IA1002: the file is empty; a flow begins with its name; write: flow: my-flow"], Flows.Findings(text));
    }

    [Fact]
    public void A_file_that_is_no_map_says_how_a_flow_begins()
    {
        Assert.Equal(["orders.flow.yaml(1,1): error IA1002: a flow is a map that begins with its name, not a list; write: flow: my-flow"], Flows.Findings("- a\n- b\n"));
    }

    [Fact]
    public void Names_what_a_flow_needs()
    {
        var findings = Flows.Findings("description: x\n");

        Assert.Equal(
            [
                "orders.flow.yaml(1,1): error IA1004: a flow needs 'flow'; write: flow: echo",
                "orders.flow.yaml(1,1): error IA1004: a flow needs 'steps'; write: steps: [{ log: \"text\" }]",
            ],
            findings);
    }

    [Fact]
    public void Warns_of_a_process_that_nothing_runs()
    {
        var findings = Flows.Findings(Flows.WithSteps("  - sample: { process: a }\nprocesses:\n  a: { steps: [ stop ] }\n  b: { steps: [ stop ] }"));

        Assert.Equal(["orders.flow.yaml(8,3): warning IA1207: process 'b' is never called, and has no sender channel of its own"], findings);
    }

    [Fact]
    public void An_unknown_process_suggests_the_nearest()
    {
        var findings = Flows.Findings(Flows.WithSteps("  - sample: { process: notfy }\nprocesses:\n  notify: { steps: [ stop ] }"));

        Assert.Equal(["orders.flow.yaml(5,24): error IA1203: unknown process 'notfy' (did you mean 'notify'?); declare it under processes:"], findings);
    }

    [Fact]
    public void A_pattern_of_headers_that_is_none_is_found()
    {
        var findings = Flows.Findings("allowedHeaders: [ X-A, \"X-(\" ]\n" + Flows.WithSteps("  - stop"));

        Assert.Equal(["orders.flow.yaml(1,24): error IA1005: 'allowedHeaders' is refused: 'X-(' is neither a name of a header nor a regular expression without lookaround and back references"], findings);
    }
}
