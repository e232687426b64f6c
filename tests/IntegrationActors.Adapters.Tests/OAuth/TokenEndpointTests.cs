using IntegrationActors.Adapters.OAuth;
using IntegrationActors.Adapters.Tests.Support;
using IntegrationActors.Adapters.Tls;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Stores;
using Microsoft.AspNetCore.Http;

namespace IntegrationActors.Adapters.Tests.OAuth;

/// <summary>What is sent to authorization servers, and what becomes of answers that are none.</summary>
public sealed class TokenEndpointTests
{
    private const string Secret = "s3cret:& ü";

    [Fact]
    public async Task Id_and_secret_go_in_the_header_each_encoded()
    {
        var (authorization, form) = await SentAsync(options => options with { Scope = "a b" });

        Assert.Equal($"Basic {Convert.ToBase64String("shop%3A1:s3cret%3A%26%20%C3%BC"u8)}", authorization);
        Assert.Equal(["grant_type=client_credentials", "scope=a b"], form);
    }

    [Fact]
    public async Task Id_and_secret_go_in_the_body_when_the_channel_says_so()
    {
        var (authorization, form) = await SentAsync(options => options with { ClientAuthentication = ClientAuthentication.Body, Parameters = new Dictionary<string, string> { ["audience"] = "urn:a&b" } });

        Assert.Equal("", authorization);
        Assert.Equal(["audience=urn:a&b", "client_id=shop:1", $"client_secret={Secret}", "grant_type=client_credentials"], form);
    }

    [Theory]
    [InlineData("""{"access_token":"t0ken","token_type":"Bearer","expires_in":120}""", 120)]
    [InlineData("""{"access_token":"t0ken","token_type":"bearer","expires_in":"120"}""", 120)]
    [InlineData("""{"access_token":"t0ken","token_type":"BearerToken"}""", 3600)]
    [InlineData("""{"access_token":"t0ken","expires_in":0}""", 3600)]
    [InlineData("""{"access_token":"t0ken","expires_in":1e300}""", 86400)]
    public async Task A_token_is_good_for_as_long_as_its_server_says(string answer, int seconds)
    {
        await using var backend = await Backend.StartAsync(context => Backend.AnswerAsync(context, 200, answer));
        var begin = TimeProvider.System.GetUtcNow();

        var token = await AskAsync(backend);

        Assert.Equal("t0ken", token.Value);
        Assert.InRange((token.Expires - begin).TotalSeconds, seconds, seconds + 30);
    }

    [Theory]
    [InlineData(200, "<html>Sign in</html>", "IA3827", "it is not JSON")]
    [InlineData(200, "", "IA3827", "it is not JSON")]
    [InlineData(200, "[]", "IA3827", "no 'access_token'")]
    [InlineData(200, """{"access_token":5}""", "IA3827", "no 'access_token'")]
    [InlineData(200, """{"error":"invalid_scope"}""", "IA3827", "invalid_scope")]
    [InlineData(200, """{"access_token":"a\r\nX-Evil: 1"}""", "IA3827", "characters that no token has")]
    [InlineData(200, """{"access_token":"a","token_type":"mac"}""", "IA3827", "of type 'mac'")]
    [InlineData(401, """{"error":"invalid_client","error_description":"who?"}""", "IA3825", "401: invalid_client: who?")]
    [InlineData(400, "nonsense", "IA3825", "it answered 400.")]
    [InlineData(403, """{"error":5}""", "IA3825", "it answered 403.")]
    [InlineData(302, "", "IA3825", "it answered 302.")]
    [InlineData(404, "", "IA3825", "it answered 404.")]
    [InlineData(503, "", "IA3826", "it answered 503.")]
    [InlineData(429, """{"error":"slow_down"}""", "IA3826", "slow_down")]
    public async Task An_answer_without_a_token_says_what_is_wrong(int status, string answer, string code, string text)
    {
        await using var backend = await Backend.StartAsync(context =>
        {
            context.Response.Headers.Location = "/elsewhere";
            return Backend.AnswerAsync(context, status, answer);
        });

        var fault = await FailAsync(backend);

        Assert.Equal(code, fault.Code);
        Assert.Contains(text, fault.Message, StringComparison.Ordinal);
        Assert.Equal(1, backend.Calls);
    }

