using IntegrationActors.Core.MessageLog;
using IntegrationActors.Storage.MessageLog;
using IntegrationActors.Storage.MessageLog.Search;
using IntegrationActors.Storage.Database;
using IntegrationActors.Storage.Sqlite;

namespace IntegrationActors.Storage.Tests.MessageLog;

public sealed class MessagePartnersTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Messages_of_a_partner_are_found_newest_first_over_many_minutes_page_by_page(DatabaseKind database)
    {
        await using var host = new StoreHost(database);
        var shop = new List<MessageRecord>();
        for (var i = 0; i < 40; i++)
        {
            host.Time.Advance(TimeSpan.FromSeconds(17));
            shop.Add(host.Log(From(host, "shop", "erp")));
            host.Log(From(host, "web", "erp"));
        }

        var found = await PagesAsync(host, new MessageQuery { Sender = "shop", Limit = 7 });

        Assert.Equal(shop.Select(record => record.Id).Reverse(), found);
        Assert.Equal(80, (await PagesAsync(host, new MessageQuery { Receiver = "erp", Limit = 30 })).Distinct().Count());
        Assert.Equal(shop.Select(record => record.Id).Reverse(), await PagesAsync(host, new MessageQuery { Sender = "shop", Receiver = "erp", Limit = 30 }));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_search_between_two_times_finds_what_started_within_a_minute_that_one_of_them_cuts(DatabaseKind database)
    {
        await using var host = new StoreHost(database);
        var before = host.Log(From(host, "shop", "erp"));
        host.Time.Advance(TimeSpan.FromSeconds(10));
        var within = host.Log(From(host, "shop", "erp"));
        host.Time.Advance(TimeSpan.FromSeconds(10));
        var after = host.Log(From(host, "shop", "erp"));

        Assert.Equal([within.Id], await host.FindAsync(new MessageQuery { Sender = "shop", From = within.Started, To = after.Started }));
        Assert.Equal([within.Id, before.Id], await host.FindAsync(new MessageQuery { Sender = "shop", To = after.Started }));
        Assert.Equal([after.Id], await host.FindAsync(new MessageQuery { Sender = "shop", From = after.Started }));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_minute_takes_one_row_for_a_partner_and_goes_with_its_messages(DatabaseKind database)
    {
        await using var host = new StoreHost(database);
        for (var i = 0; i < 100; i++)
        {
            host.Log(From(host, "shop", "erp"));
        }

        host.Log(From(host, "gone", "gone, away"));
        Assert.Equal(101, (await host.FindAsync(new MessageQuery { Limit = 1000 })).Length);
        Assert.Equal(6, await CountAsync(host));

        host.Time.Advance(TimeSpan.FromDays(31));
        var young = host.Log(From(host, "shop", "erp"));
        await using (var job = new RetentionJob(host.Stores, host.Options, host.Time))
        {
            await job.RunOnceAsync(CancellationToken.None);
        }

        Assert.Equal([young.Id], await host.FindAsync(new MessageQuery { Sender = "shop" }));
        Assert.Empty(await host.FindAsync(new MessageQuery { Receiver = "gone" }));
        Assert.Equal(2, await CountAsync(host));
    }

    [Fact]
    public void What_was_noted_in_a_transaction_that_was_rolled_back_is_noted_again()
    {
        using var folder = new TempFolder();
        using var connection = SqliteStoreConnection.OpenWriter(folder.File("partners.db"));
        connection.Execute("CREATE TABLE message_partner (role INTEGER NOT NULL, name TEXT NOT NULL, first BLOB NOT NULL, last BLOB NOT NULL, PRIMARY KEY (role, name, first))");
        var (partners, now) = (new MessagePartners(), DateTimeOffset.UnixEpoch);

        partners.Note(MessagePartners.Sender, "shop", now);
        partners.Forget();
        foreach (var name in (string[])["shop", "web", "shop", "shop"])
        {
            partners.Note(MessagePartners.Sender, name, now);
        }

        partners.Note(MessagePartners.Receiver, "shop", now);
        partners.Note(MessagePartners.Sender, "shop", now.AddMinutes(1));
        partners.Write(connection);

        Assert.Equal(4, connection.Number("SELECT count(*) FROM message_partner"));
        Assert.Equal(2, connection.Number("SELECT count(*) FROM message_partner WHERE role = 1 AND name = 'shop'"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task More_partners_than_are_remembered_are_all_found(DatabaseKind database)
    {
        await using var host = new StoreHost(database);
        for (var i = 0; i < 5000; i++)
        {
            host.Log(From(host, $"shop-{i}", "erp"));
        }

        foreach (var i in (int[])[0, 2500, 4999])
        {
            Assert.Single(await host.FindAsync(new MessageQuery { Sender = $"shop-{i}" }));
        }
    }

    private static MessageRecord From(StoreHost host, string sender, string receiver)
    {
        var record = host.Record();
        (record.Sender, record.Receiver) = (sender, receiver);
        return record;
    }

    private static async Task<List<Core.Exchanges.MessageId>> PagesAsync(StoreHost host, MessageQuery query)
    {
        var found = new List<Core.Exchanges.MessageId>();
        MessagePage page;
        do
        {
            page = await host.Acme.Messages.SearchAsync(query, CancellationToken.None);
            found.AddRange(page.Messages.Select(message => message.Id));
            query = query with { Cursor = page.Next };
        }
        while (page.Next is not null);
        return found;
    }

    private static async Task<long> CountAsync(StoreHost host)
    {
        await host.FindAsync(new MessageQuery { Limit = 1 });
        return host.Number("SELECT count(*) FROM message_partner");
    }
}
