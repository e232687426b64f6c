using System.Globalization;
using IntegrationActors.Adapters.Files.Local;
using IntegrationActors.Contracts;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;
using IntegrationActors.Engine.Inlets;

namespace IntegrationActors.Adapters.Tests.Files.Local;

public sealed class FileReceiverTests : IAsyncLifetime
{
    private readonly LocalFolder _folder = new();
    private readonly FlowHost _host;

    public FileReceiverTests() => _host = _folder.Host();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Bodies_of_all_sizes_are_written_as_they_are_into_folders_that_are_made()
    {
        var flow = await DeployAsync("directory: \"orders/${header.day}\", fileName: \"${header.name}\"");
        var bodies = Enumerable.Range(0, 100).Select(i => Body((i % 4) switch { 0 => 0, 1 => i, 2 => 65_536 + i, _ => i % 20 == 3 ? 1_048_576 : 10_000 + i })).ToArray();

        await Parallel.ForAsync(0, bodies.Length, async (i, _) => await _host.SendAsync(flow, Payload.FromBytes(bodies[i]), ("day", "Müller/日本"), ("name", $"🚚-{i}")));

        Assert.All(_host.Ended, record => Assert.True(record.Status == MessageStatus.Completed, record.Fault?.ToString()));
        Assert.All(Enumerable.Range(0, bodies.Length), i => Assert.Equal(bodies[i], File.ReadAllBytes(_folder.PathOf($"orders/Müller/日本/🚚-{i}"))));
        Assert.Equal(bodies.Length, _folder.Files().Length);
    }

    [Theory]
    [InlineData("override", "Completed", "new", "new")]
    [InlineData("append", "Completed", "oldnew", "new")]
    [InlineData("ignore", "Completed", "old", "new")]
    [InlineData("fail", "Failed", "old", "new")]
    public async Task A_file_that_is_there_is_treated_as_the_channel_says(string existing, string status, string there, string fresh)
    {
        _folder.Put("a", "old"u8);
        var flow = await DeployAsync($"fileName: \"${{header.name}}\", existing: {existing}");

        var first = await _host.SendAsync(flow, Payload.FromText("new"), ("name", "a"));
        await _host.SendAsync(flow, Payload.FromText("new"), ("name", "b"));

        Assert.Equal(status, first.Status.ToString());
        Assert.Equal(first.Status == MessageStatus.Failed ? "IA3811" : null, first.Fault?.Code);
        Assert.Equal((there, fresh), (File.ReadAllText(_folder.PathOf("a")), File.ReadAllText(_folder.PathOf("b"))));
        Assert.Equal(["a", "b"], _folder.Files());
    }

    [Fact]
    public async Task Appends_at_once_never_mix()
    {
        var flow = await DeployAsync("fileName: journal, existing: append");

        await Parallel.ForAsync(0, 50, async (i, _) => await _host.SendAsync(flow, Payload.FromText($"{new string((char)('a' + (i % 26)), 500)}\n")));

        var lines = File.ReadAllLines(_folder.PathOf("journal"));
        Assert.Equal(50, lines.Length);
        Assert.All(lines, line => Assert.Equal(new string(line[0], 500), line));
    }

    [Fact]
    public async Task The_name_comes_from_the_header_and_gets_the_time_before_its_extension()
    {
        var record = await SendAsync("appendTimestamp: true", ("CamelFileName", "in/a.csv"));

        var file = Assert.Single(_folder.Files());
        Assert.Matches("^in/a[0-9]{17}\\.csv$", file);
        Assert.Equal(file, Assert.Single(record.Keys, key => key.Key == "ProducedFile").Value);
    }

    [Theory]
    [InlineData("../outside/x")]
    [InlineData("a/../../x")]
    [InlineData("/etc/x")]
    [InlineData("a\u0001")]
    [InlineData("a/")]
    public async Task A_name_that_leads_out_of_the_folder_is_refused(string name)
    {
        var record = await SendAsync("existing: override", ("CamelFileName", name));

        Assert.Equal("IA3812", record.Fault!.Code);
        Assert.Empty(_folder.Files());
    }

    [Theory]
    [InlineData("out/x")]
    [InlineData("link.txt")]
    public async Task Nothing_is_written_over_a_link(string name)
    {
        Directory.CreateSymbolicLink(_folder.PathOf("out"), Path.GetDirectoryName(_folder.Secret)!);
        File.CreateSymbolicLink(_folder.PathOf("link.txt"), _folder.Secret);

        var record = await SendAsync("existing: append", ("CamelFileName", name));

        Assert.Equal("IA3931", record.Fault!.Code);
        Assert.Equal("secret", File.ReadAllText(_folder.Secret));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(_folder.Secret)!));
    }

    [Theory]
    [InlineData("existing: append")]
    [InlineData("temporaryFile: false")]
    public async Task A_named_pipe_is_refused_and_holds_nobody_up(string options)
    {
        using var making = System.Diagnostics.Process.Start("mkfifo", _folder.PathOf("pipe"));
        await making.WaitForExitAsync();

        var record = await SendAsync(options, ("CamelFileName", "pipe"));

        Assert.Equal("IA3812", record.Fault!.Code);
    }

    [Fact]
    public async Task Without_permission_to_make_folders_a_missing_one_fails_the_message()
    {
        var record = await SendAsync("directory: nowhere, createDirectories: false", ("CamelFileName", "a"));

        Assert.Equal("IA3808", record.Fault!.Code);
        Assert.DoesNotContain(_folder.Root, record.Fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tenant_that_is_allowed_no_folder_does_not_start()
    {
        await using var host = new FlowHost(typeof(FileFolders).Assembly);

        var failure = await Assert.ThrowsAsync<FaultException>(() => host.DeployAsync("from: { direct: {} }\nsteps:\n  - send: { file: {} }"));

        Assert.Equal("IA3930", failure.Fault.Code);
    }

    [Fact]
    public async Task The_test_of_the_channel_looks_at_the_folder()
    {
        var options = new Adapters.Files.Local.Sender.FileSenderOptions { Directory = "in" };
        await using var adapter = new Adapters.Files.Local.Sender.FileSenderAdapter(options, _host.ContextOf("files", 1));

        var missing = await adapter.ProbeAsync(CancellationToken.None).ToListAsync();
        Directory.CreateDirectory(_folder.PathOf("in"));
        var there = await adapter.ProbeAsync(CancellationToken.None).ToListAsync();

        Assert.Equal([(ProbeLayers.Settings, ProbeOutcome.Passed), (ProbeLayers.Target, ProbeOutcome.Failed)], missing.Select(step => (step.Name, step.Outcome)));
        Assert.Equal(ProbeOutcome.Passed, there[^1].Outcome);
    }

    private static byte[] Body(int size)
    {
        var body = new byte[size];
        new Random(size).NextBytes(body);
        return body;
    }

    private Task<OpenFlow> DeployAsync(string options) =>
        _host.DeployAsync(string.Create(CultureInfo.InvariantCulture, $"from: {{ direct: {{}} }}\nsteps:\n  - send: {{ file: {{ {options} }} }}"));

    private async Task<MessageRecord> SendAsync(string options, params (string Name, string Value)[] headers) =>
        await _host.SendAsync(await DeployAsync(options), Payload.FromText("x"), headers);
}
