namespace IntegrationActors.Storage.Contents;

/// <summary>The body or an attachment of a stored message.</summary>
/// <param name="About">Encrypted headers and properties of the body, or name and type of an attachment.</param>
/// <param name="Content">The bytes.</param>
internal sealed record StoredPart(byte[] About, StoredContent Content)
{
    /// <summary>Bytes that its row takes; chunks are counted on their own.</summary>
    public long Stored => About.Length + (Content.Inline?.Length ?? 0);
}
