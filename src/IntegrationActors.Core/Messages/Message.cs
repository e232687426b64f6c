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
    public ValueTask ReleaseAsync()
    {
        var body = Body;
        Body = Payload.Empty;
        return HasAttachments ? ReleaseAllAsync(body, _attachments!) : body.DisposeAsync();
    }

    private static async ValueTask ReleaseAllAsync(Payload body, List<Attachment> attachments)
    {
        await body.DisposeAsync();
        foreach (var attachment in attachments)
        {
            await attachment.Content.DisposeAsync();
        }

        attachments.Clear();
    }
}
