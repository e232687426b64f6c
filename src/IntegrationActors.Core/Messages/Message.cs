namespace IntegrationActors.Core.Messages;

/// <summary>What travels between systems: headers, a body and attachments.</summary>
public sealed class Message
{
    private List<Attachment>? _attachments;

    public HeaderMap Headers { get; init; } = new();

    public Payload Body { get; set; } = Payload.Empty;

    public bool HasAttachments => _attachments is { Count: > 0 };

    public IList<Attachment> Attachments => _attachments ??= [];

    /// <summary>Gives up the body and the attachments; the message keeps an empty body.</summary>
    public async ValueTask ReleaseAsync()
    {
        var body = Body;
        Body = Payload.Empty;
        await body.DisposeAsync();
        if (_attachments is null)
        {
            return;
        }

        foreach (var attachment in _attachments)
        {
            await attachment.Content.DisposeAsync();
        }

        _attachments.Clear();
    }
}
