using System.Net;
using IntegrationActors.Adapters.Tests.Support;

namespace IntegrationActors.Adapters.Tests.Https.Sender;

/// <summary>Versions of a flow replace each other under traffic.</summary>
public sealed class RedeployTests : IAsyncLifetime
{
    private TestNode _node = null!;

    public async Task InitializeAsync() => _node = await TestNode.StartAsync();

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Fact]
    public async Task No_request_fails_while_versions_replace_each_other()
    {
        using var stop = new CancellationTokenSource();
        var deployment = await _node.DeployAsync("path: /orders", Says(1), version: 1);
        var senders = Enumerable.Range(0, 8).Select(_ => SendUntilAsync(stop.Token)).ToArray();

        for (var version = 2; version <= 30; version++)
        {
            var next = await _node.DeployAsync("path: /orders", Says(version), version: version);
            await deployment.StopAsync();
            deployment = next;
        }

        await stop.CancelAsync();
        var answers = (await Task.WhenAll(senders)).SelectMany(a => a).ToArray();
        Assert.All(answers, answer => Assert.Matches("^200 v[0-9]+$", answer));
        Assert.Equal("200 v30", await SendAsync());
    }

    [Fact]
    public async Task An_older_version_serves_the_address_again_when_the_newer_one_goes()
    {
        await _node.DeployAsync("path: /orders", Says(1), version: 1);
        var broken = await _node.DeployAsync("path: /orders", Says(2), version: 2);
        Assert.Equal("200 v2", await SendAsync());

        await broken.StopAsync();

        Assert.Equal("200 v1", await SendAsync());
    }

    [Fact]
    public async Task An_undeployed_address_is_unknown()
    {
        var deployment = await _node.DeployAsync("path: /orders", Says(1));

        await deployment.StopAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await _node.PostAsync("/t/acme/http/orders", "x")).StatusCode);
    }

    [Fact]
    public async Task A_closed_flow_without_successor_answers_503_with_retry_after()
    {
        var deployment = await _node.DeployAsync("path: /orders", Says(1));

        deployment.Gate.Close();

        var answer = await _node.PostAsync("/t/acme/http/orders", "x");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "1"), (answer.StatusCode, answer.Headers.RetryAfter!.ToString()));
    }

    [Fact]
    public async Task The_exact_address_wins_over_the_longer_prefix_and_that_over_the_shorter()
    {
        await _node.DeployTextAsync(
            """
            flow: orders
            from: { https: { path: /a/* } }
            steps: [ { set: { body: all } } ]
            processes:
              b: { from: { https: { path: /a/b/* } }, steps: [ { set: { body: below } } ] }
              c: { from: { https: { path: /a/b/c } }, steps: [ { set: { body: exact } } ] }
            """);

        var answers = await Task.WhenAll(new[] { "/a", "/a/x", "/a/b", "/a/b/x/y", "/A/B/C", "/a/b/c/", "/ab" }.Select(async path =>
        {
            var answer = await _node.PostAsync("/t/acme/http" + path, "x");
            return answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync() : answer.StatusCode.ToString();
        }));

        Assert.Equal(["all", "all", "below", "below", "exact", "exact", "NotFound"], answers);
    }

    private static string Says(int version) => $"- set: {{ body: v{version} }}";

    private async Task<List<string>> SendUntilAsync(CancellationToken stop)
    {
        var answers = new List<string>();
        while (!stop.IsCancellationRequested)
        {
            answers.Add(await SendAsync());
        }

        return answers;
    }

    private async Task<string> SendAsync()
    {
        using var answer = await _node.PostAsync("/t/acme/http/orders", "x");
        return $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}";
    }
}
