using System.Globalization;
using System.Text;
using IntegrationActors.Adapters.Sftp.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Adapters.Sftp.Tests.Receiver;

/// <summary>What the options of the receiver do, on a real server.</summary>
public sealed class SftpReceiverTests : IAsyncLifetime
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
    [InlineData("override", "new", MessageStatus.Completed)]
    [InlineData("append", "oldnew", MessageStatus.Completed)]
    [InlineData("fail", "old", MessageStatus.Failed)]
    [InlineData("ignore", "old", MessageStatus.Completed)]
    public async Task A_file_that_is_there_is_dealt_with_as_the_channel_says(string existing, string content, MessageStatus status)
    {
        _peer.Put("a.txt", "old"u8);

        var record = await SendAsync($"fileName: a.txt, existing: {existing}", "new");

        Assert.Equal(status, record.Status);
        Assert.Equal(content, System.Text.Encoding.UTF8.GetString(_peer.Find("a.txt")!));
        Assert.Equal(["a.txt"], _peer.Files());
        Assert.Equal(status == MessageStatus.Failed ? "IA3811" : null, record.Fault?.Code);
    }

    [ServerFact]
    public async Task One_of_many_wins_when_a_file_may_be_written_once()
    {
        var flow = await _host.DeployAsync(FlowOf("fileName: once, existing: fail"));

        await Parallel.ForAsync(0, 10, async (i, _) => await _host.SendAsync(flow, Payload.FromText($"{i}")));

        Assert.Equal(1, _host.Ended.Count(r => r.Status == MessageStatus.Completed));
        Assert.Equal(["once"], _peer.Files());
    }

    [ServerFact]
    public async Task Appends_of_many_messages_are_never_interleaved()
    {
        var flow = await _host.DeployAsync(FlowOf("fileName: journal, existing: append"));

        await Parallel.ForAsync(0, 20, new ParallelOptions { MaxDegreeOfParallelism = 10 }, async (i, _) =>
            await _host.SendAsync(flow, Payload.FromText(new string((char)('a' + i), 100_000) + "\n")));

        Assert.All(_host.Ended, record => Assert.True(record.Status == MessageStatus.Completed, record.Fault?.ToString()));
        var lines = System.Text.Encoding.UTF8.GetString(_peer.Find("journal")!).TrimEnd('\n').Split('\n');
        Assert.Equal(20, lines.Length);
        Assert.All(lines, line => Assert.True(line.Length == 100_000 && line.All(c => c == line[0])));
    }

    [ServerFact]
    public async Task Folders_are_made_and_the_log_says_what_was_written()
    {
        var record = await SendAsync("fileName: \"2026/11/${header.name}.txt\"", "x", ("name", "order 7"));

        Assert.Equal("x"u8.ToArray(), _peer.Find("2026/11/order 7.txt"));
        Assert.Contains(record.Keys, key => key.Key == "ProducedFile" && key.Value == $"{_peer.Name}/2026/11/order 7.txt");
    }

    [ServerFact]
    public async Task Folders_are_not_made_when_the_channel_says_so()
    {
        var record = await SendAsync("fileName: nowhere/a.txt, createDirectories: false", "x");

        Assert.Equal("IA3808", record.Fault?.Code);
        Assert.Contains("/nowhere", record.Fault!.Message, StringComparison.Ordinal);
    }

    [ServerFact]
    public async Task The_name_comes_from_the_header_and_without_one_from_the_id()
    {
        await SendAsync("flatten: true", "1", ("CamelFileName", "in/from-header.txt"));
        var record = await SendAsync("", "2");

        Assert.Equal(new[] { "from-header.txt", record.Id.ToString() }.Order(StringComparer.Ordinal), _peer.Files());
    }

    [ServerFact]
    public async Task A_timestamp_stands_before_the_extension()
    {
        await SendAsync("fileName: report.csv, appendTimestamp: true", "1");

        Assert.Matches("^report20\\d{15}\\.csv$", Assert.Single(_peer.Files()));
    }

    [ServerTheory]
    [InlineData("../evil")]
    [InlineData("a/../../evil")]
    [InlineData("..\\\\evil")]
    [InlineData("/etc/evil")]
    [InlineData("a\\nb")]
    [InlineData("a/")]
    public async Task A_name_that_leads_elsewhere_fails_the_message(string name)
    {
        var record = await SendAsync("fileName: \"${header.name}\"", "x", ("name", name.Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal)));

        Assert.Equal("IA3812", record.Fault?.Code);
        Assert.Empty(_peer.Files());
    }

    [ServerTheory]
    [InlineData(2000)]
    [InlineData(20_000)]
    [InlineData(400_000)]
    [InlineData(2_900_000)]
    public async Task Nobody_sees_a_part_of_a_file_under_its_name_when_the_connection_breaks(int bytes)
    {
        _peer.Proxy.Set($"cut_after_up={bytes}");

        var record = await SendAsync("fileName: large.bin", new string('x', 3_000_000), throughProxy: true);

        Assert.Equal(MessageStatus.Failed, record.Status);
        Assert.DoesNotContain("large.bin", _peer.Files());
    }

    // The server does what it was asked for, and its answer does not come: whatever it was, and to the rename above all.
    [ServerFact]
    public async Task A_file_whose_answers_are_lost_is_whole_or_not_there_and_another_attempt_delivers_it_once()
    {
        for (var bytes = 1500; bytes < 6000; bytes += 250)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{bytes}.bin");
            _peer.Proxy.Set(string.Create(CultureInfo.InvariantCulture, $"cut_after_down={bytes}"));
            var once = await SendAsync($"fileName: {name}, maxReconnects: 0", new string('x', 300_000), throughProxy: true);
            var there = _peer.Find(name);
            _peer.Proxy.Reset();
            var again = await SendAsync($"fileName: {name}", new string('x', 300_000), throughProxy: true);

            Assert.True(there is null ? once.Status == MessageStatus.Failed : there.Length == 300_000, $"{bytes}: {there?.Length} {once.Fault}");
            Assert.True(again.Status == MessageStatus.Completed, $"{bytes}: {again.Fault}");
            Assert.Equal(300_000, _peer.Find(name)!.Length);
        }
    }

    [ServerFact]
    public async Task Another_attempt_delivers_what_a_broken_connection_did_not()
    {
        _peer.Proxy.Set("cut_after_up=500000");
        var flow = await _host.DeployAsync(FlowOf("fileName: large.bin, retry: { attempts: 5, interval: 500ms }", throughProxy: true));
        var sending = _host.SendAsync(flow, Payload.FromText(new string('x', 3_000_000)));
        await Task.Delay(300);
        _peer.Proxy.Reset();

        var record = await sending;

        Assert.True(record.Status == MessageStatus.Completed, record.Fault?.ToString());
        Assert.Equal(3_000_000, _peer.Find("large.bin")!.Length);
    }

    [ServerFact]
    public async Task A_frozen_server_fails_the_message_in_time()
    {
        var flow = await _host.DeployAsync(FlowOf("fileName: \"${header.name}\", timeout: 1s, maxReconnects: 0", throughProxy: true));
        await _host.SendAsync(flow, Payload.FromText("1"), ("name", "before"));
        _peer.Proxy.Set("mode=blackhole");

        var record = await _host.SendAsync(flow, Payload.FromText("2"), ("name", "after")).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(MessageStatus.Failed, record.Status);
        Assert.Equal(["before"], _peer.Files());
    }

    [ServerFact]
    public async Task Without_a_temporary_name_a_file_that_may_not_be_written_stays()
    {
        _peer.Put("a.txt", "old"u8);
        File.SetUnixFileMode(_peer.PathOf("a.txt"), UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

        var record = await SendAsync("fileName: a.txt, temporaryFile: false", "new");

        Assert.Equal((MessageStatus.Failed, "old"), (record.Status, Encoding.UTF8.GetString(_peer.Find("a.txt")!)));
    }

    [ServerFact]
    public async Task A_file_has_the_temporary_name_of_the_channel_until_it_is_complete()
    {
        _peer.Proxy.Set("cut_after_up=2000000");

        var record = await SendAsync("fileName: large.bin, temporaryName: \"${header.name}.tmp\"", new string('x', 3_000_000), ("name", "mine"), throughProxy: true);

        Assert.Equal(MessageStatus.Failed, record.Status);
        Assert.Equal(["mine.tmp"], _peer.Files());
    }

    [ServerFact]
    public async Task A_path_may_lead_out_of_the_folder_when_the_channel_leaves_that_to_the_server()
    {
        _peer.Make("below");

        var record = await SendAsync("fileName: \"below/../above.txt\", preventDirectoryTraversal: false", "x");

        Assert.True(record.Status == MessageStatus.Completed, record.Fault?.ToString());
        Assert.Equal(["above.txt"], _peer.Files());
    }

    [ServerTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whether_a_file_is_there_is_asked_of_the_server_or_looked_up_in_the_list(bool isFast)
    {
        var flow = await _host.DeployAsync(FlowOf($"fileName: \"${{header.name}}\", existing: ignore, fastExistsCheck: {(isFast ? "true" : "false")}"));
        _peer.Put("a.txt", "old"u8);

        await _host.SendAsync(flow, Payload.FromText("new"), ("name", "a.txt"));
        await _host.SendAsync(flow, Payload.FromText("new"), ("name", "b.txt"));

        Assert.Equal(("old", "new"), (Encoding.UTF8.GetString(_peer.Find("a.txt")!), Encoding.UTF8.GetString(_peer.Find("b.txt")!)));
    }

    [ServerFact]
    public async Task A_full_disk_fails_the_message_and_leaves_no_file()
    {
        using var small = new TestServer("sftp", "--tmpfs-mb", "1");
        var access = $"host: \"127.0.0.1:{small.Port}\", credential: small, hostKeys: [\"{small["host_key_fingerprint"]}\"]";
        _host.Credentials["small"] = new Core.Stores.UserCredential("small", small["user"], small["password"]);
        var flow = await _host.DeployAsync($"from: {{ direct: {{}} }}\nsteps:\n  - send: {{ sftp: {{ {access}, fileName: \"${{header.name}}\", existing: fail }} }}");

        var full = await _host.SendAsync(flow, Payload.FromText(new string('x', 3_000_000)), ("name", "large"));
        var next = await _host.SendAsync(flow, Payload.FromText(new string('x', 500_000)), ("name", "large"));

        Assert.Equal("IA3810", full.Fault?.Code);
        Assert.True(next.Status == MessageStatus.Completed, next.Fault?.ToString());
    }

    private async Task<MessageRecord> SendAsync(string options, string body, (string Name, string Value) header = default, bool throughProxy = false)
    {
        var flow = await _host.DeployAsync(FlowOf(options, throughProxy));
        return header.Name is null ? await _host.SendAsync(flow, Payload.FromText(body)) : await _host.SendAsync(flow, Payload.FromText(body), header);
    }

    private string FlowOf(string options, bool throughProxy = false) =>
        $"from: {{ direct: {{}} }}\nsteps:\n  - send: {{ sftp: {{ {_peer.Access(throughProxy)}{(options.Length == 0 ? "" : ", ")}{options} }} }}";
}
