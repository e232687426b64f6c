using System.Collections.Concurrent;
using System.Net;
using IntegrationActors.Server.Tests.Support;

namespace IntegrationActors.Server.Tests;

public sealed class RedeployTests
{
    private const int Connections = 32;
    private const int Redeploys = 10;

    [Fact]
    public async Task Ten_redeploys_under_load_fail_no_request_and_every_answer_is_of_one_version()
    {
        await using var server = await ServerProcess.StartFreshAsync();
        using var api = server.CreateOperator();
        await api.MustDeployAsync("version", Flow(0));
        var answers = new ConcurrentBag<(HttpStatusCode Status, string Body)>();
        using var stop = new CancellationTokenSource();
        using var http = server.CreateSender();
        var load = Enumerable.Range(0, Connections).Select(_ => PostUntilAsync(http, answers, stop.Token)).ToArray();

        for (var version = 1; version <= Redeploys; version++)
        {
            await api.MustDeployAsync("version", Flow(version));
            await AnswersOfAsync(answers, version);
        }

        await stop.CancelAsync();
        await Task.WhenAll(load);
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a.Status));
        var known = Enumerable.Range(0, Redeploys + 1).Select(Answer).ToHashSet();
        Assert.All(answers, a => Assert.Contains(a.Body, known));
    }

    [Fact]
    public async Task A_broken_version_answers_with_its_findings_and_leaves_the_last_good_one_running()
    {
        await using var server = await ServerProcess.StartFreshAsync();
        using var api = server.CreateOperator();
        await api.MustDeployAsync("version", Flow(1));
        await api.MustDeployAsync("other", Flow(2).Replace("flow: version", "flow: other").Replace("/version", "/other"));

        using var misspelt = await api.DeployAsync("version", Flow(2).Replace("body:", "boody:"));
        using var taken = await api.DeployAsync("version", Flow(3).Replace("/version", "/OTHER"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, misspelt.StatusCode);
        Assert.Contains("did you mean 'body'?", await misspelt.Content.ReadAsStringAsync());
        Assert.False(taken.IsSuccessStatusCode);
        Assert.Contains("other", await taken.Content.ReadAsStringAsync());
        using var http = server.CreateSender();
        Assert.Equal(Answer(1), await http.GetStringAsync("/t/demo/http/version"));
    }

    private static string Flow(int version) => $$"""
        flow: version
        from:
          https: { path: /version, methods: [GET, POST], authentication: none }
        steps:
          - set: { properties: { first: "{{version}}" } }
          - set: { body: "${property.first}-${property.first}-{{version}}" }
        """;

    private static string Answer(int version) => $"{version}-{version}-{version}";

    private static async Task PostUntilAsync(HttpClient http, ConcurrentBag<(HttpStatusCode Status, string Body)> answers, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            using var response = await http.PostAsync("/t/demo/http/version", new StringContent("x"), CancellationToken.None);
            answers.Add((response.StatusCode, await response.Content.ReadAsStringAsync(CancellationToken.None)));
        }
    }

    private static async Task AnswersOfAsync(ConcurrentBag<(HttpStatusCode Status, string Body)> answers, int version)
    {
        var limit = TimeSpan.FromSeconds(30);
        using var timeout = new CancellationTokenSource(limit);
        while (answers.Count(a => a.Body == Answer(version)) < Connections)
        {
            await Task.Delay(20, timeout.Token);
        }
    }
}
