using System.Buffers;
using System.IO.Pipelines;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Formats.JsonToXml;

/// <summary>
/// Turns JSON (RFC 8259, UTF-8) into XML 1.0 in UTF-8. Objects become elements with one child per member, arrays repeated elements, null an
/// empty element; members with <c>@</c> become attributes, wherever they stand in their object, and the member <c>$</c> the text of its
/// element. Thread-safe: make one per set of options and keep it.
/// </summary>
public sealed class JsonToXmlConverter
{
    private readonly JsonToXmlPlan _plan;

    /// <summary>Checks the options and keeps them.</summary>
    /// <exception cref="ArgumentException">An option can't be used; the text is for the author of the flow.</exception>
    public JsonToXmlConverter(JsonToXmlOptions options) => _plan = new JsonToXmlPlan(options);

    private JsonToXmlOptions Options => _plan.Options;

    /// <summary>Converts a body in memory.</summary>
    /// <param name="json">The whole document; a byte order mark is skipped.</param>
    /// <param name="output">Gets the whole document, or a part of it when the conversion fails.</param>
    /// <exception cref="FaultException">IA3301 to IA3311; the message names the path in the JSON.</exception>
    public void Convert(ReadOnlySpan<byte> json, IBufferWriter<byte> output)
    {
        using var walk = new JsonToXmlWalk(_plan, int.Max(json.Length, Options.AttributeWindow));
        walk.FeedAll(json.StartsWith("\uFEFF"u8) ? json[3..] : json, output);
        walk.Finish(output);
    }

    /// <inheritdoc cref="Convert(ReadOnlySpan{byte}, IBufferWriter{byte})"/>
    public void Convert(in ReadOnlySequence<byte> json, IBufferWriter<byte> output)
    {
        if (json.IsSingleSegment)
        {
            Convert(json.FirstSpan, output);
            return;
        }

        using var walk = new JsonToXmlWalk(_plan, (int)long.Max(long.Min(json.Length, int.MaxValue / 4), Options.AttributeWindow));
        walk.Feed(WithoutMark(json), isFinal: true, output);
        walk.Finish(output);
    }

    /// <summary>Converts while reading, in a memory that doesn't depend on the length of the document. Both streams stay open.</summary>
    /// <exception cref="FaultException">IA3301 to IA3311; the message names the path in the JSON.</exception>
    public async Task ConvertAsync(Stream json, Stream output, CancellationToken cancel)
    {
        var reader = PipeReader.Create(json, new StreamPipeReaderOptions(bufferSize: 64 * 1024, leaveOpen: true));
        var writer = PipeWriter.Create(output, new StreamPipeWriterOptions(minimumBufferSize: 64 * 1024, leaveOpen: true));
        try
        {
            await ConvertAsync(reader, writer, cancel);
            await writer.CompleteAsync();
        }
        finally
        {
            await reader.CompleteAsync();
        }
    }

    /// <summary>Converts while reading, in a memory that doesn't depend on the length of the document. The caller completes both pipes.</summary>
    /// <exception cref="FaultException">IA3301 to IA3311; the message names the path in the JSON.</exception>
    public async Task ConvertAsync(PipeReader json, PipeWriter output, CancellationToken cancel)
    {
        using var walk = new JsonToXmlWalk(_plan, Options.AttributeWindow);
        var isStart = true;
        var isEnd = false;
        for (var atLeast = 3; !isEnd;)
        {
            var read = await json.ReadAtLeastAsync(atLeast, cancel);
            isEnd = read.IsCompleted;
            var buffer = isStart ? WithoutMark(read.Buffer) : read.Buffer;
            isStart = false;
            var consumed = walk.Feed(buffer, isEnd, output);
            atLeast = NextRead(walk, buffer.Slice(consumed).Length);
            json.AdvanceTo(consumed, read.Buffer.End);
            await FlushAsync(output, cancel);
        }

        walk.Finish(output);
        await FlushAsync(output, cancel);
    }

    /// <summary>A value that is not complete is looked at again when twice as much of it is there, so that the work stays linear.</summary>
    private int NextRead(JsonToXmlWalk walk, long pending) => pending <= Options.MaxValueBytes
        ? (int)long.Min(pending * 2, Options.MaxValueBytes) + 1
        : throw JsonToXmlFaults.ValueTooLong(walk.Path, Options.MaxValueBytes);

    private static ReadOnlySequence<byte> WithoutMark(in ReadOnlySequence<byte> json)
    {
        var start = new SequenceReader<byte>(json);
        return start.IsNext("\uFEFF"u8, advancePast: true) ? start.UnreadSequence : json;
    }

    private static async ValueTask FlushAsync(PipeWriter output, CancellationToken cancel)
    {
        var flushed = await output.FlushAsync(cancel);
        if (flushed.IsCompleted)
        {
            throw new IOException("The reader of the converted body has gone away.");
        }
    }
}
