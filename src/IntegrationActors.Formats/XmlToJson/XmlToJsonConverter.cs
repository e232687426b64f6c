using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using System.Xml;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Formats.Xml;

namespace IntegrationActors.Formats.XmlToJson;

/// <summary>
/// Turns XML 1.0 into JSON (RFC 8259, UTF-8). Elements become members whose values are strings, siblings of one name an array, attributes
/// members with <c>@</c>, and the text of an element with attributes the member <c>$</c>. Comments, processing instructions and text between
/// elements are dropped; a DTD is refused. Thread-safe: make one per set of options and keep it.
/// </summary>
public sealed class XmlToJsonConverter
{
    private const int FlushAt = 32 * 1024;

    private readonly XmlToJsonPlan _plan;

    /// <summary>Checks the options and keeps them.</summary>
    /// <exception cref="ArgumentException">An option can't be used; the text is for the author of the flow.</exception>
    public XmlToJsonConverter(XmlToJsonOptions options) => _plan = new XmlToJsonPlan(options);

    /// <summary>Converts a body in memory.</summary>
    /// <param name="xml">The whole document, in the encoding that its byte order mark or declaration names; UTF-8 otherwise.</param>
    /// <param name="output">Gets the whole document, or a part of it when the conversion fails.</param>
    /// <exception cref="FaultException">IA3321 to IA3324; the message names line and column in the XML where it can.</exception>
    public void Convert(in ReadOnlySequence<byte> xml, IBufferWriter<byte> output)
    {
        using var stream = PipeReader.Create(xml).AsStream();
        using var reader = SafeXml.CreateReader(stream);
        using var json = new Utf8JsonWriter(output, XmlToJsonPlan.Writer);
        var walk = new XmlWalk(_plan, json);
        try
        {
            while (reader.Read())
            {
                walk.Take(reader, XmlWalk.IsText(reader.NodeType) ? reader.Value : "");
            }
        }
        catch (XmlException e)
        {
            throw XmlToJsonFaults.NotXml(e);
        }
    }

    /// <summary>Converts while reading; with <see cref="XmlToJsonOptions.Streaming"/> in constant memory. Both streams stay open.</summary>
    /// <inheritdoc cref="Convert" path="/exception"/>
    public async Task ConvertAsync(Stream xml, Stream output, CancellationToken cancel)
    {
        var writer = PipeWriter.Create(output, new StreamPipeWriterOptions(minimumBufferSize: 64 * 1024, leaveOpen: true));
        await ConvertAsync(xml, writer, cancel);
        await writer.CompleteAsync();
    }

    /// <summary>Converts while reading; with <see cref="XmlToJsonOptions.Streaming"/> in constant memory. The stream stays open; the caller completes the pipe.</summary>
    /// <inheritdoc cref="Convert" path="/exception"/>
    public async Task ConvertAsync(Stream xml, PipeWriter output, CancellationToken cancel)
    {
        await using var guard = new ValueGuardStream(xml, _plan.Options.MaxValueBytes, XmlToJsonFaults.ValueTooLong, cancel);
        using var reader = SafeXml.CreateAsyncReader(guard);
        await using var json = new Utf8JsonWriter(output, XmlToJsonPlan.Writer);
        var walk = new XmlWalk(_plan, json);
        var flushed = 0L;
        try
        {
            while (await reader.ReadAsync())
            {
                walk.Take(reader, XmlWalk.IsText(reader.NodeType) ? await reader.GetValueAsync() : "");
                guard.Reset();
                if (json.BytesCommitted + json.BytesPending - flushed >= FlushAt)
                {
                    flushed = await FlushAsync(json, output, cancel);
                }
            }
        }
        catch (XmlException e)
        {
            throw XmlToJsonFaults.NotXml(e);
        }

        await FlushAsync(json, output, cancel);
    }

    private static async ValueTask<long> FlushAsync(Utf8JsonWriter json, PipeWriter output, CancellationToken cancel)
    {
        await json.FlushAsync(cancel);
        var flushed = await output.FlushAsync(cancel);
        if (flushed.IsCompleted)
        {
            throw new IOException("The reader of the converted body has gone away.");
        }

        return json.BytesCommitted;
    }
}
