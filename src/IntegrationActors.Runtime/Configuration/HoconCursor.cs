using System.Buffers;

namespace IntegrationActors.Runtime.Configuration;

/// <summary>A place in a text of HOCON, and the smallest things that can stand there. Lines end with <c>\n</c>.</summary>
internal sealed class HoconCursor(string text)
{
    public const char End = '\uFFFF';

    private const string TripleQuote = "\"\"\"";

    private static readonly SearchValues<char> NotPlain = SearchValues.Create("$\"{}[]:=,#`^?!@*&\\ \t\n");

    private int _at;

    public int Line { get; private set; } = 1;

    public bool IsEnd => _at >= text.Length;

    /// <summary>The character here; <see cref="End"/> when there is none.</summary>
    public char Here => IsEnd ? End : text[_at];

    /// <summary>Whether a text in three quotes begins here.</summary>
    public bool IsLongQuote => text.AsSpan(_at).StartsWith(TripleQuote, StringComparison.Ordinal);

    public bool IsComment => Here == '#' || text.AsSpan(_at).StartsWith("//", StringComparison.Ordinal);

    /// <summary>Whether a character stands here that needs no quotes.</summary>
    public bool IsPlain => !IsEnd && !IsComment && !NotPlain.Contains(Here) && !char.IsWhiteSpace(Here);

    /// <summary>How the character here is shown to people.</summary>
    public string Shown => Here switch
    {
        End => "the end of the file",
        '\n' => "the end of the line",
        var c when char.IsControl(c) || char.IsWhiteSpace(c) => $"the character U+{(int)c:X4}",
        var c => $"'{c}'",
    };

    public HoconSyntaxException Mistake(string message, int? line = null) => new(line ?? Line, message);

    public char Take()
    {
        Line += Here == '\n' ? 1 : 0;
        return text[_at++];
    }

    public bool TryTake(char wanted)
    {
        var found = Here == wanted && !IsEnd;
        if (found)
        {
            Take();
        }

        return found;
    }

    public void SkipSpace()
    {
        while (Here is ' ' or '\t')
        {
            Take();
        }
    }

    /// <summary>Skips spaces, ends of lines and comments.</summary>
    public void SkipBlank()
    {
        while (true)
        {
            SkipSpace();
            if (IsComment)
            {
                while (!IsEnd && Here != '\n')
                {
                    Take();
                }
            }

            if (!TryTake('\n'))
            {
                return;
            }
        }
    }

    /// <summary>Takes characters that need no quotes, as long as they are <paramref name="wanted"/>.</summary>
    public ReadOnlySpan<char> TakePlain(Func<char, bool> wanted)
    {
        var start = _at;
        while (IsPlain && wanted(Here))
        {
            Take();
        }

        return text.AsSpan(start, _at - start);
    }

    /// <summary>Takes a key without quotes; it may have spaces inside, and ends at a dot.</summary>
    public string TakeKey()
    {
        var start = _at;
        while ((IsPlain && Here != '.') || Here is ' ' or '\t')
        {
            Take();
        }

        return text.AsSpan(start, _at - start).Trim(" \t").ToString();
    }

    /// <summary>Takes a text in quotes, or in three quotes and then over many lines.</summary>
    public ReadOnlySpan<char> TakeQuoted()
    {
        var began = Line;
        var isLong = IsLongQuote;
        var quote = isLong ? TripleQuote : TripleQuote[..1];
        _at += quote.Length;
        var start = _at;
        while (!text.AsSpan(_at).StartsWith(quote, StringComparison.Ordinal))
        {
            if (IsEnd || (Here == '\n' && !isLong))
            {
                throw Mistake("a text in quotes is not closed: end it with \" on the same line, or write it in three quotes", began);
            }

            if (Take() == '\\')
            {
                TakeEscaped();
            }
        }

        _at += quote.Length;
        return text.AsSpan(start, _at - quote.Length - start);
    }

    // What stands after a backslash.
    private void TakeEscaped()
    {
        if (!"\"\\/bfnrtu".Contains(Here, StringComparison.Ordinal))
        {
            throw Mistake($"after a backslash {Shown} is not allowed: write two backslashes for one");
        }

        if (Take() != 'u')
        {
            return;
        }

        for (var i = 0; i < 4; i++)
        {
            if (!char.IsAsciiHexDigit(Here))
            {
                throw Mistake("\\u needs four hexadecimal digits");
            }

            Take();
        }
    }
}
