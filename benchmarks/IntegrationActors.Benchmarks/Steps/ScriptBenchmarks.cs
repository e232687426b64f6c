using BenchmarkDotNet.Attributes;
using IntegrationActors.Benchmarks.Engine;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;
using IntegrationActors.Definitions;
using IntegrationActors.Engine;
using IntegrationActors.Engine.Plans;
using IntegrationActors.Expressions;
using IntegrationActors.Steps.JavaScript;
using IntegrationActors.Steps.Set;

namespace IntegrationActors.Benchmarks.Steps;

/// <summary>What a small script costs with an engine of its own, against the same work of a step, and a mapping of the same order.</summary>
[MemoryDiagnoser]
public class ScriptBenchmarks
{
    private readonly BenchmarkContext _context = new();
    private readonly byte[] _order = SampleOrder.WithLines(8);
    private FlowPlan _set = null!;
    private FlowPlan _script = null!;
    private FlowPlan _scriptOnJson = null!;
    private FlowPlan _map = null!;

    [GlobalSetup]
    public void Setup()
    {
        _set = Compile("set: { headers: { X-Region: \"region ${header.X-In}\" } }");
        _script = Compile("script: { code: \"function processData(m) { m.setHeader('X-Region', 'region ' + m.getHeader('X-In')); return m; }\" }");
        _scriptOnJson = Compile("script: { code: \"function processData(m) { const o = m.getBodyAsJson(); return { id: o.id, skus: o.lines.map(l => l.sku) }; }\" }");
        _map = Compile("map: { fields: { id: $.id, skus: \"$.lines[*].sku\" } }");
    }

    [Benchmark(Baseline = true)]
    public Task<Outcome> Header_by_set() => RunAsync(_set);

    [Benchmark]
    public Task<Outcome> Header_by_script() => RunAsync(_script);

    [Benchmark]
    public Task<Outcome> Order_by_script() => RunAsync(_scriptOnJson);

    [Benchmark]
    public Task<Outcome> Order_by_map() => RunAsync(_map);

    private async Task<Outcome> RunAsync(FlowPlan plan)
    {
        var id = MessageId.Create(TimeProvider.System.GetUtcNow());
        var record = new MessageRecord { Flow = _context.Flow, Id = id, Started = default };
        await using var exchange = new Exchange(_context.Flow, id, record, TimeProvider.System) { Message = new Message { Body = Payload.FromBytes(_order) } };
        exchange.Headers.Set("X-In", "EU");
        return await plan.Main.RunMainAsync(exchange, CancellationToken.None);
    }

    private FlowPlan Compile(string step)
    {
        var reader = new FlowReader(Catalogue.Of(typeof(SetStep).Assembly), new ExpressionCompiler([new JavaScriptLanguage()]));
        var reading = reader.Read(new FlowSource("bench.flow.yaml", $"flow: bench\nsteps:\n  - {step}\n"), FlowReadingContext.FileAlone);
        return FlowCompiler.Compile(reading.Flow!, _context);
    }
}
