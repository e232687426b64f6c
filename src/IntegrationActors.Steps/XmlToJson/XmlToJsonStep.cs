using System.Buffers;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Steps;
using IntegrationActors.Formats.XmlToJson;

namespace IntegrationActors.Steps.XmlToJson;

/// <summary>Converts the body: at once when it is in memory, else while reading. The old body is intact until the new one is complete.</summary>
public sealed class XmlToJsonStep(XmlToJsonOptions options, IStepContext context) : IStep
{
    private readonly XmlToJsonConverter _converter = options.CreateConverter();
    private readonly PayloadSpool _spool = context.Spool;

    public async ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel)
    {
        await exchange.Body.BufferAsync(cancel);
        if (!options.Streaming && exchange.Body.Length > _spool.ViewLimit)
        {
            return Outcome.Failed(TooLarge(exchange.Body));
        }

        await using var json = new PayloadWriter(_spool, (int)long.Min(exchange.Body.Length ?? 0, _spool.MemoryLimit));
        if (exchange.Body.TryGetMemory(out var xml))
        {
            _converter.Convert(new ReadOnlySequence<byte>(xml), json);
        }
        else
        {
            await using var stream = exchange.Body.OpenRead();
            await _converter.ConvertAsync(stream, json, cancel);
        }

        await exchange.ReplaceBodyAsync(json.ToPayload());
        exchange.Headers.Set("Content-Type", "application/json");
        return Outcome.Next;
    }

    private Fault TooLarge(Payload body) => _spool.TooLarge(
        body.Length, "held as a whole, which siblings of one name that may stand apart take", "Set streaming: true and list in arrayPaths which elements repeat");
}
