using System.Buffers;
using System.Text;
using System.Xml;

namespace IntegrationActors.Formats.Xml;

/// <summary>
/// NCName of "Namespaces in XML 1.0". Characters outside ASCII follow the fourth edition of XML 1.0, the narrower one, as .NET and most
/// installed parsers do.
/// </summary>
internal static class XmlNames
{
    private static readonly SearchValues<byte> AsciiNameBytes =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._"u8);

    public static bool IsName(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
        {
            return false;
        }

        return utf8.IndexOfAnyExcept(AsciiNameBytes) < 0 ? IsAsciiStart(utf8[0]) : IsUnicodeName(utf8);
    }

    /// <summary>Whether a name starts with "xml" in any case, which the XML recommendation keeps for itself.</summary>
    public static bool IsReserved(ReadOnlySpan<byte> utf8) =>
        utf8.Length >= 3 && (utf8[0] | 0x20) == 'x' && (utf8[1] | 0x20) == 'm' && (utf8[2] | 0x20) == 'l';

    private static bool IsAsciiStart(byte b) => b is (byte)'_' or (>= (byte)'A' and <= (byte)'Z') or (>= (byte)'a' and <= (byte)'z');

    private static bool IsUnicodeName(ReadOnlySpan<byte> utf8)
    {
        for (var isFirst = true; !utf8.IsEmpty; isFirst = false)
        {
            if (Rune.DecodeFromUtf8(utf8, out var rune, out var length) != OperationStatus.Done || !rune.IsBmp)
            {
                return false;
            }

            var c = (char)rune.Value;
            if (isFirst ? !XmlConvert.IsStartNCNameChar(c) : !XmlConvert.IsNCNameChar(c))
            {
                return false;
            }

            utf8 = utf8[length..];
        }

        return true;
    }
}
