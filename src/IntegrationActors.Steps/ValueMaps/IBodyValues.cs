using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Steps.ValueMaps;

/// <summary>Values of a body that a path selects.</summary>
internal interface IBodyValues
{
    /// <summary>A copy of the body with other values; the body itself when the path selects nothing. The body must be buffered.</summary>
    ValueTask<Payload> ReplaceAsync(Exchange exchange, Func<string, string> map, CancellationToken cancel);
}
