using System.Text;

namespace IntegrationActors.Expressions.Dates;

/// <summary>Reads a pattern of Java's SimpleDateFormat and checks it.</summary>
internal sealed class JavaDatePatternReader(string pattern, int offset, TimeZoneInfo zone)
{
    private const int MaxLength = 200;

    private readonly List<DateField> _fields = [];
    private readonly StringBuilder _format = new();
    private int _position;

    public DateField[] Read()
    {
        if (pattern.Length is 0 or > MaxLength)
        {
            throw Error(pattern.Length == 0 ? "a pattern is needed, such as yyyy-MM-dd" : $"the pattern is longer than {MaxLength} characters");
        }

        while (_position < pattern.Length)
        {
            var character = pattern[_position];
            if (character == '\'')
            {
                ReadQuoted();
            }
            else if (char.IsAsciiLetter(character))
            {
                ReadField(character);
            }
            else
            {
                Literal(character);
                _position++;
            }
        }

        Flush();
        return [.. _fields];
    }

    private void ReadQuoted()
    {
        var start = _position++;
        if (_position < pattern.Length && pattern[_position] == '\'')
        {
            Literal('\'');
            _position++;
            return;
        }

        while (_position < pattern.Length)
        {
            var character = pattern[_position++];
            if (character != '\'')
            {
                Literal(character);
            }
            else if (_position < pattern.Length && pattern[_position] == '\'')
            {
                Literal('\'');
                _position++;
            }
            else
            {
                return;
            }
        }

        _position = start;
        throw Error("the quoted text isn't closed; write ' at its end, or '' for an apostrophe");
    }

    private void ReadField(char letter)
    {
        var start = _position;
        while (_position < pattern.Length && pattern[_position] == letter)
        {
            _position++;
        }

        var count = _position - start;
        _position = start;
        Field(letter, count);
        _position = start + count;
    }

    private void Field(char letter, int count)
    {
        if (Computed(letter, count) is { } kind)
        {
            Flush();
            _fields.Add(new DateField(kind, string.Empty, count));
        }
        else if (letter == 'G')
        {
            Literal('A');
            Literal('D');
        }
        else if (letter == 'z')
        {
            ZoneName();
        }
        else
        {
            Append(Format(letter, count));
        }
    }

    // Two letters of Java may be the same one of .NET (EEEdd would be ddddd), which counts how often it stands.
    private void Append(string format)
    {
        if (_format.Length > 0 && _format[^1] == format[0])
        {
            Flush();
        }

        _format.Append(format);
    }

    private DateFieldKind? Computed(char letter, int count) => letter switch
    {
        'D' when count <= 3 => DateFieldKind.DayOfYear,
        'u' when count <= 2 => DateFieldKind.DayOfWeek,
        'k' when count <= 2 => DateFieldKind.Hour24,
        'K' when count <= 2 => DateFieldKind.Hour11,
        'Z' => DateFieldKind.OffsetBasic,
        'X' when count <= 3 => DateFieldKind.OffsetIso,
        _ => null,
    };

    private string Format(char letter, int count) => letter switch
    {
        'y' => count == 2 ? "yy" : count <= 4 ? "yyyy" : throw TooMany(letter),
        'M' or 'L' => count <= 4 ? new string('M', count) : throw TooMany(letter),
        'd' or 'H' or 'h' or 'm' or 's' => count <= 2 ? new string(letter, count) : throw TooMany(letter),
        'E' => count <= 3 ? "ddd" : "dddd",
        'a' => "tt",
        'S' => count == 3 ? "fff" : throw Error("write SSS for milliseconds; other counts of S mean something else than they look like"),
        'Y' => throw Error("Y is the year of the week, which depends on a locale; write yyyy for the year"),
        'w' or 'W' or 'F' => throw Error($"{letter} counts weeks, which depends on a locale; it is not available"),
        'D' or 'u' or 'k' or 'K' or 'X' => throw TooMany(letter),
        _ => throw Error($"'{letter}' is no letter of date patterns; put text into quotes: '{letter}'"),
    };

    // Other zones have abbreviations that are ambiguous (CST) and not known to every system.
    private void ZoneName()
    {
        if (!zone.Equals(TimeZoneInfo.Utc))
        {
            throw Error("z (the name of the zone) is only available for UTC; write XXX or Z for the offset");
        }

        foreach (var character in "UTC")
        {
            Literal(character);
        }
    }

    private void Literal(char character) => _format.Append('\\').Append(character);

    private void Flush()
    {
        if (_format.Length > 0)
        {
            // A format of one letter would be one of .NET's standard formats.
            _fields.Add(new DateField(DateFieldKind.Format, _format.Length == 1 ? "%" + _format : _format.ToString(), 0));
            _format.Clear();
        }
    }

    private ExpressionSyntaxException TooMany(char letter) => Error($"too many '{letter}' one after the other");

    private ExpressionSyntaxException Error(string message) => new(ExpressionCodes.Template, offset + _position, message);
}
