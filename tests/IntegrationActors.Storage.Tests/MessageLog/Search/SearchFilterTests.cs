using IntegrationActors.Core.MessageLog;
using IntegrationActors.Storage.MessageLog.Search;
using IntegrationActors.Storage.Database;
using IntegrationActors.Storage.Sqlite;

namespace IntegrationActors.Storage.Tests.MessageLog.Search;

/// <summary>A search of a large log must not read or sort it whole: SQLite says how it would go about each.</summary>
public sealed class SearchFilterTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public static TheoryData<string, MessageQuery> Queries => new()
    {
        { "all", new MessageQuery() },
        { "time", new MessageQuery { From = DateTimeOffset.UnixEpoch, To = DateTimeOffset.UnixEpoch.AddDays(1) } },
        { "failed", new MessageQuery { Statuses = [MessageStatus.Failed] } },
        { "failed or abandoned", new MessageQuery { Statuses = [MessageStatus.Failed, MessageStatus.Abandoned] } },
        { "completed", new MessageQuery { Statuses = [MessageStatus.Completed] } },
        { "flow", new MessageQuery { Flow = "orders" } },
        { "failed of a flow", new MessageQuery { Flow = "orders", Statuses = [MessageStatus.Failed] } },
        { "id", new MessageQuery { Id = "0195-7" } },
        { "message id", new MessageQuery { Id = Guid.NewGuid().ToString() } },
        { "sender", new MessageQuery { Sender = "shop" } },
        { "receiver", new MessageQuery { Receiver = "erp" } },
        { "custom status", new MessageQuery { CustomStatus = "paid" } },
        { "message type", new MessageQuery { MessageType = "order" } },
        { "failed of a sender", new MessageQuery { Sender = "shop", Statuses = [MessageStatus.Failed], Flow = "orders" } },
        { "key of a sender", new MessageQuery { Sender = "shop", KeyName = "orderId", KeyValue = "4711" } },
        { "key", new MessageQuery { KeyName = "orderId", KeyValue = "4711" } },
        { "key of a flow", new MessageQuery { KeyName = "orderId", KeyValue = "4711", Flow = "orders" } },
    };

    [Theory]
    [MemberData(nameof(Queries))]
    public void Every_search_walks_an_index_in_order(string name, MessageQuery query)
    {
        using var connection = SqliteStoreConnection.OpenWriter(_folder.File("store.db"));
        new SqliteFile("store.db").Migrate(connection, TenantSchema.Current);

        var plan = new List<string>();
        using (var explain = connection.Prepare("EXPLAIN QUERY PLAN " + new SearchFilter(query).Sql()))
        {
            while (explain.Step())
            {
                plan.Add(explain.Text(3));
            }
        }

        Assert.DoesNotContain(plan, step => step.StartsWith("SCAN m", StringComparison.Ordinal) || step.StartsWith("SCAN k", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, step => step.Contains("TEMP B-TREE FOR ORDER BY"));
        Assert.NotEmpty(name);
    }

    public void Dispose() => _folder.Dispose();
}
