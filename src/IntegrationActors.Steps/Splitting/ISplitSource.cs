namespace IntegrationActors.Steps.Splitting;

/// <summary>The parts of one body, in their order. For one owner.</summary>
internal interface ISplitSource : IAsyncDisposable
{
    /// <summary>How many parts there are, when that is known before they are read.</summary>
    int? Count { get; }

    /// <summary>What is wrong with the body although its parts could be cut off; known behind the last one. The step fails with it once they have run. Null when nothing is.</summary>
    Core.Exchanges.Fault? Failure => null;

    /// <summary>The next part; null behind the last one.</summary>
    /// <exception cref="Core.Exchanges.FaultException">The body can't be split from here on.</exception>
    ValueTask<SplitPart?> NextAsync(CancellationToken cancel);
}
