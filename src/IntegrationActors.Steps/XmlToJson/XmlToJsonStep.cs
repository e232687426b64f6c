using System.Buffers;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Steps;
using IntegrationActors.Formats.XmlToJson;

namespace IntegrationActors.Steps.XmlToJson;

/// <summary>Converts the body: at once when it is in memory, else while reading. The old body is intact until the new one is complete.</summary>
public sealed class XmlToJsonStep : IStep
{
    private readonly XmlToJsonConverter _converter;
    private readonly PayloadSpool _spool;

    /// <summary>Makes the converter once for all messages.</summary>
    /// <exception cref="DiagnosticException">IA1302: a prefix or path can't be used.</exception>
    public XmlToJsonStep(XmlToJsonOptions options, IStepContext context)
    {
        _spool = context.Spool;
        try
        {
            _converter = new XmlToJsonConverter(new Formats.XmlToJson.XmlToJsonOptions
            {
                Namespaces = options.Namespaces,
                NamespaceDelimiter = options.NamespaceDelimiter[0],
                DropUnmappedNamespaces = options.DropUnmappedNamespaces,
                DropRoot = options.DropRoot,
                ArrayPaths = options.ArrayPaths,
                AllArrays = options.AllArrays,
                Streaming = options.Streaming,
            });
        }
        catch (ArgumentException e)
        {
            throw new DiagnosticException(Diagnostic.Error("IA1302", SourceSpan.None, $"xmlToJson: {e.Message}"));
        }
    }

    public async ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel)
    {
        await exchange.Body.BufferAsync(cancel);
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
}
