namespace IntegrationActors.Core.Messages;

/// <summary>What travels between systems: headers, a body and attachments.</summary>
public sealed class Message
{
    private List<Attachment>? _attachments;

    public HeaderMap Headers { get; init; } = new();

    public Payload Body { get; set; } = Payload.Empty;

    public bool HasAttachments => _attachments is { Count: > 0 };

    public IList<Attachment> Attachments => _attachments ??= [];
}
