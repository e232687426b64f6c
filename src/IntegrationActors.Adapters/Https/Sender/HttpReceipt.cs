using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using Microsoft.AspNetCore.Http;

namespace IntegrationActors.Adapters.Https.Sender;

/// <summary>A request inside a flow; settling it writes the answer.</summary>
internal sealed class HttpReceipt(HttpContext context, HttpRoute route) : Receipt
{
    public HttpContext Context { get; } = context;

    public HttpRoute Route { get; } = route;

    /// <summary>Headers that the client set by its query. They do not go back: a link must not be able to write headers of an answer.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> FromQuery { get; init; } = [];

    public override bool IsSynchronous => true;

    public override ValueTask SettleAsync(Settlement settlement, CancellationToken cancel) => HttpAnswer.WriteAsync(this, settlement, cancel);
}
