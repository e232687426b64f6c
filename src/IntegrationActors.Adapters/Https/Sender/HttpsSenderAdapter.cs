using IntegrationActors.Adapters.Https.Sender.Accepting;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Steps;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationActors.Adapters.Https.Sender;

/// <summary>Opens and closes the route of a channel; requests find it through <see cref="HttpIngress"/>. One that only accepts also runs what it has accepted.</summary>
public sealed class HttpsSenderAdapter : ISenderAdapter
{
    private readonly HttpsSenderOptions _options;
    private readonly IFlowContext _context;
    private readonly HttpRouteTable _routes;
    private readonly AllowedHeaders _allowed;
    private readonly HeaderSelection _answered;
    private readonly Acceptance? _acceptance;
    private HttpRoute? _route;
    private IChannelStream? _stream;

    /// <summary>Prepares the channel; it opens with <see cref="StartAsync"/>.</summary>
    public HttpsSenderAdapter(HttpsSenderOptions options, IFlowContext context)
    {
        _options = options;
        _context = context;
        _routes = context.Services.GetRequiredService<HttpRouteTable>();
        _allowed = new AllowedHeaders(context.AllowedHeaders.Concat(options.AllowedHeaders));
        _answered = new HeaderSelection(options.ResponseHeaders);
        _acceptance = options.Respond == SenderResponse.Accepted ? new Acceptance(options.Accepted ?? new AcceptedOptions(), context) : null;
    }

    public IReadOnlyList<string> Endpoints => [$"/t/{_context.Flow.Tenant}/http{_options.Path}"];

    public IReadOnlyList<ChannelStatus> Channels => _stream is { } stream ? [stream.Status] : [];

    public async ValueTask StartAsync(IFlowInlet inlet, CancellationToken cancel)
    {
        if (_acceptance is not null)
        {
            await _acceptance.PrepareAsync(cancel);
        }

        var route = new HttpRoute(_options, inlet) { AllowedHeaders = _allowed, ResponseHeaders = _answered, Spool = _context.Spool, Acceptance = _acceptance };
        _routes.Add(route);
        _route = route;
        _stream = _acceptance?.Start(inlet);
    }

    public ValueTask StopAsync(CancellationToken cancel)
    {
        if (Interlocked.Exchange(ref _route, null) is { } route)
        {
            _routes.Remove(route);
        }

        return _stream?.StopAsync(cancel) ?? default;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        await (_stream?.DisposeAsync() ?? default);
    }
}
