using System.Buffers;
using System.Text;
using System.Text.Unicode;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;

namespace IntegrationActors.Expressions.Simple;

/// <summary>A Simple template as an expression.</summary>
internal sealed class TemplateExpression(ExpressionSource source, Term term) : Expression(source.Span, source.Text)
{
    private readonly bool _hasBody = term.Parts.Any(part => part.IsBody);

    public override string? Constant { get; } = term.IsConstant ? ExpressionValue.ToText(term.Constant) : null;

    public override bool ReadsBody => term.ReadsBody;

    public override object? Evaluate(Exchange exchange) => term.Evaluate(exchange);

    // What is valid in UTF-8 is the same bytes when it was a string meanwhile; what is not, is not.
    public override bool TryWrite(Exchange exchange, IBufferWriter<byte> target)
    {
        if (!_hasBody || exchange.Body.Encoding.CodePage != Encoding.UTF8.CodePage || !exchange.Body.TryGetMemory(out var body) || !Utf8.IsValid(body.Span))
        {
            return false;
        }

        foreach (var part in term.Parts)
        {
            if (part.IsBody)
            {
                target.Write(body.Span.StartsWith("\uFEFF"u8) ? body.Span[3..] : body.Span);
            }
            else
            {
                Encoding.UTF8.GetBytes(ExpressionValue.ToText(part.Evaluate(exchange)), target);
            }
        }

        return true;
    }
}
