using System.Diagnostics;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Management.Tests;

namespace IntegrationActors.Cli.Tests.Output;

/// <summary>The real tool in a process of its own: only there are pipes.</summary>
public sealed class StandardOutputTests
{
    [Fact]
    public async Task A_command_that_follows_ends_when_its_reader_has_gone()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        await using var host = await ManagementHost.StartAsync();
        var record = new MessageRecord { Flow = new FlowIdentity("demo", "orders", 1), Id = MessageId.Create(host.Clock.GetUtcNow()), Started = host.Clock.GetUtcNow(), Status = MessageStatus.Completed };
        host.Store.MessageLog.Begin(record);
        host.Store.MessageLog.End(record);
        using var folder = TemporaryFolder.Create();

        // The pipe has had a reader, and has none any more when the tool begins.
        var error = await ShellAsync($"mkfifo {folder.Path}/pipe; true < {folder.Path}/pipe & exec 3> {folder.Path}/pipe; wait $!; ia logs -f --from 2026-01-01 --server unix:{host.SocketPath} >&3; echo $? >&2");

        Assert.Equal("0\n", error);
    }

    [Fact]
    public async Task A_file_that_is_shared_with_standard_error_keeps_what_both_wrote()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var file = Path.GetTempFileName();
        await ShellAsync($"(ia version; ia nonsense; ia version) >'{file}' 2>&1");
        var lines = await File.ReadAllLinesAsync(file);
        File.Delete(file);

        Assert.Equal("ia 0.1.0", lines[0]);
        Assert.Contains("nonsense", lines[1]);
        Assert.Equal("ia 0.1.0", lines[^1]);
    }

    private static async Task<string> ShellAsync(string script)
    {
        var tool = Path.Combine(AppContext.BaseDirectory, "ia.dll");
        var start = new ProcessStartInfo("bash", ["-c", $"ia() {{ dotnet '{tool}' \"$@\"; }}; {script}"]) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        using var shell = Process.Start(start)!;
        var output = shell.StandardOutput.ReadToEndAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        try
        {
            var error = await shell.StandardError.ReadToEndAsync(patience.Token);
            await output;
            return error;
        }
        finally
        {
            shell.Kill(entireProcessTree: true);
        }
    }
}
