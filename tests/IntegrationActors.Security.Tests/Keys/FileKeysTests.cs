using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Stores;
using IntegrationActors.Security.Keys;

namespace IntegrationActors.Security.Tests.Keys;

public sealed class FileKeysTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ia-keys-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Files_are_key_pairs_and_certificates_by_their_names()
    {
        using var pair = Pair("CN=bank");
        Write("bank.p12", pair.Export(X509ContentType.Pkcs12, "sesame"));
        Write("bank.password", "sesame\n"u8.ToArray());
        File.WriteAllText(Path("edi.pem"), pair.ExportCertificatePem() + "\n" + pair.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(Path("partner.pem"), pair.ExportCertificatePem());
        Write("other.der", pair.RawData);
        var keys = new FileKeys(_folder);

        Assert.True(((KeyPairCredential)(await keys.FindAsync("bank", default))!).Certificate.HasPrivateKey);
        Assert.True(((KeyPairCredential)(await keys.FindAsync("edi", default))!).Certificate.HasPrivateKey);
        Assert.Equal("CN=bank", ((CertificateCredential)(await keys.FindAsync("partner", default))!).Certificate.Subject);
        Assert.Equal(["bank", "edi"], (await keys.ListAsync<KeyPairCredential>(default)).Select(key => key.Name));
        Assert.Equal(["other", "partner"], (await keys.ListAsync<CertificateCredential>(default)).Select(key => key.Name));
        Assert.Null(await keys.FindAsync("nobody", default));
        Assert.Null(await keys.FindAsync("../bank", default));
    }

    [Fact]
    public async Task A_file_that_changes_is_read_again()
    {
        using var first = Pair("CN=first");
        using var second = Pair("CN=second");
        Write("partner.crt", first.RawData);
        var keys = new FileKeys(_folder);
        Assert.Equal("CN=first", ((CertificateCredential)(await keys.FindAsync("partner", default))!).Certificate.Subject);

        Write("partner.crt", second.RawData);
        File.SetLastWriteTimeUtc(Path("partner.crt"), new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        Assert.Equal("CN=second", ((CertificateCredential)(await keys.FindAsync("partner", default))!).Certificate.Subject);
    }

    [Theory]
    [InlineData("bank.p12", "no key")]
    [InlineData("bank.crt", "no certificate")]
    [InlineData("bank.asc", "no PGP key")]
    [InlineData("bank.gpg", "\u00ff\u00ff\u00ff\u00ff")]
    public async Task A_file_that_is_something_else_is_said_so(string file, string content)
    {
        Write(file, System.Text.Encoding.Latin1.GetBytes(content));

        var refused = await Assert.ThrowsAsync<FaultException>(() => new FileKeys(_folder).FindAsync("bank", default).AsTask());

        Assert.Contains(file, refused.Message);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_has_no_keys()
    {
        Assert.Empty(await new FileKeys(Path("nowhere")).ListAsync<KeyPairCredential>(default));
    }

    private static X509Certificate2 Pair(string subject)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest(subject, key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, new DateTimeOffset(2040, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }

    private string Path(string file) => System.IO.Path.Combine(_folder, file);

    private void Write(string file, byte[] content) => File.WriteAllBytes(Path(file), content);
}
