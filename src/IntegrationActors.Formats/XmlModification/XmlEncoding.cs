using System.Text;
using IntegrationActors.Formats.Text;

namespace IntegrationActors.Formats.XmlModification;

/// <summary>The encoding of an XML document: by its mark, its first characters or its declaration (XML 1.0, appendix F).</summary>
internal static class XmlEncoding
{
    private const int Looked = 1024;

    /// <summary>The encoding, and the length of the mark.</summary>
    public static (Encoding Encoding, int MarkLength) Detect(Stream xml)
    {
        Span<byte> start = stackalloc byte[Looked];
        xml.Position = 0;
        start = start[..xml.ReadAtLeast(start, Looked, throwOnEndOfStream: false)];
        return start switch
        {
            [0xEF, 0xBB, 0xBF, ..] => (new UTF8Encoding(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true), 3),
            [0xFF, 0xFE, ..] => (new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true), 2),
            [0xFE, 0xFF, ..] => (new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true), 2),
            [(byte)'<', 0, ..] => (new UnicodeEncoding(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true), 0),
            [0, (byte)'<', ..] => (new UnicodeEncoding(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true), 0),
            _ => (Declared(Encoding.Latin1.GetString(start)), 0),
        };
    }

    private static Encoding Declared(string start)
    {
        var end = start.StartsWith("<?xml", StringComparison.Ordinal) ? start.IndexOf("?>", StringComparison.Ordinal) : -1;
        var at = end < 0 ? -1 : start.IndexOf("encoding", 0, end, StringComparison.Ordinal);
        var quote = at < 0 ? -1 : start.AsSpan(at, end - at).IndexOfAny('"', '\'');
        if (quote < 0)
        {
            return TextEncodings.Utf8;
        }

        var name = start.AsSpan(at + quote + 1, end - at - quote - 1);
        name = name[..int.Max(0, name.IndexOfAny('"', '\''))];
        try
        {
            return TextEncodings.Find(name.ToString());
        }
        catch (ArgumentException e)
        {
            throw XmlModifier.Refused($"its declaration names the encoding '{name[..int.Min(name.Length, 40)]}', which is not known.", "Have the sender corrected.", e);
        }
    }
}
