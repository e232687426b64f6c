using IntegrationActors.Adapters.Files.Local;
using IntegrationActors.Contracts;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationActors.Adapters.Tests.Files.Local;

/// <summary>A folder whose disk is full, for both directions.</summary>
public sealed class FullDiskTests : IAsyncLifetime
{
    private TestServer _disk = null!;
    private FlowHost _host = null!;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await (_host?.DisposeAsync() ?? default);
        _disk?.Dispose();
    }

    [ServerTheory]
    [InlineData("override")]
    [InlineData("fail")]
    [InlineData("append")]
    public async Task A_message_that_does_not_fit_fails_with_the_cause_and_leaves_nothing_and_the_next_one_that_fits_is_written(string existing)
    {
        Start("--mb", "1");
        var flow = await _host.DeployAsync($"from: {{ direct: {{}} }}\nsteps:\n  - send: {{ file: {{ fileName: large, existing: {existing} }} }}");

        var full = await _host.SendAsync(flow, Payload.FromText(new string('x', 3_000_000)));
        var during = Names().Sum(name => new FileInfo(PathOf(name)).Length);
        var next = await _host.SendAsync(flow, Payload.FromText(new string('x', 500_000)));

        Assert.Equal("IA3810", full.Fault?.Code);
        Assert.Contains("no space is left on the disk", full.Fault!.Message, StringComparison.Ordinal);
        Assert.Equal(0, during);
        Assert.True(next.Status == MessageStatus.Completed, next.Fault?.ToString());
        Assert.Equal(500_000, new FileInfo(PathOf("large")).Length);
        Assert.Equal(["large"], Names());
    }

    [ServerFact]
    public async Task Files_whose_archive_has_no_room_run_once_and_are_put_away_when_there_is_some()
    {
        Start("--inodes", "20");
        await File.WriteAllTextAsync(PathOf("a.csv"), "a");
        await File.WriteAllTextAsync(PathOf("b.csv"), "b");
        Fill();
        var flow = await _host.DeployAsync("from: { file: { poll: 100ms, fileName: \"*.csv\", sortBy: name, postProcessing: move, archive: \"archive/\" } }\nsteps:\n  - send: { sink: {} }");

        await Eventually.HoldsAsync(() => _host.Ended.Count == 2 && flow.Channels[0].State == ChannelState.Failed, () => flow.Channels[0].ToString());
        var reason = flow.Channels[0].Reason;
        File.Delete(PathOf("filler-0"));
        await Eventually.HoldsAsync(() => Directory.Exists(PathOf("archive")) && Directory.EnumerateFiles(PathOf("archive")).Count() == 2, () => flow.Channels[0].ToString());

        await Eventually.HoldsAsync(() => flow.Channels[0].State == ChannelState.Connected, () => flow.Channels[0].ToString());
        Assert.StartsWith("IA3810", reason, StringComparison.Ordinal);
        Assert.Contains("no space is left on the disk", reason, StringComparison.Ordinal);
        Assert.Equal(["a", "b"], _host.Sink.Taken.Select(taken => taken.Text));
    }

    private void Start(params string[] options)
    {
        _disk = new TestServer("disk", options);
        _host = new FlowHost(
            typeof(FileFolders).Assembly, add: services => services.AddSingleton(new FileFolders(new Dictionary<string, string>(StringComparer.Ordinal) { [FlowHost.Tenant] = _disk["path"] })));
    }

    private string PathOf(string name) => Path.Combine(_disk["path"], name);

    private string[] Names() => [.. Directory.EnumerateFiles(_disk["path"]).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    // Makes files until the disk takes no more.
    private void Fill()
    {
        try
        {
            for (var number = 0; ; number++)
            {
                File.WriteAllText(PathOf($"filler-{number}"), "");
            }
        }
        catch (IOException)
        {
            // No room, as wanted.
        }
    }
}
