using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Steps.Gatherers;

/// <summary>An archive that is written; complete once it is disposed of.</summary>
internal interface IArchiveWriter : IAsyncDisposable
{
    string ContentType { get; }

    /// <summary>Adds the body of a part, which is buffered, as a file.</summary>
    ValueTask AddAsync(string name, Exchange part, CancellationToken cancel);
}
