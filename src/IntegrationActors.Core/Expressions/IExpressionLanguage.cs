using IntegrationActors.Core.Diagnostics;

namespace IntegrationActors.Core.Expressions;

/// <summary>A further language of expressions, <c>{ name: … }</c>, that a host adds to the compiler. Thread-safe.</summary>
public interface IExpressionLanguage
{
    /// <summary>The key in YAML, such as <c>js</c>.</summary>
    string Name { get; }

    /// <summary>Compiles an expression.</summary>
    /// <exception cref="DiagnosticException">The text is wrong.</exception>
    Expression Compile(ExpressionSource source, ExpressionScope scope);

    /// <summary>Compiles a condition.</summary>
    /// <exception cref="DiagnosticException">The text is wrong.</exception>
    Condition CompileCondition(ExpressionSource source, ExpressionScope scope);
}
