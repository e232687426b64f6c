using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Core.Stores.Inputs;

/// <summary>A message as it came into a flow, before the first step. Body and attachments are buffered and belong to whoever holds this.</summary>
public sealed record KeptInput : IAsyncDisposable
{
    /// <summary>Largest body with attachments that is kept, in bytes.</summary>
    public const int LargestBytes = 8 * 1024 * 1024;

    /// <summary>The run that it came in for.</summary>
    public required MessageId Id { get; init; }

    /// <summary>Name of the flow.</summary>
    public required string Flow { get; init; }

    /// <summary>Number of the sender channel in the flow, from 0.</summary>
    public required int Entry { get; init; }

    public required Message Message { get; init; }

    /// <summary>Properties that the sender channel set; texts only.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Properties { get; init; } = [];

    /// <summary>Correlation id of the run.</summary>
    public required string CorrelationId { get; init; }

    /// <summary>Who sent it.</summary>
    public string? Sender { get; init; }

    /// <summary>Bytes of body and attachments; null while one of them is not known.</summary>
    public long? Bytes => Message.HasAttachments ? Message.Attachments.Aggregate(Message.Body.Length, (sum, a) => sum + a.Content.Length) : Message.Body.Length;

    public async ValueTask DisposeAsync()
    {
        await Message.Body.DisposeAsync();
        if (Message.HasAttachments)
        {
            foreach (var attachment in Message.Attachments)
            {
                await attachment.Content.DisposeAsync();
            }
        }
    }
}
