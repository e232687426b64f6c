using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using IntegrationActors.Core.Stores;
using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage.Credentials;

/// <summary>
/// Credentials of a tenant for receiver systems. Secrets go in and come out to flows alone; people see <see cref="CredentialInfo"/>. On disk they are
/// encrypted for this tenant and this name; in memory they stay once used, until they are changed here or, on another node, a few seconds longer.
/// </summary>
public sealed class CredentialStore : ICredentialSource
{
    private readonly string _tenant;
    private readonly StoreDatabase _database;
    private readonly ISecretProtector _protector;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, Lazy<Task<Credential?>>> _used = new(StringComparer.Ordinal);
    private long _since;

    internal CredentialStore(string tenant, StoreDatabase database, ISecretProtector protector, TimeProvider time) =>
        (_tenant, _database, _protector, _time) = (tenant, database, protector, time);

    /// <summary>The credential with its secret, for a call to a receiver.</summary>
    /// <exception cref="CryptographicException">The secret was stored with a key that this node does not have.</exception>
    public ValueTask<Credential?> FindAsync(string name, CancellationToken cancel)
    {
        if (_database.IsShared)
        {
            ForgetOld();
        }

        if (!_used.TryGetValue(name, out var reading))
        {
            reading = _used.GetOrAdd(name, key => new(() => ReadAsync(key)));
        }

        return reading.Value.IsCompletedSuccessfully && reading.Value.Result is { } credential ? new(credential) : Wait(reading);

        // Neither a failure nor a missing name is remembered: names come from outside, and there is no bound to those that do not exist.
        async ValueTask<Credential?> Wait(Lazy<Task<Credential?>> first)
        {
            try
            {
                return await first.Value.WaitAsync(cancel);
            }
            finally
            {
                if (!first.Value.IsCompletedSuccessfully || first.Value.Result is null)
                {
                    _used.TryRemove(new(name, first));
                }
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<T>> ListAsync<T>(CancellationToken cancel)
        where T : Credential
    {
        var kind = KindOf<T>();
        var found = new List<T>();
        foreach (var name in await NamesAsync(kind, cancel))
        {
            if (await FindAsync(name, cancel) is T credential)
            {
                found.Add(credential);
            }
        }

        return found;
    }

    /// <summary>All credentials, by name, without their secrets.</summary>
    public Task<IReadOnlyList<CredentialInfo>> ListAsync(CancellationToken cancel) => _database.ReadAsync<IReadOnlyList<CredentialInfo>>(
        connection =>
        {
            var list = new List<CredentialInfo>();
            using var find = connection.Prepare("SELECT name, kind, created, changed, \"user\", subject, fingerprint, expires FROM credential ORDER BY name");
            while (find.Step())
            {
                list.Add(new(find.Text(0), (CredentialKind)find.Int32(1), find.Time(2), find.Time(3))
                {
                    User = find.TextOrNull(4),
                    Subject = find.TextOrNull(5),
                    Fingerprint = find.TextOrNull(6),
                    Expires = find.TimeOrNull(7),
                });
            }

            return list;
        },
        cancel);

    /// <summary>Sets user name and password; flows use them from their next call on.</summary>
    /// <returns>True when the name is new.</returns>
    public Task<bool> PutUserAsync(string name, string user, string password) =>
        PutAsync(new CredentialInfo(name, CredentialKind.User, default, default) { User = user }, Encoding.UTF8.GetBytes(password));

    /// <summary>Sets a key pair from a PKCS#12 file.</summary>
    /// <returns>True when the name is new.</returns>
    /// <exception cref="InvalidCredentialException">Not PKCS#12, wrong password, or no private key.</exception>
    public Task<bool> PutKeyPairAsync(string name, ReadOnlyMemory<byte> pfx, string? password) => PutAsync(KeyPairs.FromPfx(name, pfx.Span, password));

    /// <summary>Sets a key pair from PEM texts: the certificate with its chain, and the private key.</summary>
    /// <returns>True when the name is new.</returns>
    /// <exception cref="InvalidCredentialException">Not PEM, not one pair, or wrong password.</exception>
    public Task<bool> PutKeyPairPemAsync(string name, string certificates, string key, string? password) =>
        PutAsync(KeyPairs.FromPem(name, certificates, key, password));

    /// <summary>Sets the certificate of a partner, from PEM or DER.</summary>
    /// <returns>True when the name is new.</returns>
    /// <exception cref="InvalidCredentialException">The file is no certificate.</exception>
    public Task<bool> PutCertificateAsync(string name, ReadOnlyMemory<byte> file)
    {
        var certificate = KeyPairs.FromCertificate(name, file.Span).Certificate;
        return PutAsync(Describe(name, CredentialKind.Certificate, certificate), certificate.RawData);
    }

    /// <summary>Sets OpenPGP keys, which the caller has looked at.</summary>
    /// <returns>True when the name is new.</returns>
    public Task<bool> PutPgpKeysAsync(string name, ReadOnlyMemory<byte> keys, string? password) =>
        PutAsync(new CredentialInfo(name, CredentialKind.PgpKeys, default, default), PackedPgpKeys.Pack(keys.Span, password));

    /// <summary>Deletes a credential; flows that still name it fail from their next call on.</summary>
    /// <returns>False when there was none.</returns>
    public async Task<bool> DeleteAsync(string name)
    {
        var deleted = await _database.WriteAsync(connection =>
        {
            using var delete = connection.Prepare("DELETE FROM credential WHERE name = ?1");
            return delete.Bind(1, name).Run() == 1;
        });
        _used.TryRemove(name, out _);
        return deleted;
    }

    private Task<bool> PutAsync(KeyPairCredential pair) => PutAsync(Describe(pair.Name, CredentialKind.KeyPair, pair.Certificate), KeyPairs.Pack(pair));

    private static CredentialInfo Describe(string name, CredentialKind kind, X509Certificate2 certificate) => new(name, kind, default, default)
    {
        Subject = certificate.Subject,
        Fingerprint = certificate.GetCertHashString(HashAlgorithmName.SHA256),
        Expires = new DateTimeOffset(certificate.NotAfter),
    };

    private static CredentialKind KindOf<T>()
        where T : Credential => typeof(T) switch
        {
            var t when t == typeof(UserCredential) => CredentialKind.User,
            var t when t == typeof(KeyPairCredential) => CredentialKind.KeyPair,
            var t when t == typeof(CertificateCredential) => CredentialKind.Certificate,
            var t when t == typeof(PgpKeyCredential) => CredentialKind.PgpKeys,
            var t => throw new NotSupportedException($"{t.Name} is no kind of credential that is stored."),
        };

    private Task<IReadOnlyList<string>> NamesAsync(CredentialKind kind, CancellationToken cancel) => _database.ReadAsync<IReadOnlyList<string>>(
        connection =>
        {
            var names = new List<string>();
            using var find = connection.Prepare("SELECT name FROM credential WHERE kind = ?1 ORDER BY name");
            find.Bind(1, (int)kind);
            while (find.Step())
            {
                names.Add(find.Text(0));
            }

            return names;
        },
        cancel);

    private async Task<bool> PutAsync(CredentialInfo info, byte[] secret)
    {
        var record = _protector.Protect(_tenant, Purpose(info.Name), secret);
        CryptographicOperations.ZeroMemory(secret);
        var isNew = await _database.WriteAsync(connection => Write(connection, info, record));
        _used.TryRemove(info.Name, out _);
        return isNew;
    }

    private bool Write(StoreConnection connection, CredentialInfo info, byte[] record)
    {
        using var update = connection.Prepare(
            "UPDATE credential SET kind = ?2, \"user\" = ?3, subject = ?4, fingerprint = ?5, expires = ?6, changed = ?7, secret = ?8 WHERE name = ?1");
        if (Run(update) == 1)
        {
            return false;
        }

        using var insert = connection.Prepare(
            "INSERT INTO credential (name, kind, \"user\", subject, fingerprint, expires, created, changed, secret) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7, ?8)");
        Run(insert);
        return true;

        int Run(Statement statement) => statement.Bind(1, info.Name).Bind(2, (int)info.Kind).Bind(3, info.User).Bind(4, info.Subject).Bind(5, info.Fingerprint)
            .Bind(6, StoreTime.Write(info.Expires)).Bind(7, StoreTime.Write(_time.GetUtcNow())).Bind(8, record).Run();
    }

    private void ForgetOld()
    {
        var (now, since) = (_time.GetUtcNow().UtcTicks, Volatile.Read(ref _since));
        if (now - since > StoreDatabase.Trusted.Ticks && Interlocked.CompareExchange(ref _since, now, since) == since)
        {
            _used.Clear();
        }
    }

    private Task<Credential?> ReadAsync(string name) => _database.ReadAsync<Credential?>(
        connection =>
        {
            using var find = connection.Prepare("SELECT kind, \"user\", secret FROM credential WHERE name = ?1");
            if (!find.Bind(1, name).Step())
            {
                return null;
            }

            var secret = _protector.Unprotect(_tenant, Purpose(name), find.Blob(2));
            return (CredentialKind)find.Int32(0) switch
            {
                CredentialKind.User => new UserCredential(name, find.Text(1), Encoding.UTF8.GetString(secret)),
                CredentialKind.Certificate => KeyPairs.FromCertificate(name, secret),
                CredentialKind.PgpKeys => PackedPgpKeys.Unpack(name, secret),
                _ => KeyPairs.FromPfx(name, secret, password: null),
            };
        },
        CancellationToken.None);

    internal static string Purpose(string name) => $"credential/{name}";
}
