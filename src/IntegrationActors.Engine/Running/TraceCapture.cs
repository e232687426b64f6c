using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Engine.Plans;
using IntegrationActors.Security;

namespace IntegrationActors.Engine.Running;

/// <summary>Captures the message at level Trace, with secrets masked and bodies cut. What can't be read is noted, and no concern of the run.</summary>
internal static class TraceCapture
{
    /// <summary>Bytes of a body that are kept per capture.</summary>
    public const int MaxBody = 256 * 1024;

    /// <summary>Captures of one message; a loop of a million rounds keeps its first ones.</summary>
    public const int MaxEntries = MessageRecord.MaxCaptures;

    /// <summary>Stands among the properties of a capture and says why it is not complete.</summary>
    public const string Unreadable = "TraceUnreadable";

    private const string Before = "before";
    private const string End = "end";

    public static ValueTask BeforeStepAsync(PlanNode node, Exchange exchange, CancellationToken cancel) => CaptureAsync(node.Index, Before, exchange, cancel);

    public static ValueTask AtEndAsync(Exchange exchange, CancellationToken cancel) => CaptureAsync(-1, End, exchange, cancel);

    private static async ValueTask CaptureAsync(int node, string point, Exchange exchange, CancellationToken cancel)
    {
        var log = exchange.Log;
        if (log.Level != MessageLogLevel.Trace || log.Trace is { Count: >= MaxEntries })
        {
            return;
        }

        var headers = exchange.Headers.Select(h => KeyValuePair.Create(h.Key, Masking.Header(h.Key, h.Value)));
        var entry = new TraceEntry(0, node, point, [.. headers], [], default, exchange.Body.Length ?? 0);
        try
        {
            entry = entry with { Properties = Properties(exchange) };
            entry = entry with { Body = await ReadAsync(exchange, cancel), BodyLength = exchange.Body.Length ?? 0 };
        }
        catch (Exception exception) when (!cancel.IsCancellationRequested)
        {
            // Looking at a message must not change its outcome: whoever needs what can't be read fails by itself.
            entry = entry with { Properties = [.. entry.Properties, KeyValuePair.Create(Unreadable, FaultOf.Exception(exception, cancel).Message)] };
        }

        log.AddCapture(entry);
    }

    private static KeyValuePair<string, string>[] Properties(Exchange exchange) =>
        [.. exchange.Properties.Select(p => KeyValuePair.Create(p.Key, Masking.Header(p.Key, ExpressionValue.ToText(p.Value))))];

    private static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(Exchange exchange, CancellationToken cancel)
    {
        await exchange.Body.BufferAsync(cancel);
        var bytes = new byte[(int)Math.Min(MaxBody, exchange.Body.Length ?? 0)];
        await using var stream = exchange.Body.OpenRead();
        await stream.ReadExactlyAsync(bytes, cancel);
        return bytes;
    }
}
