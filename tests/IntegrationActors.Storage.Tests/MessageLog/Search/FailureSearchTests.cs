using IntegrationActors.Core.MessageLog;
using IntegrationActors.Storage.MessageLog.Search;
using IntegrationActors.Storage.Sqlite;

namespace IntegrationActors.Storage.Tests.MessageLog.Search;

public sealed class FailureSearchTests
{
    [Fact]
    public async Task Groups_failed_messages_the_largest_group_first()
    {
        await using var host = new StoreHost();
        var start = host.Time.GetUtcNow();
        host.Log(host.Record("invoices"), MessageStatus.Failed);
        host.Log(host.Record(), MessageStatus.Failed);
        host.Log(host.Record());
        var newest = host.Log(host.Record(), MessageStatus.Failed);
        host.Log(host.Record(version: 2), MessageStatus.Abandoned);

        var found = await host.Acme.Failures.GroupAsync(new FailureFilter { Since = start }, CancellationToken.None);

        Assert.Equal([("orders", 2), ("invoices", 1)], found.Groups.Select(g => (g.Key.Flow, g.Count)));
        Assert.Equal(new FailureKey("orders", 1, null, "IA3001"), found.Groups[0].Key);
        Assert.Equal((newest.Id, newest.Started, "The receiver said no."), (found.Groups[0].Sample, found.Groups[0].Last, found.Groups[0].Message));
        Assert.False(found.IsCut);
    }

    [Fact]
    public async Task Lists_what_nobody_has_sent_again_oldest_first()
    {
        await using var host = new StoreHost();
        var start = host.Time.GetUtcNow();
        var first = host.Log(host.Record(), MessageStatus.Failed);
        var sent = host.Log(host.Record(), MessageStatus.Failed);
        var last = host.Log(host.Record(), MessageStatus.Failed);
        host.Log(host.Record("invoices"), MessageStatus.Failed);
        await host.Acme.Inputs.NoteResendAsync(sent.Id, last.Id, "me");

        var ids = await host.Acme.Failures.ListAsync(new FailureFilter { Since = start, Flow = "orders", Version = 1, Code = "IA3001" }, CancellationToken.None);

        Assert.Equal([first.Id, last.Id], ids);
    }

    [Fact]
    public async Task Walks_the_index_of_the_status_and_never_the_whole_log()
    {
        await using var host = new StoreHost();
        host.Log(host.Record(), MessageStatus.Failed);
        await host.Acme.Failures.GroupAsync(new FailureFilter { Since = default }, CancellationToken.None);
        await host.Stores.DisposeAsync();
        using var connection = new SqliteFile(Path.Combine(host.Folder("acme"), "store.db")).OpenReader();

        var plan = new List<string>();
        using (var explain = connection.Prepare("EXPLAIN QUERY PLAN SELECT m.id FROM message m WHERE m.status <> 2 AND m.status = 3 AND m.id >= ?1 ORDER BY m.id DESC LIMIT ?2"))
        {
            while (explain.Step())
            {
                plan.Add(explain.Text(3));
            }
        }

        Assert.Equal(["SEARCH m USING INDEX message_status (status=? AND id>?)"], plan.Select(line => line.Replace("COVERING ", "", StringComparison.Ordinal)));
    }
}
