using IntegrationActors.Core.MessageLog;
using IntegrationActors.Storage.Database;
using IntegrationActors.Storage.MessageLog.Search;
using IntegrationActors.Storage.Tests.Postgres;

namespace IntegrationActors.Storage.Tests.MessageLog.Search;

/// <summary>A search of a large log must not read it whole on PostgreSQL either, which plans with what it knows of the rows.</summary>
public sealed class PostgresSearchTests
{
    private const int Messages = 100_000;

    [PostgresFact]
    public async Task Every_search_walks_an_index()
    {
        await using var host = new StoreHost(DatabaseKind.Postgres);
        _ = host.Acme;
        host.Execute(Fill());

        var wrong = host.Connected("acme", connection => SearchFilterTests.Queries.Select(row => (Name: (string)row[0], Plan: Plan(connection, (MessageQuery)row[1])))
            .Where(search => search.Plan.Any(IsWhole)).Select(search => $"{search.Name}: {string.Join('\n', search.Plan)}").ToList());

        Assert.Empty(wrong);
    }

    private static bool IsWhole(string step) => step.Contains("Seq Scan on message", StringComparison.Ordinal) || step.Contains("Bitmap Heap Scan on message m", StringComparison.Ordinal);

    private static List<string> Plan(StoreConnection connection, MessageQuery query)
    {
        var plan = new List<string>();
        var filter = new SearchFilter(query);
        using var explain = connection.Prepare("EXPLAIN " + filter.Sql());
        filter.Bind(explain);
        while (explain.Step())
        {
            plan.Add(explain.Text(0));
        }

        return plan;
    }

    // One a second from 2026 on: one in ten failed, one in a thousand a correlation id, one in seven paid, a thousand keys.
    private static string Fill() => $"""
        INSERT INTO flow (id, name) VALUES (1, 'orders'), (2, 'invoices');
        INSERT INTO message (id, flow, version, level, status, started, duration, correlation, application_id, sender, receiver, message_type, custom_status, intermediate_error, step_total)
        SELECT decode(lpad(to_hex(1767225600000 + i::bigint * 1000), 12, '0') || '7000' || lpad(to_hex(i), 16, '0'), 'hex'), 1 + i % 2, 1, 2,
          CASE WHEN i % 10 = 3 THEN 3 ELSE 2 END, (1767225600000 + i::bigint * 1000) * 1000, 1500,
          CASE WHEN i % 1000 = 0 THEN 'c-' || i END, CASE WHEN i % 100 = 0 THEN 'a-' || i END,
          CASE WHEN i % 2 = 0 THEN 'shop' ELSE 'web' END, 'erp', CASE WHEN i % 7 = 0 THEN 'order' END, CASE WHEN i % 7 = 1 THEN 'paid' END, 0, 5 FROM generate_series(1, {Messages}) i;
        INSERT INTO message_key (name, value, id) SELECT 'orderId', (row_number() OVER ())::text, id FROM message WHERE correlation IS NOT NULL OR message_type IS NOT NULL;
        INSERT INTO message_partner (role, name, first, last)
        SELECT role, name, decode(lpad(to_hex(1767225600000 + m::bigint * 60000), 12, '0') || repeat('0', 20), 'hex'), decode(lpad(to_hex(1767225600000 + (m + 1)::bigint * 60000), 12, '0') || repeat('0', 20), 'hex')
        FROM generate_series(0, {Messages / 60}) m, (VALUES (1, 'shop'), (1, 'web'), (2, 'erp')) AS partner(role, name);
        ANALYZE;
        """;
}
