using System.Text;

namespace IntegrationActors.Expressions.JsonPath.IRegexps;

/// <summary>Where the reading of a pattern stands.</summary>
internal sealed class IRegexpCursor(string pattern)
{
    public int Position { get; private set; }

    public bool AtEnd => Position == pattern.Length;

    /// <summary>The character here; NUL at the end.</summary>
    public char Current => AtEnd ? '\0' : pattern[Position];

    /// <summary>The character after this one; NUL at the end.</summary>
    public char Following => Position + 1 < pattern.Length ? pattern[Position + 1] : '\0';

    public char Take() => pattern[Position++];

    public string? TakeUntil(char end)
    {
        var close = pattern.IndexOf(end, Position);
        if (close < 0)
        {
            return null;
        }

        var text = pattern[Position..close];
        Position = close + 1;
        return text;
    }

    public int ReadRune()
    {
        if (AtEnd)
        {
            throw Error("the pattern ends within a character class; write ']' at its end");
        }

        if (Rune.DecodeFromUtf16(pattern.AsSpan(Position), out var rune, out var length) != System.Buffers.OperationStatus.Done)
        {
            throw Error("half of a surrogate pair is no character");
        }

        Position += length;
        return rune.Value;
    }

    public bool Accept(char expected)
    {
        if (AtEnd || Current != expected)
        {
            return false;
        }

        Position++;
        return true;
    }

    public void Expect(char expected, string what)
    {
        if (!Accept(expected))
        {
            throw Error($"{what} needs '{expected}' here");
        }
    }

    public IRegexpException Error(string message) => new(Position, message);
}
