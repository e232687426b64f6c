using System.Buffers;
using System.Text;

namespace IntegrationActors.Formats.Xml;

/// <summary>Writes UTF-8 text as XML 1.0 character data. What needs no escape is found by vector search and copied in runs.</summary>
internal static class XmlEscaping
{
    /// <summary>What <see cref="Text"/> and <see cref="Attribute"/> return when everything could be written.</summary>
    public const int AllWritten = -1;

    private static readonly SearchValues<byte> PlainInText = SearchValues.Create(Plain("\t\n\""u8));
    private static readonly SearchValues<byte> PlainAscii = SearchValues.Create([.. Plain("\t\n\""u8).Where(b => b < 0x80)]);
    private static readonly SearchValues<byte> PlainInAttribute = SearchValues.Create(Plain([]));

    /// <summary>Whether bytes, of which nothing is known, are text in ASCII that needs no escape.</summary>
    public static bool IsPlainAscii(ReadOnlySpan<byte> bytes) => bytes.IndexOfAnyExcept(PlainAscii) < 0;

    /// <summary>Returns the first character that XML can't hold, or <see cref="AllWritten"/>.</summary>
    /// <param name="utf8">Valid UTF-8.</param>
    /// <param name="target">Gets the escaped bytes; in case of a refused character, those before it.</param>
    public static int Text(ReadOnlySpan<byte> utf8, PooledBytes target) => Escape(utf8, PlainInText, target);

    /// <inheritdoc cref="Text"/>
    public static int Attribute(ReadOnlySpan<byte> utf8, PooledBytes target) => Escape(utf8, PlainInAttribute, target);

    private static int Escape(ReadOnlySpan<byte> utf8, SearchValues<byte> plain, PooledBytes target)
    {
        while (utf8.IndexOfAnyExcept(plain) is var special and >= 0)
        {
            target.Write(utf8[..special]);
            utf8 = utf8[special..];
            var escape = EscapeOf(utf8[0]);
            if (!escape.IsEmpty)
            {
                target.Write(escape);
                utf8 = utf8[1..];
                continue;
            }

            _ = Rune.DecodeFromUtf8(utf8, out var rune, out var length);
            if (rune.Value is < 0x20 or 0xFFFE or 0xFFFF)
            {
                return rune.Value;
            }

            target.Write(utf8[..length]);
            utf8 = utf8[length..];
        }

        target.Write(utf8);
        return AllWritten;
    }

    // White space as references: a reader would turn \r into \n, and all three into blanks within attributes.
    private static ReadOnlySpan<byte> EscapeOf(byte value) => value switch
    {
        (byte)'&' => "&amp;"u8,
        (byte)'<' => "&lt;"u8,
        (byte)'>' => "&gt;"u8,
        (byte)'"' => "&quot;"u8,
        (byte)'\r' => "&#xD;"u8,
        (byte)'\n' => "&#xA;"u8,
        (byte)'\t' => "&#x9;"u8,
        _ => [],
    };

    // 0xEF starts U+FFFE and U+FFFF, which XML can't hold: characters that start with it are looked at one by one.
    private static byte[] Plain(ReadOnlySpan<byte> also)
    {
        var plain = new List<byte>(also.ToArray());
        for (var b = 0x20; b <= 0xFF; b++)
        {
            if (b is not ('&' or '<' or '>' or '"' or 0xEF))
            {
                plain.Add((byte)b);
            }
        }

        return [.. plain];
    }
}
