using System.Buffers;
using System.Collections.Frozen;

namespace IntegrationActors.Adapters.Https;

/// <summary>Names of headers that mean something to the runtime or to one connection only, and so do not travel like others.</summary>
internal static class ReservedHeaders
{
    public const string ResponseCode = "CamelHttpResponseCode";
    public const string ResponseText = "CamelHttpResponseText";
    public const string Uri = "CamelHttpUri";
    public const string Url = "CamelHttpUrl";
    public const string Query = "CamelHttpQuery";
    public const string Method = "CamelHttpMethod";
    public const string Path = "CamelHttpPath";
    public const string ContextPath = "CamelServletContextPath";
    public const string Charset = "CamelCharsetName";
    public const string UserName = "SapAuthenticatedUserName";
    public const string LogId = "SAP_MessageProcessingLogID";
    public const string LogLevel = "SAP_MessageProcessingLogLevel";
    public const string CorrelationId = "SAP_MplCorrelationId";
    public const string CsrfToken = "X-CSRF-Token";
    public const string TraceParent = "traceparent";
    public const string TraceState = "tracestate";

    /// <summary>Property with the query as the client sent it: by it the receiver tells the client's query, which it never forwards, from one that the flow set.</summary>
    public const string SenderQueryProperty = "HttpSenderQuery";

    /// <summary>About one connection, not about the message (RFC 9110, 7.6.1), or computed for each hop.</summary>
    private static readonly FrozenSet<string> PerHop = Names(
        "connection", "keep-alive", "proxy-connection", "proxy-authenticate", "proxy-authorization", "te", "trailer", "transfer-encoding", "upgrade", "content-length");

    /// <summary>Never sent to a receiver, not even with <c>*</c>.</summary>
    private static readonly FrozenSet<string> NotForReceivers = Names(
        [.. PerHop, "host", "cache-control", "pragma", "via", "warning", "expect", "accept-encoding", "http2-settings"]);

    /// <summary>Belong to a request, or are written by the server itself: never part of an answer.</summary>
    private static readonly FrozenSet<string> NotForAnswers = Names(
        [
            .. PerHop, "host", "server", "date", "accept", "accept-charset", "accept-encoding", "accept-language", "authorization", "cookie", "expect", "forwarded", "from",
            "if-match", "if-modified-since", "if-none-match", "if-range", "if-unmodified-since", "max-forwards", "origin", "range", "referer", "user-agent", "http2-settings",
            CsrfToken, "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", TraceParent, TraceState,
        ]);

    /// <summary>Come into a message only if a flow lists them by name; <c>*</c> or a pattern is no decision to see secrets.</summary>
    private static readonly FrozenSet<string> Secrets = Names("authorization", "proxy-authorization", "cookie", "x-api-key");

    /// <summary>May be set by no query parameter, beside <c>Content-…</c> and <c>X-Forwarded-…</c>: who calls, from where, and what the body is, a link must not say.</summary>
    private static readonly FrozenSet<string> NotFromQuery = Names([.. Secrets, CsrfToken, TraceParent, TraceState, "forwarded", "host"]);

    private static readonly SearchValues<char> Controls = SearchValues.Create([.. Enumerable.Range(0, ' ').Append(0x7f).Select(code => (char)code).Where(c => c != '\t')]);

    private static readonly SearchValues<char> Token = SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Set by the runtime and trusted by it: nobody outside may set one, and none leaves.</summary>
    public static bool IsInternal(string name) => name.Length > 0 && (name[0] | 0x20) switch
    {
        'c' => name.StartsWith("camel", StringComparison.OrdinalIgnoreCase),
        's' => name.StartsWith("sap_", StringComparison.OrdinalIgnoreCase) || name.Equals(UserName, StringComparison.OrdinalIgnoreCase),
        'o' => name.StartsWith("org.apache.camel", StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    public static bool IsSecret(string name) => Secrets.Contains(name);

    public static bool IsPerHop(string name) => PerHop.Contains(name);

    /// <summary>Whether a header may go to a receiver if the channel lists it by name.</summary>
    public static bool IsForReceivers(string name) =>
        (!IsInternal(name) || name.Equals(CorrelationId, StringComparison.OrdinalIgnoreCase)) && !NotForReceivers.Contains(name);

    /// <summary>Whether <c>*</c> sends a header to a receiver. A CSRF token belongs to the one who gave it out, which may be another receiver, or we ourselves.</summary>
    public static bool IsForAnyReceiver(string name) => !IsInternal(name) && !NotForReceivers.Contains(name) && !name.Equals(CsrfToken, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a header has a meaning of its own in every request: a receiver, or a proxy before it, acts on it without being told to.</summary>
    public static bool SteersRequests(string name) => NotForAnswers.Contains(name);

    public static bool IsFromReceivers(string name) => !IsInternal(name) && !PerHop.Contains(name);

    public static bool IsForAnswers(string name) => !IsInternal(name) && !NotForAnswers.Contains(name);

    public static bool IsForQuery(string name) => IsName(name) && !IsInternal(name) && !NotFromQuery.Contains(name)
        && !name.StartsWith("content-", StringComparison.OrdinalIgnoreCase) && !name.StartsWith("x-forwarded-", StringComparison.OrdinalIgnoreCase);

    /// <summary>A value that no header may have (RFC 9110, 5.5): one that would end its line could start another header or another message.</summary>
    public static bool HasControls(string value) => value.AsSpan().ContainsAny(Controls);

    public static bool IsName(string name) => name.Length > 0 && !name.AsSpan().ContainsAnyExcept(Token);

    private static FrozenSet<string> Names(params string[] names) => names.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
