namespace IntegrationActors.Expressions.Conditions;

/// <summary>Where the reading of a condition stands.</summary>
internal sealed class ConditionCursor(string text)
{
    public string Text => text;

    public int Position { get; set; }

    public bool AtEnd => Position >= text.Length;

    /// <summary>The character here; NUL at the end.</summary>
    public char Current => AtEnd ? '\0' : text[Position];

    /// <summary>What stands here, for messages.</summary>
    public string Found => AtEnd ? "the end" : PeekWord() is { Length: > 0 } word ? $"'{word}'" : $"'{Current}'";

    public void SkipBlanks()
    {
        while (!AtEnd && char.IsWhiteSpace(text[Position]))
        {
            Position++;
        }
    }

    public bool Accept(char expected)
    {
        if (AtEnd || text[Position] != expected)
        {
            return false;
        }

        Position++;
        return true;
    }

    public bool Accept(string expected)
    {
        if (!text.AsSpan(Position).StartsWith(expected, StringComparison.Ordinal))
        {
            return false;
        }

        Position += expected.Length;
        return true;
    }

    /// <summary>Takes a whole word.</summary>
    public bool AcceptWord(string word)
    {
        if (!string.Equals(PeekWord(), word, StringComparison.Ordinal))
        {
            return false;
        }

        Position += word.Length;
        return true;
    }

    /// <summary>The letters, digits and joining signs from here on.</summary>
    public string PeekWord()
    {
        var end = Position;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '_' or '-' or '.'))
        {
            end++;
        }

        return text[Position..end];
    }

    public ExpressionSyntaxException Error(string message) => Error(Position, message);

    public ExpressionSyntaxException Error(int offset, string message) => new(ExpressionCodes.Condition, offset, message);
}
