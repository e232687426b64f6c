using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Expressions;

namespace IntegrationActors.Core.Options;

/// <summary>One row of a map from names to values, of which some are read from the stores of the tenant; rows keep the order in which they are written.</summary>
/// <param name="Name">The name.</param>
/// <param name="Value">The value as an expression; null when it is stored.</param>
/// <param name="Stored">Where the value is stored; null when it is an expression.</param>
public sealed record NamedSource(string Name, Expression? Value, StoredSource? Stored)
{
    /// <summary>The place of the name in the file.</summary>
    public SourceSpan Span { get; init; } = SourceSpan.None;

    /// <summary>Whether the body must be buffered before the value is read.</summary>
    public bool ReadsBody => Value is { ReadsBody: true } || Stored?.Default is { ReadsBody: true };
}
