using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Steps;
using IntegrationActors.Expressions.Mapping;
using IntegrationActors.Steps.Mapping;
using IntegrationActors.Steps.Resources;
using IntegrationActors.Steps.ValueMaps;

namespace IntegrationActors.Steps.Map;

/// <summary>Writes the target while reading the body; the body that failed stays.</summary>
public sealed class MapStep : IStep
{
    private readonly IStepContext _context;
    private readonly MapTarget? _inPlace;
    private readonly ChosenResource<MapTarget>? _files;

    public MapStep(MapOptions options, IStepContext context)
    {
        _context = context;
        var lookups = ValueMapSet.Load(options.ValueMaps, context).Lookups;
        if (options.File is { } file)
        {
            _files = new ChosenResource<MapTarget>(file, options, one => MapTarget.Read(one, context.Resource(one), new MappingScope { Lookups = lookups })) { IsAlwaysNamed = true };
        }
        else
        {
            var format = options.To ?? MapFormat.Json;
            _inPlace = new MapTarget(MapReader.Read(options.Fields!, format, new MappingScope { Lookups = lookups }), format);
        }
    }

    public ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel) =>
        exchange.Body.IsBuffered ? MapAsync(exchange, cancel) : BufferAndMapAsync(exchange, cancel);

    private async ValueTask<Outcome> BufferAndMapAsync(Exchange exchange, CancellationToken cancel)
    {
        await exchange.Body.BufferAsync(cancel);
        return await MapAsync(exchange, cancel);
    }

    // Completes at once: most bodies are given up without waiting, and a split maps thousands of parts.
    private ValueTask<Outcome> MapAsync(Exchange exchange, CancellationToken cancel)
    {
        var target = _inPlace ?? _files!.For(exchange).Value;
        var isJson = target.Format == MapFormat.Json;
        var before = exchange.ReplaceBodyAsync(Write(target, isJson, exchange, cancel));
        exchange.Headers.Set("Content-Type", isJson ? "application/json" : "application/xml");
        return before.IsCompletedSuccessfully ? new(Outcome.Next) : Released(before);

        static async ValueTask<Outcome> Released(ValueTask before)
        {
            await before;
            return Outcome.Next;
        }
    }

    private Payload Write(MapTarget target, bool isJson, Exchange exchange, CancellationToken cancel)
    {
        using var output = new PayloadWriter(_context.Spool);
        using (var writer = Writer(target.Format, output))
        {
            target.Root.Write(new MappingRun(exchange, cancel), name: null, writer);
            writer.Complete();
        }

        return isJson ? output.ToJsonPayload() : output.ToPayload();
    }

    private static IMapWriter Writer(MapFormat format, PayloadWriter output) => format == MapFormat.Json ? new JsonMapWriter(output) : new XmlMapWriter(output);
}
