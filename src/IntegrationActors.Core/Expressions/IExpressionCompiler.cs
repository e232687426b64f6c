using IntegrationActors.Core.Diagnostics;

namespace IntegrationActors.Core.Expressions;

/// <summary>Compiles what users write into expressions. Implemented by the Expressions project; called by the binder of options.</summary>
public interface IExpressionCompiler
{
    /// <summary>Names that <c>{ name: … }</c> accepts, such as <c>simple</c>, <c>xpath</c>, <c>jsonpath</c>, <c>constant</c>.</summary>
    IReadOnlyList<string> Languages { get; }

    /// <summary>Compiles an expression; findings have the place of the mistake inside the text.</summary>
    /// <exception cref="DiagnosticException">The text is wrong.</exception>
    Expression Compile(ExpressionSource source, ExpressionScope scope);

    /// <summary>Compiles a condition.</summary>
    /// <exception cref="DiagnosticException">The text is wrong.</exception>
    Condition CompileCondition(ExpressionSource source, ExpressionScope scope);
}
