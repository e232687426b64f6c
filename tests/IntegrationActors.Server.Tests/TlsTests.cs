using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IntegrationActors.Server.Tests.Support;

namespace IntegrationActors.Server.Tests;

/// <summary>The senders' listeners as an operator sets them up.</summary>
public sealed class TlsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ia-tls").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_certificate_opens_the_TLS_listener_and_a_host_name_leads_to_its_tenant()
    {
        var certificate = WriteCertificate();
        await using var server = await ServerProcess.StartFreshAsync(
            $"http.certificate={certificate}", "http.certificate-password=geheim", "http.tls-address=https://127.0.0.1:0", "http.hosts={\"orders.example.org\" = demo}");
        var tls = new Uri(server.Output.Split('\n').Select(l => l.Trim()).First(l => l.StartsWith("senders     https://", StringComparison.Ordinal))["senders".Length..].Trim());
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, own, _, _) => own!.Subject == "CN=acme";
        using var http = new HttpClient(handler) { BaseAddress = tls };

        Assert.Equal((HttpStatusCode.Unauthorized, HttpVersion.Version20), await SendAsync(http, "/t/demo/http/orders", tls.Authority));
        Assert.Equal((HttpStatusCode.Unauthorized, HttpVersion.Version20), await SendAsync(http, "/http/orders", "ORDERS.example.org"));
        Assert.Equal((HttpStatusCode.NotFound, HttpVersion.Version20), await SendAsync(http, "/http/orders", "other.example.org"));
        Assert.DoesNotContain("HTTP/2 is not enabled", server.Output);
        Assert.DoesNotContain("geheim", server.Output);
    }

    [Theory]
    [InlineData("http.certificate=none.p12", "'integration-actors.http.certificate': there is no file", "none.p12")]
    [InlineData("http.certificate={file};http.certificate-password=falsch", "'integration-actors.http.certificate-password': this is not the password", "own.p12")]
    [InlineData("http.certificate={file};http.certificate-password=geheim;http.tls-address=127.0.0.1:1", "'integration-actors.http.tls-address': '127.0.0.1:1'", "https://127.0.0.1:8080")]
    [InlineData("http.address=", "'integration-actors.http.address' is empty", "set one of them")]
    [InlineData("http.hosts={\"orders.example.org:80\" = demo}", "'integration-actors.http.hosts': 'orders.example.org:80' is no host name", "=")]
    [InlineData("http.hosts={\"orders.example.org\" = \"De mo\"}", "'De mo' of host 'orders.example.org' can't be the name of a tenant", "use a-z")]
    [InlineData("http.hosts={\"a.org\" = demo, \"A.ORG\" = demo}", "host 'a.org' stands there 2 times", "--set http.hosts")]
    [InlineData("http.hosts={orders.example.org = demo}", "'integration-actors.http.hosts' is not a block of texts", "quotation marks")]
    public async Task A_wrong_setting_is_said_in_a_line_and_the_server_ends(string settings, string finding, string part)
    {
        var (code, output) = await RunAsync(settings.Replace("{file}", WriteCertificate(), StringComparison.Ordinal).Split(';'));

        Assert.Equal(2, code);
        Assert.Contains(finding, output);
        Assert.Contains(part, output);
        Assert.DoesNotContain("   at ", output);
        Assert.DoesNotContain("falsch", output);
    }

    private static async Task<(HttpStatusCode Status, Version Version)> SendAsync(HttpClient http, string path, string host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent("{}"), Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        request.Headers.Host = host;
        using var answer = await http.SendAsync(request);
        return (answer.StatusCode, answer.Version);
    }

    private string WriteCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=acme", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        var path = Path.Combine(_folder, "own.p12");
        File.WriteAllBytes(path, certificate.Export(X509ContentType.Pkcs12, "geheim"));
        return path;
    }

    private async Task<(int ExitCode, string Output)> RunAsync(IEnumerable<string> settings)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = _folder };
        string[] own = [Path.Combine(AppContext.BaseDirectory, "IntegrationActors.Server.dll"), "--data", Path.Combine(_folder, "data"), "--set", "management.address=http://127.0.0.1:0", "--set", "cluster.port=0"];
        foreach (var argument in own.Concat(settings.SelectMany(s => new[] { "--set", s })))
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, await output + await error);
    }
}
