using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Stores;
using IntegrationActors.Security.Content;

namespace IntegrationActors.Security.Pgp;

/// <summary>All OpenPGP keys of a tenant, at one moment. Of keys with the same user id, those that are out of date step back behind valid ones, so that keys can be rolled over.</summary>
/// <param name="credentials">The keys as they are stored.</param>
/// <param name="now">The moment.</param>
/// <param name="allowExpired">Whether a key that expired is used when there is no other.</param>
public sealed class PgpKeySet(IEnumerable<PgpKeyCredential> credentials, DateTimeOffset now, bool allowExpired)
{
    private readonly PgpIdentity[] _identities = [.. credentials.SelectMany(Identities).OrderBy(identity => identity.Obstacle(now) is not null)];

    internal DateTimeOffset Now => now;

    /// <summary>One key to encrypt for of each identity that the text names.</summary>
    internal IReadOnlyList<PgpKeyFacts> Recipients(string text)
    {
        var named = Named(text, $"PGP key whose user id contains '{text}'", _identities);
        return Usable(text, named.Select(identity => (identity, Choose(identity, facts => facts.CanEncrypt))).DistinctBy(found => found.Item2?.Key.KeyId));
    }

    /// <summary>One key to sign with of each identity that the text names.</summary>
    internal IReadOnlyList<PgpOwnKey> Signers(string text)
    {
        var named = Named(text, $"secret PGP key whose user id contains '{text}'", _identities.Where(identity => identity.HasSecrets));
        var found = named.Select(identity => (identity, Choose(identity, facts => facts.CanSign && identity.HasSecret(facts.Key.KeyId)))).DistinctBy(f => f.Item2?.Key.KeyId).ToArray();
        var usable = Usable(text, found);
        return [.. found.Where(f => f.Item2 is not null && usable.Contains(f.Item2)).Select(f => new PgpOwnKey(f.identity, f.Item2!))];
    }

    /// <summary>Who has the secret key of this id; every secret key that decrypts for id 0, which hides the recipient.</summary>
    internal IEnumerable<PgpOwnKey> Secrets(long keyId) =>
        from identity in _identities
        from facts in identity.Keys
        where (keyId == 0 ? facts.Key.IsEncryptionKey : facts.Key.KeyId == keyId) && identity.HasSecret(facts.Key.KeyId)
        select new PgpOwnKey(identity, facts);

    /// <summary>Whose signature bears this id.</summary>
    internal PgpOwnKey? Signer(long keyId) => (
        from identity in _identities
        from facts in identity.Keys
        where facts.Key.KeyId == keyId && facts.CanSign
        select new PgpOwnKey(identity, facts)).FirstOrDefault();

    /// <summary>Refuses a key that can't be used now.</summary>
    internal void Check(PgpOwnKey key)
    {
        if (Obstacle(key.Identity, key.Facts) is { } obstacle)
        {
            throw SecurityFault.NotValid(key.Identity.Title, obstacle);
        }
    }

    private static IReadOnlyList<PgpIdentity> Identities(PgpKeyCredential credential)
    {
        try
        {
            return PgpKeys.Of(credential);
        }
        catch (InvalidCredentialException e)
        {
            throw SecurityFault.WrongKey(credential.Name, Fault.Cut(e.Message));
        }
    }

    private static PgpIdentity[] Named(string text, string what, IEnumerable<PgpIdentity> identities)
    {
        var named = text.Length == 0 ? [] : identities.Where(identity => identity.Matches(text)).ToArray();
        return named.Length > 0 ? named : throw SecurityFault.UnknownKey(what);
    }

    private PgpKeyFacts? Choose(PgpIdentity identity, Func<PgpKeyFacts, bool> fits) => identity.Keys.Where(fits)
        .OrderBy(facts => Obstacle(identity, facts) is not null).ThenBy(facts => facts.IsExpired(now)).ThenByDescending(facts => facts.Key.CreationTime).FirstOrDefault();

    private IReadOnlyList<PgpKeyFacts> Usable(string text, IEnumerable<(PgpIdentity Identity, PgpKeyFacts? Facts)> found)
    {
        var all = found as (PgpIdentity Identity, PgpKeyFacts? Facts)[] ?? [.. found];
        var usable = all.Where(f => f.Facts is not null && Obstacle(f.Identity, f.Facts) is null).ToArray();
        var fresh = usable.Where(f => f.Identity.Obstacle(now) is null && !f.Facts!.IsExpired(now)).ToArray();
        if (usable.Length > 0)
        {
            return [.. (fresh.Length > 0 ? fresh : usable).Select(f => f.Facts!)];
        }

        var (identity, facts) = all[0];
        throw facts is null ? SecurityFault.WrongKey(text, $"{identity.Title} has no key for this purpose") : SecurityFault.NotValid(identity.Title, Obstacle(identity, facts)!);
    }

    private string? Obstacle(PgpIdentity identity, PgpKeyFacts facts)
    {
        if (identity.Keys.Any(key => key.Key.IsMasterKey && key.IsRevoked) || facts.IsRevoked)
        {
            return "it was revoked";
        }

        return allowExpired ? null : identity.Obstacle(now) ?? facts.Obstacle(now);
    }
}
