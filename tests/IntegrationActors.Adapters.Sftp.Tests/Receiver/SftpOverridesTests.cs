using System.Security.Cryptography;
using System.Text;
using IntegrationActors.Adapters.Sftp.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores;

namespace IntegrationActors.Adapters.Sftp.Tests.Receiver;

/// <summary>Options that messages set for themselves, on a real server.</summary>
public sealed class SftpOverridesTests : IAsyncLifetime
{
    private SftpPeer _peer = null!;
    private FlowHost _host = null!;

    public Task InitializeAsync()
    {
        if (TestServer.Obstacle is null)
        {
            _peer = new SftpPeer();
            _host = _peer.Host();
        }

        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await (_host?.DisposeAsync() ?? default);
        _peer?.Dispose();
    }

    [ServerTheory]
    [InlineData("Override", "new", null)]
    [InlineData("append", "oldnew", null)]
    [InlineData("Fail", "old", "IA3811")]
    [InlineData("ignore", "old", null)]
    [InlineData("", "old", "IA3811")]
    [InlineData("1", "old", "IA3816")]
    [InlineData("overwrite", "old", "IA3816")]
    public async Task A_header_says_what_becomes_of_a_file_that_is_there(string value, string content, string? code)
    {
        _peer.Put("a.txt", "old"u8);

        var record = await SendAsync("fileName: a.txt, existing: fail", ("SAP_FtpAfterProc", value));

        Assert.Equal((content, code), (Encoding.UTF8.GetString(_peer.Find("a.txt")!), record.Fault?.Code));
    }

    [ServerTheory]
    [InlineData("SAP_FtpFlattenFileName", "true", "flat.txt")]
    [InlineData("SAP_FtpCreateDir", "true", "below/flat.txt")]
    public async Task A_property_holds_where_no_header_does(string name, string value, string written)
    {
        var flow = await _host.DeployAsync(FlowOf("fileName: below/flat.txt, createDirectories: false", $"  - set: {{ properties: {{ {name}: \"{value}\" }} }}\n"));

        var record = await _host.SendAsync(flow, Payload.FromText("new"));

        Assert.True(record.Status == MessageStatus.Completed, record.Fault?.ToString());
        Assert.NotNull(_peer.Find(written));
    }

    [ServerFact]
    public async Task A_message_has_a_time_out_and_a_number_of_connections_of_its_own()
    {
        _peer.Proxy.Set("mode=blackhole");
        var flow = await _host.DeployAsync(FlowOf("fileName: a.txt, timeout: 5m", throughProxy: true));

        var record = await _host.SendAsync(flow, Payload.FromText("new"), ("SAP_FtpTimeout", "500"), ("SAP_FtpMaxReconnect", "0")).WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal("IA3801", record.Fault?.Code);
        Assert.Contains("within 500ms", record.Fault!.Message, StringComparison.Ordinal);
    }

    [ServerFact]
    public async Task A_message_has_a_pause_of_its_own_between_connections()
    {
        _peer.Proxy.Set("mode=refuse");
        var flow = await _host.DeployAsync(FlowOf("fileName: a.txt, maxReconnects: 2, reconnectDelay: 5m", throughProxy: true));

        var record = await _host.SendAsync(flow, Payload.FromText("new"), ("SAP_FtpMaxReconDelay", "10")).WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal("IA3801", record.Fault?.Code);
        Assert.Equal(3, _peer.Proxy.Connections);
    }

    [ServerTheory]
    [InlineData("SAP_FtpTimeout", "10")]
    [InlineData("SAP_FtpMaxReconnect", "-1")]
    [InlineData("SAP_FtpMaxReconDelay", "soon")]
    [InlineData("SAP_FtpDisconnect", "maybe")]
    [InlineData("SAP_FtpStepwise", "2")]
    [InlineData("SAP_FtpFastExistsCheck", "x")]
    [InlineData("SAP_FtpAuthMethod", "none")]
    [InlineData("SAP_FtpAuthMethod", "s3cret-password")]
    public async Task A_value_that_can_not_be_meant_fails_the_message(string name, string value)
    {
        var record = await SendAsync("fileName: a.txt", (name, value));

        Assert.Equal("IA3816", record.Fault?.Code);
        Assert.Contains(name, record.Fault!.Message, StringComparison.Ordinal);
        Assert.Empty(_peer.Files());
    }

