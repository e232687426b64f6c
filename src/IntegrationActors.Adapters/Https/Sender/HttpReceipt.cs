using IntegrationActors.Adapters.Https.Sender.Bodies;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using Microsoft.AspNetCore.Http;

namespace IntegrationActors.Adapters.Https.Sender;

/// <summary>A request inside a flow; settling it writes the answer.</summary>
internal sealed class HttpReceipt(HttpContext context, HttpRoute route) : Receipt
{
    public HttpContext Context { get; } = context;

    public HttpRoute Route { get; } = route;

    /// <summary>The body of the request while it is still arriving; null when all of it is here.</summary>
    public RequestBodyStream? Arriving { get; init; }

    /// <summary>Headers that the client set by its query. They do not go back: a link must not be able to write headers of an answer.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> FromQuery { get; init; } = [];

    public override bool IsSynchronous => true;

    public override ValueTask SettleAsync(Settlement settlement, CancellationToken cancel) => HttpAnswer.WriteAsync(this, settlement, cancel);
}
