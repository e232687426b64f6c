using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores.Queues;

namespace IntegrationActors.Storage.Tests.Faults;

public sealed class FullDiskQueueTests
{
    [SmallDiskFact]
    public async Task A_full_disk_refuses_messages_and_loses_none_that_was_acknowledged()
    {
        using var disk = new SmallDisk(8);
        await using var host = new StoreHost(disk.Path);
        await host.Acme.Queues.DeclareAsync(new QueueDeclaration("orders", QueueAccess.Exclusive), CancellationToken.None);
        disk.Fill();

        var acknowledged = 0;
        var refusal = await Assert.ThrowsAsync<FaultException>(async () =>
        {
            for (; acknowledged < 1000; acknowledged++)
            {
                await PutAsync(host, acknowledged);
            }
        });
        Assert.Equal(503, refusal.Fault.ResponseStatus);

        disk.MakeRoom();
        await StoreHost.UntilAsync(() => !host.Acme.MessageLog.IsBehind);
        await PutAsync(host, acknowledged);
        await host.ReopenAsync();
        await using var consumer = await host.Acme.Queues.OpenAsync("orders", new QueueConsumerOptions(), CancellationToken.None);
        for (var i = 0; i <= acknowledged; i++)
        {
            var delivery = await consumer.NextAsync(CancellationToken.None).AsTask().WaitAsync(TimeSpan.FromSeconds(20));
            Assert.StartsWith($"{i} ", delivery.Message.Body.AsText(), StringComparison.Ordinal);
            await delivery.CompleteAsync(CancellationToken.None);
        }
    }

    private static ValueTask<QueuePut> PutAsync(StoreHost host, int number) => host.Acme.Queues.PutAsync(
        "orders",
        new QueuedMessage
        {
            Id = MessageId.Create(host.Time.GetUtcNow()),
            Message = new Message { Body = Payload.FromText($"{number} {new string('x', 50_000)}") },
        },
        CancellationToken.None);
}
