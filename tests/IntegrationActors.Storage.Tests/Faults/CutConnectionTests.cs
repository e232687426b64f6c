using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores.Queues;
using IntegrationActors.Storage.Tests.Postgres;
using Npgsql;

namespace IntegrationActors.Storage.Tests.Faults;

/// <summary>The connection to the server is cut at each byte of the exchange that puts a message into a queue and commits it.</summary>
public sealed class CutConnectionTests
{
    // What precedes the commit is one statement with its values, where one byte is as good as another.
    private const int Commit = 96;
    private const int Stride = 13;

    [PostgresFact]
    public Task A_message_is_there_once_wherever_its_way_to_the_server_is_cut() => CutAsync(proxy => proxy.ToServer);

    [PostgresFact]
    public Task A_message_is_there_once_wherever_the_answer_of_the_server_is_cut() => CutAsync(proxy => proxy.FromServer);

    private static async Task CutAsync(Func<CuttingProxy, CutDirection> directionOf)
    {
        var target = new NpgsqlConnectionStringBuilder(PostgresProcess.Shared.ConnectionString);
        await using var proxy = new CuttingProxy(target.Port);
        target.Port = proxy.Port;
        await using var host = new StoreHost(StoreHost.NewPostgres() with { ConnectionString = target.ConnectionString });
        await host.Acme.Queues.DeclareAsync(new QueueDeclaration("orders", QueueAccess.NonExclusive), CancellationToken.None);
        await PutAsync(host, 0);
        var (direction, sent, cut, refused) = (directionOf(proxy), 1, 0, 0);
        var length = await LengthAsync(host, direction, sent++);

        for (var at = 0L; at < length; at += at < length - Commit ? Stride : 1)
        {
            // Prepares the statements of the new connection, so that each exchange is the same.
            await PutAsync(host, sent++);
            direction.CutAfter(at);
            var wasAcknowledged = await TryPutAsync(host, sent) is { IsDuplicate: false };
            cut += direction.Disarm() ? 0 : 1;
            refused += wasAcknowledged ? 0 : 1;

            // The sender asks again until it is told; that makes no second message of it.
            var again = await TryPutAsync(host, sent);
            while (again is null)
            {
                again = await TryPutAsync(host, sent);
            }

            Assert.True(again.Value.IsDuplicate || !wasAcknowledged, $"Cut after {at} bytes: an acknowledged message was lost.");
            sent++;
        }

        Assert.Equal(sent, host.Number("SELECT count(*) FROM queue_message"));
        Assert.Equal(sent, host.Number("SELECT count(DISTINCT id) FROM queue_message"));
        Assert.True(cut > 20, $"Only {cut} connections were cut.");
        Assert.InRange(refused, 1, cut);
    }

    // Bytes of an exchange over a connection whose statements are prepared.
    private static async Task<long> LengthAsync(StoreHost host, CutDirection direction, int number)
    {
        var before = direction.Passed;
        await PutAsync(host, number);
        return direction.Passed - before;
    }

    private static async Task<QueuePut?> TryPutAsync(StoreHost host, int number)
    {
        try
        {
            return await PutAsync(host, number);
        }
        catch (FaultException e)
        {
            Assert.Equal(503, e.Fault.ResponseStatus);
            return null;
        }
    }

    private static ValueTask<QueuePut> PutAsync(StoreHost host, int number) => host.Acme.Queues.PutAsync(
        "orders",
        new QueuedMessage
        {
            Id = MessageId.Create(host.Time.GetUtcNow()),
            Message = new Message { Body = Payload.FromText($"order {number}") },
            DeduplicationId = $"order-{number}",
            RememberFor = TimeSpan.FromDays(1),
        },
        CancellationToken.None);
}
