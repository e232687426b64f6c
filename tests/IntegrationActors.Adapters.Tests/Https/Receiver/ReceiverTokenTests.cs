using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using IntegrationActors.Adapters.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Stores;
using IntegrationActors.Engine.Probing;
using Microsoft.AspNetCore.Http;

namespace IntegrationActors.Adapters.Tests.Https.Receiver;

/// <summary>Calls that show access tokens.</summary>
public sealed class ReceiverTokenTests : IAsyncLifetime
{
    private const string Secret = "s3cret-of-the-client";

    private readonly ConcurrentQueue<string> _shown = new();
    private TestNode _node = null!;
    private Backend _issuer = null!;
    private Backend _backend = null!;
    private Func<string, bool> _takes = _ => true;
    private Func<int, int> _statusOfIssuer = _ => 200;

    public async Task InitializeAsync()
    {
        _node = await TestNode.StartAsync();
        _node.Credentials["client"] = new UserCredential("client", "shop", Secret);
        _issuer = await Backend.StartAsync(context => Backend.AnswerAsync(context, _statusOfIssuer(_issuer.Calls), $$"""{"access_token":"token-{{_issuer.Calls}}","token_type":"Bearer","expires_in":3600}"""));
        _backend = await Backend.StartAsync(async context =>
        {
            var authorization = context.Request.Headers.Authorization.ToString();
            _shown.Enqueue(authorization);
            using var body = new StreamReader(context.Request.Body);
            var text = await body.ReadToEndAsync();
            context.Response.StatusCode = _takes(authorization) ? 200 : 401;
            await context.Response.WriteAsync(_takes(authorization) ? $"{text.Length}" : "who are you?");
        });
    }

