using IntegrationActors.Adapters.Https.Sender.Accepting;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Adapters.Https.Sender;

/// <summary>An open sender channel of one version of a flow. Immutable; what a request needs on its way is computed here once.</summary>
internal sealed class HttpRoute(HttpsSenderOptions options, IFlowInlet inlet)
{
    private CalledUrl? _lastUrl;

    public HttpAddress Address { get; } = HttpAddress.Parse(options.Path);

    public IFlowInlet Inlet { get; } = inlet;

    public FlowIdentity Flow { get; } = inlet.Flow;

    public HttpsSenderOptions Options { get; } = options;

    /// <summary>Scheme in which clients sign in; null lets everybody in.</summary>
    public string? Scheme { get; } = options.Authentication == SenderAuthentication.None ? null : options.Authentication.ToString();

    public HttpVerbs Verbs { get; } = new(options.Methods);

    public Refusal WrongMethod { get; } = Refusal.WrongMethod(new HttpVerbs(options.Methods).Allow);

    public required AllowedHeaders AllowedHeaders { get; init; }

    public required HeaderSelection ResponseHeaders { get; init; }

    public required PayloadSpool Spool { get; init; }

    /// <summary>Stores messages before they run; null when the sender waits for the run.</summary>
    public Acceptance? Acceptance { get; init; }

    /// <summary>The part of the path that <c>*</c> stands for, percent-encoded.</summary>
    /// <param name="path">The path that was called.</param>
    /// <param name="addressStart">Where in the decoded path the address of the channel begins.</param>
    public string Rest(CalledPath path, int addressStart)
    {
        var start = addressStart + Address.Base.Length + 1;
        return Address.IsPrefix && start < path.Decoded.Length ? path.EncodedFrom(start) : "";
    }

    /// <summary>The URL as it was called, its path percent-encoded. Calls of one client look the same, so the last one is kept.</summary>
    public string Url(string scheme, string host, string path)
    {
        var last = _lastUrl;
        if (last is null || last.Path != path || last.Host != host || last.Scheme != scheme)
        {
            _lastUrl = last = new CalledUrl(scheme, host, path, $"{scheme}://{host}{path}");
        }

        return last.Text;
    }

    private sealed record CalledUrl(string Scheme, string Host, string Path, string Text);
}
