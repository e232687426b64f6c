using System.Xml.Linq;
using IntegrationActors.Adapters.Sftp.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Adapters.Sftp.Tests.Fetching;

/// <summary>Files that are fetched while a message runs, from a real server.</summary>
public sealed class SftpFetchAdapterTests : IAsyncLifetime
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

    [ServerFact]
    public async Task The_first_file_that_fits_takes_the_place_of_the_message_and_is_gone_after_the_run()
    {
        _peer.Put("b.csv", "b"u8);
        _peer.Put("a.csv", "a"u8);

        var record = await CallAsync("fileName: \"${header.kind}\", sortBy: name", ("kind", "*.csv"));

        Assert.True(record.Status == MessageStatus.Completed, record.Fault?.ToString());
        var taken = Assert.Single(_host.Sink.Taken);
        Assert.Equal("a", taken.Text);
        Assert.Equal("a.csv", taken.Headers["CamelFileName"]);
        Assert.Equal("true", taken.Headers["SAP_PollEnrichMessageFound"]);
        Assert.Equal(["b.csv"], _peer.Files());
    }

    [ServerFact]
    public async Task A_file_stays_when_the_run_fails_behind_it()
    {
        _peer.Put("a.csv", "a"u8);
        _host.Sink.After = (_, _) => throw new FaultException("IA9999", "not now");

        var record = await CallAsync("");

        Assert.Equal(MessageStatus.Failed, record.Status);
        Assert.Single(_host.Sink.Taken);
        Assert.Equal(["a.csv"], _peer.Files());
    }

    [ServerFact]
    public async Task No_file_is_told_by_a_header_or_fails_the_message()
    {
        var without = await CallAsync("");
        var required = await CallAsync("required: true");

        Assert.Equal(MessageStatus.Completed, without.Status);
        Assert.Equal("false", Assert.Single(_host.Sink.Taken).Headers["SAP_PollEnrichMessageFound"]);
        Assert.Equal(0, _host.Sink.Taken.Single().Length);
        Assert.Equal("IA3808", required.Fault?.Code);
    }

    [ServerFact]
    public async Task A_file_is_put_beside_the_message()
    {
        _peer.Put("customer.xml", "<customer/>"u8);
        var flow = await _host.DeployAsync($"from: {{ direct: {{}} }}\nsteps:\n  - enrich: {{ sftpFetch: {{ {_peer.Access()} }}, combine: xml }}\n  - send: {{ sink: {{}} }}");

        var record = await _host.SendAsync(flow, Payload.FromText("<order/>"));

        Assert.True(record.Status == MessageStatus.Completed, record.Fault?.ToString());
        Assert.Contains("<order/>", _host.Sink.Taken.Single().Text, StringComparison.Ordinal);
        Assert.Contains("<customer/>", _host.Sink.Taken.Single().Text, StringComparison.Ordinal);
        Assert.Empty(_peer.Files());
    }

    [ServerFact]
    public async Task A_list_tells_of_all_files_and_takes_none()
    {
        _peer.Make("sub");
        _peer.Put("ä.txt", "12345"u8);
        _peer.Put("sub/b.txt", "1"u8);

        await CallAsync("mode: list, subdirectories: true, sortBy: name");

        var files = XDocument.Parse(_host.Sink.Taken.Single().Text).Root!.Elements("file").ToArray();
        Assert.Equal(["sub/b.txt", "ä.txt"], files.Select(f => f.Element("relativePath")!.Value));
        Assert.Equal("5", files[1].Element("size")!.Value);
        Assert.Equal("666", files[1].Element("permissions")!.Value);
        Assert.Equal(["ä.txt"], _peer.Files());
    }

    private async Task<MessageRecord> CallAsync(string options, (string Name, string Value) header = default)
    {
        var flow = await _host.DeployAsync($"from: {{ direct: {{}} }}\nsteps:\n  - call: {{ sftpFetch: {{ {_peer.Access()}{(options.Length == 0 ? "" : ", ")}{options} }} }}\n  - send: {{ sink: {{}} }}");
        return header.Name is null ? await _host.SendAsync(flow, Payload.FromText("before")) : await _host.SendAsync(flow, Payload.FromText("before"), header);
    }
}
