using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Storage.Contents;

/// <summary>A content on its way into a row: small ones are encrypted in the row itself, larger ones are in chunks already and wait to be claimed.</summary>
/// <param name="Length">Bytes before encryption.</param>
/// <param name="Inline">The encrypted bytes for the row; null when they are in chunks.</param>
/// <param name="Chunks">Id of the chunks; null when the bytes are in the row. Claim it in the transaction that writes the row.</param>
internal sealed record StoredContent(long Length, byte[]? Inline, MessageId? Chunks);
