using System.Text;
using IntegrationActors.Formats.Text;

namespace IntegrationActors.Formats.Edi;

/// <summary>Encodings of the syntax levels of EDIFACT (ISO 9735, data element 0001).</summary>
public static class EdiEncodings
{
    /// <summary>The encoding of a syntax identifier; null when it has none that can be read, as UNOX, which changes its encoding on the way.</summary>
    public static Encoding? OfSyntax(string identifier) => identifier switch
    {
        "UNOA" or "UNOB" => TextEncodings.Find("us-ascii"),
        "UNOC" => TextEncodings.Find("iso-8859-1"),
        "UNOD" => TextEncodings.Find("iso-8859-2"),
        "UNOE" => TextEncodings.Find("iso-8859-5"),
        "UNOF" => TextEncodings.Find("iso-8859-7"),
        "UNOG" => TextEncodings.Find("iso-8859-3"),
        "UNOH" => TextEncodings.Find("iso-8859-4"),
        "UNOI" => TextEncodings.Find("iso-8859-6"),
        "UNOJ" => TextEncodings.Find("iso-8859-8"),
        "UNOK" => TextEncodings.Find("iso-8859-9"),
        "UNOW" or "UNOY" => TextEncodings.Utf8,
        _ => null,
    };

    /// <summary>The encoding of a name, when the separators are the same bytes in it.</summary>
    /// <exception cref="ArgumentException">The text is for the author of the flow.</exception>
    public static Encoding Find(string name) => IsUsable(TextEncodings.Find(name))
        ? TextEncodings.Find(name)
        : throw RefusedOption.Because($"EDI can't be in '{name}': write UTF-8, or an encoding with one byte for each character such as ISO-8859-1", "Encoding");

    /// <summary>Whether a byte of ASCII always means its character.</summary>
    public static bool IsUsable(Encoding encoding) => encoding is UTF8Encoding || (encoding.IsSingleByte && encoding.GetString("A:+~"u8) == "A:+~");
}
