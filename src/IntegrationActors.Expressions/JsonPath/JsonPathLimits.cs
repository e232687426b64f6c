namespace IntegrationActors.Expressions.JsonPath;

/// <summary>What one JSONPath query may cost. Both queries and documents can come from strangers, so everything has an end.</summary>
public sealed record JsonPathLimits
{
    /// <summary>The limits used when none are given.</summary>
    public static JsonPathLimits Default { get; } = new();

    /// <summary>Longest query text in UTF-16 characters. Default 10,000.</summary>
    public int MaxLength { get; init; } = 10_000;

    /// <summary>Deepest nesting of filters, parentheses and function arguments. Default 64.</summary>
    public int MaxNesting { get; init; } = 64;

    /// <summary>Most values of the document that one evaluation may look at, counted each time it looks. Default 10,000,000.</summary>
    public long MaxVisitedNodes { get; init; } = 10_000_000;

    /// <summary>Most nodes that one evaluation may return. Default 1,000,000.</summary>
    public int MaxResults { get; init; } = 1_000_000;
}
