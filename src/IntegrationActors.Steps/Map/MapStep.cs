using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Steps;
using IntegrationActors.Expressions.Mapping;
using IntegrationActors.Steps.Mapping;
using IntegrationActors.Steps.ValueMaps;

namespace IntegrationActors.Steps.Map;

/// <summary>Writes the target while reading the body; the body that failed stays.</summary>
public sealed class MapStep(MapOptions options, IStepContext context) : IStep
{
    private readonly MapNode _target = MapReader.Read(
        options.Fields, options.To, new MappingScope { Lookups = ValueMapSet.Load(options.ValueMaps, context).Lookups });

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
        await using var output = new PayloadWriter(context.Spool);
        using (var writer = Writer(output))
        {
            _target.Write(new MappingRun(exchange, cancel), name: null, writer);
            writer.Complete();
        }

        await exchange.ReplaceBodyAsync(options.To == MapFormat.Json ? output.ToJsonPayload() : output.ToPayload());
        exchange.Headers.Set("Content-Type", options.To == MapFormat.Json ? "application/json" : "application/xml");
        return Outcome.Next;
    }

    private IMapWriter Writer(PayloadWriter output) => options.To == MapFormat.Json ? new JsonMapWriter(output) : new XmlMapWriter(output);
}
