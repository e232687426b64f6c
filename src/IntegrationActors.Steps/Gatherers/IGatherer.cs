using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Steps.Gatherers;

/// <summary>Puts the results of one run together, in the order in which they come. What it writes is no part of the message before the end.</summary>
internal interface IGatherer : IAsyncDisposable
{
    /// <summary>Adds the body of a part, which belongs to the caller afterwards too.</summary>
    /// <exception cref="FaultException">It does not fit.</exception>
    ValueTask AddAsync(Exchange part, CancellationToken cancel);

    /// <summary>Makes the whole the body of <paramref name="whole"/>.</summary>
    ValueTask FinishAsync(Exchange whole, CancellationToken cancel);
}