    // The server takes either; the one that the message does not want is wrong.
    [ServerTheory]
    [InlineData("user", "sftp", "rogue", null)]
    [InlineData("Password", "sftp", "rogue", null)]
    [InlineData("key", "wrong", "pair", null)]
    [InlineData("public_key", "wrong", "pair", null)]
    [InlineData("dual", "sftp", "rogue", null)]
    [InlineData("", "wrong", "pair", null)]
    [InlineData("user", "wrong", "pair", "IA3804")]
    [InlineData("key", "sftp", "rogue", "IA3804")]
    public async Task A_message_says_by_which_of_the_secrets_of_the_channel_it_logs_in(string method, string credential, string key, string? code)
    {
        await AddKeysAsync();

        var record = await SendAsync($"fileName: a.txt, privateKey: {key}", ("SAP_FtpAuthMethod", method), credential);

        Assert.Equal(code, record.Fault?.Code);
        Assert.Equal(code is null, _peer.Find("a.txt") is not null);
    }

    [ServerTheory]
    [InlineData("key", "sftp", "")]
    [InlineData("dual", "sftp", "")]
    [InlineData("user", "file", "")]
    [InlineData("dual", "file", ", privateKey: pair")]
    public async Task A_login_for_which_the_channel_has_no_secret_is_refused_before_anything_is_sent(string method, string credential, string more)
    {
        await AddKeysAsync();

        var record = await SendAsync($"fileName: a.txt{more}", ("SAP_FtpAuthMethod", method), credential);

        Assert.Equal("IA3816", record.Fault?.Code);
        Assert.Contains("no such secret", record.Fault!.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE KEY", record.Fault.ToString(), StringComparison.Ordinal);
        Assert.Empty(_peer.Files());
    }

    [ServerFact]
    public async Task A_message_says_as_whom_it_is_written()
    {
        var record = await SendAsync("fileName: a.txt, credentialName: \"${header.partner}\"", ("partner", "wrong"));
        var missing = await SendAsync("fileName: a.txt, credentialName: \"${header.partner}\"", ("partner", "nobody"));
        var own = await SendAsync("fileName: a.txt, credentialName: \"${header.partner}\"", ("partner", ""));

        Assert.Equal(("IA3804", "IA3806"), (record.Fault?.Code, missing.Fault?.Code));
        Assert.True(own.Status == MessageStatus.Completed, own.Fault?.ToString());
    }

    /// <summary>A key that the server knows as <c>pair</c>, the same as text of user credentials as <c>file</c>, and one that nobody knows as <c>rogue</c>.</summary>
    private async Task AddKeysAsync()
    {
        using var rogue = RSA.Create(2048);
        var text = await File.ReadAllTextAsync(_peer.Server["key_rsa"]);
        _host.Credentials["pair"] = new UserCredential("pair", _peer.Server["user"], text);
        _host.Credentials["file"] = new UserCredential("file", _peer.Server["user"], text);
        _host.Credentials["rogue"] = new UserCredential("rogue", _peer.Server["user"], rogue.ExportRSAPrivateKeyPem());
    }

    private async Task<MessageRecord> SendAsync(string options, (string Name, string Value) header, string credential = "sftp") =>
        await _host.SendAsync(await _host.DeployAsync(FlowOf(options, credential: credential)), Payload.FromText("new"), header);

    private string FlowOf(string options, string before = "", bool throughProxy = false, string credential = "sftp") =>
        $"from: {{ direct: {{}} }}\nsteps:\n{before}  - send: {{ sftp: {{ {_peer.Access(throughProxy, credential)}, {options} }} }}";
}
