namespace IntegrationActors.Core.Stores;

/// <summary>Encrypts what a store must be able to give back. A record opens only for the tenant and the purpose it was made for.</summary>
public interface ISecretProtector
{
    /// <summary>Encrypts and authenticates <paramref name="secret"/>; each call gives another record.</summary>
    /// <param name="tenant">Owner of the secret.</param>
    /// <param name="purpose">What the secret is, with its name (<c>credential/erp</c>).</param>
    /// <param name="secret">The bytes to hide.</param>
    byte[] Protect(string tenant, string purpose, ReadOnlySpan<byte> secret);

    /// <summary>Opens a record.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The record was changed, belongs to another tenant or purpose, or was made with a key that is not here.</exception>
    byte[] Unprotect(string tenant, string purpose, ReadOnlySpan<byte> record);
}
