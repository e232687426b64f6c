using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Steps.Splitting;

/// <summary>A way to split, as the flow says. Immutable.</summary>
internal interface ISplitPlan
{
    /// <summary>Whether the body is read once, from its beginning, and waited for without holding a thread.</summary>
    bool ReadsOnce => false;

    /// <summary>Begins to split the body of an exchange, which stays as it is; it is buffered, or kept while it is read if that is enough.</summary>
    ValueTask<ISplitSource> OpenAsync(Exchange exchange, CancellationToken cancel);
}
