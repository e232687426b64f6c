using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;

namespace IntegrationActors.Adapters.Https.Receiver;

/// <summary>
/// Where a call goes. A constant address is parsed once; of computed ones the last is kept, since they mostly repeat. The headers <c>CamelHttpUri</c> and
/// <c>CamelHttpQuery</c> of the flow go before the options; no client and no receiver can set them.
/// </summary>
internal sealed class ReceiverAddress
{
    private readonly Expression _url;
    private readonly Expression? _query;
    private readonly ReceiverTarget? _constant;
    private Computed? _last;

    /// <summary>Checks a constant address.</summary>
    /// <exception cref="Core.Diagnostics.DiagnosticException">IA1350: it can't be called.</exception>
    public ReceiverAddress(Expression url, Expression? query)
    {
        (_url, _query) = (url, query);
        if (url.Constant is not { } text)
        {
            return;
        }

        var target = ReceiverTarget.TryCreate(text, query?.Constant ?? "", out var problem)
            ?? throw Finding.At(url.Span, Finding.BadAddress, $"the address '{text}' can't be called: it {problem}");
        _constant = query is null or { Constant: not null } ? target : null;
    }

    public ValueTask<ReceiverTarget> ResolveAsync(Exchange exchange, CancellationToken cancel)
    {
        var uri = exchange.Headers[ReservedHeaders.Uri];
        var query = QueryOfFlow(exchange);
        return uri is null && query is null && _constant is not null ? new(_constant) : ComputeAsync(exchange, uri, query, cancel);
    }

    private async ValueTask<ReceiverTarget> ComputeAsync(Exchange exchange, string? uri, string? query, CancellationToken cancel)
    {
        var url = uri ?? await _url.EvaluateTextAsync(exchange, cancel);
        query ??= _query is null ? "" : await _query.EvaluateTextAsync(exchange, cancel);
        var last = _last;
        if (last is null || last.Url != url || last.Query != query)
        {
            var target = ReceiverTarget.TryCreate(url, query, out var problem) ?? throw HttpReceiverFaults.Address(url, problem!);
            _last = last = new Computed(url, query, target);
        }

        return last.Target;
    }

    // The sender adapter sets the header for flows to read; only a query that the flow wrote itself goes on.
    private static string? QueryOfFlow(Exchange exchange)
    {
        var query = exchange.Headers[ReservedHeaders.Query];
        return query is null || query.Equals(exchange.Properties[ReservedHeaders.SenderQueryProperty]) ? null : query;
    }

    private sealed record Computed(string Url, string Query, ReceiverTarget Target);
}
