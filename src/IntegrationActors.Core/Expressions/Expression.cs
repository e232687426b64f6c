using System.Buffers;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Core.Expressions;

/// <summary>
/// An expression of a flow, compiled at deploy. In YAML a plain string is a Simple template; <c>{ xpath: … }</c>, <c>{ jsonpath: … }</c> and
/// <c>{ constant: … }</c> name other languages. Immutable and thread-safe.
/// </summary>
public abstract class Expression(SourceSpan span, string text)
{
    /// <summary>Where it stands in the flow file.</summary>
    public SourceSpan Span { get; } = span;

    /// <summary>As the user wrote it.</summary>
    public string Text { get; } = text;

    /// <summary>The value when it is the same for every exchange, else null.</summary>
    public virtual string? Constant => null;

    /// <summary>Whether the body must be buffered before <see cref="Evaluate"/>.</summary>
    public abstract bool ReadsBody { get; }

    /// <summary>
    /// The value: string, bool, double, long, decimal, <see cref="System.Text.Json.JsonElement"/>, a list of JSON or XML nodes, or null when nothing matched.
    /// JSON elements live as long as the body; see <see cref="ExpressionValue.Detach"/>.
    /// </summary>
    /// <exception cref="FaultException">The expression can't be evaluated on this exchange; the fault says why.</exception>
    public abstract object? Evaluate(Exchange exchange);

    /// <summary>Writes the value as text in UTF-8, when that needs no string of the whole; else writes nothing.</summary>
    /// <returns>Whether it was written.</returns>
    /// <exception cref="FaultException">As for <see cref="Evaluate"/>.</exception>
    public virtual bool TryWrite(Exchange exchange, IBufferWriter<byte> target) => false;

    public ValueTask<object?> EvaluateAsync(Exchange exchange, CancellationToken cancel)
    {
        return !ReadsBody || exchange.Body.IsBuffered ? new(Evaluate(exchange)) : BufferFirst();

        async ValueTask<object?> BufferFirst()
        {
            await exchange.Body.BufferAsync(cancel);
            return Evaluate(exchange);
        }
    }

    /// <summary>The value as text; nothing is the empty string. The common case (no body needed, or body in memory) completes synchronously.</summary>
    public ValueTask<string> EvaluateTextAsync(Exchange exchange, CancellationToken cancel)
    {
        if (Constant is { } constant)
        {
            return new(constant);
        }

        var value = EvaluateAsync(exchange, cancel);
        return value.IsCompletedSuccessfully ? new(ExpressionValue.ToText(value.Result)) : Await(value);

        static async ValueTask<string> Await(ValueTask<object?> pending) => ExpressionValue.ToText(await pending);
    }

    public override string ToString() => Text;
}
