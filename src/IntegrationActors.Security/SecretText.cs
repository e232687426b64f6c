using System.Buffers.Text;
using System.Security.Cryptography;

namespace IntegrationActors.Security;

/// <summary>Generated secrets: 256 random bits behind a prefix by which people and secret scanners recognise them.</summary>
public static class SecretText
{
    /// <summary>Secrets of sender clients.</summary>
    public const string ClientPrefix = "iacs_";

    /// <summary>Access tokens of the management API.</summary>
    public const string TokenPrefix = "iapt_";

    /// <summary>One-time passwords of administrators.</summary>
    public const string PasswordPrefix = "iapw_";

    private const int Length = 32;

    public static string Generate(string prefix = ClientPrefix)
    {
        Span<byte> bytes = stackalloc byte[Length];
        RandomNumberGenerator.Fill(bytes);
        return prefix + Base64Url.EncodeToString(bytes);
    }
}
