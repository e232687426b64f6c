namespace IntegrationActors.Core.Stores;

/// <summary>Credentials of one tenant by name. Read on every use, so a rotated secret works without redeploy.</summary>
public interface ICredentialSource
{
    /// <summary>The credential, or null when the tenant has none of that name.</summary>
    ValueTask<Credential?> FindAsync(string name, CancellationToken cancel);
}
