using BenchmarkDotNet.Attributes;
using IntegrationActors.Core.Messages;
using IntegrationActors.Definitions;
using IntegrationActors.Engine;
using IntegrationActors.Engine.Inlets;
using IntegrationActors.Engine.Plans;
using IntegrationActors.Expressions;
using IntegrationActors.Steps.Set;

namespace IntegrationActors.Benchmarks.Engine;

/// <summary>What the engine costs per message between the listener and the receiver: gate, log record, plan of W2 without its calls, settlement.</summary>
[MemoryDiagnoser]
public class MessagePathBenchmarks
{
    private const string W2 = """
        flow: w2
        steps:
          - set:
              properties: { region: { jsonpath: $.region } }
              headers: { X-Flow: w2, X-Region: { jsonpath: $.region } }
          - jsonToXml: { root: order }
          - router:
              - when: "${property.region} = 'EU'"
                steps: [ end ]
              - when: "${property.region} = 'US'"
                steps: [ end ]
              - otherwise: [ end ]
        """;

    private const string Empty = """
        flow: empty
        steps: [ end ]
        """;

    private readonly FlowGate _gate = new(new ConcurrencyLimits());
    private readonly byte[] _order = SampleOrder.WithLines(8);
    private FlowInlet _mediation = null!;
    private FlowInlet _empty = null!;

    [GlobalSetup]
    public void Setup()
    {
        _mediation = Open(W2);
        _empty = Open(Empty);
    }

    [Benchmark(Baseline = true)]
    public Task Admission_log_and_settlement_alone() => SendAsync(_empty);

    [Benchmark]
    public Task Mediation_of_W2() => SendAsync(_mediation);

    private async Task SendAsync(FlowInlet inlet)
    {
        using var admission = await inlet.EnterAsync(CancellationToken.None);
        await inlet.ProcessAsync(new SilentReceipt { Message = new Message { Body = Payload.FromBytes(_order) } }, CancellationToken.None);
    }

    private FlowInlet Open(string yaml)
    {
        var reader = new FlowReader(Catalogue.Of(typeof(SetStep).Assembly), new ExpressionCompiler());
        var flow = reader.Read(new FlowSource("bench.flow.yaml", yaml), FlowReadingContext.FileAlone).Flow!;
        var plan = FlowCompiler.Compile(flow, new BenchmarkContext());
        var process = new PlanEntry(new Core.Options.SenderChannel("none", Core.Diagnostics.SourceSpan.None, this), plan.Main);
        return new FlowInlet(plan, process, _gate, new FlowLogging(SilentLog.Instance, new FlowLogLevel(TimeProvider.System), TimeProvider.System));
    }
}
