using System.Text;
using IntegrationActors.Adapters.Sftp.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Stores;
using IntegrationActors.Engine.Inlets;

namespace IntegrationActors.Adapters.Sftp.Tests.Sender;

/// <summary>What the options of the sender do, on a real server.</summary>
public sealed class SftpSenderTests : IAsyncLifetime
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
    public async Task Names_fit_a_pattern_and_headers_tell_of_the_file()
    {
        _peer.Put("Bestellung-ü-日本.csv", "a;b"u8);
        _peer.Put("other.txt", "x"u8);
        _peer.Put(".hidden.csv", "x"u8);

        await DeployAsync("fileName: \"Bestellung-?-*.csv\"");
        await EndedAsync(1);

        var taken = Assert.Single(_host.Sink.Taken);
        Assert.Equal("Bestellung-ü-日本.csv", taken.Headers["CamelFileName"]);
        Assert.Equal("Bestellung-ü-日本.csv", taken.Headers["CamelFileNameOnly"]);
        Assert.EndsWith($"/{_peer.Name}", taken.Headers["CamelFileParent"], StringComparison.Ordinal);
        Assert.Equal("3", taken.Headers["CamelFileLength"]);
        Assert.Equal([".hidden.csv", "other.txt"], _peer.Files());
    }

    [ServerFact]
    public async Task A_regular_expression_holds_for_the_whole_name()
    {
        _peer.Put("order-17.xml", "1"u8);
        _peer.Put("order-17.xml.bak", "2"u8);

        await DeployAsync("fileName: 'order-\\d+\\.xml', regex: true");
        await EndedAsync(1);

        Assert.Equal(["order-17.xml.bak"], _peer.Files());
    }

    [ServerFact]
    public async Task Folders_below_are_read_on_demand_and_may_be_left_out_of_the_name()
    {
        _peer.Make("a");
        _peer.Make("a/b");
        _peer.Put("a/b/deep.txt", "deep"u8);

        var flow = await DeployAsync("subdirectories: true");
        await EndedAsync(1);
        await flow.RetireAsync(TimeSpan.FromSeconds(5));
        _peer.Put("a/b/deep.txt", "again"u8);
        await DeployAsync("subdirectories: true, flatten: true");
        await EndedAsync(2);

        Assert.Equal(["a/b/deep.txt", "deep.txt"], _host.Sink.Taken.Select(t => t.Headers["CamelFileName"]));
    }

    [ServerFact]
    public async Task Files_are_sorted_before_the_batch_is_cut()
    {
        foreach (var name in (string[])["3", "1", "2", "5", "4"])
        {
            _peer.Put(name, Encoding.UTF8.GetBytes(name));
        }

        await DeployAsync("sortBy: name, descending: true, maxMessagesPerPoll: 2");
        await EndedAsync(5);

        Assert.Equal(["5", "4", "3", "2", "1"], _host.Sink.Taken.Select(t => t.Text));
    }

    [ServerFact]
    public async Task Empty_and_large_files_stay_when_the_channel_says_so()
    {
        _peer.Put("empty", []);
        _peer.Put("large", new byte[2000]);
        _peer.Put("right", "right"u8);

        var flow = await DeployAsync("emptyFiles: skip, maxFileSize: 1KB");
        await EndedAsync(1);
        await Eventually.HoldsAsync(() => flow.Channels[0].Activity?.Contains("1 too large", StringComparison.Ordinal) == true);

        Assert.Equal(["empty", "large"], _peer.Files());
    }

    [ServerFact]
    public async Task Done_files_say_what_is_complete_and_go_with_it()
    {
        _peer.Put("one.xml", "1"u8);
        _peer.Put("two.xml", "2"u8);
        _peer.Put("two.xml.done", []);

        await DeployAsync("readLock: doneFile");
        await EndedAsync(1);

        Assert.Equal("2", Assert.Single(_host.Sink.Taken).Text);
        Assert.Equal(["one.xml"], _peer.Files());
    }

    [ServerTheory]
    [InlineData("changed, readLockInterval: 1500ms")]
    [InlineData("doneFile")]
    public async Task A_file_that_is_still_written_is_never_taken(string strategy)
    {
        await DeployAsync($"readLock: {strategy}");

        // A writer that takes its time, without a temporary name.
        var path = _peer.PathOf("slow.bin");
        await using (var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite))
        {
            File.SetUnixFileMode(path, (UnixFileMode)0b110_110_110);
            for (var i = 0; i < 20; i++)
            {
                await file.WriteAsync(new byte[10_000]);
                await file.FlushAsync();
                await Task.Delay(150);
            }
        }

        _peer.Put("slow.bin.done", []);
        await Eventually.HoldsAsync(() => _host.Sink.Taken.Any(t => t.Length == 200_000), () => string.Join(',', _host.Sink.Taken.Select(t => t.Length)));

        Assert.All(_host.Sink.Taken, taken => Assert.True(taken.Length is 200_000 or 0));
    }

    [ServerFact]
    public async Task A_file_that_can_be_renamed_is_taken_and_one_that_a_dead_node_left_comes_back()
    {
        _peer.Put("one", "1"u8);
        _peer.Put(".two.lock", "2"u8);

        await DeployAsync("readLock: rename");
        await EndedAsync(2);

        Assert.Equal(["1", "2"], _host.Sink.Taken.Select(t => t.Text).Order());
        Assert.Empty(_peer.Files());
    }

    [ServerFact]
    public async Task Files_move_to_an_archive_that_is_made_for_them()
    {
        _peer.Put("a.xml", "a"u8);

        await DeployAsync("postProcessing: move, archive: \"archive/${date:now:yyyy}/${header.CamelFileNameOnly}.old\"");
        await EndedAsync(1);

        Assert.Empty(_peer.Files());
        Assert.Equal("a"u8.ToArray(), _peer.Find($"archive/{TimeProvider.System.GetUtcNow().Year}/a.xml.old"));
    }

    [ServerFact]
    public async Task A_file_that_is_kept_comes_once_also_after_a_new_start()
    {
        _peer.Put("kept", "kept"u8);

        var flow = await DeployAsync("postProcessing: keep");
        await EndedAsync(1);
        await flow.RetireAsync(TimeSpan.FromSeconds(5));
        _peer.Put("kept", "changed"u8);
        _peer.Put("new", "new"u8);
        await DeployAsync("postProcessing: keep");
        await EndedAsync(2);

        Assert.Equal(["kept", "new"], _host.Sink.Taken.Select(t => t.Text));
        Assert.Equal(["kept", "new"], _peer.Files());
    }

    [ServerFact]
    public async Task A_file_that_is_kept_comes_again_with_each_poll_without_a_memory()
    {
        _peer.Put("kept", "kept"u8);

        await DeployAsync("postProcessing: keep, idempotent: false");

        await EndedAsync(3);
    }

    [ServerFact]
    public async Task A_file_that_could_not_be_put_away_is_put_away_later_without_a_second_run()
    {
        _peer.Put("a", "a"u8);
        File.WriteAllText(_peer.PathOf("archive"), "in the way");

        await DeployAsync("fileName: a, postProcessing: move, archive: archive/");
        await EndedAsync(1);
        File.Delete(_peer.PathOf("archive"));

        await Eventually.HoldsAsync(() => _peer.Find("archive/a") is not null);
        Assert.Equal(MessageStatus.Failed, Assert.Single(_host.Ended).Status);
        Assert.Single(_host.Sink.Taken);
    }

    [ServerFact]
    public async Task A_new_file_of_an_old_name_is_a_new_message()
    {
        await DeployAsync("");
        _peer.Put("daily", "monday"u8);
        await EndedAsync(1);
        _peer.Put("daily", "monday"u8);

        await EndedAsync(2);
    }

    [ServerFact]
    public async Task A_failure_stops_the_batch_when_order_counts()
    {
        _peer.Put("1", "1"u8);
        _peer.Put("2", "2"u8);
        _host.Sink.After = (_, _) => _host.Sink.Begun < 3 ? throw new FaultException("IA9999", "not yet") : Task.CompletedTask;

        await DeployAsync("singlePoller: true, stopOnException: true, sortBy: name");
        await EndedAsync(4);

        Assert.Equal(["1", "1", "1", "2"], _host.Sink.Taken.Select(t => t.Text));
    }

    [ServerFact]
    public async Task Files_that_fail_do_not_keep_others_waiting()
    {
        for (var i = 0; i < 3; i++)
        {
            _peer.Put($"a{i}", "bad"u8);
        }

        _peer.Put("b", "good"u8);
        _host.Sink.After = (_, _) => _host.Sink.Taken.Last().Text == "bad" ? throw new FaultException("IA9999", "bad") : Task.CompletedTask;

        await DeployAsync("sortBy: name, maxMessagesPerPoll: 2");

        await Eventually.HoldsAsync(() => _host.Ended.Any(r => r.Status == MessageStatus.Completed));
    }

    [ServerFact]
    public async Task Two_flows_on_one_folder_take_each_file_once()
    {
        for (var i = 0; i < 60; i++)
        {
            _peer.Put($"f{i:00}", Encoding.UTF8.GetBytes($"{i}"));
        }

        await DeployAsync("maxMessagesPerPoll: 500", "one");
        await DeployAsync("maxMessagesPerPoll: 500", "two");
        await Eventually.HoldsAsync(() => _peer.Files().Length == 0);
        await EndedAsync(60);

        Assert.Equal(60, _host.Sink.Taken.Select(t => t.Text).Distinct().Count());
        Assert.Equal(60, _host.Sink.Taken.Count);
    }

    [ServerFact]
    public async Task One_node_alone_polls_when_the_channel_says_so()
    {
        var first = await DeployAsync("singlePoller: true");
        await Eventually.HoldsAsync(() => first.Channels[0].Activity is not null);
        var second = await DeployAsync("singlePoller: true");
        await Eventually.HoldsAsync(() => second.Channels[0].Activity is not null);

        Assert.Equal("another node polls", second.Channels[0].Activity);
        await first.RetireAsync(TimeSpan.FromSeconds(5));
        await Eventually.HoldsAsync(() => second.Channels[0].Activity != "another node polls");
    }

    [ServerFact]
    public async Task An_unknown_and_a_changed_host_key_are_different_faults_and_no_password_is_sent()
    {
        const string Other = "SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8";
        _host.Files["known"] = Encoding.UTF8.GetBytes("elsewhere.example.com ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJGoPACCFcqp3oj0cex58o7GeNWGhEBjv6Vc0FYiShJu\n");

        var changed = await _host.DeployAsync(FlowOf(_peer.Access(hostKey: Other)), "changed");
        var unknown = await _host.DeployAsync(FlowOf(_peer.Access().Replace($"hostKeys: [\"{_peer.HostKey}\"]", "knownHosts: known", StringComparison.Ordinal)), "unknown");
        await Eventually.HoldsAsync(() => changed.Channels[0].State == ChannelState.Failed && unknown.Channels[0].State == ChannelState.Failed);

        Assert.StartsWith("IA3803", changed.Channels[0].Reason, StringComparison.Ordinal);
        Assert.Contains(_peer.HostKey, changed.Channels[0].Reason, StringComparison.Ordinal);
        Assert.StartsWith("IA3802", unknown.Channels[0].Reason, StringComparison.Ordinal);
    }

    [ServerFact]
    public async Task Hosts_are_known_from_a_file_of_OpenSSH()
    {
        _host.Files["known"] = Encoding.UTF8.GetBytes($"# comment\n{_peer.Server["known_host_line"]}\n");
        _peer.Put("a", "a"u8);

        await _host.DeployAsync(FlowOf(_peer.Access().Replace($"hostKeys: [\"{_peer.HostKey}\"]", "knownHosts: known", StringComparison.Ordinal)));

        await EndedAsync(1);
    }

    [ServerTheory]
    [InlineData("key")]
    [InlineData("key_rsa")]
    public async Task A_private_key_logs_in(string kind)
    {
        _host.Credentials["key"] = new UserCredential("key", _peer.Server["user"], await File.ReadAllTextAsync(_peer.Server[kind]));
        _peer.Put("a", "a"u8);

        await _host.DeployAsync(FlowOf(_peer.Access(credential: "key")));

        await EndedAsync(1);
    }

    [ServerFact]
    public async Task A_missing_folder_is_told_by_its_name()
    {
        var flow = await DeployAsync("", directory: $"{_peer.Name}/nowhere/below");
        await Eventually.HoldsAsync(() => flow.Channels[0].State == ChannelState.Failed);

        Assert.StartsWith("IA3808", flow.Channels[0].Reason, StringComparison.Ordinal);
        Assert.Contains($"{_peer.Name}/nowhere'", flow.Channels[0].Reason, StringComparison.Ordinal);
    }

    [ServerFact]
    public async Task A_frozen_server_is_given_up_and_found_again()
    {
        _peer.Put("large", new byte[3_000_000]);
        var flow = await _host.DeployAsync(FlowOf(_peer.Access(throughProxy: true) + ", timeout: 1s"));
        await EndedAsync(1);
        _peer.Proxy.Set("mode=blackhole");
        await Eventually.HoldsAsync(() => flow.Channels[0].State == ChannelState.Failed);
        var reason = flow.Channels[0].Reason;

        _peer.Put("next", "next"u8);
        _peer.Proxy.Reset();

        await EndedAsync(2);
        Assert.Contains("within 1s", reason, StringComparison.Ordinal);
    }

    private Task<OpenFlow> DeployAsync(string options, string name = "files", string? directory = null)
    {
        var access = directory is null ? _peer.Access() : _peer.Access().Replace($"directory: {_peer.Name}", $"directory: {directory}", StringComparison.Ordinal);
        return _host.DeployAsync(FlowOf(options.Length == 0 ? access : $"{access}, {options}"), name);
    }

    private static string FlowOf(string options) => $"from: {{ sftp: {{ {options}, poll: 100ms }} }}\nsteps:\n  - send: {{ sink: {{}} }}";

    private Task EndedAsync(int count) => Eventually.HoldsAsync(() => _host.Ended.Count >= count, () => $"{_host.Ended.Count} of {count} ended: {string.Join('\n', _host.Ended.Select(r => r.Fault))}");
}
