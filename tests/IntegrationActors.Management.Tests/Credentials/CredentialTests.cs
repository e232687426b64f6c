using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IntegrationActors.Core.Stores;

namespace IntegrationActors.Management.Tests.Credentials;

public sealed class CredentialTests : IAsyncLifetime
{
    private const string Path = $"{Calls.Demo}/credentials/erp";
    private ManagementHost _host = null!;

    public async Task InitializeAsync() => _host = await ManagementHost.StartAsync();

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Fact]
    public async Task A_password_goes_in_and_never_comes_out()
    {
        var first = await _host.Local.PutAsync(Path, Calls.Json("""{"kind":"user","user":"integration","password":"s3cret!"}"""));
        var second = await _host.Local.PutAsync(Path, Calls.Json("""{"kind":"user","user":"integration","password":"n3wer!"}"""));
        var listed = await _host.Local.GetStringAsync($"{Calls.Demo}/credentials");
        var stored = await _host.Store.Credentials.FindAsync("erp", default);

        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, second.StatusCode);
        Assert.Contains("\"user\":\"integration\"", listed);
        Assert.DoesNotContain("n3wer!", listed);
        Assert.Equal("n3wer!", Assert.IsType<UserCredential>(stored).Password);
    }

    [Fact]
    public async Task A_key_pair_shows_fingerprint_and_expiry()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=partner", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, new DateTimeOffset(2040, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var pfx = Convert.ToBase64String(certificate.Export(X509ContentType.Pkcs12, "open"));

        await _host.Local.PutAsync(Path, Calls.Json($$"""{"kind":"keyPair","pfx":"{{pfx}}","password":"wrong"}""")).ProblemAsync(HttpStatusCode.BadRequest);
        await _host.Local.PutAsync(Path, Calls.Json($$"""{"kind":"keyPair","pfx":"{{pfx}}","password":"open"}""")).OkAsync();
        var listed = await _host.Local.GetAsync($"{Calls.Demo}/credentials").OkAsync();

        Assert.Equal(certificate.GetCertHashString(HashAlgorithmName.SHA256), (string?)listed["items"]![0]!["fingerprint"]);
        Assert.Equal("2040-01-01T00:00:00+00:00", (string?)listed["items"]![0]!["expires"]);
    }

    [Fact]
    public async Task The_certificate_of_a_partner_is_stored_and_what_is_no_key_is_refused()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=partner", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, new DateTimeOffset(2040, 1, 1, 0, 0, 0, TimeSpan.Zero));

        await _host.Local.PutAsync(Path, Calls.Json($$"""{"kind":"certificate","certificate":"{{Convert.ToBase64String(certificate.RawData)}}"}""")).OkAsync();
        await _host.Local.PutAsync(Path, Calls.Json("""{"kind":"certificate","certificate":"AAAA"}""")).ProblemAsync(HttpStatusCode.BadRequest);
        await _host.Local.PutAsync(Path, Calls.Json("""{"kind":"pgpKeys","pgpKeys":"AAAA"}""")).ProblemAsync(HttpStatusCode.BadRequest);
        var listed = await _host.Local.GetAsync($"{Calls.Demo}/credentials").OkAsync();

        Assert.Equal("CN=partner", (string?)listed["items"]![0]!["subject"]);
        Assert.IsType<CertificateCredential>(await _host.Store.Credentials.FindAsync("erp", default));
    }

    [Fact]
    public async Task A_flow_may_refer_to_a_credential_that_is_there()
    {
        const string Flow = """
            flow: orders
            from: { https: { path: /orders } }
            steps:
              - call: { https: { url: "http://127.0.0.1:9/", credential: erp } }
            """;
        var before = await _host.Local.PostAsync($"{Calls.Demo}/lint", Calls.Yaml(Flow)).OkAsync();

        await _host.Local.PutAsync(Path, Calls.Json("""{"kind":"user","user":"integration","password":"s3cret!"}""")).OkAsync();
        var after = await _host.Local.PostAsync($"{Calls.Demo}/lint", Calls.Yaml(Flow)).OkAsync();

        Assert.Equal("IA1202", (string?)Assert.Single(before["diagnostics"]!.AsArray())!["code"]);
        Assert.Empty(after["diagnostics"]!.AsArray());
    }

    [Theory]
    [InlineData("""{"kind":"user","user":"integration"}""")]
    [InlineData("""{"kind":"keyPair","password":"x"}""")]
    [InlineData("""{"kind":"keyPair","pfx":"no base64!"}""")]
    [InlineData("""{"user":"integration","password":"x"}""")]
    public async Task What_is_no_credential_is_refused(string body) =>
        await _host.Local.PutAsync(Path, Calls.Json(body)).ProblemAsync(HttpStatusCode.BadRequest);

    [Fact]
    public async Task A_deleted_credential_is_gone()
    {
        await _host.Local.PutAsync(Path, Calls.Json("""{"kind":"user","user":"integration","password":"s3cret!"}""")).OkAsync();

        await _host.Local.DeleteAsync(Path).OkAsync();

        await _host.Local.DeleteAsync(Path).ProblemAsync(HttpStatusCode.NotFound);
        Assert.Null(await _host.Store.Credentials.FindAsync("erp", default));
    }
}
