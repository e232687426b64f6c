using System.Buffers.Text;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Storage.MessageLog.Search;

/// <summary>Where a page ended: the id of its last message. Opaque to callers, and valid for ever, since rows only come at the newer end.</summary>
internal static class MessageCursor
{
    public static string Write(MessageId last)
    {
        Span<byte> bytes = stackalloc byte[16];
        last.WriteTo(bytes);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>The message after which the next page begins.</summary>
    /// <exception cref="ArgumentException">Not a cursor of ours.</exception>
    public static MessageId Read(string cursor)
    {
        Span<byte> bytes = stackalloc byte[16];
        try
        {
            if (cursor.Length == Base64Url.GetEncodedLength(bytes.Length) && Base64Url.DecodeFromChars(cursor, bytes) == bytes.Length)
            {
                return MessageId.Read(bytes);
            }
        }
        catch (FormatException)
        {
            // Told below, like a wrong length.
        }

        throw new ArgumentException("The cursor is not one that an earlier page gave.", nameof(cursor));
    }
}