    public async Task DisposeAsync()
    {
        await _node.DisposeAsync();
        await _backend.DisposeAsync();
        await _issuer.DisposeAsync();
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    [InlineData("HEAD")]
    [InlineData("TRACE")]
    public async Task Calls_of_every_method_show_one_token(string method)
    {
        await DeployAsync($"method: {method}");

        await PostAsync("one");
        var answer = await PostAsync("two");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(["Bearer token-1", "Bearer token-1"], _shown);
    }

    [Theory]
    [InlineData("throwExceptionOnFailure: true")]
    [InlineData("throwExceptionOnFailure: false")]
    public async Task A_kept_token_that_is_refused_is_replaced_and_the_call_made_once_more(string option)
    {
        await DeployAsync(option);
        await PostAsync("one");
        _takes = authorization => authorization == "Bearer token-2";

        var answer = await PostAsync("three");

        Assert.Equal((HttpStatusCode.OK, "5"), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        Assert.Equal(["Bearer token-1", "Bearer token-1", "Bearer token-2"], _shown);
    }

    [Fact]
    public async Task A_fresh_token_that_is_refused_fails_the_message_and_is_not_shown_again()
    {
        await DeployAsync("method: POST");
        _takes = _ => false;

        await PostAsync("one");
        var fault = await FaultAsync();
        await PostAsync("two");

        Assert.Equal("IA3201", fault.Code);
        Assert.Contains("401", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("token-1", fault.ToString(), StringComparison.Ordinal);
        Assert.Equal(["Bearer token-1", "Bearer token-2"], _shown);
    }

    [Fact]
    public async Task A_call_is_made_twice_at_most()
    {
        await DeployAsync("method: POST");
        await PostAsync("one");
        _takes = _ => false;

        await PostAsync("two");

        Assert.Equal(["Bearer token-1", "Bearer token-1", "Bearer token-2"], _shown);
        Assert.Equal("IA3201", (await FaultAsync(skip: 1)).Code);
    }

    [Fact]
    public async Task A_long_body_that_is_spent_fails_the_message_and_says_so_and_the_next_one_gets_a_fresh_token()
    {
        await DeployAsync("method: POST");
        await PostAsync("one");
        _takes = authorization => authorization == "Bearer token-2";

        await PostAsync(new string('x', 500_000));
        var fault = await FaultAsync(skip: 1);
        var answer = await PostAsync(new string('x', 500_000));

        Assert.Equal("IA3201", fault.Code);
        Assert.Contains("a stream that can be sent once", fault.Message, StringComparison.Ordinal);
        Assert.Contains("'retry'", fault.Hint, StringComparison.Ordinal);
        Assert.Equal("500000", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_long_body_that_is_kept_for_retries_is_sent_once_more()
    {
        await DeployAsync("method: POST, retry: 2");
        await PostAsync("one");
        _takes = authorization => authorization == "Bearer token-2";

        var answer = await PostAsync(new string('x', 500_000));

        Assert.Equal("500000", await answer.Content.ReadAsStringAsync());
        Assert.Empty(_node.Lines);
    }

    [Fact]
    public async Task An_authorization_server_that_is_not_ready_is_worth_a_retry_and_a_wrong_secret_is_not()
    {
        _statusOfIssuer = call => call == 1 ? 503 : 200;
        await DeployAsync("method: POST, retry: { attempts: 3, interval: 1500ms }");

        var answer = await PostAsync("one");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("503", Assert.Single(_node.Lines), StringComparison.Ordinal);

        _node.Credentials["client"] = new UserCredential("client", "shop", "changed");
        _statusOfIssuer = _ => 401;
        await PostAsync("two");

        var fault = await FaultAsync(skip: 1);
        Assert.Equal("IA3825", fault.Code);
        Assert.DoesNotContain("changed", fault.ToString(), StringComparison.Ordinal);
        Assert.Equal(3, _issuer.Calls);
    }

    [Fact]
    public async Task Tenants_do_not_share_tokens()
    {
        _node.Clients.Add("globex", "shop", "s3cret", "ESBMessaging.send");
        await DeployAsync("method: POST");
        await _node.DeployAsync("path: /orders", $"- call: {{ https: {{ url: \"{_backend.Address}\", {Token()} }} }}", tenant: "globex");

        await PostAsync("one");
        await _node.PostAsync("/t/globex/http/orders", "x");

        Assert.Equal(["Bearer token-1", "Bearer token-2"], _shown);
    }

    [Fact]
    public async Task A_proxy_of_the_channel_is_the_way_to_its_authorization_server_too()
    {
        var targets = new ConcurrentQueue<string>();
        await using var proxy = await Backend.StartAsync(context =>
        {
            targets.Enqueue(context.Request.Host + context.Request.Path);
            return context.Response.WriteAsync("""{"access_token":"of-the-proxy"}""");
        });
        await _node.DeployCallAsync($"credential: client, proxy: \"{proxy.Address.ToString().TrimEnd('/')}\", token: {{ url: \"http://localhost:9/token\" }}", "http://erp.example.com/orders");

        await PostAsync("one");

        Assert.Equal(["localhost:9/token", "erp.example.com/orders"], targets);
    }

    [Fact]
    public async Task A_key_pair_is_no_client_of_an_authorization_server()
    {
        _node.Credentials["client"] = new KeyPairCredential("client", TestCertificates.Create("shop"), []);
        await DeployAsync("method: POST");

        await PostAsync("one");

        Assert.Equal(("IA3828", 0, 0), ((await FaultAsync()).Code, _issuer.Calls, _backend.Calls));
    }

    [Fact]
    public async Task The_token_is_a_layer_of_the_test()
    {
        var passed = await ProbeAsync();
        _statusOfIssuer = _ => 401;
        var failed = await ProbeAsync();

        Assert.Equal([ProbeLayers.Settings, ProbeLayers.Name, ProbeLayers.Tcp, ProbeLayers.Token, ProbeLayers.Target], passed.Select(step => step.Name));
        Assert.All(passed, step => Assert.Equal(ProbeOutcome.Passed, step.Outcome));
        Assert.Equal("Bearer token-1", Assert.Single(_shown));
        Assert.Equal((ProbeLayers.Token, ProbeOutcome.Failed, "IA3825"), (failed[^1].Name, failed[^1].Outcome, failed[^1].Code));
    }

    [ServerFact]
    public async Task Tokens_of_a_real_server_are_renewed_and_no_message_fails()
    {
        using var server = new AuthorizationServer("--ttl", "3");
        _node.Credentials["client"] = server.Client("client");
        _takes = authorization => EndOf(authorization) > TimeProvider.System.GetUtcNow();
        await _node.DeployCallAsync($"method: POST, credential: client, token: {{ url: \"{server.Url}\", scope: messages.send }}", _backend.Address.ToString());

        await Eventually.HoldsAsync(async () =>
        {
            Assert.Equal(HttpStatusCode.OK, (await PostAsync("one")).StatusCode);
            return _shown.Distinct(StringComparer.Ordinal).Count() >= 4;
        });

        Assert.InRange(server.Asked, 4, 6);
    }

    private static DateTimeOffset EndOf(string authorization)
    {
        using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(authorization["Bearer ".Length..].Split('.')[1]));
        return DateTimeOffset.FromUnixTimeSeconds(claims.RootElement.GetProperty("exp").GetInt64());
    }

    private string Token() => $"credential: client, token: {{ url: \"{new Uri(_issuer.Address, "/token")}\" }}";

    private Task<Deployment> DeployAsync(string options) => _node.DeployCallAsync($"{options}, {Token()}", _backend.Address.ToString());

    private Task<HttpResponseMessage> PostAsync(string body) => _node.PostAsync("/t/acme/http/orders", body);

    private async Task<Fault> FaultAsync(int skip = 0)
    {
        for (; skip > 0; skip--)
        {
            await _node.Log.NextAsync();
        }

        return (await _node.Log.NextAsync()).Fault!;
    }

    private async Task<IReadOnlyList<ProbeStep>> ProbeAsync()
    {
        var deployment = await _node.DeployAsync("path: /probed", $"- call: {{ name: erp, https: {{ url: \"{_backend.Address}orders\", {Token()} }} }}");
        var report = await FlowProbe.RunAsync(deployment.Plan, "erp", FlowProbe.DefaultLimit, CancellationToken.None);
        await deployment.StopAsync();
        return Assert.Single(report.Channels).Steps;
    }
}
