using IntegrationActors.Adapters.OAuth;
using IntegrationActors.Contracts;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Stores;

namespace IntegrationActors.Adapters.Tests.OAuth;

/// <summary>Tokens of a real authorization server.</summary>
public sealed class ChannelTokensTests : IAsyncLifetime
{
    private AuthorizationServer _server = null!;
    private FlowHost _host = null!;

    public Task InitializeAsync()
    {
        if (TestServer.Obstacle is null)
        {
            _server = new AuthorizationServer("--tls", "--client", "acme-shop:read+write");
            _host = new FlowHost(typeof(AccessTokenOptions).Assembly);
            _host.Credentials["client"] = _server.Client("client");
            _host.Credentials["wrong"] = new UserCredential("wrong", "acme-shop", "not-the-s3cret");
            _host.Credentials["ca"] = KeyPairs.FromCertificate("ca", File.ReadAllBytes(_server.Authority));
        }

        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await (_host?.DisposeAsync() ?? default);
        _server?.Dispose();
    }

    [ServerFact]
    public async Task Channels_that_ask_alike_share_a_token()
    {
        var first = await Tokens().FindAsync(CancellationToken.None);
        var second = await Tokens().FindAsync(CancellationToken.None);
        var scoped = await Tokens(options => options with { Scope = "read" }).FindAsync(CancellationToken.None);

        Assert.Equal((false, true, false), (first.IsKept, second.IsKept, scoped.IsKept));
        Assert.Same(first.Token, second.Token);
        Assert.Equal(2, _server.Asked);
    }

    [ServerFact]
    public async Task The_secret_may_go_in_the_body()
    {
        var right = await Tokens(options => options with { ClientAuthentication = ClientAuthentication.Body }).FindAsync(CancellationToken.None);
        var wrong = await FailAsync(Tokens(options => options with { ClientAuthentication = ClientAuthentication.Body }, "wrong"));

        Assert.Equal("acme-shop", right.Token.Client);
        Assert.Equal("IA3825", wrong.Code);
        Assert.Contains("clientAuthentication", wrong.Hint, StringComparison.Ordinal);
    }

    [ServerFact]
    public async Task A_wrong_secret_is_told_without_it_and_a_corrected_one_holds_at_once()
    {
        var fault = await FailAsync(Tokens(client: "wrong"));
        Assert.Equal("IA3825", fault.Code);
        Assert.Contains("invalid_client", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("not-the-s3cret", fault.ToString(), StringComparison.Ordinal);

        _host.Credentials["wrong"] = _server.Client("wrong");

        Assert.Equal("acme-shop", (await Tokens(client: "wrong").FindAsync(CancellationToken.None)).Token.Client);
    }

    [ServerFact]
    public async Task A_token_of_a_secret_that_was_changed_is_not_used_any_more()
    {
        var old = await Tokens().FindAsync(CancellationToken.None);
        _server.ChangeSecret();
        _host.Credentials["client"] = _server.Client("client");

        var now = await Tokens().FindAsync(CancellationToken.None);

        Assert.False(now.IsKept);
        Assert.NotEqual(old.Token.Value, now.Token.Value);
    }

    [ServerFact]
    public async Task A_server_that_is_not_trusted_gets_no_secret()
    {
        var fault = await FailAsync(Tokens(options => options with { TrustedCertificates = [] }));

        Assert.Equal("IA3826", fault.Code);
        Assert.Contains("nobody that is trusted", fault.Message, StringComparison.Ordinal);
        Assert.Equal(0, _server.Asked);
    }

    [ServerFact]
    public async Task A_server_that_is_down_or_stuck_is_told_and_asked_again_when_it_is_back()
    {
        var tokens = Tokens(timeout: TimeSpan.FromSeconds(2));
        _server.Down();
        var down = await FailAsync(tokens);
        _server.Up();
        _server.Freeze();
        var stuck = await FailAsync(Tokens(options => options with { Scope = "write" }, timeout: TimeSpan.FromSeconds(2)));
        _server.Thaw();

        Assert.Equal(("IA3826", "IA3826"), (down.Code, stuck.Code));
        Assert.Contains("no connection", down.Message, StringComparison.Ordinal);
        Assert.Contains("within 2s", stuck.Message, StringComparison.Ordinal);
        await Eventually.HoldsAsync(async () => (await OutcomeAsync(tokens)) is null);
    }

    [ServerFact]
    public async Task A_test_fetches_a_token_although_one_is_there_and_does_not_drop_it_when_none_comes()
    {
        var tokens = Tokens(timeout: TimeSpan.FromSeconds(5));
        await tokens.FindAsync(CancellationToken.None);
        var passed = await tokens.ProbeAsync(CancellationToken.None);
        var asked = _server.Asked;
        _server.Down();
        var failed = await tokens.ProbeAsync(CancellationToken.None);

        Assert.Equal((ProbeLayers.Token, ProbeOutcome.Passed, 2), (passed.Name, passed.Outcome, asked));
        Assert.Equal((ProbeOutcome.Failed, "IA3826"), (failed.Outcome, failed.Code));
        Assert.True((await tokens.FindAsync(CancellationToken.None)).IsKept);
    }

    [ServerFact]
    public async Task Only_user_credentials_are_a_client()
    {
        Assert.Equal("IA3828", (await FailAsync(Tokens(client: "ca"))).Code);
        Assert.Equal("IA3828", (await FailAsync(Tokens(client: "nobody"))).Code);
    }

    [Theory]
    [InlineData("url: \"http://login.example/token\"", "https")]
    [InlineData("url: \"https://shop:s3cret@login.example/token\"", "no user")]
    [InlineData("url: \"https://login.example/token\", parameters: { client_secret: x }", "client_secret")]
    [InlineData("scope: a", "url")]
    public async Task A_token_that_can_not_be_fetched_like_this_is_a_finding(string token, string text)
    {
        await using var host = new FlowHost(typeof(AccessTokenOptions).Assembly);

        var findings = host.FindingsOf($"from: {{ direct: {{}} }}\nsteps:\n  - call: {{ https: {{ url: \"https://erp.example.com\", credential: erp, token: {{ {token} }} }} }}");

        Assert.Contains(text, findings, StringComparison.Ordinal);
    }

    private ChannelTokens Tokens(Func<AccessTokenOptions, AccessTokenOptions>? change = null, string client = "client", TimeSpan? timeout = null)
    {
        var options = new AccessTokenOptions { Url = new Uri(_server.Url), TrustedCertificates = [new("ca", SourceSpan.None)] };
        return new ChannelTokens(change?.Invoke(options) ?? options, new(client, SourceSpan.None), _host.ContextOf("orders", 1)) { Timeout = timeout ?? TimeSpan.FromSeconds(30) };
    }

    private static async Task<Fault> FailAsync(ChannelTokens tokens) => await OutcomeAsync(tokens) ?? throw new InvalidOperationException("There is a token.");

    private static async Task<Fault?> OutcomeAsync(ChannelTokens tokens)
    {
        try
        {
            await tokens.FindAsync(CancellationToken.None);
            return null;
        }
        catch (FaultException e)
        {
            return e.Fault;
        }
    }
}
