namespace IntegrationActors.Adapters.Https.Sender;

/// <summary>The methods of one channel as a bit mask.</summary>
internal readonly struct HttpVerbs
{
    private readonly int _mask;

    public HttpVerbs(IReadOnlyList<HttpVerb> verbs)
    {
        foreach (var verb in verbs)
        {
            _mask |= 1 << (int)verb;
        }

        Allow = string.Join(", ", verbs.Distinct().Select(verb => verb.ToString().ToUpperInvariant()));
    }

    /// <summary>Value of the header Allow.</summary>
    public string Allow { get; }

    public bool Contains(string method) => Parse(method) is { } verb && (_mask & (1 << (int)verb)) != 0;

    /// <summary>GET, HEAD and OPTIONS promise to change nothing (RFC 9110, 9.2.1).</summary>
    public static bool IsSafe(string method) => Parse(method) is HttpVerb.Get or HttpVerb.Head or HttpVerb.Options;

    private static HttpVerb? Parse(string method) => method switch
    {
        "POST" => HttpVerb.Post,
        "GET" => HttpVerb.Get,
        "PUT" => HttpVerb.Put,
        "HEAD" => HttpVerb.Head,
        "PATCH" => HttpVerb.Patch,
        "DELETE" => HttpVerb.Delete,
        "OPTIONS" => HttpVerb.Options,
        _ => null,
    };
}
