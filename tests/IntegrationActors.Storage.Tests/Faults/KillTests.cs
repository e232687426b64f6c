using System.Diagnostics;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Storage.Postgres;
using IntegrationActors.Storage.Tests.Postgres;

namespace IntegrationActors.Storage.Tests.Faults;

/// <summary>Kills a process that logs messages (<c>kill -9</c>) and looks what its store says afterwards.</summary>
public sealed class KillTests
{
    [Theory]
    [InlineData(50)]
    [InlineData(3000)]
    [InlineData(20_000)]
    public Task No_message_is_missing_after_a_kill_and_those_that_had_not_ended_are_abandoned(int lines) => KillAndLookAsync(lines, postgres: null);

    [PostgresFact]
    public Task No_message_is_missing_after_a_kill_when_the_store_is_on_postgres() => KillAndLookAsync(20_000, StoreHost.NewPostgres());

    [Fact]
    public async Task Kills_one_after_the_other_also_while_the_store_recovers_lose_nothing_and_count_nothing_twice()
    {
        using var folder = new TempFolder();
        var begun = new HashSet<MessageId>();
        var ended = new Dictionary<MessageId, MessageStatus>();
        foreach (var lines in new[] { 2000, 1, 500, 1, 5000, 3 })
        {
            var told = await RunAndKillAsync(folder.Path, lines);
            begun.UnionWith(told.Begun);
            ended = ended.Concat(told.Ended).ToDictionary();
        }

        await using var host = new StoreHost(folder.Path);
        host.Time.SetUtcNow(TimeProvider.System.GetUtcNow());
        foreach (var id in begun)
        {
            var found = await host.Acme.Messages.FindAsync(id, CancellationToken.None);
            Assert.NotNull(found);
            Assert.True(ended.TryGetValue(id, out var expected) ? expected == found.Message.Status : found.Message.Status != MessageStatus.Processing);
        }

        var counts = await host.Acme.Messages.CountAsync(DateTimeOffset.UnixEpoch, host.Time.GetUtcNow().AddDays(1), CancellationToken.None);
        Assert.DoesNotContain(MessageStatus.Processing, counts.Keys);

        // What began and died before it was told may be there as well: one message of each of the four workers.
        Assert.InRange(counts.Values.Sum(), begun.Count, begun.Count + (6 * 4));
    }

    private static async Task KillAndLookAsync(int lines, PostgresOptions? postgres)
    {
        using var folder = new TempFolder();
        var told = await RunAndKillAsync(folder.Path, lines, postgres);

        await using var host = new StoreHost(postgres, folder.Path);
        host.Time.SetUtcNow(TimeProvider.System.GetUtcNow());
        var messages = host.Acme.Messages;

        Assert.NotEmpty(told.Begun);
        foreach (var id in told.Begun)
        {
            var found = await messages.FindAsync(id, CancellationToken.None);
            Assert.NotNull(found);
            var status = found.Message.Status;
            if (told.Ended.TryGetValue(id, out var expected))
            {
                Assert.Equal(expected, status);
            }
            else
            {
                // It may have ended without having told so.
                Assert.Contains(status, new[] { MessageStatus.Abandoned, MessageStatus.Completed, MessageStatus.Failed });
            }
        }

        var abandoned = await messages.SearchAsync(new() { Statuses = [MessageStatus.Abandoned] }, CancellationToken.None);
        Assert.InRange(abandoned.Messages.Count, 4, 8);
        Assert.Empty((await messages.SearchAsync(new() { Statuses = [MessageStatus.Processing] }, CancellationToken.None)).Messages);
    }

    private static async Task<(HashSet<MessageId> Begun, Dictionary<MessageId, MessageStatus> Ended)> RunAndKillAsync(string data, int lines, PostgresOptions? postgres = null)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "IntegrationActors.Storage.TestHost.dll");
        var dotnet = Environment.ProcessPath is { } path && string.Equals(Path.GetFileNameWithoutExtension(path), "dotnet", StringComparison.Ordinal) ? path : "dotnet";
        string[] where = postgres is null ? [data] : [data, postgres.ConnectionString, postgres.Prefix];
        using var process = Process.Start(new ProcessStartInfo(dotnet, ["exec", program, .. where]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var begun = new HashSet<MessageId>();
        var ended = new Dictionary<MessageId, MessageStatus>();
        for (var read = 0; await process.StandardOutput.ReadLineAsync() is { } line; read++)
        {
            if (read == lines)
            {
                process.Kill();
            }

            // What it told before it died is still in the pipe; the last line may be torn.
            if (line is not [var what, ' ', .. var text] || !MessageId.TryParse(text, out var id))
            {
                continue;
            }

            if (what == 'B')
            {
                begun.Add(id);
            }
            else
            {
                ended.Add(id, what == 'C' ? MessageStatus.Completed : MessageStatus.Failed);
            }
        }

        await process.WaitForExitAsync();
        return (begun, ended);
    }
}
