using System.Collections.Concurrent;
using System.Security.Cryptography;
using IntegrationActors.Core.Stores;
using IntegrationActors.Security;
using IntegrationActors.Storage.Keys;
using IntegrationActors.Storage.Sqlite;

namespace IntegrationActors.Storage.Tests.Keys;

public sealed class TenantCipherTests
{
    private static readonly byte[] Secret = "a secret"u8.ToArray();

    [Fact]
    public async Task A_record_opens_for_its_purpose_alone_and_every_byte_of_it_counts()
    {
        await using var host = new StoreHost();
        var cipher = Cipher(host);
        var record = cipher.Protect("acme", "p", Secret);

        Assert.Equal(Secret, cipher.Unprotect("acme", "p", record));
        Assert.ThrowsAny<CryptographicException>(() => cipher.Unprotect("acme", "q", record));
        Assert.ThrowsAny<CryptographicException>(() => cipher.Unprotect("globex", "p", record));
        for (var i = 0; i < record.Length; i++)
        {
            var changed = record.ToArray();
            changed[i] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => cipher.Unprotect("acme", "p", changed));
        }

        Assert.ThrowsAny<CryptographicException>(() => cipher.Unprotect("acme", "p", record.AsSpan(0, 20)));
        Assert.ThrowsAny<CryptographicException>(() => cipher.Unprotect("acme", "p", []));
    }

    [Fact]
    public async Task Many_threads_encrypt_at_once_and_no_nonce_comes_twice()
    {
        await using var host = new StoreHost();
        var cipher = Cipher(host);
        var nonces = new ConcurrentDictionary<string, bool>();

        Parallel.For(0, 10_000, i =>
        {
            var record = cipher.Protect("acme", "p", BitConverter.GetBytes(i));
            Assert.True(nonces.TryAdd(Convert.ToHexString(SealedRecord.NonceOf(record)), true));
            Assert.Equal(i, BitConverter.ToInt32(cipher.Unprotect("acme", "p", record)));
        });
    }

    [Fact]
    public async Task A_node_learns_of_a_rotation_elsewhere_from_a_record_with_an_unknown_key()
    {
        await using var host = new StoreHost();
        var (here, elsewhere) = (Cipher(host), Cipher(host));
        await host.Acme.Keys.RotateAsync();
        elsewhere.Reload();

        var record = elsewhere.Protect("acme", "p", Secret);

        Assert.Equal(1, here.CurrentId);
        Assert.Equal(Secret, here.Unprotect("acme", "p", record));
        Assert.Equal(2, here.CurrentId);
    }

    [Fact]
    public async Task A_node_that_has_not_looked_for_long_looks_before_it_encrypts()
    {
        await using var host = new StoreHost();
        var here = Cipher(host);
        await host.Acme.Keys.RotateAsync();

        Assert.Equal(1UL, SealedRecord.KeyOf(here.Protect("acme", "p", Secret)));
        host.Time.Advance(TenantCipher.Fresh + TimeSpan.FromSeconds(1));
        Assert.Equal(2UL, SealedRecord.KeyOf(here.Protect("acme", "p", Secret)));
    }

    [Fact]
    public async Task A_record_of_a_key_that_is_nowhere_says_so()
    {
        await using var host = new StoreHost();
        var cipher = Cipher(host);
        var record = cipher.Protect("acme", "p", Secret);
        SealedRecord.WritePrefix(record, SealedRecord.TenantVersion, 77);

        Assert.Contains("key 77", Assert.Throws<CryptographicException>(() => cipher.Unprotect("acme", "p", record)).Message);
    }

    // As another node has it.
    private static TenantCipher Cipher(StoreHost host)
    {
        _ = host.Acme;
        var cipher = new TenantCipher("acme", new SecretProtector(MasterKeyRing.FromFile(host.Options.DataDirectory)), new SqliteFile(host.Database()), host.Time);
        cipher.Reload();
        return cipher;
    }
}
