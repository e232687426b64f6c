using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using IntegrationActors.Adapters.Sftp.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores;

namespace IntegrationActors.Adapters.Sftp.Tests.Sender;

/// <summary>Whom a sender trusts, as whom it logs in, and what its status tells when it gets no further.</summary>
public sealed class SftpSenderAccessTests : SenderTest
{
    [ServerFact]
    public async Task An_unknown_and_a_changed_host_key_are_different_faults_and_no_password_is_sent()
    {
        const string Other = "SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8";
        Host.Files["known"] = Encoding.UTF8.GetBytes("elsewhere.example.com ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJGoPACCFcqp3oj0cex58o7GeNWGhEBjv6Vc0FYiShJu\n");

        var changed = await Host.DeployAsync(FlowOf(Peer.Access(hostKey: Other)), "changed");
        var unknown = await Host.DeployAsync(FlowOf(Peer.Access().Replace($"hostKeys: [\"{Peer.HostKey}\"]", "knownHosts: known", StringComparison.Ordinal)), "unknown");
        await Eventually.HoldsAsync(() => changed.Channels[0].State == ChannelState.Failed && unknown.Channels[0].State == ChannelState.Failed);

        Assert.StartsWith("IA3803", changed.Channels[0].Reason, StringComparison.Ordinal);
        Assert.Contains(Peer.HostKey, changed.Channels[0].Reason, StringComparison.Ordinal);
        Assert.StartsWith("IA3802", unknown.Channels[0].Reason, StringComparison.Ordinal);
    }

    [ServerFact]
    public async Task A_server_that_changes_its_host_key_is_told_and_gets_and_loses_nothing_until_the_key_is_known()
    {
        using var server = new TestServer("sftp");
        using var peer = new SftpPeer(server);
        await using var host = peer.Host();
        string Sending(string key) => $"from: {{ direct: {{}} }}\nsteps:\n  - send: {{ sftp: {{ {peer.Access(hostKey: key)}/out, fileName: sent }} }}";
        peer.Put("before", "before"u8);
        var taking = await host.DeployAsync(FlowOf(peer.Access()));
        var sending = await host.DeployAsync(Sending(peer.HostKey), "sending");
        await Eventually.HoldsAsync(() => host.Ended.Count == 1, () => taking.Channels[0].ToString());

        using var told = JsonDocument.Parse(server.Do("rekey"));
        var key = told.RootElement.GetProperty("host_key_fingerprint").GetString()!;
        server.Do("drop");
        peer.Put("after", "after"u8);
        await Eventually.HoldsAsync(() => taking.Channels[0].State == ChannelState.Failed && taking.Channels[0].Reason!.StartsWith("IA3803", StringComparison.Ordinal), () => taking.Channels[0].ToString());
        var refused = await host.SendAsync(sending, Payload.FromText("x"));
        var during = peer.Files();
        await taking.RetireAsync(TimeSpan.FromSeconds(5));
        await host.DeployAsync(FlowOf(peer.Access(hostKey: key)));
        var accepted = await host.SendAsync(await host.DeployAsync(Sending(key), "sending"), Payload.FromText("x"));

        await Eventually.HoldsAsync(() => host.Sink.Taken.Count == 2, () => string.Join('\n', host.Ended.Select(record => record.Fault)));
        Assert.Equal("IA3803", refused.Fault?.Code);
        Assert.Equal(["after"], during);
        Assert.True(accepted.Status == MessageStatus.Completed, accepted.Fault?.ToString());
        Assert.Equal(["sent"], peer.Files("out"));
    }

    [ServerFact]
    public async Task Hosts_are_known_from_a_file_of_OpenSSH()
    {
        Host.Files["known"] = Encoding.UTF8.GetBytes($"# comment\n{Peer.Server["known_host_line"]}\n");
        Peer.Put("a", "a"u8);

        await Host.DeployAsync(FlowOf(Peer.Access().Replace($"hostKeys: [\"{Peer.HostKey}\"]", "knownHosts: known", StringComparison.Ordinal)));

        await EndedAsync(1);
    }

