using IntegrationActors.Adapters.Sftp.Sender;
using IntegrationActors.Adapters.Sftp.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Adapters.Sftp.Tests.Connections;

public sealed class SftpProbeTests : SenderTest
{
    [ServerFact]
    public async Task A_server_that_works_passes_every_layer()
    {
        var steps = await ProbeAsync(Options());

        Assert.Equal([ProbeLayers.Settings, ProbeLayers.Name, ProbeLayers.Tcp, ProbeLayers.Tls, ProbeLayers.Login, ProbeLayers.Target], steps.Select(step => step.Name));
        Assert.All(steps, step => Assert.Equal(ProbeOutcome.Passed, step.Outcome));
    }

    [ServerFact]
    public async Task Another_host_key_fails_before_the_login() =>
        await FailsAsync(Options() with { HostKeys = ["SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8"] }, ProbeLayers.Tls, "IA3803");

    [ServerFact]
    public async Task A_wrong_password_fails_the_login() => await FailsAsync(Options() with { Credential = Reference("wrong") }, ProbeLayers.Login, "IA3804");

    [ServerFact]
    public async Task A_folder_that_is_not_there_fails_the_target() => await FailsAsync(Options() with { Directory = "nowhere" }, ProbeLayers.Target, "IA3808");

    [ServerFact]
    public async Task A_port_on_which_nobody_listens_fails_the_connection() => await FailsAsync(Options() with { Host = "127.0.0.1:1" }, ProbeLayers.Tcp, "IA3944");

    [ServerFact]
    public async Task A_missing_credential_fails_before_anything_is_sent() => await FailsAsync(Options() with { Credential = Reference("nobody") }, ProbeLayers.Settings, "IA3806");

    private static CredentialReference Reference(string name) => new(name, SourceSpan.None);

    private async Task FailsAsync(SftpSenderOptions options, string layer, string code)
    {
        var failed = (await ProbeAsync(options))[^1];

        Assert.Equal((layer, ProbeOutcome.Failed, code), (failed.Name, failed.Outcome, failed.Code));
        Assert.DoesNotContain(SftpPeer.WrongPassword, failed.ToString(), StringComparison.Ordinal);
    }

    private SftpSenderOptions Options() => new()
    {
        Host = $"127.0.0.1:{Peer.Server.Port}",
        HostKeys = [Peer.HostKey],
        Credential = Reference("sftp"),
        Directory = Peer.Name,
    };

    private async Task<List<ProbeStep>> ProbeAsync(SftpSenderOptions options)
    {
        await using var adapter = new SftpSenderAdapter(options, Host.ContextOf("files", 1));
        return await adapter.ProbeAsync(CancellationToken.None).ToListAsync();
    }
}
