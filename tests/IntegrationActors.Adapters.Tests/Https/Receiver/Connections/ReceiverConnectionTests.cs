using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using IntegrationActors.Adapters.Https.Receiver.Connections;
using IntegrationActors.Adapters.Tests.Support;
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
        var first = pools.Rent(key, null, TestNode.Spool);

        pools.Return(first);
        time.Advance(TimeSpan.FromSeconds(59));
        var again = pools.Rent(key with { }, null, TestNode.Spool);
        time.Advance(TimeSpan.FromMinutes(5));
        Assert.Same(first, again);
        Assert.Same(first, pools.Rent(key, null, TestNode.Spool));
        pools.Return(first);
        pools.Return(first);
        time.Advance(TimeSpan.FromMinutes(2));

        Assert.NotSame(first, pools.Rent(key, null, TestNode.Spool));
    }

    [Fact]
    public void What_identifies_a_pool_does_not_show_passwords() => Assert.DoesNotContain(
        "geheim",
        new HttpPoolKey { Tenant = "acme", ProxyPassword = "geheim", ValidateCertificate = true, ConnectTimeout = default, MaxIdle = default }.ToString(),
        StringComparison.Ordinal);

    private static Task<Backend> StartTlsAsync() => Backend.StartAsync(
        context => context.Response.WriteAsync(context.Connection.ClientCertificate?.Subject ?? "nobody"),
        listen => listen.UseHttps(new HttpsConnectionAdapterOptions
        {
            ServerCertificate = TestCertificates.Create("receiver"),
            ClientCertificateMode = ClientCertificateMode.AllowCertificate,
            ClientCertificateValidation = (_, _, _) => true,
        }));

    private Task<Deployment> DeployAsync(Uri url, string options) => _node.DeployAsync("path: /orders", $"- call: {{ https: {{ url: \"{url}\", {options} }} }}");
}
