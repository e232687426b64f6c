using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace IntegrationActors.Adapters.Https.Sender.Authentication;

/// <summary>Tokens against cross-site request forgery: bound to tenant, client and address by an HMAC, valid for half an hour, nothing stored.</summary>
internal sealed class CsrfTokens(ReadOnlyMemory<byte> key, TimeProvider time)
{
    public const string Header = "X-CSRF-Token";
    public const string Fetch = "fetch";

    private const int TimeLength = sizeof(long);

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);

    public string Issue(HttpRoute route, string? client)
    {
        Span<byte> token = stackalloc byte[TimeLength + HMACSHA256.HashSizeInBytes];
        BinaryPrimitives.WriteInt64BigEndian(token, (time.GetUtcNow() + Lifetime).ToUnixTimeSeconds());
        Sign(token[..TimeLength], route, client, token[TimeLength..]);
        return Base64Url.EncodeToString(token);
    }

    public bool IsValid(string text, HttpRoute route, string? client)
    {
        Span<byte> token = stackalloc byte[TimeLength + HMACSHA256.HashSizeInBytes];
        if (!Base64Url.IsValid(text.AsSpan(), out var length) || length != token.Length || !Base64Url.TryDecodeFromChars(text, token, out _))
        {
            return false;
        }

        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Sign(token[..TimeLength], route, client, expected);
        return CryptographicOperations.FixedTimeEquals(expected, token[TimeLength..])
            && BinaryPrimitives.ReadInt64BigEndian(token) >= time.GetUtcNow().ToUnixTimeSeconds();
    }

    private void Sign(ReadOnlySpan<byte> validUntil, HttpRoute route, string? client, Span<byte> signature)
    {
        var subject = Encoding.UTF8.GetBytes($"{Convert.ToHexString(validUntil)}\n{route.Flow.Tenant}\n{route.Address.Text}\n{client}");
        HMACSHA256.HashData(key.Span, subject, signature);
    }
}
