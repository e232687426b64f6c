using IntegrationActors.Storage.Database;
using IntegrationActors.Storage.Queues;
using IntegrationActors.Storage.Tests.Postgres;

namespace IntegrationActors.Storage.Tests.Queues;

/// <summary>Statistics are made of a queue while it is empty; what goes through it later leaves dead rows, which nobody may read for each commit.</summary>
public sealed class PostgresQueueTests
{
    [PostgresFact]
    public async Task Settlements_are_looked_up_by_their_numbers_though_the_table_was_empty_when_it_was_looked_at()
    {
        await using var cluster = await EmptyOnceAsync();

        var plan = await PlanAsync(cluster, QueueDeletion.ManyOwned, static explain => explain.BindArray(1, [1L, 2L]).BindArray(2, [1L, 1L]).BindArray(3, [0L, 0L]));

        AssertIsByNumber(plan);
    }

    [PostgresFact]
    public async Task Messages_that_are_taken_are_looked_up_by_their_numbers_though_the_table_was_empty_when_it_was_looked_at()
    {
        await using var cluster = await EmptyOnceAsync();

        var plan = await PlanAsync(cluster, QueueFetch.TakeFromLine, static explain => explain.Bind(1, 1).Bind(2, 1).Bind(3, 1).Bind(4, 30));

        AssertIsByNumber(plan);
    }

    [PostgresFact]
    public async Task Messages_whose_next_try_is_due_are_looked_up_by_their_numbers_though_the_table_was_empty_when_it_was_looked_at()
    {
        await using var cluster = await EmptyOnceAsync();

        var plan = await PlanAsync(cluster, QueueFetch.PromoteOnPostgres, static explain => explain.Bind(1, 1).Bind(2, 1).Bind(3, 1000));

        AssertIsByNumber(plan);
    }

    [PostgresFact]
    public async Task A_suspect_is_looked_up_by_its_number_though_the_table_was_empty_when_it_was_looked_at()
    {
        await using var cluster = await EmptyOnceAsync();

        var plan = await PlanAsync(cluster, QueueFetch.TakeSuspect, static explain => explain.Bind(1, 1).Bind(2, 1).Bind(3, 1));

        Assert.Contains("Index Cond: (number = ", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Join", plan, StringComparison.Ordinal);
    }

    // A subquery that is joined is asked again for each row, and passes over what it locked before: it would give out all suspects at once.
    [PostgresFact]
    public async Task Of_many_suspects_one_is_taken_though_the_table_was_empty_when_it_was_looked_at()
    {
        await using var cluster = await EmptyOnceAsync();
        await cluster.NodeAsync();
        await cluster.Database.WriteAsync(static connection => connection.Run("""
            INSERT INTO queue_message (queue, id, state, owner, taken, due, retries, crashes, enqueued, overdue, expires, size, parts, stored, content)
            SELECT queue.id, '\x00', 0, NULL, 0, 1, 0, 1, 1, 1, 9000000000000000000, 1, 0, 1, '\x00' FROM queue, generate_series(1, 100)
            """));

        var taken = await cluster.Database.WriteAsync(static connection =>
        {
            using var take = connection.Prepare(QueueFetch.TakeSuspect);
            take.Bind(1, 1).Bind(2, connection.Number("SELECT id FROM queue")).Bind(3, 1);
            return take.Run();
        });

        Assert.Equal(1, taken);
    }

    private static void AssertIsByNumber(string plan)
    {
        Assert.Contains("queue_message_pkey", plan, StringComparison.Ordinal);
        Assert.Contains("(number = ANY (", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("queue_message_owner", plan, StringComparison.Ordinal);
    }

    private static async Task<QueueCluster> EmptyOnceAsync()
    {
        var cluster = new QueueCluster(DatabaseKind.Postgres);
        await cluster.Database.WriteAsync(static connection => connection.Run("""
            INSERT INTO queue_message (queue, id, state, owner, taken, due, retries, crashes, enqueued, overdue, expires, size, parts, stored, content)
            SELECT 1, '\x00', 0, 1, 0, 1, 0, 0, 1, 1, 1, 1, 0, 1, '\x00' FROM generate_series(1, 5000)
            """));
        await cluster.Database.WriteAsync(static connection => connection.Run("DELETE FROM queue_message"));
        await cluster.Database.WriteAsync(static connection => connection.Run("ANALYZE queue_message"));
        return cluster;
    }

    private static Task<string> PlanAsync(QueueCluster cluster, string sql, Func<Statement, Statement> bind) => cluster.Database.WriteAsync(connection =>
    {
        var plan = new List<string>();
        using var explain = connection.Prepare("EXPLAIN " + sql);
        bind(explain);
        while (explain.Step())
        {
            plan.Add(explain.Text(0));
        }

        return string.Join('\n', plan);
    });
}
