using System.Globalization;
using System.Text;

namespace IntegrationActors.Expressions.Mapping;

/// <summary>A place in the text of an expression; takes what stands there when it is what is asked for. Blanks before it are skipped.</summary>
internal sealed class MappingCursor(string text)
{
    private const int LongestRest = 20;

    public int Position { get; private set; }

    /// <summary>Where the last sign stood that was taken.</summary>
    public int LastSign { get; private set; }

    public bool AtEnd => Skip() >= text.Length;

    public char Peek => Skip() < text.Length ? text[Position] : '\0';

    /// <summary>Moves behind blanks.</summary>
    public int Skip()
    {
        while (Position < text.Length && char.IsWhiteSpace(text[Position]))
        {
            Position++;
        }

        return Position;
    }

    public char At(int offset) => Position + offset < text.Length ? text[Position + offset] : '\0';

    /// <summary>The text from here to there, which is taken.</summary>
    public string TakeTo(int end)
    {
        var taken = text[Position..end];
        Position = end;
        return taken;
    }

    /// <summary>What follows, cut for a finding.</summary>
    public string Rest() => text.Length - Skip() <= LongestRest ? text[Position..] : $"{text.AsSpan(Position, LongestRest)}…";

    public string? TakeOne(ReadOnlySpan<string> signs)
    {
        Skip();
        foreach (var sign in signs)
        {
            if (text.AsSpan(Position).StartsWith(sign, StringComparison.Ordinal))
            {
                LastSign = Position;
                Position += sign.Length;
                return sign;
            }
        }

        return null;
    }

    /// <summary>Takes a word that stands alone.</summary>
    public bool TakeWord(string word)
    {
        Skip();
        var found = text.AsSpan(Position).StartsWith(word, StringComparison.Ordinal) && !IsNamePart(At(word.Length));
        Position += found ? word.Length : 0;
        return found;
    }

    public string TakeName()
    {
        var end = Skip();
        while (end < text.Length && IsNamePart(text[end]))
        {
            end++;
        }

        return TakeTo(end);
    }

    /// <summary>A text in single or double quotes, the quote inside doubled; null when there is none or it is not closed.</summary>
    public string? TakeText()
    {
        if (Peek is not ('\'' or '"'))
        {
            return null;
        }

        var quote = text[Position];
        var value = new StringBuilder();
        for (var i = Position + 1; i < text.Length; i++)
        {
            if (text[i] != quote)
            {
                value.Append(text[i]);
            }
            else if (i + 1 < text.Length && text[i + 1] == quote)
            {
                value.Append(quote);
                i++;
            }
            else
            {
                Position = i + 1;
                return value.ToString();
            }
        }

        return null;
    }

    public decimal? TakeNumber()
    {
        var end = Skip();
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || (text[end] == '.' && end > Position)))
        {
            end++;
        }

        if (end == Position || !decimal.TryParse(text.AsSpan(Position, end - Position), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        Position = end;
        return number;
    }

    public static bool IsNamePart(char character) => char.IsAsciiLetterOrDigit(character) || character == '_' || character > '\u007F';
}
