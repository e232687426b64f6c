using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using IntegrationActors.Adapters.Https.Receiver.Connections;
using IntegrationActors.Adapters.Tests.Support;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Stores;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Time.Testing;

namespace IntegrationActors.Adapters.Tests.Https.Receiver.Connections;

/// <summary>Over which connections calls go, and as whom.</summary>
public sealed class ReceiverConnectionTests : IAsyncLifetime
{
    private TestNode _node = null!;

    public async Task InitializeAsync() => _node = await TestNode.StartAsync();

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Fact]
    public async Task A_receiver_with_an_unknown_certificate_is_not_trusted()
    {
        await using var backend = await StartTlsAsync();
        await DeployAsync(backend.Address, "method: POST");

        await _node.PostAsync("/t/acme/http/orders", "x");

        var record = await _node.Log.NextAsync();
        Assert.Equal(("IA3204", 0), (record.Fault!.Code, backend.Calls));
    }

    [Fact]
    public async Task A_receiver_of_a_trusted_authority_is_called_and_a_new_authority_holds_at_once()
    {
        var (before, after) = (TestCertificates.CreateWholeChain("localhost"), TestCertificates.CreateWholeChain("localhost"));
        await using var first = await StartTlsAsync(before);
        await using var second = await StartTlsAsync(after);
        _node.Credentials["ca"] = new CertificateCredential("ca", before.Root);
        await DeployAsync(Named(first.Address), "method: POST, trustedCertificates: [ca]");

        Assert.Equal("nobody", await (await _node.PostAsync("/t/acme/http/orders", "x")).Content.ReadAsStringAsync());
        _node.Credentials["ca"] = new CertificateCredential("ca", after.Root);
        await _node.PostAsync("/t/acme/http/orders", "x");

        Assert.Equal(1, first.Calls);
        Assert.Contains("nobody that is trusted", (await FaultAsync(skip: 1)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rogue", "is of nobody that is trusted: 'CN=localhost', issued by 'CN=issuer'")]
    [InlineData("expired", "is out of date: 'CN=localhost'")]
    [InlineData("wrong name", "is for another name: 'CN=other.example'")]
    public async Task A_receiver_that_is_not_trusted_gets_nothing_and_the_fault_says_why(string problem, string reason)
    {
        var expired = TestCertificates.Create("localhost", DateTimeOffset.UtcNow.AddDays(-3));
        var chain = TestCertificates.CreateWholeChain(problem == "wrong name" ? "other.example" : "localhost");
        await using var backend = problem == "expired" ? await StartTlsAsync((expired, expired, expired)) : await StartTlsAsync(chain);
        _node.Credentials["ca"] = new CertificateCredential("ca", problem switch
        {
            "rogue" => TestCertificates.CreateWholeChain("localhost").Root,
            "expired" => expired,
            _ => chain.Root,
        });
        await DeployAsync(Named(backend.Address), "method: POST, trustedCertificates: [ca]");

        await _node.PostAsync("/t/acme/http/orders", "x");

        var fault = await FaultAsync();
        Assert.Equal(("IA3204", 0), (fault.Code, backend.Calls));
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trusted_certificate_that_is_missing_or_of_another_kind_fails_the_message()
    {
        await using var backend = await StartTlsAsync();
        await DeployAsync(backend.Address, "method: POST, trustedCertificates: [ca]");

        await _node.PostAsync("/t/acme/http/orders", "x");
        var missing = await FaultAsync();
        _node.Credentials["ca"] = new UserCredential("ca", "me", "pw");
        await _node.PostAsync("/t/acme/http/orders", "x");
        var wrong = await FaultAsync();

        Assert.Equal(("IA3820", "IA3820", 0), (missing.Code, wrong.Code, backend.Calls));
    }

    [Fact]
    public async Task A_key_pair_is_the_client_certificate_and_a_renewed_one_holds_at_once()
    {
        await using var backend = await StartTlsAsync();
        await DeployAsync(backend.Address, "validateCertificate: false, credential: key");

        foreach (var name in new[] { "old", "new" })
        {
            _node.Credentials["key"] = new KeyPairCredential("key", TestCertificates.Create(name), []);
            Assert.Equal($"CN={name}", await (await _node.PostAsync("/t/acme/http/orders", "x")).Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task A_proxy_gets_the_whole_address_and_its_own_credential()
    {
        string? seen = null;
        await using var proxy = await Backend.StartAsync(async context =>
        {
            if (!context.Request.Headers.TryGetValue("Proxy-Authorization", out var login))
            {
                context.Response.StatusCode = 407;
                context.Response.Headers.ProxyAuthenticate = "Basic";
                return;
            }

            seen = $"{login} {context.Request.Host}{context.Request.Path}";
            await context.Response.WriteAsync("through the proxy");
        });
        _node.Credentials["door"] = new UserCredential("door", "me", "pw");
        await DeployAsync(new Uri("http://receiver.invalid/orders"), $"proxy: {{ url: \"{proxy.Address}\", credential: door }}");

        var answer = await _node.PostAsync("/t/acme/http/orders", "x");

        Assert.Equal("through the proxy", await answer.Content.ReadAsStringAsync());
        Assert.Equal($"{TestNode.Basic("me:pw")} receiver.invalid/orders", seen);
    }

    [Fact]
    public async Task Calls_reuse_connections_but_tenants_do_not_share_them()
    {
        var connections = new List<string>();
        await using var backend = await Backend.StartAsync(context =>
        {
            connections.Add(context.Connection.Id);
            return context.Response.WriteAsync("x");
        });
        _node.Clients.Add("globex", "shop", "s3cret", "ESBMessaging.send");
        await DeployAsync(backend.Address, "method: POST");
        await _node.DeployAsync("path: /orders", $"- call: {{ https: {{ url: \"{backend.Address}\" }} }}", tenant: "globex");

        await _node.PostAsync("/t/acme/http/orders", "x");
        await _node.PostAsync("/t/acme/http/orders", "x");
        await _node.PostAsync("/t/globex/http/orders", "x");

        Assert.Equal(connections[0], connections[1]);
        Assert.NotEqual(connections[0], connections[2]);
    }

    [Fact]
    public void A_pool_that_nobody_holds_is_closed_after_a_while_unless_somebody_comes_back()
    {
        var time = new FakeTimeProvider();
        using var pools = new HttpConnectionPools(time);
        var key = new HttpPoolKey { Tenant = "acme", ValidateCertificate = true, ConnectTimeout = TimeSpan.FromSeconds(1), MaxIdle = TimeSpan.FromSeconds(1) };
        var first = pools.Rent(key, null, null, TestNode.Spool);

        pools.Return(first);
        time.Advance(TimeSpan.FromSeconds(59));
        var again = pools.Rent(key with { }, null, null, TestNode.Spool);
        time.Advance(TimeSpan.FromMinutes(5));
        Assert.Same(first, again);
        Assert.Same(first, pools.Rent(key, null, null, TestNode.Spool));
        pools.Return(first);
        pools.Return(first);
        time.Advance(TimeSpan.FromMinutes(2));

        Assert.NotSame(first, pools.Rent(key, null, null, TestNode.Spool));
    }

    [Fact]
    public void What_identifies_a_pool_does_not_show_passwords() => Assert.DoesNotContain(
        "geheim",
        new HttpPoolKey { Tenant = "acme", ProxyPassword = "geheim", ValidateCertificate = true, ConnectTimeout = default, MaxIdle = default }.ToString(),
        StringComparison.Ordinal);

    private static Task<Backend> StartTlsAsync()
    {
        var alone = TestCertificates.Create("receiver");
        return StartTlsAsync((alone, alone, alone));
    }

    private static Task<Backend> StartTlsAsync((X509Certificate2 Own, X509Certificate2 Issuer, X509Certificate2 Root) chain) => Backend.StartAsync(
        context => context.Response.WriteAsync(context.Connection.ClientCertificate?.Subject ?? "nobody"),
        listen => listen.UseHttps(new HttpsConnectionAdapterOptions
        {
            ServerCertificate = chain.Own,
            ServerCertificateChain = [chain.Issuer],
            ClientCertificateMode = ClientCertificateMode.AllowCertificate,
            ClientCertificateValidation = (_, _, _) => true,
        }));

    private static Uri Named(Uri address) => new UriBuilder(address) { Host = "localhost" }.Uri;

    private async Task<Fault> FaultAsync(int skip = 0)
    {
        for (; skip > 0; skip--)
        {
            await _node.Log.NextAsync();
        }

        return (await _node.Log.NextAsync()).Fault!;
    }

    private Task<Deployment> DeployAsync(Uri url, string options) => _node.DeployAsync("path: /orders", $"- call: {{ https: {{ url: \"{url}\", {options} }} }}");
}
