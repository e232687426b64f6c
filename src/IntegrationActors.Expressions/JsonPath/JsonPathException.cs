namespace IntegrationActors.Expressions.JsonPath;

/// <summary>A query that is not well-formed or not valid by RFC 9535, or an evaluation that went over its limits.</summary>
public sealed class JsonPathException : Exception
{
    /// <summary>An error of the query text at a 0-based offset in UTF-16 characters.</summary>
    public JsonPathException(int offset, string message)
        : base(message) => Offset = offset;

    /// <summary>An error of evaluation: it belongs to the whole query.</summary>
    public JsonPathException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    /// <summary>Where in the query text the error is: 0-based, in UTF-16 characters.</summary>
    public int Offset { get; }
}
