using System.Text.Json;
using BenchmarkDotNet.Attributes;
using IntegrationActors.Core.Messages;
using IntegrationActors.Expressions.JsonPath;

namespace IntegrationActors.Benchmarks.Expressions;

/// <summary>One value out of an order of one kilobyte, as a router reads it, against JsonDocument by hand.</summary>
[MemoryDiagnoser]
public class JsonPathBenchmarks
{
    private readonly byte[] _json = SampleOrder.WithLines(8);
    private readonly JsonPathQuery _region = JsonPathQuery.Parse("$.region");
    private readonly JsonPathQuery _prices = JsonPathQuery.Parse("$.lines[?@.qty > 3].price");

    [Benchmark]
    public bool Scan() => _region.TryScan(_json, JsonLimits.Reader, out _);

    [Benchmark]
    public bool Select()
    {
        using var document = JsonDocument.Parse(_json);
        return _region.TrySelectFirst(document.RootElement, out _);
    }

    [Benchmark(Baseline = true)]
    public string? JsonDocumentByHand()
    {
        using var document = JsonDocument.Parse(_json);
        return document.RootElement.GetProperty("region").GetString();
    }

    [Benchmark]
    public int Filter()
    {
        using var document = JsonDocument.Parse(_json);
        return _prices.Select(document.RootElement).Count;
    }
}
