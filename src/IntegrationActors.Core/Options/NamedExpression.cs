using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Expressions;

namespace IntegrationActors.Core.Options;

/// <summary>One row of a map from names to expressions; rows keep the order in which they are written.</summary>
public sealed record NamedExpression(string Name, Expression Value)
{
    /// <summary>The place of the name in the file.</summary>
    public SourceSpan Span { get; init; } = SourceSpan.None;
}
