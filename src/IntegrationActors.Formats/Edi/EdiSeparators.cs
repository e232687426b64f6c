using System.Globalization;
using System.Text;
using IntegrationActors.Formats.Text;

namespace IntegrationActors.Formats.Edi;

/// <summary>
/// The characters of ASCII with which an interchange is cut. Written down in the order in which its standard has them: for EDIFACT as the six characters of the service string advice (UNA: component,
/// element, decimal mark, release, repetition, segment; a blank where there is none), for X12 element, component, segment and, if there is one, repetition. Control characters and the backslash are
/// written as <c>\x1D</c>.
/// </summary>
internal sealed record EdiSeparators
{
    private const byte None = 0;

    private const byte Blank = (byte)' ';

    public static EdiSeparators Edifact { get; } = new() { Component = (byte)':', Element = (byte)'+', Decimal = (byte)'.', Release = (byte)'?', Repetition = (byte)'*', Segment = (byte)'\'' };

    /// <summary>The separators of level B (ISO 9735, 5.2), which are no printable characters.</summary>
    public static EdiSeparators EdifactControls { get; } = new() { Component = 0x1F, Element = 0x1D, Decimal = (byte)'.', Segment = 0x1C };

    public static EdiSeparators X12 { get; } = new() { Element = (byte)'*', Component = (byte)':', Segment = (byte)'~', Repetition = (byte)'^', Decimal = (byte)'.' };

    public required byte Component { get; init; }

    public required byte Element { get; init; }

    public required byte Segment { get; init; }

    public byte Decimal { get; init; }

    /// <summary>Takes the meaning from the character behind it; 0 when there is none.</summary>
    public byte Release { get; init; }

    /// <summary>Stands between repetitions of an element; 0 when there is none.</summary>
    public byte Repetition { get; init; }

    /// <summary>The characters of a service string advice, behind UNA; null when they can't be told apart.</summary>
    public static EdiSeparators? OfServiceString(ReadOnlySpan<byte> six)
    {
        var separators = new EdiSeparators
        {
            Component = six[0],
            Element = six[1],
            Decimal = six[2],
            Release = six[3] == Blank ? None : six[3],
            Repetition = six[4] == Blank ? None : six[4],
            Segment = six[5],
        };
        return separators.AreUsable ? separators : null;
    }

    /// <summary>Reads what a person or an XML document says.</summary>
    /// <exception cref="ArgumentException">The text is for the author of the flow.</exception>
    public static EdiSeparators Parse(string text, EdiStandard standard)
    {
        var bytes = Unescape(text);
        var separators = standard switch
        {
            EdiStandard.Edifact when bytes.Length == 6 => OfServiceString(bytes),
            EdiStandard.X12 when bytes.Length is 3 or 4 => new EdiSeparators { Element = bytes[0], Component = bytes[1], Segment = bytes[2], Repetition = bytes.Length == 4 ? bytes[3] : None, Decimal = (byte)'.' },
            _ => throw RefusedOption.Because($"'{text}' are not the separators of an interchange; write the six characters of UNA for EDIFACT (:+.? '), or element, component, segment and repetition for X12 (*:~^)", "Separators"),
        };
        return separators is { AreUsable: true }
            ? separators
            : throw RefusedOption.Because($"'{text}' can't separate: the characters must be different, in ASCII, and neither letters, digits nor blanks", "Separators");
    }

    /// <summary>The standard that a text is for: UNA has six characters, X12 three or four.</summary>
    public static EdiStandard StandardOf(string text) => Unescape(text).Length > 4 ? EdiStandard.Edifact : EdiStandard.X12;

    /// <summary>All separators differ, and none can be a character of a word.</summary>
    public bool AreUsable
    {
        get
        {
            byte[] used = [.. new[] { Component, Element, Segment, Release, Repetition }.Where(b => b != None)];
            return Component != None && Element != None && Segment != None && used.Distinct().Count() == used.Length && used.All(b => b < 0x80 && b != Blank && !char.IsAsciiLetterOrDigit((char)b));
        }
    }

    /// <summary>The six characters behind UNA.</summary>
    public byte[] ServiceString() => [Component, Element, Decimal, Release == None ? Blank : Release, Repetition == None ? Blank : Repetition, Segment];

    public string ToText(EdiStandard standard) => Escape(standard == EdiStandard.Edifact ? ServiceString() : Repetition == None ? [Element, Component, Segment] : [Element, Component, Segment, Repetition]);

    /// <summary>Text in which control characters can be seen.</summary>
    public static string Escape(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        foreach (var b in bytes)
        {
            _ = b < Blank || b is (byte)'\\' or >= 0x7F ? text.Append(CultureInfo.InvariantCulture, $"\\x{b:X2}") : text.Append((char)b);
        }

        return text.ToString();
    }

    private static byte[] Unescape(string text)
    {
        var bytes = new List<byte>();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 3 < text.Length && text[i + 1] == 'x' && byte.TryParse(text.AsSpan(i + 2, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                bytes.Add(code);
                i += 3;
            }
            else
            {
                bytes.Add(text[i] < 0x80 ? (byte)text[i] : (byte)0xFF);
            }
        }

        return [.. bytes];
    }
}
