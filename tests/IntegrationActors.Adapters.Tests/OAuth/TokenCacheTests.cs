using System.Collections.Concurrent;
using IntegrationActors.Adapters.OAuth;
using IntegrationActors.Adapters.Tls;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Stores;
using Microsoft.Extensions.Time.Testing;

namespace IntegrationActors.Adapters.Tests.OAuth;

/// <summary>When a token is fetched, and for whom.</summary>
public sealed class TokenCacheTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new();
    private readonly ConcurrentQueue<TaskCompletionSource<AccessToken>> _asked = new();
    private readonly TokenCache _cache;
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TokenCacheTests() => _cache = new TokenCache(_time, _ =>
    {
        var answer = new TaskCompletionSource<AccessToken>(TaskCreationOptions.RunContinuationsAsynchronously);
        _asked.Enqueue(answer);
        Interlocked.Exchange(ref _next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        return answer.Task;
    });

    [Fact]
    public async Task Many_who_wait_get_the_token_of_one_fetch()
    {
        var next = _next.Task;
        var waiting = Enumerable.Range(0, 100).Select(_ => FindAsync()).ToArray();

        await GiveAsync(next, "one");

        Assert.All(await Task.WhenAll(waiting), given => Assert.Equal(("one", false), (given.Token.Value, given.IsKept)));
        Assert.Single(_asked);
        Assert.Equal(("one", true), await KeptAsync());
    }

    [Fact]
    public async Task Who_goes_away_does_not_take_the_fetch_from_the_others()
    {
        var next = _next.Task;
        using var leaving = new CancellationTokenSource();
        var first = _cache.FindAsync(await RequestAsync(), leaving.Token).AsTask();
        var second = FindAsync();
        await next.WaitAsync(Patience);

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await GiveAsync(next, "one");

        Assert.Equal("one", (await second).Token.Value);
        Assert.Single(_asked);
    }

    [Fact]
    public async Task The_next_token_is_fetched_before_the_end_while_the_old_one_is_handed_out()
    {
        await FetchAsync("one", TimeSpan.FromHours(1));
        _time.Advance(TimeSpan.FromMinutes(54));
        Assert.Equal(("one", true), await KeptAsync());
        Assert.Single(_asked);

        _time.Advance(TimeSpan.FromMinutes(2));
        var next = _next.Task;
        Assert.Equal(("one", true), await KeptAsync());
        await GiveAsync(next, "two");

        await EventuallyAsync("two");
        Assert.Equal(2, _asked.Count);
    }

    [Fact]
    public async Task A_server_that_is_down_for_a_while_does_not_matter_as_long_as_the_token_is_good()
    {
        await FetchAsync("one", TimeSpan.FromHours(1));
        _time.Advance(TimeSpan.FromMinutes(56));
        var next = _next.Task;
        await KeptAsync();
        await FailAsync(next);

        await Contracts.Eventually.HoldsAsync(async () =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(("one", true), await KeptAsync());
            return _asked.Count == 3;
        });
    }

    [Fact]
    public async Task A_token_that_has_ended_is_given_to_nobody()
    {
        await FetchAsync("one", TimeSpan.FromSeconds(100));
        _time.Advance(TimeSpan.FromSeconds(97));
        var next = _next.Task;
        var waiting = FindAsync();

        await GiveAsync(next, "two");

        Assert.Equal("two", (await waiting).Token.Value);
    }

    [Fact]
    public async Task A_failure_is_told_to_all_and_for_a_second_without_asking_again()
    {
        var next = _next.Task;
        var waiting = Enumerable.Range(0, 10).Select(_ => FindAsync()).ToArray();
        await FailAsync(next);
        foreach (var one in waiting)
        {
            await Assert.ThrowsAsync<FaultException>(() => one);
        }

        await Assert.ThrowsAsync<FaultException>(FindAsync);
        Assert.Single(_asked);

        _time.Advance(TimeSpan.FromSeconds(1));
        await FetchAsync("one", TimeSpan.FromHours(1));
        Assert.Equal(2, _asked.Count);
    }

    [Fact]
    public async Task A_token_that_was_refused_is_forgotten_and_the_one_that_came_after_it_is_not()
    {
        var one = await FetchAsync("one", TimeSpan.FromHours(1));
        _cache.Forget(one);
        await FetchAsync("two", TimeSpan.FromHours(1));

        _cache.Forget(one);

        Assert.Equal(("two", true), await KeptAsync());
    }

    [Fact]
    public async Task Tenants_credentials_and_what_is_asked_for_have_tokens_of_their_own()
    {
        await FetchAsync("one", TimeSpan.FromHours(1));
        var base0 = await RequestAsync();
        TokenRequest[] others =
        [
            await RequestAsync("globex"),
            await RequestAsync(secret: "changed"),
            await RequestAsync(user: "other"),
            await RequestAsync(options: base0.Options with { Scope = "other" }),
            await RequestAsync(options: base0.Options with { ClientAuthentication = ClientAuthentication.Body }),
            await RequestAsync(options: base0.Options with { Parameters = new Dictionary<string, string> { ["audience"] = "a" } }),
            await RequestAsync(options: base0.Options with { Url = new Uri("https://other.example/token") }),
        ];

        for (var i = 0; i < others.Length; i++)
        {
            var next = _next.Task;
            var waiting = _cache.FindAsync(others[i], CancellationToken.None).AsTask();
            await GiveAsync(next, $"of {i}");
            Assert.Equal(($"of {i}", false), ((await waiting).Token.Value, (await waiting).IsKept));
        }

        Assert.Equal(("one", true), await KeptAsync());
    }

    [Fact]
    public async Task What_a_credential_left_behind_that_was_changed_goes_when_its_token_has_ended()
    {
        for (var i = 0; i < 50; i++)
        {
            var next = _next.Task;
            var waiting = _cache.FindAsync(await RequestAsync(secret: $"secret {i}"), CancellationToken.None).AsTask();
            await GiveAsync(next, "one", TimeSpan.FromMinutes(10));
            await waiting;
            _time.Advance(TimeSpan.FromMinutes(5));
        }

        Assert.InRange(_cache.Count, 1, 3);
    }

    [Fact]
    public async Task Nothing_that_identifies_a_token_has_the_secret()
    {
        var request = await RequestAsync(secret: "geheim");

        var one = request.Key(new byte[32]);
        var other = request.Key([1, .. new byte[31]]);

        Assert.NotEqual(one, other);
        Assert.Equal(64, one.Length);
        Assert.DoesNotContain("geheim", $"{new GivenToken(new AccessToken("geheim", "shop", default, TimeSpan.FromHours(1)), IsKept: true)}", StringComparison.Ordinal);
    }

    private static async ValueTask<TokenRequest> RequestAsync(string tenant = "acme", string user = "shop", string secret = "s3cret", AccessTokenOptions? options = null) => new()
    {
        Tenant = tenant,
        Options = options ?? new AccessTokenOptions { Url = new Uri("https://login.example/token") },
        Client = new UserCredential("client", user, secret),
        Trust = await ServerTrust.FindAsync([], null!, CancellationToken.None),
        Proxy = null,
        Timeout = TimeSpan.FromSeconds(1),
    };

    private async Task<GivenToken> FindAsync() => await _cache.FindAsync(await RequestAsync(), CancellationToken.None).AsTask().WaitAsync(Patience);

    private async Task<(string Value, bool IsKept)> KeptAsync() => await FindAsync() is var given ? (given.Token.Value, given.IsKept) : default;

    private async Task<AccessToken> FetchAsync(string value, TimeSpan lifetime)
    {
        var next = _next.Task;
        var waiting = FindAsync();
        await GiveAsync(next, value, lifetime);
        return (await waiting).Token;
    }

    private async Task GiveAsync(Task next, string value, TimeSpan? lifetime = null)
    {
        await next.WaitAsync(Patience);
        _asked.Last().SetResult(new AccessToken(value, "shop", _time.GetUtcNow(), lifetime ?? TimeSpan.FromHours(1)));
    }

    private async Task FailAsync(Task next)
    {
        await next.WaitAsync(Patience);
        _asked.Last().SetException(new FaultException("IA3826", "down"));
    }

    private Task EventuallyAsync(string value) => Contracts.Eventually.HoldsAsync(async () => (await KeptAsync()).Value == value);
}
