using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Storage.Contents;

/// <summary>A message that is encrypted and, where large, in chunks: ready to be inserted in the transaction of whoever refers to it.</summary>
/// <param name="Owner">Names the message; the row that refers to it has this id.</param>
/// <param name="Parts">The body with headers and properties, then the attachments.</param>
internal sealed record StoredMessage(MessageId Owner, IReadOnlyList<StoredPart> Parts)
{
    /// <summary>Bytes of body and attachments before encryption.</summary>
    public long Length => Parts.Sum(part => part.Content.Length);
}
