using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Storage.MessageLog.Search;

namespace IntegrationActors.Storage.Tests.MessageLog.Search;

public sealed class MessageSearchTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Pages_give_each_message_once_newest_first_though_others_come_in_meanwhile(DatabaseKind database)
    {
        await using var host = new StoreHost(database);
        var logged = Enumerable.Range(0, 25).Select(i => i % 4 == 0 ? host.Begin(host.Record()) : host.Log(host.Record())).Select(record => record.Id).Reverse().ToList();

        var found = new List<MessageId>();
        var pages = 0;
        string? cursor = null;
        do
        {
            var page = await host.Acme.Messages.SearchAsync(new MessageQuery { Limit = 7, Cursor = cursor }, CancellationToken.None);
            found.AddRange(page.Messages.Select(message => message.Id));
            cursor = page.Next;
            pages++;
            host.Log(host.Record());
        }
        while (cursor is not null);

        Assert.Equal(logged, found);
        Assert.Equal(4, pages);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task The_last_page_has_no_cursor_even_when_it_is_full(DatabaseKind database)
    {
        await using var host = new StoreHost(database);
        host.Log(host.Record());
        host.Log(host.Record());

        var page = await host.Acme.Messages.SearchAsync(new MessageQuery { Limit = 2 }, CancellationToken.None);

        Assert.Equal(2, page.Messages.Count);
        Assert.Null(page.Next);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Finds_by_the_time_of_the_start(DatabaseKind database)
    {
        await using var host = new StoreHost(database);
        host.Log(host.Record());
        host.Time.Advance(TimeSpan.FromMinutes(1));
        var (from, second) = (host.Time.GetUtcNow(), host.Log(host.Record()));
        var running = host.Begin(host.Record());
        host.Time.Advance(TimeSpan.FromMinutes(1));
        var to = host.Time.GetUtcNow();
        host.Begin(host.Record());
        host.Log(host.Record());

        var found = await host.FindAsync(new MessageQuery { From = from, To = to });

        Assert.Equal(new[] { running.Id, second.Id }.Order(), found.Order());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Finds_by_status(DatabaseKind database)
    {
        await using var host = new StoreHost(database);
        var byStatus = new[] { MessageStatus.Completed, MessageStatus.Failed, MessageStatus.Abandoned, MessageStatus.Completed, MessageStatus.Failed }
            .Select(status => host.Log(host.Record(), status)).ToList();
        var running = host.Begin(host.Record());

        Assert.Equal([byStatus[4].Id, byStatus[1].Id], await host.FindAsync(new() { Statuses = [MessageStatus.Failed] }));
        Assert.Equal([byStatus[4].Id, byStatus[2].Id, byStatus[1].Id], await host.FindAsync(new() { Statuses = [MessageStatus.Failed, MessageStatus.Abandoned] }));
        Assert.Equal([running.Id], await host.FindAsync(new() { Statuses = [MessageStatus.Processing] }));
        Assert.Equal([running.Id, byStatus[3].Id, byStatus[0].Id], await host.FindAsync(new() { Statuses = [MessageStatus.Completed, MessageStatus.Processing] }));
        Assert.Empty(await host.FindAsync(new() { Statuses = [MessageStatus.Cancelled] }));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Finds_by_flow_and_combines_filters(DatabaseKind database)
    {
        await using var host = new StoreHost(database);
        var order = host.Log(host.Record("orders"));
        var invoice = host.Log(host.Record("invoices"), MessageStatus.Failed);
        var running = host.Begin(host.Record("invoices"));
        host.Log(host.Record("orders"), MessageStatus.Failed);

        Assert.Equal([running.Id, invoice.Id], await host.FindAsync(new() { Flow = "invoices" }));
        Assert.Equal([invoice.Id], await host.FindAsync(new() { Flow = "invoices", Statuses = [MessageStatus.Failed] }));
        Assert.Equal([order.Id], await host.FindAsync(new() { Flow = "orders", Statuses = [MessageStatus.Completed] }));
        Assert.Empty(await host.FindAsync(new() { Flow = "none" }));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Finds_by_message_id_correlation_id_and_application_id(DatabaseKind database)
    {
        await using var host = new StoreHost(database);
        var first = host.Log(host.Record());
        var second = host.Log(host.Record(correlation: first.Id.ToString()));
        var third = host.Record(correlation: "business-9");
        third.ApplicationId = "A-77";
        host.Log(third);
        var running = host.Begin(host.Record(correlation: "business-9"));

        Assert.Equal([second.Id, first.Id], await host.FindAsync(new() { Id = first.Id.ToString() }));
        Assert.Equal([running.Id, third.Id], await host.FindAsync(new() { Id = "business-9" }));
        Assert.Equal([third.Id], await host.FindAsync(new() { Id = "A-77" }));
        Assert.Equal([running.Id], await host.FindAsync(new() { Id = running.Id.ToString() }));
        Assert.Empty(await host.FindAsync(new() { Id = "' OR 1=1 --" }));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Finds_by_a_tracked_key(DatabaseKind database)
    {
        await using var host = new StoreHost(database);
        var records = Enumerable.Range(0, 5).Select(i => Keyed(host, "orderId", i < 3 ? "4711" : "4712")).Select(record => host.Log(record)).ToList();
        host.Log(Keyed(host, "invoiceId", "4711"));

        Assert.Equal([records[2].Id, records[1].Id, records[0].Id], await host.FindAsync(new() { KeyName = "orderId", KeyValue = "4711" }));
        Assert.Equal([records[2].Id, records[1].Id], await host.FindAsync(new() { KeyName = "orderId", KeyValue = "4711", Limit = 2 }));
        Assert.Equal([records[0].Id], await host.FindAsync(new() { KeyName = "orderId", KeyValue = "4711", Id = records[0].Id.ToString() }));
        Assert.Empty(await host.FindAsync(new() { KeyName = "orderId", KeyValue = "471" }));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Finds_by_what_a_flow_says_of_its_messages(DatabaseKind database)
    {
        await using var host = new StoreHost(database);
        var records = new[] { ("shop", "erp", "paid", "order"), ("shop", "crm", "open", "order"), ("erp", "shop", "paid", "invoice") }.Select(said =>
        {
            var record = host.Record();
            (record.Sender, record.Receiver, record.CustomStatus, record.MessageType) = said;
            return host.Log(record).Id;
        }).ToList();
        host.Log(host.Record());
        host.Begin(host.Record());

        Assert.Equal([records[1], records[0]], await host.FindAsync(new() { Sender = "shop" }));
        Assert.Equal([records[1]], await host.FindAsync(new() { Sender = "shop", Receiver = "crm" }));
        Assert.Equal([records[2], records[0]], await host.FindAsync(new() { CustomStatus = "paid" }));
        Assert.Equal([records[0]], await host.FindAsync(new() { CustomStatus = "paid", MessageType = "order" }));
        Assert.Empty(await host.FindAsync(new() { Sender = "sho" }));
        Assert.Empty(await host.FindAsync(new() { Sender = "shop", Statuses = [MessageStatus.Processing] }));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Finds_each_receiver_of_a_list_and_the_list_itself(DatabaseKind database)
    {
        await using var host = new StoreHost(database);
        var records = new[] { "https://a/orders2, https://a/orders", "https://a/orders", "https://a/orders2" }.Select(receiver =>
        {
            var record = host.Record();
            record.Receiver = receiver;
            return host.Log(record).Id;
        }).ToList();

        Assert.Equal([records[1], records[0]], await host.FindAsync(new() { Receiver = "https://a/orders" }));
        Assert.Equal([records[2], records[0]], await host.FindAsync(new() { Receiver = "https://a/orders2" }));
        Assert.Equal([records[0]], await host.FindAsync(new() { Receiver = "https://a/orders2, https://a/orders" }));
        Assert.Empty(await host.FindAsync(new() { Receiver = "https://a/order" }));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task What_was_cut_for_the_log_is_found_by_its_whole_text(DatabaseKind database)
    {
        await using var host = new StoreHost(database);
        var text = new string('x', 2000);
        var record = host.Record();
        record.ApplicationId = text[..MessageRecord.LongestApplicationId];
        record.MessageType = text[..MessageRecord.LongestMessageType];
        record.CustomStatus = text[..MessageRecord.LongestCustomStatus];
        record.Sender = text[..MessageRecord.LongestPartner];
        host.Log(record);

        Assert.Equal([record.Id], await host.FindAsync(new() { Id = text }));
        Assert.Equal([record.Id], await host.FindAsync(new() { MessageType = text }));
        Assert.Equal([record.Id], await host.FindAsync(new() { CustomStatus = text }));
        Assert.Equal([record.Id], await host.FindAsync(new() { Sender = text }));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_key_that_was_cut_is_found_by_its_whole_value(DatabaseKind database)
    {
        await using var host = new StoreHost(database);
        var value = new string('x', 5000);
        var record = host.Log(Keyed(host, "blob", value));

        Assert.Equal([record.Id], await host.FindAsync(new() { KeyName = "blob", KeyValue = value }));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Counts_by_status(DatabaseKind database)
    {
        await using var host = new StoreHost(database);
        var from = host.Time.GetUtcNow();
        host.Log(host.Record(), MessageStatus.Failed);
        host.Log(host.Record());
        host.Log(host.Record());
        host.Begin(host.Record());
        var to = host.Time.GetUtcNow().AddMilliseconds(1);
        host.Time.Advance(TimeSpan.FromSeconds(1));
        host.Log(host.Record());

        var counts = await host.Acme.Messages.CountAsync(from, to, CancellationToken.None);

        Assert.Equal(
            new Dictionary<MessageStatus, long> { [MessageStatus.Failed] = 1, [MessageStatus.Completed] = 2, [MessageStatus.Processing] = 1 }.OrderBy(pair => pair.Key),
            counts.OrderBy(pair => pair.Key));
    }

    [Theory]
    [InlineData(0, null, null, null)]
    [InlineData(1001, null, null, null)]
    [InlineData(10, "no cursor", null, null)]
    [InlineData(10, "AAAA", null, null)]
    [InlineData(10, null, "orderId", null)]
    [InlineData(10, null, null, "4711")]
    public async Task A_query_that_makes_no_sense_is_refused(int limit, string? cursor, string? keyName, string? keyValue)
    {
        await using var host = new StoreHost();
        var query = new MessageQuery { Limit = limit, Cursor = cursor, KeyName = keyName, KeyValue = keyValue };

        await Assert.ThrowsAsync<ArgumentException>(() => host.Acme.Messages.SearchAsync(query, CancellationToken.None));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_search_that_is_no_longer_wanted_ends(DatabaseKind database)
    {
        await using var host = new StoreHost(database);
        _ = host.Acme;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => host.Acme.Messages.SearchAsync(new MessageQuery(), new CancellationToken(canceled: true)));
    }

    private static MessageRecord Keyed(StoreHost host, string name, string value)
    {
        var record = host.Record();
        record.AddKey(name, value);
        return record;
    }
}
