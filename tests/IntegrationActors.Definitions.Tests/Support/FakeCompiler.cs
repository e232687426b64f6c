using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;

namespace IntegrationActors.Definitions.Tests.Support;

/// <summary>Compiles every text but one with <c>!!</c>, which is wrong at that place: the binder's part of the work, without a language.</summary>
internal sealed class FakeCompiler : IExpressionCompiler
{
    public const string Code = "IA1100";

    public IReadOnlyList<string> Languages { get; } = ["simple", "xpath", "jsonpath", "constant"];

    public List<ExpressionScope> Scopes { get; } = [];

    public Expression Compile(ExpressionSource source, ExpressionScope scope)
    {
        Check(source, scope);
        return new FakeExpression(source);
    }

    public Condition CompileCondition(ExpressionSource source, ExpressionScope scope)
    {
        Check(source, scope);
        return new FakeCondition(source);
    }

    private void Check(ExpressionSource source, ExpressionScope scope)
    {
        Scopes.Add(scope);
        var wrong = source.Text.IndexOf("!!", StringComparison.Ordinal);
        if (wrong >= 0)
        {
            throw new DiagnosticException(Diagnostic.Error(Code, source.Span.Shift(wrong) with { Length = 2 }, "'!!' is wrong"));
        }
    }

    internal sealed class FakeExpression(ExpressionSource source) : Expression(source.Span, $"{source.Language}:{source.Text}")
    {
        public override bool ReadsBody => false;

        public override object? Evaluate(Exchange exchange) => Text;
    }

    internal sealed class FakeCondition(ExpressionSource source) : Condition(source.Span, $"{source.Language}:{source.Text}")
    {
        public override bool ReadsBody => false;

        public override bool Holds(Exchange exchange) => true;
    }
}
