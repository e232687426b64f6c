using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Steps.Bodies;

/// <summary>One body into another: the old one is intact until the new one is complete, and both may be larger than memory.</summary>
internal static class BodyConversion
{
    /// <summary>Lets <paramref name="convert"/> read the old body and write the new one.</summary>
    /// <param name="exchange">Gets the new body.</param>
    /// <param name="spool">Where large bodies go.</param>
    /// <param name="convert">Throws a <see cref="FaultException"/> when it can't go on.</param>
    /// <param name="contentType">Media type of the new body; null leaves the header as it is.</param>
    /// <param name="cancel">Cancels.</param>
    public static async ValueTask<Outcome> RunAsync(Exchange exchange, PayloadSpool spool, Action<Stream, PayloadWriter> convert, string? contentType, CancellationToken cancel)
    {
        await exchange.Body.BufferAsync(cancel);
        await using var writer = new PayloadWriter(spool, (int)long.Min(exchange.Body.Length ?? 0, spool.MemoryLimit));
        await using (var body = exchange.Body.OpenRead())
        {
            convert(body, writer);
        }

        await exchange.ReplaceBodyAsync(writer.ToPayload());
        if (contentType is not null)
        {
            exchange.Headers.Set("Content-Type", contentType);
        }

        return Outcome.Next;
    }
}
