using IntegrationActors.Core.Diagnostics;

namespace IntegrationActors.Expressions.Mapping;

/// <summary>An argument of a call.</summary>
/// <param name="Term">What it is.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="Constant">The text, when it is one in quotes.</param>
internal sealed record MappingArgument(MappingTerm Term, SourceSpan Place, string? Constant);
