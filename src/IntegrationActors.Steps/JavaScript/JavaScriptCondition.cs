using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;

namespace IntegrationActors.Steps.JavaScript;

/// <summary><c>{ js: … }</c> as a condition: holds when the value is true as all languages understand it.</summary>
internal sealed class JavaScriptCondition(ExpressionSource source, ScriptProgram program) : Condition(source.Span, source.Text)
{
    public override bool ReadsBody => true;

    public override bool Holds(Exchange exchange) => ExpressionValue.IsTrue(program.Evaluate(exchange));
}
