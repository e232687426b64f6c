using System.Globalization;
using IntegrationActors.Formats.Edi;
using IntegrationActors.Formats.Edi.Grammars;

namespace IntegrationActors.Formats.EdiValidation;

/// <summary>Checks a value against what its element may hold. Of numbers, sign and decimal mark don't count as characters (ISO 9735, 10; X12.6, 3.3).</summary>
internal static class ValueCheck
{
    /// <summary>What is wrong; null when nothing is.</summary>
    public static (EdiMistakeKind Kind, string Text)? Of(string value, EdiElementDefinition element, char decimalMark)
    {
        if (element.Codes is { } codes && !codes.Contains(value))
        {
            return (EdiMistakeKind.WrongCode, $"'{EdiFaults.Shown(value)}' is no code of {Name(element)}");
        }

        return element.Type is { } type ? Characters(value, type, element, decimalMark) ?? Length(value, type, element) : null;
    }

    private static (EdiMistakeKind Kind, string Text)? Characters(string value, EdiDataType type, EdiElementDefinition element, char decimalMark)
    {
        var (isRight, kind, what) = type.Characters switch
        {
            EdiCharacters.Letters => (!value.AsSpan().ContainsAnyInRange('0', '9'), EdiMistakeKind.WrongCharacter, "has digits, and letters are expected"),
            EdiCharacters.Number => (IsNumber(value, decimalMark == ',' ? "," : ",."), EdiMistakeKind.WrongCharacter, "is no number"),
            EdiCharacters.Whole => (IsNumber(value, ""), EdiMistakeKind.WrongCharacter, "is no whole number"),
            EdiCharacters.Real => (IsNumber(value, "."), EdiMistakeKind.WrongCharacter, "is no number"),
            EdiCharacters.Date => (IsDate(value), EdiMistakeKind.WrongDate, "is no date (YYMMDD or CCYYMMDD)"),
            EdiCharacters.Time => (IsTime(value), EdiMistakeKind.WrongTime, "is no time (HHMM, HHMMSS)"),
            _ => (true, EdiMistakeKind.WrongCharacter, ""),
        };
        return isRight ? null : (kind, $"'{EdiFaults.Shown(value)}' of {Name(element)} {what}");
    }

    private static (EdiMistakeKind Kind, string Text)? Length(string value, EdiDataType type, EdiElementDefinition element)
    {
        var length = type.Characters is EdiCharacters.Number or EdiCharacters.Whole or EdiCharacters.Real
            ? value.Count(char.IsAsciiDigit)
            : new StringInfo(value).LengthInTextElements;
        if (length < type.Min)
        {
            return (EdiMistakeKind.TooShort, $"'{EdiFaults.Shown(value)}' of {Name(element)} is shorter than {type.Min} characters");
        }

        return length > type.Max ? (EdiMistakeKind.TooLong, $"'{EdiFaults.Shown(value)}' of {Name(element)} is longer than {type.Max} characters") : null;
    }

    // Digits, with at most one decimal mark.
    private static bool IsNumber(string value, string marks)
    {
        var digits = value.AsSpan().TrimStart('-');
        if (value.Length - digits.Length > 1)
        {
            return false;
        }

        var mark = marks.Length == 0 ? -1 : digits.IndexOfAny(marks);
        var whole = mark < 0 ? digits : digits[..mark];
        var decimals = mark < 0 ? default : digits[(mark + 1)..];
        return whole.Length + decimals.Length > 0 && !whole.ContainsAnyExceptInRange('0', '9') && !decimals.ContainsAnyExceptInRange('0', '9');
    }

    private static bool IsDate(string value) => value.Length is 6 or 8
        && DateTime.TryParseExact(value, value.Length == 6 ? "yyMMdd" : "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static bool IsTime(string value) => value.Length is 4 or 6 or 7 or 8 && value.All(char.IsAsciiDigit)
        && TimeOnly.TryParseExact(value[..4], "HHmm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
        && (value.Length == 4 || string.CompareOrdinal(value[4..6], "60") < 0);

    private static string Name(EdiElementDefinition element) => element.Name.Length == 0 ? $"element {element.Id}" : $"{element.Name} ({element.Id})";
}
