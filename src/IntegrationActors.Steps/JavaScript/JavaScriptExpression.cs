using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;

namespace IntegrationActors.Steps.JavaScript;

/// <summary><c>{ js: … }</c> as a value.</summary>
internal sealed class JavaScriptExpression(ExpressionSource source, ScriptProgram program) : Expression(source.Span, source.Text)
{
    public override bool ReadsBody => true;

    public override object? Evaluate(Exchange exchange) => program.Evaluate(exchange);
}
