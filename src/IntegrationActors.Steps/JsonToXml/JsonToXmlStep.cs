using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Steps;
using IntegrationActors.Formats.JsonToXml;

namespace IntegrationActors.Steps.JsonToXml;

/// <summary>Converts the body: at once when it is in memory, else while reading. The old body is intact until the new one is complete.</summary>
public sealed class JsonToXmlStep(JsonToXmlOptions options, IStepContext context) : IStep
{
    private readonly JsonToXmlConverter _converter = options.CreateConverter();
    private readonly PayloadSpool _spool = context.Spool;

    public async ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel)
    {
        await exchange.Body.BufferAsync(cancel);
        await using var xml = new PayloadWriter(_spool, (int)long.Min(2 * exchange.Body.Length ?? 0, _spool.MemoryLimit));
        if (exchange.Body.TryGetMemory(out var json))
        {
            _converter.Convert(json.Span, xml);
        }
        else
        {
            await using var stream = exchange.Body.OpenRead();
            await _converter.ConvertAsync(stream, xml, cancel);
        }

        await exchange.ReplaceBodyAsync(xml.ToPayload());
        exchange.Headers.Set("Content-Type", "application/xml");
        return Outcome.Next;
    }
}
