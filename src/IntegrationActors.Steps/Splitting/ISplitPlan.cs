using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Steps.Splitting;

/// <summary>A way to split, as the flow says. Immutable.</summary>
internal interface ISplitPlan
{
    /// <summary>Begins to split the body of an exchange, which is buffered and stays as it is.</summary>
    ValueTask<ISplitSource> OpenAsync(Exchange exchange, CancellationToken cancel);
}
