using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Core.Stores.Attachments;

/// <summary>An attachment of an entry of the message processing log, without its content.</summary>
/// <param name="Id">Names it within the tenant.</param>
/// <param name="Message">The entry that it belongs to.</param>
/// <param name="Name">As the flow gave it; several may have the same one.</param>
/// <param name="ContentType">Media type, <c>text/xml</c>.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Written">When it was added.</param>
/// <param name="IsDropped">The content was not kept, since the tenant had used up what it may attach in 24 hours.</param>
public sealed record LogAttachment(MessageId Id, MessageId Message, string Name, string ContentType, long Length, DateTimeOffset Written, bool IsDropped)
{
    public const int LongestName = 255;

    public const int LongestContentType = 255;
}
