using System.Net;
using IntegrationActors.Core.Limits;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Adapters.Https.Receiver;

/// <summary>The body of a message as the body of a request: from memory in one write, else streamed part by part. The payload stays with its message.</summary>
internal sealed class PayloadHttpContent(Payload payload, TimeLimit limit) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        payload.TryGetMemory(out var memory) ? stream.WriteAsync(memory, cancellationToken).AsTask() : StreamAsync(stream, cancellationToken);

    protected override bool TryComputeLength(out long length)
    {
        length = payload.Length ?? 0;
        return payload.Length is not null;
    }

    private async Task StreamAsync(Stream stream, CancellationToken cancel)
    {
        limit.Pause();
        await payload.CopyToAsync(new TimedUploadStream(stream, limit), cancel);
        limit.Restart();
    }
}
