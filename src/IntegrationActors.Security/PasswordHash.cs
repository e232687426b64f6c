using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;

namespace IntegrationActors.Security;

/// <summary>
/// Hash of a password that a person chose, as text: <c>pbkdf2-sha256.1.iterations.salt.hash</c>. Verifying costs about a tenth of a second of CPU on purpose:
/// callers remember a success for a while instead of verifying each request.
/// </summary>
public static class PasswordHash
{
    private const string Version = "pbkdf2-sha256.1";
    private const int Iterations = 600_000;
    private const int SaltLength = 16;
    private const int LongestPassword = 1024;

    public static string Create(string password)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(password.Length, LongestPassword);
        var salt = RandomNumberGenerator.GetBytes(SaltLength);
        var hash = Compute(password, salt, Iterations);
        return string.Create(CultureInfo.InvariantCulture, $"{Version}.{Iterations}.{Base64Url.EncodeToString(salt)}.{Base64Url.EncodeToString(hash)}");
    }

    /// <summary>Compares in constant time. False as well for text that is no hash of a known version.</summary>
    public static bool Verify(string password, string hashText)
    {
        if (password.Length > LongestPassword
            || hashText.Split('.') is not [var name, var version, var count, var saltText, var expectedText]
            || !string.Equals($"{name}.{version}", Version, StringComparison.Ordinal)
            || !int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var iterations)
            || iterations is < 1 or > 10 * Iterations)
        {
            return false;
        }

        Span<byte> salt = stackalloc byte[SaltLength];
        Span<byte> expected = stackalloc byte[SHA256.HashSizeInBytes];
        return Base64Text.TryDecode(saltText, salt)
            && Base64Text.TryDecode(expectedText, expected)
            && CryptographicOperations.FixedTimeEquals(expected, Compute(password, salt, iterations));
    }

    private static byte[] Compute(string password, ReadOnlySpan<byte> salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, HashAlgorithmName.SHA256, SHA256.HashSizeInBytes);
}
