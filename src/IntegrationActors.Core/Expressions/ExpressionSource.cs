using IntegrationActors.Core.Diagnostics;

namespace IntegrationActors.Core.Expressions;

/// <summary>An expression as it stands in the flow file.</summary>
/// <param name="Language">One of <see cref="IExpressionCompiler.Languages"/>; <c>simple</c> for a plain string.</param>
/// <param name="Text">The text without quotes.</param>
/// <param name="Span">Place of the first character of <paramref name="Text"/>; errors are shifted from here.</param>
public sealed record ExpressionSource(string Language, string Text, SourceSpan Span)
{
    public const string Simple = "simple";
}
