using IntegrationActors.Adapters.Tests.Support;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Stores;
using IntegrationActors.Engine.Probing;
using Microsoft.AspNetCore.Hosting;

namespace IntegrationActors.Adapters.Tests.Https.Receiver;

public sealed class ReceiverProbeTests : IAsyncLifetime
{
    private TestNode _node = null!;

    public async Task InitializeAsync()
    {
        _node = await TestNode.StartAsync();
        _node.Credentials["erp"] = new UserCredential("erp", "me", "s3cret");
    }

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Fact]
    public async Task A_receiver_that_works_passes_every_layer_and_gets_nothing_but_HEAD()
    {
        var methods = new List<string>();
        await using var backend = await Backend.StartAsync(context =>
        {
            methods.Add($"{context.Request.Method} {context.Request.Headers.Authorization}");
            return Task.CompletedTask;
        });

        var steps = await ProbeAsync($"{backend.Address}orders", "credential: erp");

        Assert.Equal([ProbeLayers.Settings, ProbeLayers.Name, ProbeLayers.Tcp, ProbeLayers.Target], steps.Select(step => step.Name));
        Assert.All(steps, step => Assert.Equal(ProbeOutcome.Passed, step.Outcome));
        Assert.Equal("HEAD Basic bWU6czNjcmV0", Assert.Single(methods));
    }

    [Fact]
    public async Task A_certificate_of_nobody_fails_the_handshake_and_shows_its_chain()
    {
        var certificate = TestCertificates.Create("erp.example");
        await using var backend = await Backend.StartAsync(_ => Task.CompletedTask, listen => listen.UseHttps(certificate));

        var failed = (await ProbeAsync($"{backend.Address}orders"))[^1];

        Assert.Equal((ProbeLayers.Tls, ProbeOutcome.Failed, "IA3945"), (failed.Name, failed.Outcome, failed.Code));
        Assert.Contains("'CN=erp.example' until ", failed.Detail, StringComparison.Ordinal);
        Assert.NotNull(failed.Advice);
        Assert.Equal(0, backend.Calls);
    }

    [Fact]
    public async Task A_certificate_that_the_channel_does_not_check_is_shown()
    {
        var certificate = TestCertificates.Create("erp.example");
        await using var backend = await Backend.StartAsync(_ => Task.CompletedTask, listen => listen.UseHttps(certificate));

        var steps = await ProbeAsync($"{backend.Address}orders", "validateCertificate: false");

        Assert.Contains("'CN=erp.example'", Assert.Single(steps, step => step.Name == ProbeLayers.Tls).Detail, StringComparison.Ordinal);
        Assert.Equal((ProbeLayers.Target, ProbeOutcome.Passed), (steps[^1].Name, steps[^1].Outcome));
    }

    [Fact]
    public async Task A_server_that_speaks_no_TLS_fails_the_handshake()
    {
        await using var backend = await Backend.StartAsync(_ => Task.CompletedTask);

        var failed = (await ProbeAsync($"https://127.0.0.1:{backend.Address.Port}/"))[^1];

        Assert.Equal((ProbeLayers.Tls, "IA3945"), (failed.Name, failed.Code));
    }

    [Fact]
    public async Task A_port_on_which_nobody_listens_fails_the_connection()
    {
        var failed = (await ProbeAsync($"http://127.0.0.1:{Backend.FreePort()}/"))[^1];

        Assert.Equal((ProbeLayers.Tcp, ProbeOutcome.Failed, "IA3944"), (failed.Name, failed.Outcome, failed.Code));
        Assert.Contains("refused", failed.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_nobody_has_fails_first()
    {
        var steps = await ProbeAsync("http://no-such-host.invalid/", "connectTimeout: 5s");

        Assert.Equal([ProbeLayers.Settings, ProbeLayers.Name], steps.Select(step => step.Name));
        Assert.Equal("IA3943", steps[^1].Code);
    }

    [Fact]
    public async Task A_refused_login_is_told_from_the_rest()
    {
        await using var backend = await Backend.StartAsync(context => Backend.AnswerAsync(context, 401, ""));

        var failed = (await ProbeAsync($"{backend.Address}orders", "credential: erp"))[^1];

        Assert.Equal((ProbeLayers.Login, "IA3946"), (failed.Name, failed.Code));
        Assert.DoesNotContain("s3cret", failed.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(405)]
    [InlineData(500)]
    public async Task An_answer_that_tells_nothing_of_the_address_fails_nothing(int status)
    {
        await using var backend = await Backend.StartAsync(context => Backend.AnswerAsync(context, status, ""));

        var last = (await ProbeAsync($"{backend.Address}orders"))[^1];

        Assert.Equal((ProbeLayers.Target, ProbeOutcome.Skipped), (last.Name, last.Outcome));
    }

    [Fact]
    public async Task A_missing_credential_fails_before_anything_is_sent()
    {
        var failed = Assert.Single(await ProbeAsync("http://127.0.0.1:1/", "credential: nobody"));

        Assert.Equal((ProbeLayers.Settings, "IA3210"), (failed.Name, failed.Code));
    }

    [Fact]
    public async Task An_address_that_only_a_message_knows_is_not_tested()
    {
        Assert.Equal(ProbeOutcome.Skipped, Assert.Single(await ProbeAsync("http://127.0.0.1/${header.place}")).Outcome);
    }

    [Fact]
    public async Task Channels_are_found_by_step_and_by_kind()
    {
        var plan = (await _node.DeployAsync("path: /orders", "- call: { name: erp, https: { url: \"http://127.0.0.1:1/${header.x}\" } }\n- send: { queue: later }")).Plan;

        var all = await FlowProbe.RunAsync(plan, null, FlowProbe.DefaultLimit, CancellationToken.None);
        var kind = await FlowProbe.RunAsync(plan, "HTTPS", FlowProbe.DefaultLimit, CancellationToken.None);
        var none = await FlowProbe.RunAsync(plan, "crm", FlowProbe.DefaultLimit, CancellationToken.None);

        Assert.Equal([("https", ChannelDirection.Sender), ("erp", ChannelDirection.Receiver), ("send-2", ChannelDirection.Receiver)], all.Channels.Select(c => (c.Name, c.Direction)));
        Assert.Equal(["https", "erp"], kind.Channels.Select(c => c.Name));
        Assert.Empty(none.Channels);
        Assert.Equal(["https", "erp", "send-2"], none.Names);
    }

    private async Task<IReadOnlyList<ProbeStep>> ProbeAsync(string url, string options = "timeout: 60s")
    {
        var deployment = await _node.DeployAsync("path: /orders", $"- call: {{ name: erp, https: {{ url: \"{url}\", {options} }} }}");
        var report = await FlowProbe.RunAsync(deployment.Plan, "erp", FlowProbe.DefaultLimit, CancellationToken.None);
        await deployment.StopAsync();
        return Assert.Single(report.Channels).Steps;
    }
}
