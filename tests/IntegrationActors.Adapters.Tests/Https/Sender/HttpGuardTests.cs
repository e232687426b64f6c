using System.Net;
using IntegrationActors.Adapters.Tests.Support;

namespace IntegrationActors.Adapters.Tests.Https.Sender;

/// <summary>Who gets in, and what those learn who do not.</summary>
public sealed class HttpGuardTests : IAsyncLifetime
{
    private const string Echo = "- log: got";

    private TestNode _node = null!;

    public async Task InitializeAsync() => _node = await TestNode.StartAsync();

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Fact]
    public async Task Unknown_tenant_and_unknown_address_look_the_same()
    {
        await _node.DeployAsync("path: /orders", Echo);

        var tenant = await _node.PostAsync("/t/globex/http/orders", "x");
        var address = await _node.PostAsync("/t/acme/http/other", "x");
        var below = await _node.PostAsync("/t/acme/http/orders/1", "x");

        Assert.Equal([HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.NotFound], [tenant.StatusCode, address.StatusCode, below.StatusCode]);
        Assert.Equal(await tenant.Content.ReadAsStringAsync(), await address.Content.ReadAsStringAsync());
        Assert.Equal(tenant.Headers.Select(h => h.Key), address.Headers.Select(h => h.Key));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Basic")]
    [InlineData("Basic ")]
    [InlineData("Basic !!!")]
    [InlineData("Basic c2hvcA==")]
    [InlineData("Bearer c2hvcDpzM2NyZXQ=")]
    [InlineData("Basic OnMzY3JldA==")]
    [InlineData("Basic /////w==")]
    public async Task Without_good_credentials_the_answer_is_401_whatever_else_is_wrong(string? authorization)
    {
        await _node.DeployAsync("path: /orders, maxBodySize: 1", Echo);
        _node.Client.DefaultRequestHeaders.Authorization = null;

        var answer = await _node.SendAsync(HttpMethod.Patch, "/t/acme/http/orders", new StringContent("too large"), authorization is null ? [] : [("Authorization", authorization)]);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("Basic realm=\"IntegrationActors\", charset=\"UTF-8\"", answer.Headers.WwwAuthenticate.ToString());
        Assert.Equal(0, _node.Log.Begun);
    }

    [Fact]
    public async Task A_wrong_secret_an_unknown_client_and_a_client_of_another_tenant_are_refused_alike()
    {
        _node.Clients.Add("globex", "other", "pw", "ESBMessaging.send");
        await _node.DeployAsync("path: /orders", Echo);

        foreach (var login in new[] { "shop:wrong", "nobody:s3cret", "other:pw", "shop:s3cret " })
        {
            _node.Client.DefaultRequestHeaders.Authorization = TestNode.Basic(login);
            Assert.Equal(HttpStatusCode.Unauthorized, (await _node.PostAsync("/t/acme/http/orders", "x")).StatusCode);
        }
    }

    [Fact]
    public async Task A_client_needs_the_role_of_the_channel()
    {
        await _node.DeployAsync("path: /orders, role: orders.send", Echo);

        Assert.Equal(HttpStatusCode.Forbidden, (await _node.PostAsync("/t/acme/http/orders", "x")).StatusCode);
        _node.Clients.Add(TestNode.Tenant, "shop", "s3cret", "other", "orders.send");
        Assert.Equal(HttpStatusCode.OK, (await _node.PostAsync("/t/acme/http/orders", "x")).StatusCode);
    }

    [Fact]
    public async Task A_withdrawn_client_is_out_with_the_next_request()
    {
        await _node.DeployAsync("path: /orders", Echo);
        Assert.Equal(HttpStatusCode.OK, (await _node.PostAsync("/t/acme/http/orders", "x")).StatusCode);

        _node.Clients.Remove(TestNode.Tenant, "shop");

        Assert.Equal(HttpStatusCode.Unauthorized, (await _node.PostAsync("/t/acme/http/orders", "x")).StatusCode);
    }

    [Fact]
    public async Task A_channel_without_authentication_lets_everybody_in()
    {
        await _node.DeployAsync("path: /orders, authentication: none", Echo);
        _node.Client.DefaultRequestHeaders.Authorization = null;

        Assert.Equal(HttpStatusCode.OK, (await _node.PostAsync("/t/acme/http/orders", "x")).StatusCode);
        Assert.Equal("127.0.0.1", (await _node.Log.NextAsync()).Sender);
    }

    [Fact]
    public async Task Too_many_failures_are_slowed_down_and_others_go_on()
    {
        _node.Clients.Add(TestNode.Tenant, "bank", "pw", "ESBMessaging.send");
        await _node.DeployAsync("path: /orders", Echo);
        _node.Client.DefaultRequestHeaders.Authorization = TestNode.Basic("shop:wrong");
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await _node.PostAsync("/t/acme/http/orders", "x")).StatusCode);
        }

        var slowed = await _node.PostAsync("/t/acme/http/orders", "x");
        _node.Client.DefaultRequestHeaders.Authorization = TestNode.Basic("bank:pw");
        var other = await _node.PostAsync("/t/acme/http/orders", "x");

        Assert.Equal((HttpStatusCode.TooManyRequests, "60"), (slowed.StatusCode, slowed.Headers.RetryAfter!.ToString()));
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Fact]
    public async Task A_full_flow_answers_503_with_retry_after()
    {
        var hold = new TaskCompletionSource();
        await using var backend = await Backend.StartAsync(_ => hold.Task);
        await _node.DeployTextAsync(
            $"flow: orders\nconcurrency: {{ maxInFlight: 1, maxWaiting: 0, maxWait: 1s }}\nfrom: {{ https: {{ path: /orders }} }}\nsteps:\n  - call: {{ https: {{ url: \"{backend.Address}\" }} }}");
        var first = _node.PostAsync("/t/acme/http/orders", "x");
        while (backend.Calls == 0)
        {
            await Task.Yield();
        }

        var second = await _node.PostAsync("/t/acme/http/orders", "x");
        hold.SetResult();

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "1"), (second.StatusCode, second.Headers.RetryAfter!.ToString()));
        Assert.Equal(HttpStatusCode.OK, (await first).StatusCode);
        Assert.Equal(1, _node.Log.Begun);
    }

    [Fact]
    public async Task With_CSRF_protection_a_modifying_call_needs_a_token_that_was_fetched()
    {
        await _node.DeployAsync("path: /orders, csrfProtected: true", Echo);

        var without = await _node.PostAsync("/t/acme/http/orders", "x");
        var fetched = await _node.SendAsync(HttpMethod.Get, "/t/acme/http/orders", null, ("X-CSRF-Token", "Fetch"));
        var token = fetched.Headers.GetValues("X-CSRF-Token").Single();
        Assert.Equal(0, _node.Log.Begun);
        var with = await _node.PostAsync("/t/acme/http/orders", "x", ("X-CSRF-Token", token));

        Assert.Equal((HttpStatusCode.Forbidden, "Required"), (without.StatusCode, without.Headers.GetValues("X-CSRF-Token").Single()));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (fetched.StatusCode, with.StatusCode));
    }

    [Fact]
    public async Task A_CSRF_token_is_good_for_its_client_its_address_and_half_an_hour_only()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        await using var node = await TestNode.StartAsync(time: time);
        node.Clients.Add(TestNode.Tenant, "bank", "pw", "ESBMessaging.send");
        await node.DeployAsync("path: /orders, csrfProtected: true", Echo);
        await node.DeployAsync("path: /other, csrfProtected: true", Echo, flow: "other");
        var token = (await node.SendAsync(HttpMethod.Head, "/t/acme/http/orders", null, ("X-CSRF-Token", "fetch"))).Headers.GetValues("X-CSRF-Token").Single();

        var elsewhere = await node.PostAsync("/t/acme/http/other", "x", ("X-CSRF-Token", token));
        var changed = await node.PostAsync("/t/acme/http/orders", "x", ("X-CSRF-Token", (token[0] == 'A' ? 'B' : 'A') + token[1..]));
        node.Client.DefaultRequestHeaders.Authorization = TestNode.Basic("bank:pw");
        var stolen = await node.PostAsync("/t/acme/http/orders", "x", ("X-CSRF-Token", token));
        node.Client.DefaultRequestHeaders.Authorization = TestNode.Basic(TestNode.Login);
        time.Advance(TimeSpan.FromMinutes(29));
        var good = await node.PostAsync("/t/acme/http/orders", "x", ("X-CSRF-Token", token));
        time.Advance(TimeSpan.FromMinutes(2));
        var late = await node.PostAsync("/t/acme/http/orders", "x", ("X-CSRF-Token", token));

        Assert.Equal(
            [HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.OK, HttpStatusCode.Forbidden],
            [elsewhere.StatusCode, changed.StatusCode, stolen.StatusCode, good.StatusCode, late.StatusCode]);
    }
}
