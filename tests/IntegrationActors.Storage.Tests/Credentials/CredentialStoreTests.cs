using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using IntegrationActors.Core.Stores;
using IntegrationActors.Storage.Credentials;
using IntegrationActors.Storage.Database;
using IntegrationActors.Storage.Keys;
using IntegrationActors.Storage.Sqlite;

namespace IntegrationActors.Storage.Tests.Credentials;

public sealed class CredentialStoreTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task A_user_credential_comes_back_after_a_restart(DatabaseKind database)
    {
        await using var host = new StoreHost(database);
        Assert.True(await host.Acme.Credentials.PutUserAsync("erp", "robot", "gehäim-4711"));
        await host.ReopenAsync();

        Assert.Equal(new UserCredential("erp", "robot", "gehäim-4711"), await FindAsync(host));
        Assert.Null(await host.Stores.Get("globex").Credentials.FindAsync("erp", CancellationToken.None));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_change_holds_for_the_next_call(DatabaseKind database)
    {
        await using var host = new StoreHost(database);
        Assert.Null(await FindAsync(host));
        await host.Acme.Credentials.PutUserAsync("erp", "robot", "one");
        Assert.Equal("one", ((UserCredential)(await FindAsync(host))!).Password);

        Assert.False(await host.Acme.Credentials.PutUserAsync("erp", "robot", "two"));
        Assert.Equal("two", ((UserCredential)(await FindAsync(host))!).Password);

        Assert.True(await host.Acme.Credentials.DeleteAsync("erp"));
        Assert.Null(await FindAsync(host));
        Assert.False(await host.Acme.Credentials.DeleteAsync("erp"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Certificates_and_PGP_keys_come_back_and_are_listed_by_kind(DatabaseKind database)
    {
        await using var host = new StoreHost(database);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=partner", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, new DateTimeOffset(2040, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await host.Acme.Credentials.PutCertificateAsync("partner", Encoding.ASCII.GetBytes(certificate.ExportCertificatePem()));
        await host.Acme.Credentials.PutPgpKeysAsync("pgp", new byte[] { 1, 2, 3 }, "gehäim");
        await host.Acme.Credentials.PutPgpKeysAsync("public", new byte[] { 4 }, password: null);
        await host.ReopenAsync();

        var partner = Assert.Single(await host.Acme.Credentials.ListAsync<CertificateCredential>(CancellationToken.None));
        var pgp = await host.Acme.Credentials.ListAsync<PgpKeyCredential>(CancellationToken.None);

        Assert.Equal(("partner", certificate.Thumbprint), (partner.Name, partner.Certificate.Thumbprint));
        Assert.Equal([("pgp", "gehäim", "010203"), ("public", null, "04")], pgp.Select(one => (one.Name, one.Password, Convert.ToHexString(one.Keys.Span))));
        Assert.Empty(await host.Acme.Credentials.ListAsync<KeyPairCredential>(CancellationToken.None));
        Assert.Empty(await host.Stores.Get("globex").Credentials.ListAsync<PgpKeyCredential>(CancellationToken.None));
    }

    [Fact]
    public async Task No_secret_is_listed_or_readable_on_disk()
    {
        await using var host = new StoreHost();
        await host.Acme.Credentials.PutUserAsync("erp", "robot", "TOPSECRET-PASSWORD");

        var info = Assert.Single(await host.Acme.Credentials.ListAsync(CancellationToken.None));
        await host.Stores.DisposeAsync();
        var disk = string.Concat(Directory.EnumerateFiles(host.Folder("acme")).Select(path => Encoding.Latin1.GetString(File.ReadAllBytes(path))));

        Assert.Equal(("erp", CredentialKind.User, "robot", host.Time.GetUtcNow()), (info.Name, info.Kind, info.User, info.Created));
        Assert.DoesNotContain("TOPSECRET", info.ToString());
        Assert.DoesNotContain("TOPSECRET", disk);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_secret_moved_to_another_name_does_not_open(DatabaseKind database)
    {
        await using var host = new StoreHost(database);
        await host.Acme.Credentials.PutUserAsync("erp", "robot", "one");
        await host.Acme.Credentials.PutUserAsync("other", "robot", "two");

        host.Execute("UPDATE credential SET secret = (SELECT secret FROM credential WHERE name = 'other') WHERE name = 'erp'");

        await Assert.ThrowsAnyAsync<CryptographicException>(() => FindAsync(host));
    }

    [Fact]
    public async Task A_secret_moved_to_another_tenant_does_not_open()
    {
        await using var host = new StoreHost();
        await host.Acme.Credentials.PutUserAsync("other", "robot", "two");
        _ = host.Stores.Get("globex");
        await host.Stores.DisposeAsync();
        File.Copy(Path.Combine(host.Folder("acme"), "store.db"), Path.Combine(host.Folder("globex"), "store.db"), overwrite: true);
        await host.ReopenAsync();

        Assert.Throws<StoreKeyException>(() => host.Stores.Get("globex"));
        Assert.Equal("two", ((UserCredential)(await host.Acme.Credentials.FindAsync("other", CancellationToken.None))!).Password);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_key_pair_is_taken_from_a_password_protected_file_with_its_chain(DatabaseKind database)
    {
        await using var host = new StoreHost(database);
        using var authority = Certificate("CN=Root");
        using var own = Certificate("CN=robot");
        var pfx = new X509Certificate2Collection { own, X509CertificateLoader.LoadCertificate(authority.RawData) }.Export(X509ContentType.Pkcs12, "pw")!;

        Assert.True(await host.Acme.Credentials.PutKeyPairAsync("erp", pfx, "pw"));
        await host.ReopenAsync();
        var pair = Assert.IsType<KeyPairCredential>(await FindAsync(host));
        var info = Assert.Single(await host.Acme.Credentials.ListAsync(CancellationToken.None));

        Assert.True(pair.Certificate.HasPrivateKey);
        Assert.Equal(own.Thumbprint, pair.Certificate.Thumbprint);
        Assert.Equal([authority.Thumbprint], pair.Chain.Select(certificate => certificate.Thumbprint));
        Assert.Equal((CredentialKind.KeyPair, "CN=robot", own.GetCertHashString(HashAlgorithmName.SHA256)), (info.Kind, info.Subject, info.Fingerprint));
        Assert.Equal(new DateTimeOffset(own.NotAfter), info.Expires);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_key_pair_is_taken_from_pem_texts(DatabaseKind database)
    {
        await using var host = new StoreHost(database);
        using var own = Certificate("CN=robot");
        using var key = own.GetRSAPrivateKey()!;
        var encrypted = key.ExportEncryptedPkcs8PrivateKeyPem("pw", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 10_000));

        await host.Acme.Credentials.PutKeyPairPemAsync("plain", own.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem(), password: null);
        await host.Acme.Credentials.PutKeyPairPemAsync("erp", own.ExportCertificatePem(), encrypted, "pw");
        await host.ReopenAsync();

        var pair = Assert.IsType<KeyPairCredential>(await FindAsync(host));
        Assert.True(pair.Certificate.HasPrivateKey);
        Assert.Equal(own.Thumbprint, pair.Certificate.Thumbprint);
        Assert.IsType<KeyPairCredential>(await host.Acme.Credentials.FindAsync("plain", CancellationToken.None));
    }

    [Fact]
    public async Task What_is_no_key_pair_is_refused_with_what_to_give()
    {
        await using var host = new StoreHost();
        using var own = Certificate("CN=robot");
        using var stranger = RSA.Create(2048);
        var pfx = own.Export(X509ContentType.Pkcs12, "pw");
        var keyless = X509CertificateLoader.LoadCertificate(own.RawData).Export(X509ContentType.Pkcs12);
        var credentials = host.Acme.Credentials;

        await Assert.ThrowsAsync<InvalidCredentialException>(() => credentials.PutKeyPairAsync("erp", pfx, "wrong"));
        await Assert.ThrowsAsync<InvalidCredentialException>(() => credentials.PutKeyPairAsync("erp", new byte[100], null));
        await Assert.ThrowsAsync<InvalidCredentialException>(() => credentials.PutKeyPairAsync("erp", keyless, null));
        await Assert.ThrowsAsync<InvalidCredentialException>(() => credentials.PutKeyPairPemAsync("erp", "no pem", "no pem", null));
        await Assert.ThrowsAsync<InvalidCredentialException>(() => credentials.PutKeyPairPemAsync("erp", own.ExportCertificatePem(), stranger.ExportPkcs8PrivateKeyPem(), null));
        Assert.Empty(await credentials.ListAsync(CancellationToken.None));
    }

    private static async Task<Credential?> FindAsync(StoreHost host) => await host.Acme.Credentials.FindAsync("erp", CancellationToken.None);

    private static X509Certificate2 Certificate(string subject)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return request.CreateSelfSigned(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2036, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }
}