    [ServerTheory]
    [InlineData("key")]
    [InlineData("key_rsa")]
    public async Task A_private_key_logs_in(string kind)
    {
        Host.Credentials["key"] = new UserCredential("key", Peer.Server["user"], await File.ReadAllTextAsync(Peer.Server[kind]));
        Peer.Put("a", "a"u8);

        await Host.DeployAsync(FlowOf(Peer.Access(credential: "key")));

        await EndedAsync(1);
    }

    [ServerFact]
    public async Task A_server_may_ask_for_both_key_and_password()
    {
        using var server = new TestServer("sftp", "--option", "AuthenticationMethods publickey,password");
        using var peer = new SftpPeer(server);
        Host.Credentials["both"] = new UserCredential("both", server["user"], server["password"]);
        Host.Credentials["key"] = new UserCredential("key", server["user"], await File.ReadAllTextAsync(server["key"]));
        peer.Put("a", "a"u8);

        await Host.DeployAsync(FlowOf(peer.Access(credential: "both") + ", privateKey: key"));

        await EndedAsync(1);
    }

    [ServerFact]
    public async Task A_key_pair_of_the_tenant_logs_in()
    {
        using var rsa = RSA.Create(3072);
        var request = new CertificateRequest("CN=erp", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        Host.Credentials["pair"] = new KeyPairCredential("pair", request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100)), []);
        await File.AppendAllTextAsync(Path.Combine(Path.GetDirectoryName(Peer.Server["users_file"])!, "keys", Peer.Server["user"]), $"{PublicKeyOf(rsa)}\n");
        Peer.Put("a", "a"u8);

        await Host.DeployAsync(FlowOf(Peer.Access().Replace("credential: sftp", $"user: {Peer.Server["user"]}, privateKey: pair", StringComparison.Ordinal)));

