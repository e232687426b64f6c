using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Core.Expressions;

/// <summary>
/// A yes-or-no expression of a flow, compiled at deploy: a Simple comparison such as <c>${header.region} = 'EU' and ${property.total} > 100</c>,
/// or <c>{ xpath: … }</c> / <c>{ jsonpath: … }</c>, which hold when the result is true or a node exists. Immutable and thread-safe.
/// </summary>
public abstract class Condition(SourceSpan span, string text)
{
    public SourceSpan Span { get; } = span;

    public string Text { get; } = text;

    /// <summary>Whether the body must be buffered before <see cref="Holds"/>.</summary>
    public abstract bool ReadsBody { get; }

    /// <summary>Whether the condition is true for this exchange.</summary>
    /// <exception cref="FaultException">The condition can't be evaluated on this exchange.</exception>
    public abstract bool Holds(Exchange exchange);

    public ValueTask<bool> HoldsAsync(Exchange exchange, CancellationToken cancel)
    {
        return !ReadsBody || exchange.Body.IsBuffered ? new(Holds(exchange)) : BufferFirst();

        async ValueTask<bool> BufferFirst()
        {
            await exchange.Body.BufferAsync(cancel);
            return Holds(exchange);
        }
    }

    public override string ToString() => Text;
}
