using System.Diagnostics;
using System.Net.Sockets;
using IntegrationActors.Contracts;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Adapters.Files.Local;
using IntegrationActors.Engine.Inlets;

namespace IntegrationActors.Adapters.Tests.Files.Local;

public sealed class FileSenderTests : IAsyncLifetime
{
    private readonly LocalFolder _folder = new();
    private readonly FlowHost _host;

    public FileSenderTests() => _host = _folder.Host();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Files_of_all_sizes_and_names_arrive_as_they_are_and_are_deleted()
    {
        var bodies = Enumerable.Range(0, 200).Select(i => Body((i % 5) switch { 0 => 0, 1 => i, 2 => 4096 + i, 3 => 65_536 + i, _ => i % 25 == 4 ? 1_048_576 : 20_000 + i })).ToArray();
        for (var i = 0; i < bodies.Length; i++)
        {
            _folder.Put($"Größe-日本-🚚-{i}.bin", bodies[i]);
        }

        await DeployAsync("maxMessagesPerPoll: 500");
        await EndedAsync(bodies.Length);

        Assert.Equal(bodies.Select(body => Sink.HashOf(body)).Order(), _host.Sink.Taken.Select(taken => taken.Hash).Order());
        Assert.All(_host.Sink.Taken, taken => Assert.StartsWith("Größe-日本-🚚-", taken.Headers["CamelFileName"], StringComparison.Ordinal));
        Assert.Empty(_folder.Files());
    }

    [Fact]
    public async Task Empty_files_are_logged_and_put_away_without_a_run_when_the_channel_says_so()
    {
        await new EmptyFiles(_host, (name, body) => _folder.Put(name, body)).ArePutAwayWithoutARunAsync(() => DeployAsync("emptyFiles: putAway"));

        Assert.Empty(_folder.Files());
    }

    [Fact]
    public async Task A_file_whose_run_failed_stays_and_comes_again()
    {
        _folder.Put("a", "a"u8);
        _host.Sink.After = (_, _) => _host.Sink.Begun < 3 ? throw new FaultException("IA9999", "not yet") : Task.CompletedTask;

        await DeployAsync("");
        await Eventually.HoldsAsync(() => _host.Ended.Any(record => record.Status == MessageStatus.Completed));

        Assert.Equal(3, _host.Sink.Begun);
        Assert.Empty(_folder.Files());
    }

    [Fact]
    public async Task Files_go_to_the_archive_and_come_in_the_order_of_their_names()
    {
        foreach (var name in (string[])["c.csv", "a.csv", "b.csv", "d.txt"])
        {
            _folder.Put($"in/{name}", "x"u8);
        }

        await DeployAsync("directory: in, fileName: \"*.csv\", sortBy: name, postProcessing: move, archive: \"/done/${header.CamelFileNameOnly}.old\"");
        await EndedAsync(3);

        Assert.Equal(["a.csv", "b.csv", "c.csv"], _host.Sink.Taken.Select(taken => taken.Headers["CamelFileName"]));
        Assert.Equal(["done/a.csv.old", "done/b.csv.old", "done/c.csv.old", "in/d.txt"], _folder.Files());
    }

    [Fact]
    public async Task A_file_that_is_kept_comes_once()
    {
        _folder.Put("a", "a"u8);

        await DeployAsync("postProcessing: keep");
        await EndedAsync(1);
        _folder.Put("b", "b"u8);
        await EndedAsync(2);

        Assert.Equal(["a", "b"], _host.Sink.Taken.Select(taken => taken.Text));
        Assert.Equal(["a", "b"], _folder.Files());
    }

    [Fact]
    public async Task Two_flows_on_one_folder_take_each_file_once()
    {
        for (var i = 0; i < 60; i++)
        {
            _folder.Put($"f{i}", [(byte)i]);
        }

        await DeployAsync("", version: 1);
        await DeployAsync("", version: 1);
        await Eventually.HoldsAsync(() => _folder.Files().Length == 0);

        Assert.Equal(60, _host.Sink.Taken.Select(taken => taken.Headers["CamelFileName"]).Distinct().Count());
        Assert.Equal(60, _host.Sink.Taken.Count);
    }

    [Theory]
    [InlineData("doneFile", "a.done")]
    [InlineData("changed", null)]
    [InlineData("rename", null)]
    public async Task Files_are_taken_when_they_are_complete(string readLock, string? done)
    {
        _folder.Put("a", "a"u8);
        var flow = await DeployAsync($"readLock: {readLock}, readLockInterval: 100ms");
        if (done is not null)
        {
            await Eventually.HoldsAsync(() => flow.Channels[0].Activity?.Contains("1 not complete", StringComparison.Ordinal) == true);
            _folder.Put(done, []);
        }

        await EndedAsync(1);

        Assert.Equal("a", Assert.Single(_host.Sink.Taken).Headers["CamelFileName"]);
        Assert.Empty(_folder.Files());
    }

