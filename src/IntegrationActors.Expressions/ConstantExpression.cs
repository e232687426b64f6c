using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;

namespace IntegrationActors.Expressions;

/// <summary><c>{ constant: … }</c>: the text as it is, without <c>${…}</c>.</summary>
internal sealed class ConstantExpression(SourceSpan span, string text) : Expression(span, text)
{
    public override string Constant => Text;

    public override bool ReadsBody => false;

    public override object Evaluate(Exchange exchange) => Text;
}
