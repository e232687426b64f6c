using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;

namespace IntegrationActors.Expressions.Simple;

/// <summary>A Simple template as an expression.</summary>
internal sealed class TemplateExpression(ExpressionSource source, Term term) : Expression(source.Span, source.Text)
{
    public override string? Constant { get; } = term.IsConstant ? ExpressionValue.ToText(term.Constant) : null;

    public override bool ReadsBody => term.ReadsBody;

    public override object? Evaluate(Exchange exchange) => term.Evaluate(exchange);
}