    [Fact]
    public async Task Links_are_passed_over()
    {
        File.CreateSymbolicLink(_folder.PathOf("secret.txt"), _folder.Secret);
        Directory.CreateSymbolicLink(_folder.PathOf("out"), Path.GetDirectoryName(_folder.Secret)!);
        _folder.Put("a.txt", "a"u8);

        await DeployAsync("subdirectories: true");
        await EndedAsync(1);
        _folder.Put("b.txt", "b"u8);
        await EndedAsync(2);

        Assert.Equal(["a", "b"], _host.Sink.Taken.Select(taken => taken.Text));
        Assert.True(File.Exists(_folder.Secret));
    }

    [Fact]
    public async Task Named_pipes_and_sockets_are_passed_over_and_hold_nobody_up()
    {
        await MakePipeAsync(_folder.PathOf("0-pipe"));
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(_folder.PathOf("1-socket")));
        _folder.Put("2-file", "a"u8);

        var flow = await DeployAsync("sortBy: name, readLock: rename, readLockInterval: 100ms");
        await EndedAsync(1);
        _folder.Put("3-file", "b"u8);
        await EndedAsync(2);

        Assert.Equal(ChannelState.Connected, flow.Channels[0].State);
        Assert.Equal(["a", "b"], _host.Sink.Taken.Select(taken => taken.Text));
        Assert.Equal(["0-pipe", "1-socket"], _folder.Files());
    }

    [Fact]
    public async Task Several_files_run_at_once_when_the_channel_says_so_each_once()
    {
        var go = new TaskCompletionSource();
        for (var i = 0; i < 40; i++)
        {
            _folder.Put($"f{i:00}", [(byte)i]);
        }

        _host.Sink.Before = (_, cancel) => go.Task.WaitAsync(cancel);
        await DeployAsync("concurrency: 4, sortBy: name, maxMessagesPerPoll: 10");
        await Eventually.HoldsAsync(() => _host.Sink.Begun == 4);
        var during = _folder.Files().Length;
        go.SetResult();
        await EndedAsync(40);

        Assert.Equal((40, 4), (during, _host.Sink.Most));
        Assert.Equal(40, _host.Sink.Taken.Select(taken => taken.Hash).Distinct().Count());
        await Eventually.HoldsAsync(() => _folder.Files().Length == 0);
    }

    [Fact]
    public async Task Files_of_one_archive_that_is_not_there_yet_move_at_the_same_time()
    {
        for (var i = 0; i < 32; i++)
        {
            _folder.Put($"f{i:00}", [(byte)i]);
        }

        await DeployAsync("concurrency: 8, postProcessing: move, archive: \"/done/${header.CamelFileName}/deep/\", maxMessagesPerPoll: 500");
        await EndedAsync(32);

        Assert.All(_host.Ended, record => Assert.Equal(MessageStatus.Completed, record.Status));
        Assert.Equal(32, _folder.Files().Length);
    }

    [Theory]
    [InlineData("out", "IA3931")]
    [InlineData("nowhere", "IA3808")]
    public async Task A_folder_over_a_link_or_that_is_not_there_fails_the_channel(string directory, string code)
    {
        Directory.CreateSymbolicLink(_folder.PathOf("out"), Path.GetDirectoryName(_folder.Secret)!);

        var flow = await DeployAsync($"directory: {directory}");
        await Eventually.HoldsAsync(() => flow.Channels[0].State == ChannelState.Failed);

        Assert.Contains(code, flow.Channels[0].Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(_folder.Root, flow.Channels[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tenant_that_is_allowed_no_folder_reads_none()
    {
        await using var host = new FlowHost(typeof(FileFolders).Assembly);

        var flow = await host.DeployAsync(FlowOf(""));
        await Eventually.HoldsAsync(() => flow.Channels[0].State == ChannelState.Failed);

        Assert.Contains("IA3930", flow.Channels[0].Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("directory: \"../x\"", "leads out of the folder")]
    [InlineData("postProcessing: move", "go together")]
    [InlineData("stopOnException: true", "singlePoller")]
    [InlineData("stopOnException: true, singlePoller: true, concurrency: 2", "leave out 'concurrency'")]
    [InlineData("concurrency: 65", "64")]
    [InlineData("regex: true, fileName: \"(\"", "no regular expression")]
    public void What_is_wrong_is_a_finding(string options, string said) => Assert.Contains(said, _host.FindingsOf(FlowOf(options)), StringComparison.Ordinal);

    private static string FlowOf(string options) => $"from: {{ file: {{ poll: 100ms{(options.Length == 0 ? "" : $", {options}")} }} }}\nsteps:\n  - send: {{ sink: {{}} }}";

    private static async Task MakePipeAsync(string path)
    {
        using var making = Process.Start("mkfifo", path);
        await making.WaitForExitAsync();
        Assert.Equal(0, making.ExitCode);
    }

    private static byte[] Body(int size)
    {
        var body = new byte[size];
        new Random(size).NextBytes(body);
        return body;
    }

    private Task<OpenFlow> DeployAsync(string options, int? version = null) => _host.DeployAsync(FlowOf(options), "files", version);

    private Task EndedAsync(int count) => Eventually.HoldsAsync(() => _host.Ended.Count >= count, () => $"{_host.Ended.Count} of {count} ended: {string.Join('\n', _host.Ended.Select(record => record.Fault))}");
}
