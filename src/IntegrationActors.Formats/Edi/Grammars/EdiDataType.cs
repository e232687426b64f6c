using System.Globalization;

namespace IntegrationActors.Formats.Edi.Grammars;

/// <summary>Kinds of characters of a value.</summary>
internal enum EdiCharacters
{
    /// <summary>Letters and other signs, no digits: <c>a</c>.</summary>
    Letters,

    /// <summary>A number: <c>n</c> of EDIFACT, with the decimal mark of the interchange.</summary>
    Number,

    /// <summary>Anything: <c>an</c>.</summary>
    Any,

    /// <summary>A whole number, of which the last digits may stand behind a decimal mark that is not written: <c>n0</c> to <c>n9</c> of X12.</summary>
    Whole,

    /// <summary>A number with a point: <c>r</c> of X12.</summary>
    Real,

    /// <summary>A date, YYMMDD or CCYYMMDD: <c>dt</c> of X12.</summary>
    Date,

    /// <summary>A time, HHMM, HHMMSS or with decimals: <c>tm</c> of X12.</summary>
    Time,
}

/// <summary>What a value may be: <c>an..35</c> and <c>n3</c> as EDIFACT writes it, <c>id 2/3</c> as X12 does.</summary>
/// <param name="Characters">The kind of characters.</param>
/// <param name="Min">Fewest characters; signs and decimal marks of numbers don't count.</param>
/// <param name="Max">Most characters.</param>
internal sealed record EdiDataType(EdiCharacters Characters, int Min, int Max)
{
    public const string Form = "write an..35, a3 or n..15 as EDIFACT does, or an 1/30, id 2/3, n2 1/10, r 1/9, dt 8/8, tm 4/8 as X12 does";

    public static EdiDataType? Parse(string text)
    {
        var words = text.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words switch
        {
            [var kind, var length] => OfX12(kind, length),
            [var one] => OfEdifact(one),
            _ => null,
        };
    }

    private static EdiDataType? OfX12(string kind, string length)
    {
        EdiCharacters? characters = kind switch
        {
            "an" or "id" or "b" => EdiCharacters.Any,
            "r" => EdiCharacters.Real,
            "dt" => EdiCharacters.Date,
            "tm" => EdiCharacters.Time,
            ['n', >= '0' and <= '9'] or "n" => EdiCharacters.Whole,
            _ => null,
        };
        return characters is { } found && length.Split('/') is [var low, var high] ? Of(found, low, high) : null;
    }

    private static EdiDataType? OfEdifact(string text)
    {
        var letters = text.AsSpan().IndexOfAnyExcept('a', 'n');
        var length = letters < 0 ? "" : text[letters..];
        EdiCharacters? characters = letters < 0 ? null : text[..letters] switch { "a" => EdiCharacters.Letters, "n" => EdiCharacters.Number, "an" => EdiCharacters.Any, _ => null };
        var isUpTo = length.StartsWith("..", StringComparison.Ordinal);
        return characters is { } found ? Of(found, isUpTo ? "1" : length, isUpTo ? length[2..] : length) : null;
    }

    private static EdiDataType? Of(EdiCharacters characters, string low, string high) =>
        int.TryParse(low, NumberStyles.None, CultureInfo.InvariantCulture, out var min) && int.TryParse(high, NumberStyles.None, CultureInfo.InvariantCulture, out var max) && min <= max && max > 0
            ? new EdiDataType(characters, min, max)
            : null;
}
