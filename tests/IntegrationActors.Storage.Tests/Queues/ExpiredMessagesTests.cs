using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores.Queues;
using IntegrationActors.Storage.MessageLog.Search;
using IntegrationActors.Storage.Queues;
using IntegrationActors.Storage.Quotas;
using IntegrationActors.Storage.Tests.Contents;
using static IntegrationActors.Storage.Tests.Queues.QueueCluster;

namespace IntegrationActors.Storage.Tests.Queues;

public sealed class ExpiredMessagesTests
{
    private static readonly Fault Refused = new("IA3201", "The receiver answered 500.");

    [Theory, OnSqlite, OnPostgres]
    public async Task An_expired_message_is_deleted_with_all_its_parts_and_FAILED_in_the_log(DatabaseKind database)
    {
        await using var host = await WithQueueAsync(database);
        var small = await PutAsync(host, "small", writer: "shop-orders");
        var large = await PutAsync(host, new string('x', 700_000));
        host.Time.Advance(TimeSpan.FromDays(1));
        var young = await PutAsync(host, "young");
        host.Time.Advance(TimeSpan.FromDays(29));

        await host.CleanAsync();

        var entry = await EntryAsync(host, small);
        Assert.Equal((MessageStatus.Failed, "IA3516", "shop-orders"), (entry.Status, entry.Fault!.Code, entry.Flow));
        Assert.Contains("queue 'orders' at 2026-03-01 12:00:00Z and expired at 2026-03-31 12:00:00Z", entry.Fault!.Message);
        entry = await EntryAsync(host, large);
        Assert.Equal((MessageStatus.Failed, "IA3516", "orders"), (entry.Status, entry.Fault!.Code, entry.Flow));
        Assert.Equal([young], (await host.Acme.QueueOperations.BrowseAsync("orders", new QueueBrowse(), CancellationToken.None)).Entries.Select(e => e.Id));
        Assert.Equal(0, host.Number("SELECT count(*) FROM message_part") + host.Number("SELECT count(*) FROM content"));
        await host.Acme.QueueOperations.DeleteAsync("orders", new QueueSelection(), CancellationToken.None);
        Assert.Equal(0, host.Acme.Contents.Context.Usage[StorageKind.Contents]);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task The_entry_tells_why_the_last_try_failed(DatabaseKind database)
    {
        await using var host = await WithQueueAsync(database);
        var record = host.Record();
        await PutAsync(host, "a", id: record.Id);
        await using (var consumer = await host.Acme.Queues.OpenAsync("orders", new QueueConsumerOptions(), CancellationToken.None))
        {
            await (await NextAsync(consumer)).FailAsync(Refused, CancellationToken.None);
            record.Fault = Refused;
            host.Log(record, MessageStatus.Retry);
        }

        Assert.Equal(MessageStatus.Retry, (await EntryAsync(host, record.Id)).Status);
        host.Time.Advance(TimeSpan.FromDays(30));
        await host.CleanAsync();

        var entry = await EntryAsync(host, record.Id);
        Assert.Equal((MessageStatus.Failed, "IA3516"), (entry.Status, entry.Fault!.Code));
        Assert.EndsWith("Its last try failed with IA3201: The receiver answered 500.", entry.Fault!.Message);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_message_that_is_being_processed_stays_until_it_is_given_back(DatabaseKind database)
    {
        await using var host = await WithQueueAsync(database);
        var id = await PutAsync(host, "a");
        await using var consumer = await host.Acme.Queues.OpenAsync("orders", new QueueConsumerOptions(), CancellationToken.None);
        var delivery = await NextAsync(consumer);
        host.Time.Advance(TimeSpan.FromDays(30));

        await host.CleanAsync();
        Assert.Equal(QueueEntryStatus.Processing, (await host.Acme.QueueOperations.FindEntryAsync("orders", id, CancellationToken.None))!.Status);

        await delivery.FailAsync(Refused, CancellationToken.None);
        await host.CleanAsync();
        Assert.Null(await host.Acme.QueueOperations.FindEntryAsync("orders", id, CancellationToken.None));
        Assert.Equal("IA3516", (await EntryAsync(host, id)).Fault?.Code);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task However_many_there_are_each_has_its_entry(DatabaseKind database)
    {
        await using var host = await WithQueueAsync(database);
        var count = (3 * ExpiredMessages.Portion) + 5;
        await Task.WhenAll(Enumerable.Range(0, count).Select(i => PutAsync(host, $"{i}")));
        host.Time.Advance(TimeSpan.FromDays(30));

        await host.CleanAsync();

        var page = await host.Acme.Messages.SearchAsync(new MessageQuery { Statuses = [MessageStatus.Failed], Limit = 1000 }, CancellationToken.None);
        Assert.Equal(count, page.Messages.Count);
        Assert.Equal(0, host.Number("SELECT count(*) FROM queue_message"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task The_entry_is_kept_from_then_on_however_old_the_message_is(DatabaseKind database)
    {
        await using var host = await WithQueueAsync(database);
        var id = await PutAsync(host, "a");
        host.Time.Advance(TimeSpan.FromDays(30));
        await host.CleanAsync();

        host.Time.Advance(TimeSpan.FromDays(29));
        await host.CleanAsync();
        Assert.Equal("IA3516", (await EntryAsync(host, id)).Fault?.Code);

        host.Time.Advance(TimeSpan.FromDays(2));
        await host.CleanAsync();
        Assert.Null(await host.Acme.Messages.FindAsync(id, CancellationToken.None));
    }

    private static async Task<StoreHost> WithQueueAsync(DatabaseKind database)
    {
        var host = new StoreHost(database);
        await host.Acme.Queues.DeclareAsync(new QueueDeclaration("orders", QueueAccess.NonExclusive), CancellationToken.None);
        return host;
    }

    private static async Task<MessageId> PutAsync(StoreHost host, string body, string? writer = null, MessageId? id = null)
    {
        var message = new QueuedMessage { Id = id ?? host.NewId(), Message = Bodies.Message(body) };
        message.Message.Headers.Set("SAP_IntegrationFlowID", writer);
        return (await host.Acme.Queues.PutAsync("orders", message, CancellationToken.None)).Id;
    }

    private static async Task<MessageEntry> EntryAsync(StoreHost host, MessageId id) => (await host.Acme.Messages.FindAsync(id, CancellationToken.None))!.Message;
}
