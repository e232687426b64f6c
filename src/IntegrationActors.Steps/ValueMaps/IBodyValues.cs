using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Steps.ValueMaps;

/// <summary>Values of a body that a path selects.</summary>
internal interface IBodyValues
{
    /// <summary>Code of the failure: what is selected can't be replaced.</summary>
    const string NotReplaceable = "IA3472";

    /// <summary>A copy of the body with other values; the body itself when the path selects nothing. The body must be buffered.</summary>
    ValueTask<Payload> ReplaceAsync(Exchange exchange, Func<string, string> map, CancellationToken cancel);
}
