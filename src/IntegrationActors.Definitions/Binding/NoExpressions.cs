using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Expressions;

namespace IntegrationActors.Definitions.Binding;

/// <summary>For files that have no expressions.</summary>
internal sealed class NoExpressions : IExpressionCompiler
{
    private NoExpressions()
    {
    }

    public static NoExpressions Compiler { get; } = new();

    public IReadOnlyList<string> Languages => [];

    public Expression Compile(ExpressionSource source, ExpressionScope scope) => throw Refuse(source);

    public Condition CompileCondition(ExpressionSource source, ExpressionScope scope) => throw Refuse(source);

    private static DiagnosticException Refuse(ExpressionSource source) =>
        new(Diagnostic.Error(FindingCodes.Shape, source.Span, "expressions can't be used in this file"));
}
