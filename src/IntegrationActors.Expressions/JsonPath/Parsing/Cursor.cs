namespace IntegrationActors.Expressions.JsonPath.Parsing;

/// <summary>Where the reading of a query stands.</summary>
internal sealed class Cursor(string text)
{
    /// <summary>What <see cref="Current"/> gives at the end of the text.</summary>
    public const char End = '\0';

    public string Text => text;

    public int Position { get; set; }

    public bool AtEnd => Position >= text.Length;

    public char Current => AtEnd ? End : text[Position];

    public bool StartsWith(string expected) => text.AsSpan(Position).StartsWith(expected, StringComparison.Ordinal);

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
        if (!StartsWith(expected))
        {
            return false;
        }

        Position += expected.Length;
        return true;
    }

    public void Expect(char expected, string what)
    {
        if (!Accept(expected))
        {
            throw Error($"{what} needs '{expected}' here, not {Found}");
        }
    }

    /// <summary>Blanks as RFC 9535 allows them: space, tab, line feed, carriage return.</summary>
    public void SkipBlanks()
    {
        while (!AtEnd && text[Position] is ' ' or '\t' or '\n' or '\r')
        {
            Position++;
        }
    }

    /// <summary>What stands here, for messages.</summary>
    public string Found => AtEnd ? "the end of the path" : char.IsControl(Current) ? $"U+{(int)Current:X4}" : $"'{Current}'";

    public JsonPathException Error(string message) => new(Position, message);
}
