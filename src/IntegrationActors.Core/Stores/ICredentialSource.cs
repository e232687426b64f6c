namespace IntegrationActors.Core.Stores;

/// <summary>Credentials and keys of one tenant by name (its alias). Read on every use, so a rotated secret works without redeploy.</summary>
public interface ICredentialSource
{
    /// <summary>The credential, or null when the tenant has none of that name.</summary>
    ValueTask<Credential?> FindAsync(string name, CancellationToken cancel);

    /// <summary>
    /// All credentials of one kind, for steps that look for a key by what a message says of it: issuer and serial number of a certificate, the id or a user id of a PGP key.
    /// A source that can't list has none to offer: such steps find no key, and fail.
    /// </summary>
    ValueTask<IReadOnlyList<T>> ListAsync<T>(CancellationToken cancel)
        where T : Credential => new([]);
}
