using System.Text;
using IntegrationActors.Adapters.Sftp.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;

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

    [ServerTheory]
    [InlineData("SAP_FtpTimeout", "10")]
    [InlineData("SAP_FtpMaxReconnect", "-1")]
    [InlineData("SAP_FtpMaxReconDelay", "soon")]
    [InlineData("SAP_FtpDisconnect", "maybe")]
    [InlineData("SAP_FtpStepwise", "2")]
    [InlineData("SAP_FtpFastExistsCheck", "x")]
    public async Task A_value_that_can_not_be_meant_fails_the_message(string name, string value)
    {
        var record = await SendAsync("fileName: a.txt", (name, value));

        Assert.Equal("IA3816", record.Fault?.Code);
        Assert.Contains(name, record.Fault!.Message, StringComparison.Ordinal);
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

    private async Task<MessageRecord> SendAsync(string options, (string Name, string Value) header) => await _host.SendAsync(await _host.DeployAsync(FlowOf(options)), Payload.FromText("new"), header);

    private string FlowOf(string options, string before = "", bool throughProxy = false) =>
        $"from: {{ direct: {{}} }}\nsteps:\n{before}  - send: {{ sftp: {{ {_peer.Access(throughProxy)}, {options} }} }}";
}
