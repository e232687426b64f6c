namespace IntegrationActors.Core.Stores;

/// <summary>Sender clients of one tenant. Asked on every authenticated request: answers from memory, and a change holds from the next request on.</summary>
public interface IClientDirectory
{
    /// <summary>The client with the secrets that are valid now, or null when the tenant has none of that id.</summary>
    ValueTask<SenderClient?> FindAsync(string clientId, CancellationToken cancel);
}
