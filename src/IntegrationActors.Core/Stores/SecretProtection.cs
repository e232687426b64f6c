using System.Security.Cryptography;

namespace IntegrationActors.Core.Stores;

/// <summary>Forms of <see cref="ISecretProtector"/> that make arrays, for what is not done a thousand times a second.</summary>
public static class SecretProtection
{
    /// <summary>Encrypts and authenticates <paramref name="secret"/>; each call gives another record.</summary>
    public static byte[] Protect(this ISecretProtector protector, string tenant, string purpose, ReadOnlySpan<byte> secret)
    {
        var record = new byte[SealedRecord.LengthOf(secret.Length)];
        protector.Protect(tenant, purpose, secret, record);
        return record;
    }

    /// <summary>Opens a record.</summary>
    /// <exception cref="CryptographicException">The record was changed, belongs to another tenant or purpose, or was made with a key that is not here.</exception>
    public static byte[] Unprotect(this ISecretProtector protector, string tenant, string purpose, ReadOnlySpan<byte> record)
    {
        var secret = new byte[SealedRecord.SecretLengthOf(record)];
        protector.Unprotect(tenant, purpose, record, secret);
        return secret;
    }
}
