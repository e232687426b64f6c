using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Steps;
using IntegrationActors.Formats.XmlToEdi;
using IntegrationActors.Steps.Edi;

namespace IntegrationActors.Steps.XmlToEdi;

/// <summary>Converts the body segment by segment, and fetches numbers where they are needed.</summary>
public sealed class XmlToEdiStep(XmlToEdiOptions options, IStepContext context) : IStep
{
    private readonly XmlToEdiConverter _converter = options.Converter(EdiGrammars.Load(options.Grammars, context));

    public async ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel)
    {
        await exchange.Body.BufferAsync(cancel);
        await using var edi = new PayloadWriter(context.Spool, (int)long.Min(exchange.Body.Length ?? 0, context.Spool.MemoryLimit));
        await using var xml = exchange.Body.OpenRead();
        using var conversion = _converter.Begin(xml, edi, cancel);
        while (conversion.Run() is var wanted and not EdiNumbers.None)
        {
            conversion.Supply(await NumberAsync(wanted, exchange, cancel));
        }

        await exchange.ReplaceBodyAsync(edi.ToPayload(conversion.Encoding));
        exchange.Headers.Set("Content-Type", EdiHeaders.ContentType(conversion.Standard));
        return Outcome.Next;
    }

    private async ValueTask<string> NumberAsync(EdiNumbers wanted, Exchange exchange, CancellationToken cancel)
    {
        var number = wanted switch
        {
            EdiNumbers.Interchange => options.InterchangeNumber,
            EdiNumbers.Group => options.GroupNumber,
            _ => options.MessageNumber,
        };
        return number!.Range is { } range ? await context.Stores.NumberRanges.NextAsync(range, cancel) : await number.Value!.EvaluateTextAsync(exchange, cancel);
    }
}
