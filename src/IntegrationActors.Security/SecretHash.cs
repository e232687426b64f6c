using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace IntegrationActors.Security;

/// <summary>
/// Hash of a generated secret (<see cref="SecretText"/>), as text: <c>sha256.1.salt.hash</c>. One round of SHA-256 is enough for 256 random bits and costs a
/// microsecond per request; what people choose goes through <see cref="PasswordHash"/>.
/// </summary>
public static class SecretHash
{
    private const string Salted = "sha256.1";
    private const string Key = "sha256.k1";
    private const int SaltLength = 16;

    // Longer than any secret we generate; bounds the work that a stranger can cause.
    private const int LongestSecret = 1024;

    public static string Create(string secret)
    {
        Span<byte> salt = stackalloc byte[SaltLength];
        RandomNumberGenerator.Fill(salt);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Compute(salt, secret, hash);
        return $"{Salted}.{Base64Url.EncodeToString(salt)}.{Base64Url.EncodeToString(hash)}";
    }

    /// <summary>Compares in constant time. False as well for text that is no hash of a known version.</summary>
    public static bool Verify(string secret, string hashText)
    {
        var parts = hashText.Split('.');
        if (secret.Length > LongestSecret || parts is not [_, _, var saltText, var expectedText] || !hashText.StartsWith(Salted + ".", StringComparison.Ordinal))
        {
            return false;
        }

        Span<byte> salt = stackalloc byte[SaltLength];
        Span<byte> expected = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> actual = stackalloc byte[SHA256.HashSizeInBytes];
        if (!Base64Text.TryDecode(saltText, salt) || !Base64Text.TryDecode(expectedText, expected))
        {
            return false;
        }

        Compute(salt, secret, actual);
        return CryptographicOperations.FixedTimeEquals(expected, actual);
    }

    /// <summary>A hash without salt: the key under which an access token is looked up.</summary>
    public static string LookupKey(string secret)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Compute([], secret, hash);
        return $"{Key}.{Base64Url.EncodeToString(hash)}";
    }

    private static void Compute(ReadOnlySpan<byte> salt, string secret, Span<byte> hash)
    {
        var input = new byte[salt.Length + Encoding.UTF8.GetByteCount(secret)];
        salt.CopyTo(input);
        Encoding.UTF8.GetBytes(secret, input.AsSpan(salt.Length));
        SHA256.HashData(input, hash);
        CryptographicOperations.ZeroMemory(input);
    }
}
