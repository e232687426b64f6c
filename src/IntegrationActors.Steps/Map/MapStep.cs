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

    public ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel)
    {
        return exchange.Body.IsBuffered ? MapAsync(exchange, cancel) : BufferFirst();

        async ValueTask<Outcome> BufferFirst()
        {
            await exchange.Body.BufferAsync(cancel);
            return await MapAsync(exchange, cancel);
        }
    }

    private async ValueTask<Outcome> MapAsync(Exchange exchange, CancellationToken cancel)
    {
        var target = _inPlace ?? _files!.For(exchange).Value;
        await using var output = new PayloadWriter(_context.Spool);
        using (var writer = Writer(target.Format, output))
        {
            target.Root.Write(new MappingRun(exchange, cancel), name: null, writer);
            writer.Complete();
        }

        await exchange.ReplaceBodyAsync(target.Format == MapFormat.Json ? output.ToJsonPayload() : output.ToPayload());
        exchange.Headers.Set("Content-Type", target.Format == MapFormat.Json ? "application/json" : "application/xml");
        return Outcome.Next;
    }

    private static IMapWriter Writer(MapFormat format, PayloadWriter output) => format == MapFormat.Json ? new JsonMapWriter(output) : new XmlMapWriter(output);
}
