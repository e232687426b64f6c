using IntegrationActors.Core.Diagnostics;

namespace IntegrationActors.Expressions.Mapping;

/// <summary>An argument of a call.</summary>
/// <param name="Value">Its value.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="Constant">The text, when it is one in quotes.</param>
internal sealed record MappingArgument(MappingEvaluator Value, SourceSpan Place, string? Constant);
