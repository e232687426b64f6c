using System.Text;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Storage.Flows;
using IntegrationActors.Storage.MessageLog.Search;
using IntegrationActors.Storage.Database;
using IntegrationActors.Storage.Sqlite;

namespace IntegrationActors.Storage.Tests;

public sealed class RetentionJobTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Deletes_expired_messages_with_their_keys_and_nothing_else(DatabaseKind database)
    {
        await using var host = new StoreHost(database);
        for (var i = 0; i < (Retention.BatchSize * 2) + 50; i++)
        {
            host.Log(Keyed(host));
        }

        host.Time.Advance(TimeSpan.FromDays(29));
        var young = host.Log(Keyed(host), MessageStatus.Failed);
        host.Time.Advance(TimeSpan.FromDays(2));

        await Job(host).RunOnceAsync(CancellationToken.None);

        Assert.Equal([young.Id], await host.FindAsync(new MessageQuery { Limit = 1000 }));
        Assert.Equal([young.Id], await host.FindAsync(new MessageQuery { KeyName = "orderId", KeyValue = "4711", Limit = 1000 }));
        Assert.Equal(1, host.Number("SELECT count(*) FROM message_key"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Captured_content_goes_after_an_hour_and_the_message_stays(DatabaseKind database)
    {
        await using var host = new StoreHost(database);
        var old = Traced(host);
        await host.Acme.Messages.FindAsync(old.Id, CancellationToken.None);
        host.Time.Advance(TimeSpan.FromMinutes(45));
        var young = Traced(host);
        await host.Acme.Messages.FindAsync(young.Id, CancellationToken.None);
        host.Time.Advance(TimeSpan.FromMinutes(20));

        await Job(host).RunOnceAsync(CancellationToken.None);

        Assert.Empty(await host.Acme.Messages.TraceAsync(old.Id, CancellationToken.None));
        Assert.Single(await host.Acme.Messages.TraceAsync(young.Id, CancellationToken.None));
        Assert.Equal(MessageStatus.Completed, await host.StatusAsync(old));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Works_through_the_tenants_on_its_own_at_every_interval(DatabaseKind database)
    {
        await using var host = new StoreHost(database);
        host.Log(host.Record());
        Assert.Single(await host.FindAsync(new MessageQuery()));
        host.Time.Advance(TimeSpan.FromDays(31));
        await using var job = Job(host);
        job.Start();

        await StoreHost.UntilAsync(() =>
        {
            host.Time.Advance(TimeSpan.FromMinutes(1));
            return host.Number("SELECT count(*) FROM message") == 0;
        });
    }

    [Fact]
    public async Task A_tenant_whose_store_does_not_open_does_not_keep_others_from_being_cleaned()
    {
        await using var host = new StoreHost();
        Directory.CreateDirectory(host.Folder("aaa"));
        File.WriteAllText(Path.Combine(host.Folder("aaa"), "store.db"), new string('x', 5000));
        host.Log(host.Record());
        await host.FindAsync(new MessageQuery());
        host.Time.Advance(TimeSpan.FromDays(31));

        await Job(host).RunOnceAsync(CancellationToken.None);

        Assert.Empty(await host.FindAsync(new MessageQuery()));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Flows_go_on_writing_while_it_deletes(DatabaseKind database)
    {
        await using var host = new StoreHost(database);
        for (var i = 0; i < 2000; i++)
        {
            host.End(host.Begin(host.Record()));
        }

        await host.FindAsync(new MessageQuery());
        host.Time.Advance(TimeSpan.FromDays(31));

        var deleting = Job(host).RunOnceAsync(CancellationToken.None);
        var written = Enumerable.Range(0, 500).Select(_ => host.End(host.Begin(host.Record())).Id).ToList();
        await deleting;

        Assert.Equal(written.Order(), (await host.FindAsync(new MessageQuery { Limit = 1000 })).Order());
    }

    [Fact]
    public async Task Gives_space_back_when_much_of_the_file_is_empty()
    {
        await using var host = new StoreHost();
        for (var i = 0; i < 100; i++)
        {
            Traced(host, bodyLength: 100_000);
        }

        await host.FindAsync(new MessageQuery());
        var before = host.Number("PRAGMA page_count");
        host.Time.Advance(TimeSpan.FromHours(2));

        await Job(host).RunOnceAsync(CancellationToken.None);

        Assert.InRange(host.Number("PRAGMA page_count"), 1, before / 2);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Old_plans_go_when_no_message_needs_them(DatabaseKind database)
    {
        await using var host = new StoreHost(database);
        host.Log(host.Record("other"));
        for (var version = 1; version <= 40; version++)
        {
            await host.Acme.Plans.PutAsync("orders", version, [new FlowPlanNode("log", "log1", "orders.flow.yaml(1,1)")]);
            await host.Acme.Plans.PutAsync("unused", version, [new FlowPlanNode("log", "log1", "unused.flow.yaml(1,1)")]);
        }

        host.Log(host.Record("orders", version: 15));
        host.Time.Advance(TimeSpan.FromDays(20));
        host.Log(host.Record("orders", version: 25));
        host.Log(host.Record("other"));
        await host.FindAsync(new MessageQuery());

        await Job(host).RunOnceAsync(CancellationToken.None);
        Assert.Equal(40, Count("orders"));

        host.Time.Advance(TimeSpan.FromDays(20));
        await Job(host).RunOnceAsync(CancellationToken.None);
        Assert.Equal((25, 10), (Count("orders"), Count("unused")));
        Assert.Null(await host.Acme.Plans.GetAsync("orders", 15, CancellationToken.None));
        Assert.NotNull(await host.Acme.Plans.GetAsync("orders", 16, CancellationToken.None));

        host.Time.Advance(TimeSpan.FromDays(20));
        await Job(host).RunOnceAsync(CancellationToken.None);
        Assert.Equal((10, 10), (Count("orders"), Count("unused")));

        long Count(string flow) => host.Number($"SELECT count(*) FROM flow_plan WHERE flow = '{flow}'");
    }

    private static RetentionJob Job(StoreHost host) => new(host.Stores, host.Options, host.Time);

    private static MessageRecord Keyed(StoreHost host)
    {
        var record = host.Record();
        record.AddKey("orderId", "4711");
        return record;
    }

    private static MessageRecord Traced(StoreHost host, int bodyLength = 10)
    {
        var record = host.Record(level: MessageLogLevel.Trace);
        record.Trace = [new TraceEntry(0, 0, "before", [], [], Encoding.UTF8.GetBytes(new string('x', bodyLength)), bodyLength)];
        return host.Log(record);
    }
}