    [Fact]
    public async Task An_answer_that_does_not_end_is_not_read_to_its_end()
    {
        await using var backend = await Backend.StartAsync(async context =>
        {
            for (var i = 0; i < 1000 && !context.RequestAborted.IsCancellationRequested; i++)
            {
                await context.Response.WriteAsync(new string(' ', 10_000));
            }
        });

        var fault = await FailAsync(backend);

        Assert.Equal("IA3827", fault.Code);
        Assert.Contains("longer than 64 KB", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_given_up()
    {
        await using var backend = await Backend.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));

        var fault = await FailAsync(backend, timeout: TimeSpan.FromMilliseconds(300));

        Assert.Equal("IA3826", fault.Code);
        Assert.Contains("within 300ms", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:PORT/token?key=geheim", "no connection")]
    [InlineData("https://no-such-server.invalid/token?key=geheim", "the host name is not known")]
    public async Task A_server_that_can_not_be_reached_is_named_without_its_query(string url, string text)
    {
        var request = await RequestAsync(new AccessTokenOptions { Url = new Uri(url.Replace("PORT", $"{Backend.FreePort()}", StringComparison.Ordinal)) });

        var fault = (await Assert.ThrowsAsync<FaultException>(() => TokenEndpoint.AskAsync(request, TimeProvider.System))).Fault;

        Assert.Equal("IA3826", fault.Code);
        Assert.Contains(text, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", fault.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401, false)]
    [InlineData(401, true)]
    [InlineData(200, false)]
    public async Task A_server_that_repeats_the_secret_does_not_bring_it_into_the_error(int status, bool isEncoded)
    {
        var said = isEncoded ? Uri.EscapeDataString(Secret) : Secret;
        await using var backend = await Backend.StartAsync(context => Backend.AnswerAsync(context, status, $$"""{"error":"invalid_client","error_description":"no client with secret {{said}}"}"""));

        var fault = await FailAsync(backend, options => options with { ClientAuthentication = ClientAuthentication.Body });

        Assert.DoesNotContain(said, fault.ToString(), StringComparison.Ordinal);
        Assert.Contains("repeats the secret", fault.Message, StringComparison.Ordinal);
    }

    private static async Task<(string Authorization, string[] Form)> SentAsync(Func<AccessTokenOptions, AccessTokenOptions> change)
    {
        var (authorization, form) = ("", Array.Empty<string>());
        await using var backend = await Backend.StartAsync(async context =>
        {
            authorization = context.Request.Headers.Authorization.ToString();
            form = [.. (await context.Request.ReadFormAsync()).Select(field => $"{field.Key}={field.Value}").Order(StringComparer.Ordinal)];
            await context.Response.WriteAsync("""{"access_token":"t0ken"}""");
        });
        await AskAsync(backend, change);
        return (authorization, form);
    }

    private static async Task<AccessToken> AskAsync(Backend backend, Func<AccessTokenOptions, AccessTokenOptions>? change = null, TimeSpan? timeout = null)
    {
        var options = new AccessTokenOptions { Url = new Uri(backend.Address, "/token") };
        return await TokenEndpoint.AskAsync(await RequestAsync(change?.Invoke(options) ?? options, timeout), TimeProvider.System);
    }

    private static async Task<Fault> FailAsync(Backend backend, Func<AccessTokenOptions, AccessTokenOptions>? change = null, TimeSpan? timeout = null) =>
        (await Assert.ThrowsAsync<FaultException>(() => AskAsync(backend, change, timeout))).Fault;

    private static async ValueTask<TokenRequest> RequestAsync(AccessTokenOptions options, TimeSpan? timeout = null) => new()
    {
        Tenant = "acme",
        Options = options,
        Client = new UserCredential("client", "shop:1", Secret),
        Trust = await ServerTrust.FindAsync([], null!, CancellationToken.None),
        Proxy = null,
        Timeout = timeout ?? TimeSpan.FromSeconds(30),
    };
}
