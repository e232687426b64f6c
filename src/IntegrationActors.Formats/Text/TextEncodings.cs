using System.Text;

namespace IntegrationActors.Formats.Text;

/// <summary>Character encodings by name, the code pages of Windows included. What can't be decoded or encoded is an exception, never a silent question mark.</summary>
public static class TextEncodings
{
    private static readonly EncoderFallback RefuseCharacter = EncoderFallback.ExceptionFallback;

    private static readonly DecoderFallback RefuseBytes = DecoderFallback.ExceptionFallback;

    /// <summary>UTF-8 without byte order mark.</summary>
    public static Encoding Utf8 { get; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The encoding of a name such as <c>UTF-8</c>, <c>ISO-8859-1</c> or <c>windows-1252</c>.</summary>
    /// <exception cref="ArgumentException">There is none of this name.</exception>
    public static Encoding Find(string name)
    {
        try
        {
            return Strict(CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name));
        }
        catch (ArgumentException e)
        {
            throw new ArgumentException($"'{name}' is not the name of a character encoding; write UTF-8, UTF-16, ISO-8859-1, windows-1252 or another of the IANA list", nameof(name), e);
        }
    }

    /// <summary>The same encoding, but refusing what it can't convert.</summary>
    public static Encoding Strict(Encoding encoding)
    {
        if (encoding is UTF8Encoding)
        {
            return Utf8;
        }

        var strict = (Encoding)encoding.Clone();
        strict.EncoderFallback = RefuseCharacter;
        strict.DecoderFallback = RefuseBytes;
        return strict;
    }
}
