using System.Security.Cryptography;

namespace IntegrationActors.Core.Stores;

/// <summary>
/// Encrypts what a store must be able to give back. A record opens only for the tenant and the purpose it was made for. Safe for use by many threads; writes into memory of the
/// caller, so that who seals thousands of messages a second can use the same memory again. <see cref="SecretProtection"/> has the forms that make arrays.
/// </summary>
public interface ISecretProtector
{
    /// <summary>Encrypts and authenticates <paramref name="secret"/>; each call gives another record.</summary>
    /// <param name="tenant">Owner of the secret.</param>
    /// <param name="purpose">What the secret is, with its name (<c>credential/erp</c>).</param>
    /// <param name="secret">The bytes to hide.</param>
    /// <param name="record">Takes the record: exactly <see cref="SealedRecord.LengthOf"/> bytes, apart from <paramref name="secret"/>.</param>
    void Protect(string tenant, string purpose, ReadOnlySpan<byte> secret, Span<byte> record);

    /// <summary>Opens a record.</summary>
    /// <param name="tenant">Owner of the secret.</param>
    /// <param name="purpose">As it was when the record was made.</param>
    /// <param name="record">The record.</param>
    /// <param name="secret">Takes the secret: exactly <see cref="SealedRecord.SecretLengthOf"/> bytes.</param>
    /// <exception cref="CryptographicException">The record was changed, belongs to another tenant or purpose, or was made with a key that is not here.</exception>
    void Unprotect(string tenant, string purpose, ReadOnlySpan<byte> record, Span<byte> secret);

    /// <summary>Whether a record was made with the key that new records are made with; its first <see cref="SealedRecord.PrefixLength"/> bytes are enough.</summary>
    bool IsCurrent(ReadOnlySpan<byte> record);
}
