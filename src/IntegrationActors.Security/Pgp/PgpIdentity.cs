using System.Collections.Concurrent;
using IntegrationActors.Security.Content;
using Org.BouncyCastle.Bcpg.OpenPgp;

namespace IntegrationActors.Security.Pgp;

/// <summary>A primary key with its user ids and subkeys, and the secret parts if they are there. Only what the primary key signed counts. Immutable, and kept while its credential is.</summary>
internal sealed class PgpIdentity
{
    private readonly string _credential;
    private readonly char[] _password;
    private readonly PgpPublicKey _primary;
    private readonly Dictionary<long, PgpSecretKey> _secrets;
    private readonly ConcurrentDictionary<long, PgpPrivateKey> _opened = new();

    public PgpIdentity(string credential, string? password, IReadOnlyList<PgpPublicKey> keys, IEnumerable<PgpSecretKey> secrets)
    {
        _credential = credential;
        _password = (password ?? "").ToCharArray();
        _primary = keys.First(key => key.IsMasterKey);
        _secrets = secrets.Where(key => !key.IsPrivateKeyEmpty).ToDictionary(key => key.KeyId);
        var certifications = Certifications().ToArray();
        UserIds = [.. certifications.Select(found => found.UserId).OfType<string>().Distinct(StringComparer.Ordinal)];
        Keys = [.. keys.Select(key => key.IsMasterKey ? Facts(key, certifications.Select(found => found.Signature), revocation: PgpSignature.KeyRevocation)
            : Facts(key, Bindings(key), revocation: PgpSignature.SubkeyRevocation)).OfType<PgpKeyFacts>()];
    }

    public IReadOnlyList<string> UserIds { get; }

    /// <summary>The primary key and the subkeys that it vouches for.</summary>
    public IReadOnlyList<PgpKeyFacts> Keys { get; }

    /// <summary>How people call it.</summary>
    public string Title => $"{(UserIds.Count > 0 ? UserIds[0] : _credential)} ({_primary.KeyId:X16})";

    public bool HasSecrets => _secrets.Count > 0;

    public bool HasSecret(long keyId) => _secrets.ContainsKey(keyId);

    /// <summary>Why no key of this identity can be used: the primary key vouches for all.</summary>
    public string? Obstacle(DateTimeOffset now) => Keys.FirstOrDefault(facts => facts.Key.IsMasterKey) is { } primary ? primary.Obstacle(now) : "its owner did not sign it";

    /// <summary>Whether a part of a user id is this text, or the fingerprint or id of the primary key is this number (hexadecimal, at least 16 digits).</summary>
    public bool Matches(string text)
    {
        var digits = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text[2..] : text;
        return text.Length > 0 && (UserIds.Any(id => id.Contains(text, StringComparison.OrdinalIgnoreCase))
            || (digits.Length >= 16 && Convert.ToHexString(_primary.GetFingerprint()).EndsWith(digits, StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>The private key, opened once.</summary>
    /// <exception cref="Core.Exchanges.FaultException">IA3704: the password is wrong.</exception>
    public PgpPrivateKey Open(long keyId) => _opened.GetOrAdd(keyId, id =>
    {
        try
        {
            return _secrets[id].ExtractPrivateKeyUtf8(_password) ?? throw SecurityFault.Locked(_credential);
        }
        catch (Exception e) when (e is PgpException or IOException or InvalidOperationException or ArgumentException)
        {
            throw SecurityFault.Locked(_credential, e);
        }
    });

    private static PgpKeyFacts? Facts(PgpPublicKey key, IEnumerable<PgpSignature> signatures, int revocation)
    {
        if (signatures.MaxBy(signature => signature.CreationTime) is not { } latest)
        {
            return null;
        }

        var said = latest.GetHashedSubPackets();
        var seconds = said.GetKeyExpirationTime();
        DateTimeOffset? expires = seconds > 0 ? new DateTimeOffset(key.CreationTime, TimeSpan.Zero).AddSeconds(seconds) : null;
        return new PgpKeyFacts(key, said.GetKeyFlags(), expires, key.GetSignaturesOfType(revocation).Any());
    }

    private IEnumerable<(string? UserId, PgpSignature Signature)> Certifications()
    {
        foreach (var id in _primary.GetUserIds())
        {
            foreach (var signature in _primary.GetSignaturesForId(id).Where(signature => signature.IsCertification() && IsOwn(signature)))
            {
                if (Verifies(signature, () => signature.VerifyCertification(id, _primary)))
                {
                    yield return (id, signature);
                }
            }
        }

        foreach (var signature in _primary.GetSignaturesOfType(PgpSignature.DirectKey).Where(IsOwn))
        {
            if (Verifies(signature, () => signature.VerifyCertification(_primary)))
            {
                yield return (null, signature);
            }
        }
    }

    private IEnumerable<PgpSignature> Bindings(PgpPublicKey subkey) => subkey.GetSignaturesOfType(PgpSignature.SubkeyBinding)
        .Where(signature => IsOwn(signature) && Verifies(signature, () => signature.VerifyCertification(_primary, subkey)));

    private bool IsOwn(PgpSignature signature) => signature.KeyId == _primary.KeyId && signature.HasSubpackets;

    private bool Verifies(PgpSignature signature, Func<bool> verify)
    {
        try
        {
            signature.InitVerify(_primary);
            return verify();
        }
        catch (Exception e) when (e is PgpException or IOException or InvalidOperationException or ArgumentException)
        {
            return false;
        }
    }
}
