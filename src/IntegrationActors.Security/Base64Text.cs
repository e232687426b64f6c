using System.Buffers.Text;

namespace IntegrationActors.Security;

/// <summary>Parts of hash texts: base64url (RFC 4648, 5) of a known length.</summary>
internal static class Base64Text
{
    public static bool TryDecode(string text, Span<byte> target)
    {
        try
        {
            return Base64Url.TryDecodeFromChars(text, target, out var written) && written == target.Length;
        }
        catch (FormatException)
        {
            // Its "Try" is about the length of the target alone.
            return false;
        }
    }
}
