using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;

namespace IntegrationActors.Adapters.Https.Receiver;

/// <summary>With which method a call is made.</summary>
internal sealed class ReceiverMethod
{
    private static readonly string[] Names = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "TRACE"];

    private readonly Expression? _method;
    private readonly HttpMethod? _constant;
    private readonly bool _sendBody;

    /// <summary>Checks a constant method.</summary>
    /// <exception cref="DiagnosticException">IA1352: it is none.</exception>
    public ReceiverMethod(Expression? method, bool sendBody)
    {
        (_method, _sendBody) = (method, sendBody);
        var text = method is null ? "" : method.Constant;
        if (text is not null)
        {
            _constant = Parse(text) ?? throw Finding.At(
                method!.Span, Finding.BadMethod, $"unknown method '{text}'{Suggestion.DidYouMean(text, Names)}; write one of {string.Join(", ", Names)}");
        }
    }

    public ValueTask<HttpMethod> ResolveAsync(Exchange exchange, CancellationToken cancel)
    {
        return _constant is null ? Evaluate() : new(_constant);

        async ValueTask<HttpMethod> Evaluate()
        {
            var text = await _method!.EvaluateTextAsync(exchange, cancel);
            return Parse(text) ?? throw HttpReceiverFaults.Method(text);
        }
    }

    public bool SendsBody(HttpMethod method) =>
        method == HttpMethod.Post || method == HttpMethod.Put || method == HttpMethod.Patch || (_sendBody && method != HttpMethod.Trace);

    private static HttpMethod? Parse(string text) => text.ToUpperInvariant() switch
    {
        "" or "POST" => HttpMethod.Post,
        "GET" => HttpMethod.Get,
        "PUT" => HttpMethod.Put,
        "PATCH" => HttpMethod.Patch,
        "DELETE" => HttpMethod.Delete,
        "HEAD" => HttpMethod.Head,
        "TRACE" => HttpMethod.Trace,
        _ => null,
    };
}
