using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Steps;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationActors.Adapters.Https.Sender;

/// <summary>Opens and closes the route of a channel; requests find it through <see cref="HttpIngress"/>.</summary>
public sealed class HttpsSenderAdapter : ISenderAdapter
{
    private readonly HttpsSenderOptions _options;
    private readonly IFlowContext _context;
    private readonly HttpRouteTable _routes;
    private readonly AllowedHeaders _allowed;
    private readonly HeaderSelection _answered;
    private HttpRoute? _route;

    /// <summary>Prepares the channel; it opens with <see cref="StartAsync"/>.</summary>
    public HttpsSenderAdapter(HttpsSenderOptions options, IFlowContext context)
    {
        _options = options;
        _context = context;
        _routes = context.Services.GetRequiredService<HttpRouteTable>();
        _allowed = new AllowedHeaders(context.AllowedHeaders.Concat(options.AllowedHeaders));
        _answered = new HeaderSelection(options.ResponseHeaders);
    }

    public IReadOnlyList<string> Endpoints => [$"/t/{_context.Flow.Tenant}/http{_options.Path}"];

    public ValueTask StartAsync(IFlowInlet inlet, CancellationToken cancel)
    {
        var route = new HttpRoute(_options, inlet) { AllowedHeaders = _allowed, ResponseHeaders = _answered, Spool = _context.Spool };
        _routes.Add(route);
        _route = route;
        return default;
    }

    public ValueTask StopAsync(CancellationToken cancel)
    {
        if (Interlocked.Exchange(ref _route, null) is { } route)
        {
            _routes.Remove(route);
        }

        return default;
    }

    public ValueTask DisposeAsync() => StopAsync(CancellationToken.None);
}
