using IntegrationActors.Core.Stores;
using IntegrationActors.Management.Problems;
using IntegrationActors.Management.Tenants;
using IntegrationActors.Security.Pgp;
using IntegrationActors.Storage.Credentials;

namespace IntegrationActors.Management.Credentials;

/// <summary>Credentials of tenants: secrets go in and never come out.</summary>
internal sealed class CredentialVault(TenantDirectory tenants)
{
    public async Task<IReadOnlyList<CredentialView>> ListAsync(string tenant, CancellationToken cancel)
    {
        var store = await tenants.StoreAsync(tenant, cancel);
        return [.. (await store.Credentials.ListAsync(cancel)).Select(CredentialView.Of)];
    }

    /// <summary>Stores a credential, or replaces it.</summary>
    /// <returns>True when the name is new.</returns>
    public async Task<bool> PutAsync(string tenant, string name, CredentialRequest request, CancellationToken cancel)
    {
        Naming.Check(name, "name of a credential");
        var credentials = (await tenants.StoreAsync(tenant, cancel)).Credentials;
        try
        {
            return request switch
            {
                { Kind: CredentialKind.User, User: { } user, Password: { } password } => await credentials.PutUserAsync(name, user, password),
                { Kind: CredentialKind.KeyPair, Pfx: { } pfx } => await credentials.PutKeyPairAsync(name, pfx, request.Password),
                { Kind: CredentialKind.Certificate, Certificate: { } certificate } => await credentials.PutCertificateAsync(name, certificate),
                { Kind: CredentialKind.PgpKeys, PgpKeys: { } keys } => await PutPgpKeysAsync(credentials, new PgpKeyCredential(name, keys, request.Password)),
                _ => throw ProblemException.Invalid(
                    "kind 'User' needs 'user' and 'password'; kind 'KeyPair' needs 'pfx' (base64) and the 'password' of the file; kind 'Certificate' needs 'certificate' (base64); kind 'PgpKeys' needs 'pgpKeys' (base64)"),
            };
        }
        catch (InvalidCredentialException e)
        {
            throw ProblemException.Invalid(e.Message);
        }
    }

    public async Task DeleteAsync(string tenant, string name, CancellationToken cancel)
    {
        var store = await tenants.StoreAsync(tenant, cancel);
        if (!await store.Credentials.DeleteAsync(name))
        {
            throw ProblemException.NotFound($"there is no credential '{name}'");
        }
    }

    private static Task<bool> PutPgpKeysAsync(CredentialStore credentials, PgpKeyCredential keys)
    {
        PgpKeys.Check(keys);
        return credentials.PutPgpKeysAsync(keys.Name, keys.Keys, keys.Password);
    }
}
