using System.IO.Compression;
using IntegrationActors.Management.Tests;
using IntegrationActors.Storage.Queues;

namespace IntegrationActors.Cli.Tests.Commands;

public sealed class QueueCommandsTests : IAsyncLifetime
{
    private ManagementHost _host = null!;
    private Ia _ia = null!;

    public async Task InitializeAsync()
    {
        _host = await ManagementHost.StartAsync();
        _ia = new Ia(_host);
    }

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Fact]
    public async Task Lists_queues_with_their_counts()
    {
        _host.Queues.Add("orders");
        _host.Queues.Add("orders", QueueEntryStatus.SetAside);

        var table = await _ia.RunAsync("get", "queues");
        var described = await _ia.RunAsync("describe", "queue", "orders");

        Assert.Matches("\norders +NonExclusive +no consumer +1 +0 +0 +0 +1 +2026-11-23 11:00:00.000Z *\n", table.Output);
        Assert.Contains("Set aside:        1\n", described.Output);
    }

    [Fact]
    public async Task Lists_messages_of_a_queue_with_their_failures()
    {
        _host.Queues.Add("orders");
        var id = _host.Queues.Add("orders", QueueEntryStatus.SetAside);

        var aside = await _ia.RunAsync("get", "queue-messages", "orders", "--status", "set-aside");
        var newest = await _ia.RunAsync("get", "queue-messages", "orders", "--newest", "-n", "1", "-o", "name");

        Assert.Matches($"\n{id} +SetAside +2026-11-23 11:00:01.000Z +3 +10 +IA3001: the ERP said no *\n", aside.Output);
        Assert.Equal($"{id}\n", newest.Output);
    }

    [Fact]
    public async Task Retries_moves_and_deletes_messages()
    {
        _host.Queues.Declare("failed");
        var id = _host.Queues.Add("orders", QueueEntryStatus.SetAside);

        var retried = await _ia.RunAsync("queue", "retry", "orders", "--status", "set-aside");
        var moved = await _ia.RunAsync("queue", "move", "orders", "failed", id);
        var deleted = await _ia.RunAsync("queue", "delete", "failed", "--all", "--yes");

        Assert.Equal(("1 message due now\n", ExitCode.Fine), (retried.Error, retried.ExitCode));
        Assert.Equal("1 message moved to failed\n", moved.Error);
        Assert.Equal("1 message deleted\n", deleted.Error);
    }

    [Fact]
    public async Task Nothing_to_do_is_a_negative_result()
    {
        _host.Queues.Declare("orders");

        Assert.Equal(new Ia.Result(ExitCode.Negative, "", "0 messages due now\n"), await _ia.RunAsync("queue", "retry", "orders", "--all"));
    }

    [Fact]
    public async Task Deleting_asks_first()
    {
        _host.Queues.Add("orders");
        var (no, yes) = (new Ia(_host) { Answer = "n" }, new Ia(_host) { Answer = "y" });

        var nobody = await _ia.RunAsync("queue", "delete", "orders", "--all");
        var refused = await no.RunAsync("queue", "delete", "orders", "--all");
        var done = await yes.RunAsync("queue", "delete", "orders", "--all");

        Assert.Equal(ExitCode.Usage, nobody.ExitCode);
        Assert.EndsWith("Nobody can be asked here; give --yes\n", nobody.Error);
        Assert.Equal((ExitCode.Negative, "nothing was done\n"), (refused.ExitCode, refused.Error));
        Assert.Equal("1 message deleted\n", done.Error);
    }

    [Theory]
    [InlineData("queue", "delete", "orders")]
    [InlineData("queue", "retry", "orders", "--all", "--status", "retry")]
    public async Task A_selection_that_could_mean_everything_is_wrong_usage(params string[] line)
    {
        var result = await _ia.RunAsync(line);

        Assert.Equal((ExitCode.Usage, "say which messages are meant, in one way: ids, --status or --all\n"), (result.ExitCode, result.Error));
    }

    [Fact]
    public async Task Pauses_resumes_and_deletes_a_queue()
    {
        _host.Queues.Add("orders");

        Assert.StartsWith("queue orders is paused", (await _ia.RunAsync("queue", "pause", "orders")).Error);
        Assert.Contains("paused", (await _ia.RunAsync("get", "queues")).Output);
        Assert.Equal("queue orders goes on\n", (await _ia.RunAsync("queue", "resume", "orders")).Error);
        Assert.StartsWith("IA3515: Queue 'orders' has 1 messages.", (await _ia.RunAsync("delete", "queue", "orders", "--yes")).Error);
        Assert.Equal("queue orders deleted\n", (await _ia.RunAsync("delete", "queue", "orders", "--yes", "--force")).Error);
    }

    [Fact]
    public async Task Downloads_a_message_as_zip()
    {
        using var folder = TemporaryFolder.Create();
        var id = _host.Queues.Add("orders");

        var result = await new Ia(_host) { Folder = folder.Path }.RunAsync("queue", "download", "orders", id, "-f", "m.zip");

        Assert.Equal("m.zip written\n", result.Error);
        await using var zip = await ZipFile.OpenReadAsync(Path.Combine(folder.Path, "m.zip"));
        Assert.Equal(["headers.json", "properties.json", "body"], zip.Entries.Select(e => e.FullName));
    }

    [Fact]
    public async Task A_download_of_nothing_leaves_no_file()
    {
        using var folder = TemporaryFolder.Create();
        _host.Queues.Declare("orders");

        var result = await new Ia(_host) { Folder = folder.Path }.RunAsync("queue", "download", "orders", "4711");

        Assert.Equal(ExitCode.Negative, result.ExitCode);
        Assert.Empty(Directory.EnumerateFiles(folder.Path));
    }
}
