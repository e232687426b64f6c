using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Stores;
using IntegrationActors.Security.Content;

namespace IntegrationActors.Security.Keys;

/// <summary>Private keys and certificates of a tenant by alias, at one moment; says why one can't be used.</summary>
/// <param name="credentials">Where they are.</param>
/// <param name="now">The moment.</param>
/// <param name="allowExpired">Whether certificates that are out of date are used.</param>
/// <param name="allowWeak">Whether short keys are used.</param>
public sealed class CertificateKeys(ICredentialSource credentials, DateTimeOffset now, bool allowExpired, bool allowWeak)
{
    private const int ShortestModulus = 2048;
    private const int ShortestCurve = 224;

    internal DateTimeOffset Now => now;

    internal bool AllowsWeak => allowWeak;

    /// <summary>A private key with its certificate, valid now.</summary>
    /// <exception cref="Core.Exchanges.FaultException">IA3701 to IA3705.</exception>
    public async ValueTask<KeyPairCredential> PairAsync(string alias, CancellationToken cancel)
    {
        var pair = await KnownPairAsync(alias, cancel);
        Check(alias, pair.Certificate);
        return pair;
    }

    /// <summary>A private key with its certificate, valid or not: what was encrypted for it can still be read.</summary>
    /// <exception cref="Core.Exchanges.FaultException">IA3701, IA3702.</exception>
    public async ValueTask<KeyPairCredential> KnownPairAsync(string alias, CancellationToken cancel) =>
        await FindAsync(alias, cancel) as KeyPairCredential ?? throw SecurityFault.WrongKey(alias, "it has no private key with a certificate");

    /// <summary>The certificate of a partner, or of an own key, valid now.</summary>
    /// <exception cref="Core.Exchanges.FaultException">IA3701 to IA3705.</exception>
    public async ValueTask<KnownCertificate> ValidCertificateAsync(string alias, CancellationToken cancel)
    {
        var known = await CertificateAsync(alias, cancel);
        Check(alias, known.Certificate);
        return known;
    }

    /// <summary>The certificate of a partner, or of an own key; checked when it is used.</summary>
    /// <exception cref="Core.Exchanges.FaultException">IA3701, IA3702.</exception>
    public async ValueTask<KnownCertificate> CertificateAsync(string alias, CancellationToken cancel) => await FindAsync(alias, cancel) switch
    {
        CertificateCredential partner => new KnownCertificate(alias, partner.Certificate),
        KeyPairCredential own => new KnownCertificate(alias, own.Certificate),
        _ => throw SecurityFault.WrongKey(alias, "it has no certificate"),
    };

    /// <summary>Private keys with their certificates, valid now.</summary>
    /// <exception cref="Core.Exchanges.FaultException">IA3701 to IA3705.</exception>
    public ValueTask<IReadOnlyList<KeyPairCredential>> PairsAsync(IReadOnlyList<CredentialReference> aliases, CancellationToken cancel) => AllAsync(aliases, PairAsync, cancel);

    /// <summary>Private keys that open messages, valid or not; without aliases all of the tenant: the message names the one that opens it.</summary>
    /// <exception cref="Core.Exchanges.FaultException">IA3701, IA3702.</exception>
    public ValueTask<IReadOnlyList<KeyPairCredential>> KnownPairsAsync(IReadOnlyList<CredentialReference> aliases, CancellationToken cancel) =>
        aliases.Count == 0 ? credentials.ListAsync<KeyPairCredential>(cancel) : AllAsync(aliases, KnownPairAsync, cancel);

    /// <summary>Certificates of partners, or of own keys; checked when they are used.</summary>
    /// <exception cref="Core.Exchanges.FaultException">IA3701, IA3702.</exception>
    public ValueTask<IReadOnlyList<KnownCertificate>> CertificatesAsync(IReadOnlyList<CredentialReference> aliases, CancellationToken cancel) => AllAsync(aliases, CertificateAsync, cancel);

    /// <summary>Refuses a certificate that can't be relied on now.</summary>
    internal void Check(string alias, X509Certificate2 certificate)
    {
        var (from, to) = (new DateTimeOffset(certificate.NotBefore), new DateTimeOffset(certificate.NotAfter));
        if (!allowExpired && (now < from || now > to))
        {
            throw SecurityFault.NotValid(alias, now > to ? $"its certificate expired on {to:yyyy-MM-dd}" : $"its certificate is valid from {from:yyyy-MM-dd} on");
        }

        using var key = CertificateSignature.PublicKey(certificate);
        var shortest = key is ECDsa ? ShortestCurve : ShortestModulus;
        if (!allowWeak && key?.KeySize < shortest)
        {
            throw SecurityFault.Weak($"The key '{alias}' with less than {shortest} bits");
        }
    }

    private static async ValueTask<IReadOnlyList<T>> AllAsync<T>(IReadOnlyList<CredentialReference> aliases, Func<string, CancellationToken, ValueTask<T>> find, CancellationToken cancel)
    {
        var all = new List<T>(aliases.Count);
        foreach (var alias in aliases)
        {
            all.Add(await find(alias.Name, cancel));
        }

        return all;
    }

    private async ValueTask<Credential> FindAsync(string alias, CancellationToken cancel) => alias.Length > 0 && await credentials.FindAsync(alias, cancel) is { } found
        ? found
        : throw SecurityFault.UnknownKey($"key or certificate '{alias}'");
}
