using IntegrationActors.Core.Expressions;

namespace IntegrationActors.Expressions.JsonPath;

/// <summary>A path that can be followed while a document is read, without a tree: <c>$[*]</c>, <c>$.a.b[*]</c>; names only, and the items or members of what they lead to.</summary>
/// <param name="Names">The names from the root, in UTF-8.</param>
public sealed record JsonPathLocation(IReadOnlyList<byte[]> Names)
{
    /// <summary>The location that a JSONPath means; null when it takes a tree to evaluate it, or is no JSONPath.</summary>
    public static JsonPathLocation? Of(Expression expression) => (expression as JsonPathExpression)?.Location;
}