        await EndedAsync(1);
    }

    [ServerTheory]
    [InlineData("http")]
    [InlineData("socks5")]
    public async Task A_proxy_lets_a_channel_through_that_logs_in_there(string kind)
    {
        await using var proxy = new TestProxy();
        Host.Credentials["door"] = new UserCredential("door", TestProxy.User, TestProxy.Password);
        Peer.Put("a", "a"u8);

        await DeployAsync($"proxy: {{ url: \"{kind}://127.0.0.1:{proxy.Port}\", credential: door }}");
        await EndedAsync(1);

        Assert.Equal(1, proxy.Passed);
    }

    [ServerTheory]
    [InlineData("http")]
    [InlineData("socks5")]
    public async Task A_proxy_that_refuses_the_login_fails_the_channel_without_telling_the_password(string kind)
    {
        await using var proxy = new TestProxy();
        Host.Credentials["door"] = new UserCredential("door", TestProxy.User, "wr0ng-pw");

        var flow = await DeployAsync($"maxReconnects: 0, proxy: {{ url: \"{kind}://127.0.0.1:{proxy.Port}\", credential: door }}");
        await Eventually.HoldsAsync(() => flow.Channels[0].State == ChannelState.Failed);

        Assert.StartsWith("IA3801", flow.Channels[0].Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("wr0ng-pw", flow.Channels[0].Reason, StringComparison.Ordinal);
        Assert.Equal(0, proxy.Passed);
    }

    [ServerTheory]
    [InlineData("Ciphers aes128-cbc")]
    [InlineData("KexAlgorithms diffie-hellman-group14-sha1")]
    public async Task A_server_that_knows_weak_algorithms_only_is_reached_when_the_channel_allows_them(string weak)
    {
        using var server = new TestServer("sftp", "--option", weak);
        using var peer = new SftpPeer(server);
        Host.Credentials["old"] = new UserCredential("old", server["user"], server["password"]);
        peer.Put("a", "a"u8);

        var strict = await Host.DeployAsync(FlowOf($"{peer.Access(credential: "old")}, maxReconnects: 0"), "strict");
        await Eventually.HoldsAsync(() => strict.Channels[0].State == ChannelState.Failed);
        await Host.DeployAsync(FlowOf($"{peer.Access(credential: "old")}, deprecatedAlgorithms: true"), "lenient");
        await EndedAsync(1);

        Assert.StartsWith("IA3805", strict.Channels[0].Reason, StringComparison.Ordinal);
    }

    [ServerFact]
    public async Task Names_are_in_the_character_set_of_the_server()
    {
        // 'ä' is one byte there, which is no UTF-8; the runtime of the test can't name such a file.
        using var making = Process.Start("bash", ["-c", $"printf x > '{Peer.PathOf("b")}'$'\\xe4'.csv; chmod a+rw '{Peer.PathOf("")}'*"]);
        await making.WaitForExitAsync();

        await DeployAsync("nameCharset: iso-8859-1");
        await EndedAsync(1);

        Assert.Equal("bä.csv", Assert.Single(Host.Sink.Taken).Headers["CamelFileName"]);
        await Eventually.HoldsAsync(() => Peer.Files().Length == 0);
    }

    [ServerFact]
    public async Task A_channel_that_disconnects_connects_for_each_poll()
    {
        await using var proxy = new TestProxy();
        Host.Credentials["door"] = new UserCredential("door", TestProxy.User, TestProxy.Password);

        await DeployAsync($"disconnect: true, proxy: {{ url: \"http://127.0.0.1:{proxy.Port}\", credential: door }}");

        await Eventually.HoldsAsync(() => proxy.Passed > 2);
    }

    [ServerFact]
    public async Task Without_steps_a_missing_folder_is_told_as_a_whole()
    {
        var flow = await DeployAsync("stepwise: false", directory: $"{Peer.Name}/nowhere/below");
        await Eventually.HoldsAsync(() => flow.Channels[0].State == ChannelState.Failed);

        Assert.Contains($"{Peer.Name}/nowhere/below'", flow.Channels[0].Reason, StringComparison.Ordinal);
    }

    [ServerFact]
    public async Task A_missing_folder_is_told_by_its_name()
    {
        var flow = await DeployAsync("", directory: $"{Peer.Name}/nowhere/below");
        await Eventually.HoldsAsync(() => flow.Channels[0].State == ChannelState.Failed);

        Assert.StartsWith("IA3808", flow.Channels[0].Reason, StringComparison.Ordinal);
        Assert.Contains($"{Peer.Name}/nowhere'", flow.Channels[0].Reason, StringComparison.Ordinal);
    }

    [ServerFact]
    public async Task A_frozen_server_is_given_up_and_found_again()
    {
        Peer.Put("large", new byte[3_000_000]);
        var flow = await Host.DeployAsync(FlowOf(Peer.Access(throughProxy: true) + ", timeout: 1s"));
        await EndedAsync(1);
        Peer.Proxy.Set("mode=blackhole");
        await Eventually.HoldsAsync(() => flow.Channels[0].State == ChannelState.Failed);
        var reason = flow.Channels[0].Reason;

        Peer.Put("next", "next"u8);
        Peer.Proxy.Reset();

        await EndedAsync(2);
        Assert.Contains("within 1s", reason, StringComparison.Ordinal);
    }

    // RFC 4253, 6.6.
    private static string PublicKeyOf(RSA rsa)
    {
        var parameters = rsa.ExportParameters(false);
        byte[] blob = [.. Part("ssh-rsa"u8.ToArray()), .. Part(parameters.Exponent!), .. Part([0, .. parameters.Modulus!])];
        return $"ssh-rsa {Convert.ToBase64String(blob)}";

        static byte[] Part(byte[] bytes) => [0, 0, (byte)(bytes.Length >> 8), (byte)bytes.Length, .. bytes];
    }
}
