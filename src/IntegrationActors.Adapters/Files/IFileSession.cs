namespace IntegrationActors.Adapters.Files;

/// <summary>The way of a channel to its files, which opens when it is needed.</summary>
public interface IFileSession
{
    /// <summary>Files that can be reached, as far as is known.</summary>
    /// <exception cref="Core.Exchanges.FaultException">They can't be reached.</exception>
    ValueTask<IFileAccess> OpenAsync(CancellationToken cancel);
}
