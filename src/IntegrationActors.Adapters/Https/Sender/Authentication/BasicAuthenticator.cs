using System.Text.Unicode;
using System.Text;
using IntegrationActors.Core.Stores;
using IntegrationActors.Security;

namespace IntegrationActors.Adapters.Https.Sender.Authentication;

/// <summary>
/// Basic authentication (RFC 7617) with id and secret of a sender client. Secrets are generated, so one round of SHA-256 per request is enough and no
/// cache of good answers is needed: a withdrawn secret stops at once.
/// </summary>
internal sealed class BasicAuthenticator(IClientDirectories directories, FailureLimiter failures) : ISenderAuthenticator
{
    private const int LongestCredentials = 1024;

    // Compared with when there is no such client, or it has no secret: costs what a wrong secret costs.
    private static readonly string[] NoSecret = [SecretHash.Create(SecretText.Generate())];

    public string Scheme => "Basic";

    public string Challenge => "Basic realm=\"IntegrationActors\", charset=\"UTF-8\"";

    public ValueTask<SenderIdentification> IdentifyAsync(SenderCredentials credentials, CancellationToken cancel)
    {
        if (!TryDecode(credentials.Text, out var id, out var secret))
        {
            return new(new SenderIdentification(null));
        }

        var attempt = new FailureLimiter.Attempt(credentials.Tenant, id, credentials.Address);
        if (failures.IsBlocked(attempt))
        {
            return new(new SenderIdentification(null, IsThrottled: true));
        }

        var pending = directories.Of(credentials.Tenant).FindAsync(id, cancel);
        return pending.IsCompletedSuccessfully ? new(Judge(pending.Result, secret, attempt)) : AwaitAsync(pending, secret, attempt);
    }

    private async ValueTask<SenderIdentification> AwaitAsync(ValueTask<SenderClient?> pending, string secret, FailureLimiter.Attempt attempt) =>
        Judge(await pending, secret, attempt);

    private SenderIdentification Judge(SenderClient? client, string secret, in FailureLimiter.Attempt attempt)
    {
        var matches = false;
        var hashes = client is { SecretHashes.Count: > 0 } ? client.SecretHashes : NoSecret;
        for (var i = 0; i < hashes.Count; i++)
        {
            matches |= SecretHash.Verify(secret, hashes[i]);
        }

        if (matches && !ReferenceEquals(hashes, NoSecret))
        {
            return new SenderIdentification(client);
        }

        failures.Count(attempt);
        return new SenderIdentification(null);
    }

    private static bool TryDecode(string text, out string id, out string secret)
    {
        Span<byte> bytes = stackalloc byte[LongestCredentials];
        (id, secret) = ("", "");
        if (text.Length > LongestCredentials || !Convert.TryFromBase64String(text, bytes, out var length))
        {
            return false;
        }

        var colon = bytes[..length].IndexOf((byte)':');
        if (colon <= 0 || !Utf8.IsValid(bytes[..length]))
        {
            return false;
        }

        id = Encoding.UTF8.GetString(bytes[..colon]);
        secret = Encoding.UTF8.GetString(bytes[(colon + 1)..length]);
        return true;
    }
}
