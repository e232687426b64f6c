using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using IntegrationActors.Core.Messages;
using IntegrationActors.Definitions;
using IntegrationActors.Engine;
using IntegrationActors.Engine.Inlets;
using IntegrationActors.Engine.Plans;
using IntegrationActors.Expressions;
using IntegrationActors.Steps.Set;

namespace IntegrationActors.Benchmarks.Engine;

/// <summary>What splitting and gathering costs by itself: 10,000 records of W4 (500 bytes each) through a splitter whose steps do next to nothing. Divide by 10,000 for one record.</summary>
[MemoryDiagnoser]
public class SplitBenchmarks
{
    private const int Records = 10_000;

    private readonly FlowGate _gate = new(new ConcurrencyLimits());
    private byte[] _body = [];
    private FlowInlet _flow = null!;

    [Params("jsonpath: \"$[*]\"", "xpath: /orders/order", "csv: {}", "lines: true")]
    public string Way { get; set; } = "";

    [Params("", "gather: { combine: text }")]
    public string Gather { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        _body = Encoding.UTF8.GetBytes(Way[0] switch
        {
            'j' => $"[{string.Join(", ", Enumerable.Range(0, Records).Select(Json))}]",
            'x' => $"<?xml version=\"1.0\"?>\n<orders>\n{string.Concat(Enumerable.Range(0, Records).Select(Xml))}</orders>\n",
            _ => "id,region,name,vat,note,s1,q1,p1,s2,q2,p2\n" + string.Concat(Enumerable.Range(0, Records).Select(Csv)),
        });
        var yaml = $$"""
            flow: split
            steps:
              - splitter:
                  {{Way}}
                  steps: [ end ]
                  {{Gather}}
            """;
        var flow = new FlowReader(Catalogue.Of(typeof(SetStep).Assembly), new ExpressionCompiler()).Read(new FlowSource("bench.flow.yaml", yaml), FlowReadingContext.FileAlone).Flow!;
        var plan = FlowCompiler.Compile(flow, new BenchmarkContext());
        var entry = new PlanEntry(new Core.Options.SenderChannel("none", Core.Diagnostics.SourceSpan.None, this), plan.Main);
        _flow = new FlowInlet(plan, entry, _gate, new FlowLogging(SilentLog.Instance, new FlowLogLevel(TimeProvider.System), TimeProvider.System));
    }

    [Benchmark]
    public async Task Split()
    {
        using var admission = await _flow.EnterAsync(CancellationToken.None);
        await _flow.ProcessAsync(new SilentReceipt { Message = new Message { Body = Payload.FromBytes(_body) } }, CancellationToken.None);
    }

    private static string Json(int id) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"id": {{id}}, "region": "EU", "customer": {"name": "Müller & Söhne", "vat": "DE123456789"}, "note": "{{new string('n', 100)}}", "lines": [{{string.Join(", ", Enumerable.Repeat("""{"sku": "A-1234", "qty": 3, "price": 12.5, "text": "blue"}""", 4))}}]}""");

    private static string Xml(int id) => string.Create(
        CultureInfo.InvariantCulture,
        $"<order><id>{id}</id><region>EU</region><name>Müller &amp; Söhne</name><vat>DE123456789</vat><note>{new string('n', 60)}</note>{string.Concat(Enumerable.Repeat("<line><sku>A-1234</sku><qty>3</qty><price>12.50</price></line>", 4))}</order>\n");

    private static string Csv(int id) => string.Create(CultureInfo.InvariantCulture, $"{id},EU,\"Müller & Söhne\",DE123456789,{new string('n', 300)},A-1234,3,12.50,B-1234,4,13.50\n");
}
