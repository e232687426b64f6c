using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Steps;
using IntegrationActors.Formats.JsonToXml;

namespace IntegrationActors.Steps.JsonToXml;

/// <summary>Converts the body: at once when it is in memory, else while reading. The old body is intact until the new one is complete.</summary>
public sealed class JsonToXmlStep : IStep
{
    private readonly JsonToXmlConverter _converter;
    private readonly PayloadSpool _spool;

    /// <summary>Makes the converter once for all messages.</summary>
    /// <exception cref="DiagnosticException">IA1302: a name or prefix can't be used.</exception>
    public JsonToXmlStep(JsonToXmlOptions options, IStepContext context)
    {
        _spool = context.Spool;
        try
        {
            _converter = new JsonToXmlConverter(new Formats.JsonToXml.JsonToXmlOptions
            {
                Root = options.Root,
                Item = options.Item,
                Namespaces = options.Namespaces,
                NamespaceDelimiter = options.NamespaceDelimiter[0],
                XmlDeclaration = options.XmlDeclaration,
            });
        }
        catch (ArgumentException e)
        {
            throw new DiagnosticException(Diagnostic.Error("IA1302", SourceSpan.None, $"jsonToXml: {e.Message}"));
        }
    }

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
